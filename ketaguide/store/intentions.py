"""What a person hopes to bring to a session."""

from typing import TypedDict, Unpack

from sqlmodel import Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record


class Intention(Record, table=True):
    """Made by a run of the preparing guide, for the session it prepared."""

    __tablename__ = "intention"

    session_id: str | None = None
    run_id: str | None = None
    text: str = Field(default="", repr=False)


class IntentionFields(TypedDict, total=False):
    """What may be set."""

    session_id: str | None
    run_id: str | None
    text: str


def add(db: Db, **fields: Unpack[IntentionFields]) -> Intention:
    """A new intention; earlier ones stay."""
    return keeping.create(db, Intention, fields)


def change(db: Db, intention_id: str, **fields: Unpack[IntentionFields]) -> Intention:
    """Raises NotFound."""
    return keeping.alter(db, keeping.find(db, Intention, intention_id), fields)


def remove(db: Db, intention_id: str) -> Intention:
    """Hands back a copy."""
    return keeping.erase(db, keeping.find(db, Intention, intention_id))


def for_session(db: Db, session_id: str) -> list[Intention]:
    """Newest first: the first is the one that holds."""
    found = select(Intention).where(Intention.session_id == session_id)
    newest = (col(Intention.created_at).desc(), col(Intention.id).desc())
    return list(db.exec(found.order_by(*newest)))


def recent(db: Db, *, limit: int = 50) -> list[Intention]:
    """Newest first, of whatever session."""
    newest = (col(Intention.created_at).desc(), col(Intention.id).desc())
    return list(db.exec(select(Intention).order_by(*newest).limit(limit)))


def for_run(db: Db, run_id: str) -> list[Intention]:
    """What this run made."""
    return list(db.exec(select(Intention).where(Intention.run_id == run_id)))
