"""How sure someone was of an insight: when they kept it, and when they were asked again."""

from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime

# Source: the insight chain of this project's clinical notes: at capture, after 7 and 30 days.
ASKED_AFTER = (0, 7, 30)


class Sureness(Record, table=True):
    """``value`` is 0 to 10; None where someone was asked and left it."""

    __tablename__ = "sureness"

    insight_id: str
    after_days: int = Field(ge=0)
    value: int | None = Field(default=None, ge=0, le=10, repr=False)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    zone: str


class SurenessFields(TypedDict, total=False):
    """All but ``value`` are needed."""

    insight_id: str
    after_days: int
    value: int | None
    asked_at: datetime
    zone: str


def add(db: Db, **fields: Unpack[SurenessFields]) -> Sureness:
    """A new answer."""
    return keeping.create(db, Sureness, fields)


def change(db: Db, sureness_id: str, **fields: Unpack[SurenessFields]) -> Sureness:
    """Raises NotFound."""
    return keeping.alter(db, keeping.find(db, Sureness, sureness_id), fields)


def remove(db: Db, sureness_id: str) -> Sureness:
    """Hands back a copy."""
    return keeping.erase(db, keeping.find(db, Sureness, sureness_id))


def for_insight(db: Db, insight_id: str) -> list[Sureness]:
    """In the order in which they were asked."""
    found = select(Sureness).where(Sureness.insight_id == insight_id)
    return list(db.exec(found.order_by(col(Sureness.after_days), col(Sureness.asked_at))))


def every(db: Db) -> list[Sureness]:
    """All of them, in the order in which they were asked."""
    return list(db.exec(select(Sureness).order_by(col(Sureness.asked_at), col(Sureness.id))))
