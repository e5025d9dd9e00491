"""Sessions that are planned together."""

from typing import TypedDict, Unpack

from sqlmodel import Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record


class Series(Record, table=True):
    """``pattern`` is the id of how it was planned; ``planned`` is how many sessions were meant."""

    __tablename__ = "series"

    zone: str
    title: str = Field(repr=False)
    pattern: str
    planned: int = Field(ge=0)
    note: str = Field(repr=False)


class SeriesFields(TypedDict, total=False):
    """All of them are needed for a new one; ``note`` may be empty."""

    zone: str
    title: str
    pattern: str
    planned: int
    note: str


def add(db: Db, **fields: Unpack[SeriesFields]) -> Series:
    """A new one without any session."""
    return keeping.create(db, Series, {"note": "", **fields})


def change(db: Db, series_id: str, **fields: Unpack[SeriesFields]) -> Series:
    """Raises NotFound."""
    return keeping.alter(db, get(db, series_id), fields)


def get(db: Db, series_id: str) -> Series:
    """Raises NotFound."""
    return keeping.find(db, Series, series_id)


def is_there(db: Db, series_id: str) -> bool:
    """Whether it was not removed in the meantime."""
    return db.get(Series, series_id) is not None


def remove(db: Db, series_id: str) -> Series:
    """Take out this row only: a flow frees its sessions. Hands back a copy."""
    return keeping.erase(db, get(db, series_id))


def every(db: Db) -> list[Series]:
    """Newest first."""
    newest = (col(Series.created_at).desc(), col(Series.id).desc())
    return list(db.exec(select(Series).order_by(*newest)))
