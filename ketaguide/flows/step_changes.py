"""What a person does with a small step: writes it, looks back at it, changes it, removes it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ketaguide.flows import steps
from ketaguide.flows.due_days import due_at
from ketaguide.store import check_ins, commitments, drafts, keeping
from ketaguide.store.check_ins import CheckIn, Choice
from ketaguide.store.commitments import Commitment, CommitmentFields, Status
from ketaguide.store.insights import Insight
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Looked:
    """A look back that was answered, and what ``undo_look`` needs.

    Attributes:
        status: of the step, before.
        drafts: what had been typed, of what happened and of the step that follows, by key.
        next_id: the step that came out of it.
    """

    check_in_id: str
    commitment_id: str
    status: Status
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)
    next_id: str = ""


@dataclass(frozen=True)
class Removed:
    """What ``undo_remove`` needs; held in memory only, for as long as undoing is offered."""

    step: Commitment = field(repr=False)
    looked: tuple[CheckIn, ...] = field(default=(), repr=False)
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Look:
    """An answer to a look back: which one, what happened in the person's words, and what now.

    ``is_over``: the step is kept and over with, not asked about again.
    """

    commitment_id: str
    after_days: int
    choice: Choice
    happened: str = field(default="", repr=False)
    is_over: bool = False


def store(
    db: Db, *, commitment_id: str = "", fields: CommitmentFields, day: str = ""
) -> Commitment:
    """A new step, or other words for one; its draft goes in the same transaction.

    Args:
        day: which it is meant for, written "2026-11-24"; empty for none.

    Raises:
        NotFound: the step was removed meanwhile.
    """
    drafts.remove(db, key=steps.draft_key(commitment_id))
    dated = _dated(fields, day)
    if commitment_id:
        return commitments.change(db, commitment_id, **dated)
    return commitments.add(db, **_with_origin(db, dated))


def keep_draft(db: Db, *, commitment_id: str, follows_id: str, content: str) -> None:
    """What is being written about a step; ``content`` is JSON."""
    drafts.put(db, key=steps.draft_key(commitment_id, follows_id=follows_id), content=content)


def drop_draft(db: Db, *, commitment_id: str, follows_id: str) -> None:
    """Nothing happens where there is none."""
    drafts.remove(db, key=steps.draft_key(commitment_id, follows_id=follows_id))


def keep_happened(db: Db, *, commitment_id: str, words: str) -> None:
    """What is being written about what happened."""
    content = json.dumps(words, ensure_ascii=False)
    drafts.put(db, key=steps.happened_key(commitment_id), content=content)


def look_back(db: Db, *, look: Look, now: datetime, zone: str) -> Looked:
    """Keep the answer; leaving it ("skip") is one, too, and changes nothing about the step.

    Raises:
        NotFound: the step was removed.
    """
    step = commitments.get(db, look.commitment_id)
    before = step.status
    kept = check_ins.add(
        db,
        commitment_id=step.id,
        after_days=look.after_days,
        asked_at=now,
        zone=zone,
        happened=look.happened.strip(),
        choice=look.choice,
    )
    if look.choice == "skip":
        # What was typed stays a draft, for another time.
        return Looked(kept.id, step.id, before)
    typed = drafts.take(db, keys=[steps.happened_key(step.id)])
    after = _status(look, before)
    if after != before:
        commitments.change(db, step.id, status=after)
    return Looked(kept.id, step.id, before, typed)


def change_into(
    db: Db,
    *,
    look: Look,
    fields: CommitmentFields | None,
    now: datetime,
    zone: str,
    day: str = "",
) -> Looked:
    """The step becomes another one, or none: resting is a full answer. Together or not at all.

    Args:
        fields: of the step that follows; None where none does.
        day: which that one is meant for, as ``store`` takes it.
    """
    looked = look_back(db, look=look, now=now, zone=zone)
    typed = drafts.take(db, keys=[steps.draft_key(follows_id=look.commitment_id)])
    looked = replace(looked, drafts={**looked.drafts, **typed})
    if fields is None:
        return looked
    old = commitments.get(db, look.commitment_id)
    origin: CommitmentFields = {"entry_id": old.entry_id, "session_id": old.session_id}
    follows: CommitmentFields = {"follows_id": old.id}
    whole: CommitmentFields = {**origin, **_dated(fields, day), **follows}
    added = commitments.add(db, **whole)
    return replace(looked, next_id=added.id)


def undo_look(db: Db, *, looked: Looked) -> None:
    """As if nobody had been asked; what had been typed is a draft again.

    Raises:
        NotFound: one of the two was removed meanwhile.
    """
    check_ins.remove(db, looked.check_in_id)
    if looked.next_id:
        remove(db, commitment_id=looked.next_id)
    commitments.change(db, looked.commitment_id, status=looked.status)
    drafts.give_back(db, looked.drafts)


def put_status(db: Db, *, commitment_id: str, status: Status) -> Status:
    """Hands back what it was before. Raises NotFound."""
    before = commitments.get(db, commitment_id).status
    commitments.change(db, commitment_id, status=status)
    return before


def remove(db: Db, *, commitment_id: str) -> Removed:
    """The step goes with its looks back and whatever was being typed about it.

    A step that came out of it stays. Raises NotFound.
    """
    looked = check_ins.for_commitment(db, commitment_id)
    gone = tuple(check_ins.remove(db, one.id) for one in looked)
    keys = (
        steps.draft_key(commitment_id),
        steps.draft_key(follows_id=commitment_id),
        steps.happened_key(commitment_id),
    )
    typed = drafts.take(db, keys=keys)
    return Removed(commitments.remove(db, commitment_id), gone, typed)


def undo_remove(db: Db, *, removed: Removed) -> None:
    """Put all of it back under the ids it had."""
    keeping.put_back(db, removed.step)
    for one in removed.looked:
        keeping.put_back(db, one)
    drafts.give_back(db, removed.drafts)


def _status(look: Look, before: Status) -> Status:
    if look.choice == "drop":
        return "dropped"
    if look.choice == "change":
        return "changed"
    # After the last one nobody asks again: what is kept then has stayed.
    is_last = look.after_days >= max(check_ins.ASKED_AFTER)
    return "kept" if look.choice == "keep" and (look.is_over or is_last) else before


def _dated(fields: CommitmentFields, day: str) -> CommitmentFields:
    dated: CommitmentFields = {"due_at": due_at(day, fields.get("zone", ""))}
    return {**fields, **dated}


def _with_origin(db: Db, fields: CommitmentFields) -> CommitmentFields:
    """A step that begins with an insight belongs to the entry and the session of that insight.

    Where that was taken out in the meantime, the step is one of its own.
    """
    insight_id = fields.get("insight_id")
    insight = db.get(Insight, insight_id) if insight_id else None
    if insight is None:
        return {**fields, "insight_id": None}
    origin: CommitmentFields = {"entry_id": insight.entry_id, "session_id": insight.session_id}
    return {**origin, **fields}
