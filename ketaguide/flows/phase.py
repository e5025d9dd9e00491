"""Everything the page of one phase shows, in one question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from ketaguide.content.catalogue import Catalogue
from ketaguide.content.clinic import Clinic
from ketaguide.content.guide import SHELVES, Guide, Phase
from ketaguide.engine.path import RunFacts, Stone, facts, stones
from ketaguide.flows import clinics, passport
from ketaguide.flows import series as series_flow
from ketaguide.flows.passport import Standing
from ketaguide.flows.series import Place
from ketaguide.store import entries, runs, sessions
from ketaguide.store.runs import Past, Run
from ketaguide.store.sessions import STAYS_FOR, Session
from ketaguide.vault.db import Db

Progress = Literal["new", "open", "stopped", "finished"]

# What is offered first to someone who has little time left, and instead of what.
SHORT, LONG = "preparing-short", "preparing"
# Source: our own; the evening before a session of the next morning, and some hours more.
SHORT_BEFORE = timedelta(hours=36)
# Offered on the session's day too, although it comes after: its first hours are when it is meant.
FIRST = "first-words"
# Source: the fact ``since`` is ``first-hours`` and then ``first-day`` for as long.
FIRST_FOR = timedelta(hours=24)
TOGETHER = "together"
# Short pieces to take in the days after a session, shown as one list.
PIECES = "first-days"


@dataclass(frozen=True)
class Written:
    """What a finished pass through a guide left to read."""

    entry_id: str
    finished_at: datetime
    zone: str


@dataclass(frozen=True)
class GuideGlance:
    """One guide as it stands for this session.

    Attributes:
        progress: of the run that ``begin`` would go on with; ``finished`` where none is open.
        parts: its stones on the path; none for a guide that is not on it.
        written: its entries that are still there, newest first: of this session for what is on
            the path, of all sessions for what is not.
        is_clinics: it came with a clinic's pack.
    """

    guide: Guide
    progress: Progress
    parts: tuple[Stone, ...] = ()
    written: tuple[Written, ...] = ()
    is_clinics: bool = False


@dataclass(frozen=True)
class Shelf:
    """Ways in that belong together; ``id`` is a shelf's, or ``together`` for two people."""

    id: str
    guides: tuple[GuideGlance, ...]


@dataclass(frozen=True)
class PhaseGlance:
    """What the page needs of the vault; ``sessions`` holds the one furthest ahead first.

    Attributes:
        guides: what is on the path, and before it what is offered to someone with little time, or
            in the first day on the session's own page.
        shelves: everything else, grouped.
        passport: how the consent passport stands; None where the page has no use for it.
        clinic: what the session's clinic gave; None where nothing was taken in.
        place: where the session stands in its series; None where it is in none.
    """

    session: Session | None = field(repr=False)
    sessions: tuple[Session, ...] = field(repr=False)
    guides: tuple[GuideGlance, ...]
    shelves: tuple[Shelf, ...] = ()
    passport: Standing | None = None
    clinic: Clinic | None = field(default=None, repr=False)
    place: Place | None = None


