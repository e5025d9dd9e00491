"""Deleting an entry with all that repeats its words, and taking that back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ketaguide.flows import insights, step_changes
from ketaguide.store import attachments, commitments, drafts, entries, intentions, keeping, runs
from ketaguide.store import insights as kept
from ketaguide.store import versions as wordings
from ketaguide.store.entries import Entry
from ketaguide.store.runs import Run
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
    typed = drafts.take(db, keys=[draft_key(entry_id)])
    hanging: list[Record] = []
    for insight in kept.for_entry(db, entry_id):
        hanging += insights.remove(db, insight_id=insight.id).records
    for one in small_steps:
        gone = step_changes.remove(db, commitment_id=one.id)
        hanging += (gone.step, *gone.looked)
        typed |= gone.drafts
    hanging += [wordings.remove(db, one.id) for one in wordings.for_entry(db, entry_id)]
    for picture in attachments.for_entry(db, entry_id):
        hanging += attachments.remove(db, picture.id)
    outline = ""
    if entry.run_id is not None:
        hanging += [intentions.remove(db, one.id) for one in intentions.for_run(db, entry.run_id)]
        outline = _put_outline(db, entry.run_id, "")
    return Deleted(entries.remove(db, entry_id), tuple(hanging), outline, typed)


def undo(db: Db, *, deleted: Deleted) -> Entry:
    """Put all of it back under the ids it had."""
    entry = entries.restore(db, deleted.entry)
    for record in deleted.hanging:
        keeping.put_back(db, record)
    if entry.run_id is not None:
        _put_outline(db, entry.run_id, deleted.outline)
    drafts.give_back(db, deleted.drafts)
    return entry


def draft_key(entry_id: str) -> str:
    """The draft of an entry that is being edited."""
    return f"entry:{entry_id}"


def _put_outline(db: Db, run_id: str, outline: str) -> str:
    """Hands back the one before. A rescue may have found an entry without its run."""
    run = db.get(Run, run_id)
    if run is None:
        return ""
    before = run.outline
    runs.change(db, run_id, outline=outline)
    return before
