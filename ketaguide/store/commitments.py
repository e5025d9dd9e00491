"""Small things a person chose to do."""

from datetime import datetime
from typing import Literal, TypedDict, Unpack

from sqlmodel import AutoString, Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime

Status = Literal["open", "kept", "changed", "dropped"]


class Commitment(Record, table=True):
    """``cue`` is the if-then moment it hangs on; ``due_at`` may be missing: nothing is overdue.

    ``asks`` is what the insight asks, ``waits`` that it is about something that cannot be taken
    back, ``follows_id`` the step that it came out of.
    """

    __tablename__ = "commitment"

    entry_id: str | None = None
    insight_id: str | None = None
    session_id: str | None = None
    value: str = Field(default="", repr=False)
    action: str = Field(default="", repr=False)
    cue: str = Field(default="", repr=False)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    zone: str
    status: Status = Field(default="open", sa_type=AutoString)
    asks: str = Field(default="", repr=False)
    waits: bool = False
    follows_id: str | None = None


class CommitmentFields(TypedDict, total=False):
    """What may be set; ``zone`` is needed for a new one."""

    entry_id: str | None
    insight_id: str | None
    session_id: str | None
    value: str
    action: str
    cue: str
    due_at: datetime | None
    zone: str
    status: Status
    asks: str
    waits: bool
    follows_id: str | None


def get(db: Db, commitment_id: str) -> Commitment:
    """Raises NotFound."""
    return keeping.find(db, Commitment, commitment_id)


def add(db: Db, **fields: Unpack[CommitmentFields]) -> Commitment:
    """A new commitment."""
    return keeping.create(db, Commitment, fields)


def change(db: Db, commitment_id: str, **fields: Unpack[CommitmentFields]) -> Commitment:
    """Raises NotFound."""
    return keeping.alter(db, get(db, commitment_id), fields)


def remove(db: Db, commitment_id: str) -> Commitment:
    """Hands back a copy."""
    return keeping.erase(db, get(db, commitment_id))


def still_open(db: Db) -> list[Commitment]:
    """The one due next comes first, those without a date last."""
    due = col(Commitment.due_at)
    found = select(Commitment).where(Commitment.status == "open")
    return list(db.exec(found.order_by(due.is_(None), due, col(Commitment.id))))


def recent(db: Db, *, limit: int = 50) -> list[Commitment]:
    """Newest first, whatever became of them."""
    newest = (col(Commitment.created_at).desc(), col(Commitment.id).desc())
    return list(db.exec(select(Commitment).order_by(*newest).limit(limit)))


def for_entry(db: Db, entry_id: str) -> list[Commitment]:
    """Those drawn from one entry, oldest first."""
    found = select(Commitment).where(Commitment.entry_id == entry_id)
    return list(db.exec(found.order_by(col(Commitment.created_at), col(Commitment.id))))
