"""How an entry read before: what changed when, and going back, which is a change like any other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ketaguide.flows import keep_entry
from ketaguide.flows.delete_entry import draft_key
from ketaguide.flows.entry_content import Content, content_of
from ketaguide.store import drafts, entries, versions
from ketaguide.store.entries import Entry
from ketaguide.store.versions import EntryVersion
from ketaguide.vault.db import Db, to_stored


@dataclass(frozen=True)
class Change:
    """One change: ``version`` is how the entry read before it.

    Attributes:
        told: the version's fields by their names in ``EntryFields``, times as stored text.
        fields: which of them the change made different, in the order of ``keep_entry.NOTICED``.
        words_added, words_gone: of the body, wherever they stand; both 0 where only their order,
            their marks or the gaps between them changed.
    """

    version: EntryVersion = field(repr=False)
    told: Mapping[str, Any] = field(repr=False)
    fields: tuple[str, ...]
    words_added: int = 0
    words_gone: int = 0


@dataclass(frozen=True)
class Restored:
    """What ``undo`` needs; ``made_ids`` are the versions that restoring added."""

    entry_id: str
    before: Mapping[str, Any] = field(repr=False)
    made_ids: tuple[str, ...] = ()
    draft: str = field(default="", repr=False)


def listed(db: Db, *, entry_id: str) -> tuple[Change, ...]:
    """The changes of an entry, newest first.

    Raises:
        NotFound: it was deleted.
    """
    after = keep_entry.facts(entries.get(db, entry_id))
    changes = []
    for version in versions.for_entry(db, entry_id):
        told = versions.told(version)
        changes.append(_change(version, told, after))
        after = told
    return tuple(changes)


def restore(db: Db, *, version_id: str, now: datetime, here: str) -> Restored:
    """Let an entry read again as in this version; how it reads now becomes a version of its own.

    What was typed and not kept yet would hide the version, so it becomes one as well.

    Args:
        here: the zone in which it is changed; the entry has one of its own.

    Raises:
        NotFound: the version or its entry was deleted.
    """
    version = versions.get(db, version_id)
    entry_id, told = version.entry_id, versions.told(version)
    entry = entries.get(db, entry_id)
    before = keep_entry.facts(entry)
    draft = drafts.get(db, key=draft_key(entry_id))
    typed = _typed(entry, draft.content) if draft else before
    back = keep_entry.standing(db, keep_entry.fields(told))
    entries.change(db, entry_id, draft_key=draft_key(entry_id), **back)
    steps = [before, typed] if typed != before else [before]
    made = [
        keep_entry.note(db, entry_id, one, now=now, zone=here).id for one in steps if one != told
    ]
    return Restored(entry_id, before, tuple(made), draft.content if draft else "")


def undo(db: Db, *, restored: Restored) -> Entry:
    """Let it read as it did before ``restore``, with nothing more in its history.

    Raises:
        NotFound: the entry was deleted in the meantime.
    """
    back = keep_entry.standing(db, keep_entry.fields(restored.before))
    entry = entries.change(db, restored.entry_id, **back)
    for made_id in restored.made_ids:
        versions.remove(db, made_id)
    if restored.draft:
        drafts.put(db, key=draft_key(entry.id), content=restored.draft)
    return entry


def _change(version: EntryVersion, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    names = keep_entry.NOTICED
    changed = tuple(name for name in names if name in before and before[name] != after.get(name))
    if "body" not in changed:
        return Change(version, before, changed)
    old, new = Counter(str(before["body"]).split()), Counter(str(after.get("body")).split())
    return Change(version, before, changed, (new - old).total(), (old - new).total())


def _typed(entry: Entry, draft: str) -> dict[str, Any]:
    """What an editor's draft says of the entry, as far as it can be read."""
    held: dict[str, Any] = {**Content.from_json(draft, otherwise=content_of(entry)).fields()}
    held["written_at"] = to_stored(held["written_at"])
    return {name: held[name] for name in keep_entry.NOTICED}
