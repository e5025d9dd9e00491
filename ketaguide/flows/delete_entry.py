"""Deleting an entry with all that repeats its words, and taking that back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ketaguide.flows import insights, step_changes, steps
from ketaguide.store import attachments, commitments, drafts, entries, intentions, keeping, runs
from ketaguide.store import insights as kept
from ketaguide.store import versions as wordings
from ketaguide.store.entries import Entry
from ketaguide.vault.db import Db, Record


@dataclass(frozen=True)
class Deleted:
    """What ``undo`` needs; held in memory only, for as long as undoing is offered.

    Attributes:
        hanging: everything that hung on the entry and was removed with it.
        drafts: what was typed and not kept, by key.
    """

    entry: Entry = field(repr=False)
    hanging: tuple[Record, ...] = field(default=(), repr=False)
    outline: str = field(default="", repr=False)
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)


def delete(db: Db, *, entry_id: str) -> Deleted:
    """Delete the entry with its earlier wordings and pictures, what was drawn from it and what
    hangs on that, everything typed and not kept, and its run's answers.

    The run itself stays as a fact: that a guide was finished is not what was written in it.

    Raises:
        NotFound: it is gone already.
    """
    entry = entries.get(db, entry_id)
    small_steps = commitments.for_entry(db, entry_id)
    typed = _take_drafts(db, [draft_key(entry_id), *_keys(one.id for one in small_steps)])
    hanging: list[Record] = []
    for insight in kept.for_entry(db, entry_id):
        hanging += insights.remove(db, insight_id=insight.id).records
    for one in small_steps:
        gone = step_changes.remove(db, commitment_id=one.id)
        hanging += (gone.step, *gone.looked)
    hanging += [wordings.remove(db, one.id) for one in wordings.for_entry(db, entry_id)]
    for picture in attachments.for_entry(db, entry_id):
        hanging += attachments.remove(db, picture.id)
    outline = ""
    if entry.run_id is not None:
        hanging += [intentions.remove(db, one.id) for one in intentions.for_run(db, entry.run_id)]
        run = runs.get(db, entry.run_id)
        outline = run.outline
        runs.change(db, run.id, outline="")
    return Deleted(entries.remove(db, entry_id), tuple(hanging), outline, typed)


def undo(db: Db, *, deleted: Deleted) -> Entry:
    """Put all of it back under the ids it had."""
    entry = entries.restore(db, deleted.entry)
    for record in deleted.hanging:
        keeping.put_back(db, record)
    if entry.run_id is not None:
        runs.change(db, entry.run_id, outline=deleted.outline)
    for key, content in deleted.drafts.items():
        drafts.put(db, key=key, content=content)
    return entry


def draft_key(entry_id: str) -> str:
    """The draft of an entry that is being edited."""
    return f"entry:{entry_id}"


def _keys(commitment_ids: Iterable[str]) -> Iterable[str]:
    """Where words about these steps lie until they are kept."""
    for one in commitment_ids:
        yield from (steps.draft_key(one), steps.draft_key(follows_id=one), steps.happened_key(one))


def _take_drafts(db: Db, keys: Iterable[str]) -> dict[str, str]:
    found = {key: draft.content for key in keys if (draft := drafts.get(db, key=key)) is not None}
    for key in found:
        drafts.remove(db, key=key)
    return found