def glance(
    db: Db, *, phase: Phase, now: datetime, catalogue: Catalogue, session_id: str = ""
) -> PhaseGlance:
    """Read one phase.

    Args:
        session_id: the session to look at; where it is empty or gone, the one at hand. For what
            comes after a session that is the latest past one, even if another is planned.
    """
    every = sessions.every(db)
    session = next((one for one in every if one.id == session_id), None)
    if session is None and phase == "integration":
        session = next((one for one in every if now - STAYS_FOR <= one.starts_at <= now), None)
    session = session or sessions.coming(db, now=now)
    found = _Found.read(db, session, catalogue)
    start = session.starts_at if session else None
    known = [_facts(db, run, catalogue) for run in found.here]
    path = stones(catalogue.guides(), start, known, now)
    every_guide = [found.glance(one, path) for one in catalogue.guides(phase)]
    short = [g for g in every_guide if g.guide.id == SHORT and _is_short(every_guide, start, now)]
    if phase == "session-day" and _is_first_day(start, now) and catalogue.has(FIRST):
        short = [found.glance(catalogue.guide(FIRST), path)]
    on_path = [g for g in every_guide if g.guide.place == "path"]
    # The passport has a card of its own on the pages that show a shelf of its kind.
    shows_passport = phase != "integration" and catalogue.has(passport.GUIDE_ID)
    beside = [g for g in every_guide if g not in short and g.guide.id != passport.GUIDE_ID]
    return PhaseGlance(
        session=session,
        sessions=tuple(every),
        guides=(*short, *sorted(on_path, key=lambda g: _is_over(g, start, now))),
        shelves=tuple(_shelves(beside)),
        passport=passport.standing(db, session_id=session.id if session else "", now=now)
        if shows_passport
        else None,
        clinic=clinics.of_session(db, session) if session else None,
        place=series_flow.place_of(db, session),
    )


def _is_first_day(start: datetime | None, now: datetime) -> bool:
    return start is not None and start <= now < start + FIRST_FOR


def _is_over(one: GuideGlance, start: datetime | None, now: datetime) -> bool:
    """Whether its time is over: it is still there, after all others."""
    return one.guide.id == FIRST and start is not None and now >= start + FIRST_FOR


def _is_short(guides: list[GuideGlance], start: datetime | None, now: datetime) -> bool:
    """Whether the session is close, and preparing at leisure was not begun."""
    is_close = start is not None and now <= start <= now + SHORT_BEFORE
    return is_close and all(
        one.progress == "new" and not any(part.begun for part in one.parts)
        for one in guides
        if one.guide.id == LONG
    )


def _shelves(guides: list[GuideGlance]) -> Iterator[Shelf]:
    named: dict[str, list[GuideGlance]] = {
        name: [g for g in guides if g.guide.shelf == name] for name in SHELVES
    }
    named[TOGETHER] = [g for g in guides if g.guide.place == TOGETHER]
    return (Shelf(name, tuple(found)) for name, found in named.items() if found)


@dataclass(frozen=True)
class _Found:
    """What the vault has of runs: of this session, and the finished ones of all."""

    catalogue: Catalogue
    here: list[Run]
    finished: list[Past]
    entry_ids: Mapping[str, str]

    @classmethod
    def read(cls, db: Db, session: Session | None, catalogue: Catalogue) -> "_Found":
        here = runs.for_session(db, session_id=session.id if session else None)
        finished = runs.every_finished(db)
        return cls(
            catalogue=catalogue,
            here=[run for run in here if catalogue.has(run.guide_id)],
            finished=finished,
            entry_ids=entries.of_runs(db, [run.id for run in finished]),
        )

    def glance(self, guide: Guide, path: tuple[Stone, ...]) -> GuideGlance:
        mine = [run for run in self.here if run.guide_id == guide.id]
        under_way = [run for run in mine if run.status != "finished"]
        progress: Progress = "new"
        if under_way:
            progress = "stopped" if under_way[-1].status == "stopped" else "open"
        elif mine:
            progress = "finished"
        ids = {run.id for run in mine}
        wrote = [run for run in self.finished if run.guide_id == guide.id]
        if guide.place == "path":
            wrote = [run for run in wrote if run.id in ids]
        return GuideGlance(
            guide=guide,
            progress=progress,
            parts=tuple(stone for stone in path if stone.guide_id == guide.id),
            written=tuple(
                Written(self.entry_ids[run.id], run.finished_at, run.zone)
                for run in wrote
                if run.id in self.entry_ids
            ),
            is_clinics=self.catalogue.is_clinics(guide),
        )


def _facts(db: Db, run: Run, catalogue: Catalogue) -> RunFacts:
    return facts(
        catalogue.guide(run.guide_id),
        runs.state(db, run=run),
        status=run.status,
        finished_at=run.finished_at,
    )
