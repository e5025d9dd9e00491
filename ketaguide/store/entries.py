"""Dated pieces of writing, read whole one at a time and as short rows in lists."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, TypedDict, Unpack

from sqlmodel import AutoString, Field, col, select

from ketaguide.store import drafts, keeping
from ketaguide.store.narrowing import BY_WRITING, EVERYTHING, Filter, narrowed
from ketaguide.store.opening import READ_FACTOR, SHOWN_CHARS, Excerpt
from ketaguide.vault.db import Db, Record, UtcDateTime, from_stored, to_stored

Phase = Literal["", "preparation", "session-day", "integration"]

# What a list row is cut from; a row shows a few lines, and an entry may hold a megabyte.
READ_CHARS = READ_FACTOR * SHOWN_CHARS

# Source: our own; a tag is a word or a few, and stands on one line of a card.
TAG_CHARS = 40

ROW_COLUMNS = (
    "e.id, e.title, e.written_at, e.zone, e.kind, e.phase, e.session_id, e.pinned, e.tags, e.mood, "
    f"substr(e.body, 1, {READ_CHARS})"
)


class Entry(Record, table=True):
    """``kind`` is "note" or the id of the guide that wrote it; ``feelings`` and ``tags`` are JSON.

    ``mood`` and ``energy`` are 0 to 10, None where the person said nothing.
    """

    __tablename__ = "entry"

    title: str = Field(default="", repr=False)
    body: str = Field(default="", repr=False)
    written_at: datetime = Field(sa_type=UtcDateTime)
    zone: str
    kind: str = "note"
    phase: Phase = Field(default="", sa_type=AutoString)
    session_id: str | None = None
    run_id: str | None = None
    feelings: str = Field(default="", repr=False)
    mood: int | None = Field(default=None, ge=0, le=10, repr=False)
    energy: int | None = Field(default=None, ge=0, le=10, repr=False)
    pinned: bool = False
    tags: str = Field(default="", repr=False)


class EntryFields(TypedDict, total=False):
    """What may be set; ``written_at`` and ``zone`` are needed for a new entry."""

    title: str
    body: str
    written_at: datetime
    zone: str
    kind: str
    phase: Phase
    session_id: str | None
    run_id: str | None
    feelings: str
    mood: int | None
    energy: int | None
    pinned: bool
    tags: str


@dataclass(frozen=True)
class EntryRow:
    """An entry as a list shows it."""

    id: str
    title: str
    written_at: datetime
    zone: str
    kind: str
    phase: str
    session_id: str | None
    pinned: bool
    tags: tuple[str, ...]
    mood: int | None
    told: Excerpt

    @cached_property
    def opening(self) -> str:
        """Plain text, at most about 200 characters: the first, or those around what was found."""
        return self.told.shown()

    def __repr__(self) -> str:
        return f"EntryRow({self.id})"


def add(db: Db, *, entry_id: str = "", draft_key: str = "", **fields: Unpack[EntryFields]) -> Entry:
    """A new entry; the draft it was typed in goes in the same transaction.

    Args:
        entry_id: so that a second try, after one that the disk did not confirm, stores it once.
    """
    if not entry_id:
        entry = keeping.create(db, Entry, fields)
    elif db.get(Entry, entry_id) is None:
        entry = keeping.create_with_id(db, Entry, entry_id, fields)
    else:
        return change(db, entry_id, draft_key=draft_key, **fields)
    if draft_key:
        drafts.remove(db, key=draft_key)
    return entry


def change(db: Db, entry_id: str, *, draft_key: str = "", **fields: Unpack[EntryFields]) -> Entry:
    """Raises NotFound."""
    entry = keeping.alter(db, get(db, entry_id), fields)
    if draft_key:
        drafts.remove(db, key=draft_key)
    return entry


def get(db: Db, entry_id: str) -> Entry:
    """Raises NotFound."""
    return keeping.find(db, Entry, entry_id)


def remove(db: Db, entry_id: str) -> Entry:
    """Take out this row only; ``flows.delete_entry`` also takes what was drawn from it."""
    return keeping.erase(db, get(db, entry_id))


def restore(db: Db, entry: Entry) -> Entry:
    """Put a removed entry back under its id."""
    return keeping.put_back(db, entry)


def page(
    db: Db,
    *,
    offset: int = 0,
    limit: int = 50,
    before: EntryRow | None = None,
    filter: Filter = EVERYTHING,  # noqa: A002 - what it is; the built-in is not used here
) -> tuple[EntryRow, ...]:
    """Rows newest first, in the same time however many there are.

    Args:
        offset: how many rows to leave out; they are counted in the index, not read.
        before: instead start right after this row, whatever was written since.
        filter: its text is not looked at; ``store.search`` does that.
    """
    asked = narrowed(db, filter)
    if before is not None:
        asked = asked.also("(e.written_at, e.id) < (?, ?)", to_stored(before.written_at), before.id)
    question = page_query(asked.where, index=asked.index)
    found = db.connection().exec_driver_sql(question, (*asked.values, limit, offset))
    return tuple(row_of(*short, Excerpt(start)) for *short, start in found)


def page_query(where: str, *, index: str = BY_WRITING) -> str:
    """The question behind ``page``; it walks an index and sorts nothing."""
    return (
        f"SELECT {ROW_COLUMNS} FROM entry e INDEXED BY {index} {where} "  # noqa: S608 - only our own constants
        "ORDER BY e.written_at DESC, e.id DESC LIMIT ? OFFSET ?"
    )


def recent(db: Db, *, limit: int = 3) -> tuple[EntryRow, ...]:
    """The newest few."""
    return page(db, limit=limit)


def count(db: Db, *, filter: Filter = EVERYTHING) -> int:  # noqa: A002 - as for a page
    """How many there are."""
    asked = narrowed(db, filter)
    question = f"SELECT count(*) FROM entry e INDEXED BY {asked.index} {asked.where}"  # noqa: S608 - only our own constants
    return int(db.connection().exec_driver_sql(question, asked.values).scalar_one())


def for_session(db: Db, session_id: str) -> list[Entry]:
    """Oldest first."""
    found = select(Entry).where(Entry.session_id == session_id)
    return list(db.exec(found.order_by(col(Entry.written_at), col(Entry.id))))


def for_run(db: Db, run_id: str) -> Entry | None:
    """The entry that a finished run made."""
    return db.exec(select(Entry).where(Entry.run_id == run_id)).first()


def of_runs(db: Db, run_ids: Collection[str]) -> dict[str, str]:
    """For each of these runs that made an entry, the entry's id."""
    found = db.exec(select(Entry.run_id, Entry.id).where(col(Entry.run_id).in_(sorted(run_ids))))
    return {run_id: entry_id for run_id, entry_id in found if run_id is not None}


