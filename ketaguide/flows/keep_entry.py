"""Storing an entry from its editor; how it read before is kept, in the same transaction."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Unpack, cast

from ketaguide.store import entries, sessions, versions
from ketaguide.store.entries import Entry, EntryFields
from ketaguide.store.versions import EntryVersion
from ketaguide.vault.db import Db, from_stored, to_stored

# What makes an entry read differently. Pinned is a place in a list, and is undone by a press.
NOTICED: tuple[str, ...] = (
    *("title", "body", "written_at", "zone", "phase", "session_id"),
    *("feelings", "mood", "energy", "tags"),
)

# Whoever keeps an entry, sees a slip and keeps it again has changed it once.
# Source: our own choice: long enough to mend what is seen on reading it over, and too short to
# write something anew; and a paragraph that goes is no slip.
_ONE_GO = timedelta(minutes=1)
_SLIP_CHARS = 200


def keep(
    db: Db,
    *,
    entry_id: str,
    now: datetime,
    here: str,
    is_new: bool = False,
    draft_key: str = "",
    **fields: Unpack[EntryFields],
) -> Entry:
    """Change an entry, or store a new one under ``entry_id``; its draft goes.

    A session that was removed in the meantime is not named: the entry stays where it is now.

    Saves within a minute are one change, as long as little of the text goes: then only how it read
    before the first of them is kept. An entry that reads as before again has not changed at all.

    Args:
        here: the zone in which it is changed; the entry has one of its own.
        is_new: it was not stored before, or only by a try that the disk did not confirm.

    Raises:
        NotFound: it was deleted in the meantime.
    """
    fields = standing(db, fields)
    if is_new:
        return entries.add(db, entry_id=entry_id, draft_key=draft_key, **fields)
    before = facts(entries.get(db, entry_id))
    entry = entries.change(db, entry_id, draft_key=draft_key, **fields)
    after = facts(entry)
    if after == before:
        return entry
    last = _of_this_go(db, entry_id, now)
    if last is None or _goes(before["body"], after["body"]) > _SLIP_CHARS:
        note(db, entry_id, before, now=now, zone=here)
    elif versions.told(last) == after:
        versions.remove(db, last.id)
    return entry


def note(
    db: Db, entry_id: str, before: Mapping[str, Any], *, now: datetime, zone: str
) -> EntryVersion:
    """Keep ``before`` as how the entry read until now."""
    return versions.add(
        db,
        entry_id=entry_id,
        number=versions.next_number(db, entry_id),
        replaced_at=now,
        zone=zone,
        fields=json.dumps(before, ensure_ascii=False, separators=(",", ":")),
    )


def facts(entry: Entry) -> dict[str, Any]:
    """What a version holds of an entry, as JSON has it."""
    return {**entry.model_dump(include=set(NOTICED)), "written_at": to_stored(entry.written_at)}


def fields(told: Mapping[str, Any]) -> EntryFields:
    """What ``facts`` gave, to change an entry back; names it does not know are left out."""
    kept = {name: value for name, value in told.items() if name in NOTICED}
    if "written_at" in kept:
        kept["written_at"] = from_stored(kept["written_at"])
    return cast("EntryFields", kept)


def standing(db: Db, told: EntryFields) -> EntryFields:
    """Without the session, where that is gone."""
    session_id = told.get("session_id")
    if not session_id or sessions.is_there(db, session_id):
        return told
    kept = told.copy()
    del kept["session_id"]
    return kept


def _of_this_go(db: Db, entry_id: str, now: datetime) -> EntryVersion | None:
    """The version made by a save just now."""
    last = versions.last(db, entry_id)
    is_new = last is not None and timedelta(0) <= now - last.replaced_at < _ONE_GO
    return last if is_new else None


def _goes(before: str, after: str) -> int:
    """How many characters of ``before`` are gone, between what stays at both ends."""
    start = _alike(before, after)
    return len(before) - start - _alike(before[start:][::-1], after[start:][::-1])


def _alike(one: str, other: str) -> int:
    """How many characters both begin with; by halves, because an entry may hold a megabyte."""
    same, differs = 0, min(len(one), len(other)) + 1
    while differs - same > 1:
        middle = (same + differs) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            differs = middle
    return same
