"""Deleting an entry with all that repeats its words, and taking that back."""

from dataclasses import dataclass, field

from ketaguide.store import commitments, drafts, entries, insights, intentions, keeping, runs
from ketaguide.store.commitments import Commitment
from ketaguide.store.entries import Entry
from ketaguide.store.insights import Insight
from ketaguide.store.intentions import Intention
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Deleted:
    """What ``undo`` needs; held in memory only, for as long as undoing is offered."""

    entry: Entry = field(repr=False)
    insights: tuple[Insight, ...] = field(default=(), repr=False)
    commitments: tuple[Commitment, ...] = field(default=(), repr=False)
    intentions: tuple[Intention, ...] = field(default=(), repr=False)
    outline: str = field(default="", repr=False)
    draft: str = field(default="", repr=False)


def delete(db: Db, *, entry_id: str) -> Deleted:
    """Delete the entry, what was drawn from it, its unsaved draft, and its run's answers.

    The run itself stays as a fact: that a guide was finished is not what was written in it.

    Raises:
        NotFound: it is gone already.
    """
    entry = entries.get(db, entry_id)
    drawn = [insights.remove(db, one.id) for one in insights.for_entry(db, entry_id)]
    steps = [commitments.remove(db, one.id) for one in commitments.for_entry(db, entry_id)]
    meant, outline = [], ""
    if entry.run_id is not None:
        meant = [intentions.remove(db, one.id) for one in intentions.for_run(db, entry.run_id)]
        run = runs.get(db, entry.run_id)
        outline = run.outline
        runs.change(db, run.id, outline="")
    draft = drafts.get(db, key=draft_key(entry_id))
    drafts.remove(db, key=draft_key(entry_id))
    return Deleted(
        entry=entries.remove(db, entry_id),
        insights=tuple(drawn),
        commitments=tuple(steps),
        intentions=tuple(meant),
        outline=outline,
        draft=draft.content if draft else "",
    )


def undo(db: Db, *, deleted: Deleted) -> Entry:
    """Put all of it back under the ids it had."""
    entry = entries.restore(db, deleted.entry)
    for record in (*deleted.insights, *deleted.commitments, *deleted.intentions):
        keeping.put_back(db, record)
    if entry.run_id is not None:
        runs.change(db, entry.run_id, outline=deleted.outline)
    if deleted.draft:
        drafts.put(db, key=draft_key(entry.id), content=deleted.draft)
    return entry


def draft_key(entry_id: str) -> str:
    """The draft of an entry that is being edited."""
    return f"entry:{entry_id}"