def feelings(entry: Entry) -> dict[str, int]:
    """Word id to strength, 0 to 10."""
    return felt(entry.feelings)


def felt(text: str) -> dict[str, int]:
    """What ``Entry.feelings`` says; nothing where it cannot be read."""
    told = _read(text)
    return told if isinstance(told, dict) else {}


def feelings_text(strengths: Mapping[str, int]) -> str:
    """The form ``Entry.feelings`` is stored in."""
    kept = {keeping.storable(word): strength for word, strength in strengths.items()}
    return json.dumps(kept, separators=(",", ":")) if kept else ""


def tags(entry: Entry) -> tuple[str, ...]:
    """The person's own words for it, in their order."""
    return _tags(entry.tags)


def tags_text(words: Collection[str]) -> str:
    """The form ``Entry.tags`` is stored in: without "#", each once whatever its case."""
    kept: dict[str, str] = {}
    for word in words:
        clean = " ".join(keeping.storable(word).replace("#", " ").split())[:TAG_CHARS].strip()
        kept.setdefault(clean.casefold(), clean)
    kept.pop("", None)
    return json.dumps(list(kept.values()), ensure_ascii=False) if kept else ""


def row_of(*columns: Any) -> EntryRow:
    """One result of ``ROW_COLUMNS``, its last column already made an excerpt.

    Source: measured, column reads cost 1.2 times a raw read, record objects 2.8 times.
    """
    entry_id, title, written_at, zone, kind, phase, session_id, pinned, tagged, mood, told = columns
    return EntryRow(
        entry_id,
        title,
        from_stored(written_at),
        zone,
        kind,
        phase,
        session_id,
        bool(pinned),
        _tags(tagged),
        mood,
        told,
    )


def _tags(text: str) -> tuple[str, ...]:
    told = _read(text) if text else ()
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _read(text: str) -> Any:
    """None where it is not JSON: a damaged word or two must not close a whole list."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
