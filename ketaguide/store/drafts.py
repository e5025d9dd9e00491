"""Unsaved text, kept in the vault until it is stored or thrown away; outside the history."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from sqlmodel import Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record


class Draft(Record, table=True):
    """``key`` says which editor: "entry:new", "entry:<id>", "session:new"; ``content`` is JSON."""

    __tablename__ = "draft"
    __chained__: ClassVar[bool] = False

    key: str = Field(unique=True)
    content: str = Field(repr=False)


def put(db: Db, *, key: str, content: str) -> Draft:
    """Keep ``content`` as the one draft of this editor."""
    draft = get(db, key=key)
    if draft is None:
        return keeping.create(db, Draft, {"key": key, "content": content})
    return keeping.alter(db, draft, {"content": content})


def get(db: Db, *, key: str) -> Draft | None:
    """None: nothing unsaved there."""
    return db.exec(select(Draft).where(Draft.key == key)).first()


def remove(db: Db, *, key: str) -> None:
    """Nothing happens where there is none."""
    draft = get(db, key=key)
    if draft is not None:
        keeping.erase(db, draft)


def take(db: Db, *, keys: Iterable[str]) -> dict[str, str]:
    """Remove those that are there, and hand back what they held, by key, for ``give_back``."""
    found = {key: draft.content for key in keys if (draft := get(db, key=key)) is not None}
    for key in found:
        remove(db, key=key)
    return found


def give_back(db: Db, taken: Mapping[str, str]) -> None:
    """Undo ``take``."""
    for key, content in taken.items():
        put(db, key=key, content=content)


def every(db: Db) -> list[Draft]:
    """The one touched last comes first."""
    return list(db.exec(select(Draft).order_by(col(Draft.changed_at).desc(), col(Draft.id))))
