"""Letters that were sealed: kept apart from the journal, and never found by searching."""

from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Field, col, func, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime


class Letter(Record, table=True):
    """A letter never sent, and when it was written."""

    __tablename__ = "letter"

    written_at: datetime = Field(sa_type=UtcDateTime)
    zone: str
    session_id: str | None = None
    run_id: str | None = None
    title: str = Field(default="", repr=False)
    body: str = Field(default="", repr=False)


class LetterFields(TypedDict, total=False):
    """What may be set; ``written_at`` and ``zone`` are needed for a new letter."""

    written_at: datetime
    zone: str
    session_id: str | None
    run_id: str | None
    title: str
    body: str


def add(db: Db, **fields: Unpack[LetterFields]) -> Letter:
    """Seal a new letter."""
    return keeping.create(db, Letter, fields)


def get(db: Db, letter_id: str) -> Letter:
    """Raises NotFound."""
    return keeping.find(db, Letter, letter_id)


def remove(db: Db, letter_id: str) -> Letter:
    """Hands back a copy that ``restore`` takes."""
    return keeping.erase(db, get(db, letter_id))


def restore(db: Db, letter: Letter) -> Letter:
    """Put a removed letter back under its id."""
    return keeping.put_back(db, letter)


def every(db: Db) -> list[Letter]:
    """Newest first."""
    newest = (col(Letter.written_at).desc(), col(Letter.id).desc())
    return list(db.exec(select(Letter).order_by(*newest)))


def count(db: Db) -> int:
    """How many there are."""
    return db.exec(select(func.count()).select_from(Letter)).one()
