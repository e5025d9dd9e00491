"""Passages that someone marked to keep."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Field, col, select

from ketaguide.store import keeping
from ketaguide.store.entries import Entry
from ketaguide.vault.db import Db, Record


class Insight(Record, table=True):
    """``asks`` is what it asks of the person, in their own words; ``hold`` is what keeps it light.

    ``marked_at`` is where in the entry's body the passage began when it was marked, in characters;
    None for one that was written by itself.
    """

    __tablename__ = "insight"

    entry_id: str | None = None
    session_id: str | None = None
    text: str = Field(default="", repr=False)
    asks: str = Field(default="", repr=False)
    marked_at: int | None = Field(default=None, ge=0)
    hold: str = Field(default="", repr=False)


@dataclass(frozen=True)
class Origin:
    """The entry that an insight was marked in, without its words."""

    entry_id: str
    title: str = field(repr=False)
    kind: str
    phase: str
    written_at: datetime
    zone: str
    session_id: str | None


class InsightFields(TypedDict, total=False):
    """What may be set."""

    entry_id: str | None
    session_id: str | None
    text: str
    asks: str
    marked_at: int | None
    hold: str


def get(db: Db, insight_id: str) -> Insight:
    """Raises NotFound."""
    return keeping.find(db, Insight, insight_id)


def add(db: Db, **fields: Unpack[InsightFields]) -> Insight:
    """A new insight."""
    return keeping.create(db, Insight, fields)


def change(db: Db, insight_id: str, **fields: Unpack[InsightFields]) -> Insight:
    """Raises NotFound."""
    return keeping.alter(db, get(db, insight_id), fields)


def remove(db: Db, insight_id: str) -> Insight:
    """Hands back a copy."""
    return keeping.erase(db, get(db, insight_id))


def recent(db: Db, *, limit: int = 50) -> list[Insight]:
    """Newest first."""
    newest = (col(Insight.created_at).desc(), col(Insight.id).desc())
    return list(db.exec(select(Insight).order_by(*newest).limit(limit)))


def for_entry(db: Db, entry_id: str) -> list[Insight]:
    """Those drawn from one entry, oldest first."""
    found = select(Insight).where(Insight.entry_id == entry_id)
    return list(db.exec(found.order_by(col(Insight.created_at), col(Insight.id))))


def every(db: Db) -> list[Insight]:
    """All of them, newest first."""
    newest = (col(Insight.created_at).desc(), col(Insight.id).desc())
    return list(db.exec(select(Insight).order_by(*newest)))


def origins(db: Db, *, insight_id: str = "") -> dict[str, Origin]:
    """By the entry's id, for one insight or for all; entries that are gone are left out."""
    marked = select(Insight.entry_id)
    if insight_id:
        marked = marked.where(Insight.id == insight_id)
    columns = (Entry.title, Entry.kind, Entry.phase, Entry.written_at, Entry.zone, Entry.session_id)
    found = select(Entry.id, *columns).where(col(Entry.id).in_(marked))  # type: ignore[call-overload]
    return {row[0]: Origin(*row) for row in db.exec(found)}
