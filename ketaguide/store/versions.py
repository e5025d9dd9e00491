"""How an entry read before it was changed."""

import json
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlmodel import Field, col, func, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime


class EntryVersion(Record, table=True):
    """``number`` counts from 1 for each entry; ``fields`` is the JSON of what stood there."""

    __tablename__ = "entry_version"

    entry_id: str
    number: int = Field(ge=1)
    replaced_at: datetime = Field(sa_type=UtcDateTime)
    zone: str
    fields: str = Field(repr=False)


# Two computers may have given one number twice.
_NEWEST = (col(EntryVersion.number).desc(), col(EntryVersion.id).desc())


class EntryVersionFields(TypedDict, total=False):
    """All of them are needed."""

    entry_id: str
    number: int
    replaced_at: datetime
    zone: str
    fields: str


def add(db: Db, **fields: Unpack[EntryVersionFields]) -> EntryVersion:
    """A new version."""
    return keeping.create(db, EntryVersion, fields)


def get(db: Db, version_id: str) -> EntryVersion:
    """Raises NotFound."""
    return keeping.find(db, EntryVersion, version_id)


def remove(db: Db, version_id: str) -> EntryVersion:
    """Hands back a copy."""
    return keeping.erase(db, get(db, version_id))


def for_entry(db: Db, entry_id: str) -> list[EntryVersion]:
    """Newest first."""
    found = select(EntryVersion).where(EntryVersion.entry_id == entry_id)
    return list(db.exec(found.order_by(*_NEWEST)))


def last(db: Db, entry_id: str) -> EntryVersion | None:
    """The newest, without reading the others: each may hold a megabyte."""
    found = select(EntryVersion).where(EntryVersion.entry_id == entry_id)
    return db.exec(found.order_by(*_NEWEST).limit(1)).first()


def next_number(db: Db, entry_id: str) -> int:
    """The number that the next version of this entry takes."""
    last = select(func.max(EntryVersion.number)).where(EntryVersion.entry_id == entry_id)
    return (db.exec(last).one() or 0) + 1


def told(version: EntryVersion) -> dict[str, Any]:
    """Its fields by their names in ``EntryFields``."""
    return dict(json.loads(version.fields))
