"""The path on Home: one stone for each part of each guide, and one for the session itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from ketaguide.base.text import tr
from ketaguide.content.guide import PHASES, Guide, Opens, Part, Phase
from ketaguide.engine.state import RunState
from ketaguide.engine.view import look

StoneState = Literal["done", "next", "later", "open"]

# Source: a session is booked for 2 to 3 hours (common practice of clinics).
SESSION_HOURS = 3
# Source: ours; what is caught in the first hours is not asked for once a night has passed.
FIRST_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stone:
    """One stop on the path.

    Attributes:
        id: ``guide``, ``guide/part`` or ``session``.
        when: when it was done or, before that, from when it is meant; None where nothing says.
        begun: something of it was visited, also where ``state`` is ``next``.
        is_at_start: its time comes with the session itself, whatever the hour.
        minutes: None where the pack does not say, and for the session.
    """

    id: str
    title: str
    phase: Phase
    state: StoneState = "later"
    guide_id: str = ""
    part_id: str = ""
    icon: str = ""
    summary: str = ""
    when: datetime | None = None
    minutes: int | None = None
    begun: bool = False
    is_at_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What the path needs to know of one run; ``facts`` makes it from a run's state.

    Attributes:
        status: ``open``, ``finished`` or ``stopped``.
        visited: steps that were left by Continue or Skip for now.
        hidden: steps that these answers do not show, so that nobody need visit them.
        step_id: where the person is.
    """

    guide_id: str
    status: str
    visited: frozenset[str] = frozenset()
    finished_at: datetime | None = None
    hidden: frozenset[str] = frozenset()
    step_id: str = ""


def facts(
    guide: Guide, state: RunState, *, status: str, finished_at: datetime | None = None
) -> RunFacts:
    """A run as the path sees it."""
    visible = {step.id for step, _ in look(guide, state.answers, state.facts).steps}
    return RunFacts(
        guide_id=guide.id,
        status=status,
        visited=frozenset(state.visited),
        finished_at=finished_at,
        hidden=frozenset(step.id for step in guide.steps if step.id not in visible),
        step_id=state.step_id,
    )


def stones(
    guides: Iterable[Guide],
    session_start: datetime | None,
    runs: Sequence[RunFacts],
    now: datetime,
) -> tuple[Stone, ...]:
    """The path for one session, or for none yet.

    One stone at most is ``next``: the first that is not done and whose time has come; failing that
    the first that is not done. On the session day its own stones come before preparation that was
    left, because the readiness questions are among them. Once the session has begun it is too late
    for both: what may be tapped in its first hours is ``next``, or else the session itself; once it
    is past, only what comes after it. Guides that are ways in of their own, or for two people, have
    no stone.

    Args:
        guides: in the order in which they are offered.
        session_start: aware; None while nothing is planned.
        runs: all runs that belong to this session.
        now: aware.
    """
    row: list[Stone] = []
    for phase in PHASES:
        for guide in guides:
            if guide.phase == phase and guide.place == "path":
                row += _of_guide(guide, session_start, [r for r in runs if r.guide_id == guide.id])
        if phase == "session-day":
            row.append(_session(session_start, now))
    chosen = _next(row, session_start, now)
    return tuple(replace(one, state="next") if one is chosen else one for one in row)


def _of_guide(guide: Guide, start: datetime | None, runs: list[RunFacts]) -> list[Stone]:
    parts: tuple[Part | None, ...] = guide.parts or (None,)
    return [_stone(guide, part, start, runs) for part in parts]


def _stone(guide: Guide, part: Part | None, start: datetime | None, runs: list[RunFacts]) -> Stone:
    steps = {step.id for step in guide.steps if part is None or step.part == part.id}
    opens = part.opens if part and part.opens else guide.opens
    opening = _opening(opens, guide.phase, start)
    finished = [run for run in runs if _counts(run, guide.phase, opening)]
    done = bool(finished) or any(
        part is not None and run.visited & steps and steps <= run.visited | run.hidden
        for run in runs
    )
    begun = any(run.visited & steps or run.step_id in steps for run in runs)
    ends = [run.finished_at for run in finished if run.finished_at]
    minutes = part.minutes if part else guide.minutes
    return Stone(
        id=f"{guide.id}/{part.id}" if part else guide.id,
        guide_id=guide.id,
        part_id=part.id if part else "",
        title=part.title if part else guide.title,
        icon=part.icon if part else guide.icon,
        summary=(part.summary if part else "") or guide.summary,
        phase=guide.phase,
        state="done" if done else "open" if begun else "later",
        when=max(ends) if ends else opening,
        minutes=minutes,
        begun=begun and not done,
        is_at_start=opening is not None and opening == start,
    )


def _counts(run: RunFacts, phase: Phase, opening: datetime | None) -> bool:
    """Whether a run is finished, and finished for this day where the day is what it asks about.

    What was answered days ahead, or before a session was moved, says nothing about the day itself.
    """
    if run.status != "finished":
        return False
    early = opening is not None and run.finished_at is not None and run.finished_at < opening
    return not (phase == "session-day" and early)


def _opening(opens: Opens | None, phase: Phase, start: datetime | None) -> datetime | None:
    if start is None:
        return None
    if opens is None:
        return None if phase == "preparation" else start
    return start + opens.offset()


def _session(start: datetime | None, now: datetime) -> Stone:
    return Stone(
        id="session",
        title=tr("The session"),
        icon="waves",
        phase="session-day",
        state="done" if _is_past(start, now) else "later",
        when=start,
    )


def _is_past(start: datetime | None, now: datetime) -> bool:
    return start is not None and now >= start + timedelta(hours=SESSION_HOURS)


def _next(row: list[Stone], start: datetime | None, now: datetime) -> Stone | None:
    waiting = [one for one in row if one.state != "done"]
    if _is_past(start, now):
        return next((one for one in waiting if _is_for(one, start, now)), None)
    came = [one for one in waiting if _has_come(one, now)]
    if start is not None and now >= start:
        session = (one for one in waiting if not one.guide_id)
        return next((one for one in came if one.phase == "integration"), next(session, None))
    today = [one for one in came if one.phase == "session-day"]
    return next(iter(today or came or waiting), None)


def _is_for(stone: Stone, start: datetime | None, now: datetime) -> bool:
    """Whether a stone after the session is still for now: first words are for the first day."""
    over = start is not None and now >= start + FIRST_DAY
    return stone.phase == "integration" and not (stone.is_at_start and over)


def _has_come(stone: Stone, now: datetime) -> bool:
    if stone.when is None:
        return stone.phase == "preparation"
    return now >= stone.when
