"""Small steps as they stand: what is open, what is for later, what has been."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ketaguide.base.clock import local
from ketaguide.base.errors import NotFound
from ketaguide.engine import check_ins_due, waiting
from ketaguide.engine.check_ins_due import Asked, Due
from ketaguide.flows import quiet
from ketaguide.store import check_ins, commitments, drafts, insights
from ketaguide.store.check_ins import ASKED_AFTER, CheckIn
from ketaguide.store.commitments import Commitment
from ketaguide.store.drafts import Draft
from ketaguide.store.insights import Insight
from ketaguide.vault.db import Db

# Source: own choice; a step is for the next 48 hours, what lies further ahead is for later.
SOON = timedelta(days=2)
# Source: own choice; more than anyone looks through, and less than takes time to read.
_MOST_PAST = 200
_MOST_INSIGHTS = 50


@dataclass(frozen=True)
class Step:
    """One step on the calendar.

    Attributes:
        made_on: the day it was made, where it was made.
        due_on: the day it is meant for, where it was made.
        wait_until: for what cannot be taken back, from when it could be looked at again.
        check_in: the look back that is due now.
        asked: the looks back at an open one that were answered.
    """

    record: Commitment = field(repr=False)
    made_on: date
    due_on: date | None = None
    wait_until: date | None = None
    check_in: Due | None = None
    asked: tuple[Asked, ...] = ()

    @property
    def day(self) -> date | None:
        """The day it stands on in lists and calendars."""
        if self.wait_until is not None and self.due_on is not None:
            return max(self.wait_until, self.due_on)
        return self.wait_until or self.due_on


@dataclass(frozen=True)
class Steps:
    """All of them.

    Attributes:
        asked: the one to look back at now, the one that waits longest.
        happened: what had been typed about that one.
        has_draft: a new step was begun and not kept yet.
    """

    soon: tuple[Step, ...]
    later: tuple[Step, ...]
    past: tuple[Step, ...]
    asked: Step | None
    happened: str = field(default="", repr=False)
    has_draft: bool = False


@dataclass(frozen=True)
class Opened:
    """One step with all that belongs to it.

    Attributes:
        insight: what it began with.
        looked: the looks back at it, in the order in which they were asked.
        before: the step it came out of.
        after: the steps that came out of it.
        happened: what had been typed of the look back that is due.
    """

    step: Step
    insight: Insight | None = field(default=None, repr=False)
    looked: tuple[CheckIn, ...] = field(default=(), repr=False)
    before: Commitment | None = field(default=None, repr=False)
    after: tuple[Commitment, ...] = field(default=(), repr=False)
    happened: str = field(default="", repr=False)


@dataclass(frozen=True)
class Begun:
    """What the form begins with; ``draft`` is JSON, empty where nothing waits."""

    insights: tuple[Insight, ...] = field(repr=False)
    step: Commitment | None = field(default=None, repr=False)
    draft: str = field(default="", repr=False)


def listed(db: Db, *, now: datetime, zone: str) -> Steps:
    """All steps, each in its place: open ones by day, past ones newest first."""
    today = local(now, zone).date()
    still = open_steps(db, now=now, zone=zone)
    soon = tuple(one for one in still if one.day is None or one.day <= today + SOON)
    past = commitments.recent(db, limit=_MOST_PAST)
    to_ask = _longest_due(still)
    return Steps(
        soon=soon,
        later=tuple(one for one in still if one not in soon),
        past=tuple(_step(one) for one in past if one.status != "open"),
        asked=to_ask,
        happened=_typed(db, to_ask.record.id) if to_ask is not None else "",
        has_draft=drafts.get(db, key=draft_key()) is not None,
    )


def open_steps(db: Db, *, now: datetime, zone: str) -> tuple[Step, ...]:
    """Those that are still open, by their day; those without one last."""
    found = commitments.still_open(db)
    if not found:
        return ()
    today = local(now, zone).date()
    quiet_day = _quiet_day(db, now=now, zone=zone)
    looked = _by_step(check_ins.every(db))
    steps = [
        _step(one, looked=looked.get(one.id, ()), today=today, quiet_day=quiet_day) for one in found
    ]
    return tuple(sorted(steps, key=lambda one: (one.day is None, one.day or today)))


def opened(db: Db, *, commitment_id: str, now: datetime, zone: str) -> Opened:
    """Raises NotFound: it was removed."""
    record = commitments.get(db, commitment_id)
    looked = check_ins.for_commitment(db, commitment_id)
    around = commitments.recent(db, limit=_MOST_PAST) if record.status == "changed" else []
    return Opened(
        step=_step(
            record,
            looked=looked,
            today=local(now, zone).date(),
            quiet_day=_quiet_day(db, now=now, zone=zone),
        ),
        insight=_insight(db, record.insight_id),
        looked=tuple(looked),
        before=_before(db, record.follows_id),
        after=tuple(one for one in around if one.follows_id == commitment_id),
        happened=_typed(db, commitment_id),
    )


def begun(db: Db, *, commitment_id: str = "", follows_id: str = "") -> Begun:
    """What the form needs, for a new step, for one that is changed, or for the one after it.

    Raises:
        NotFound: the step was removed.
    """
    known = commitment_id or follows_id
    draft: Draft | None = drafts.get(db, key=draft_key(commitment_id, follows_id=follows_id))
    return Begun(
        insights=tuple(insights.recent(db, limit=_MOST_INSIGHTS)),
        step=commitments.get(db, known) if known else None,
        draft=draft.content if draft else "",
    )


def draft_key(commitment_id: str = "", *, follows_id: str = "") -> str:
    """The draft of a step that is being written."""
    if follows_id:
        return f"step:after:{follows_id}"
    return f"step:{commitment_id or 'new'}"


def happened_key(commitment_id: str) -> str:
    """The draft of what happened, as someone writes it."""
    return f"step:happened:{commitment_id}"


def _typed(db: Db, commitment_id: str) -> str:
    draft = drafts.get(db, key=happened_key(commitment_id))
    try:
        words = json.loads(draft.content) if draft else ""
    except ValueError:
        return ""
    return words if isinstance(words, str) else ""


def _longest_due(steps: Iterable[Step]) -> Step | None:
    waiting_ones = [one for one in steps if one.check_in is not None]
    return min(waiting_ones, key=_since, default=None)


def _since(step: Step) -> date:
    return step.check_in.since if step.check_in is not None else date.max


def _step(
    record: Commitment,
    *,
    looked: Sequence[CheckIn] = (),
    today: date | None = None,
    quiet_day: date | None = None,
) -> Step:
    made_on = local(record.created_at, record.zone).date()
    due_on = local(record.due_at, record.zone).date() if record.due_at else None
    if record.status != "open" or today is None:
        return Step(record, made_on, due_on)
    step = Step(
        record,
        made_on,
        due_on,
        wait_until=waiting.until(made_on, quiet_until=quiet_day) if record.waits else None,
        asked=_asked(looked),
    )
    to_ask = check_ins_due.due(
        made_on,
        days=ASKED_AFTER,
        asked=step.asked,
        today=today,
        not_before=looks_from(step),
    )
    return replace(step, check_in=to_ask)


def looks_from(step: Step) -> date | None:
    """The first day on which a step could be looked back at: when its own is over."""
    return step.day + timedelta(days=1) if step.day is not None else None


def _asked(looked: Iterable[CheckIn]) -> tuple[Asked, ...]:
    """The looks back that were answered, on the calendars of where that was."""
    return tuple(Asked(one.after_days, local(one.asked_at, one.zone).date()) for one in looked)


def _by_step(looked: Iterable[CheckIn]) -> Mapping[str, list[CheckIn]]:
    found: dict[str, list[CheckIn]] = {}
    for one in looked:
        found.setdefault(one.commitment_id, []).append(one)
    return found


def _quiet_day(db: Db, *, now: datetime, zone: str) -> date | None:
    until = quiet.until(db, now=now)
    return local(until, zone).date() if until is not None else None


def _insight(db: Db, insight_id: str | None) -> Insight | None:
    """None also where it was deleted."""
    try:
        return insights.get(db, insight_id) if insight_id else None
    except NotFound:
        return None


def _before(db: Db, commitment_id: str | None) -> Commitment | None:
    try:
        return commitments.get(db, commitment_id) if commitment_id else None
    except NotFound:
        return None
