"""The names a record is written with: ``Db``, ``Record`` and times in UTC."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Dialect, String
from sqlalchemy.orm import configure_mappers
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel
from sqlmodel import Session as Db

from ketaguide.base.ids import new_id

__all__ = ["Db", "Record", "UtcDateTime", "from_stored", "prepare", "to_stored"]


def prepare() -> None:
    """Set up every record class imported so far; otherwise the first question does, in 13 ms."""
    configure_mappers()


def to_stored(moment: datetime) -> str:
    """The moment as the database keeps it: ``2025-03-01T18:30:00.000000Z``.

    Of fixed width, so that the texts sort as the moments do.

    Raises:
        ValueError: the moment does not say its zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs a zone")
    at = moment.astimezone(UTC).replace(tzinfo=None)
    return at.isoformat(timespec="microseconds") + "Z"


def from_stored(text: str) -> datetime:
    """The aware UTC moment that ``to_stored`` wrote."""
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A column of aware moments, stored as sortable UTC text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else to_stored(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else from_stored(value)


class Record(SQLModel):
    """What every table has. The vault fills both times when the record is flushed.

    A record keeps the ``created_at`` it comes with, so that an undone removal is the same record.
    """

    # False: outside the history chain and without a tombstone (drafts, the state of runs).
    __chained__: ClassVar[bool] = True

    id: str = Field(default_factory=new_id, primary_key=True)
    created_at: datetime = Field(default=None, nullable=False, sa_type=UtcDateTime)
    changed_at: datetime = Field(default=None, nullable=False, sa_type=UtcDateTime)
