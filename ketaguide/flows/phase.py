"""Everything the page of one phase shows, in one question."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ketaguide.content.catalogue import Catalogue
from ketaguide.content.guide import Guide, Phase
from ketaguide.engine.path import RunFacts, Stone, facts, stones
from ketaguide.store import entries, runs, sessions
from ketaguide.store.runs import Run
from ketaguide.store.sessions import STAYS_FOR, Session
from ketaguide.vault.db import Db

Progress = Literal["new", "open", "stopped", "finished"]


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
        parts: its stones on the path; one for a guide without parts.
        written: its entries that are still there, newest first.
    """

    guide: Guide
    progress: Progress
    parts: tuple[Stone, ...]
    written: tuple[Written, ...] = ()


@dataclass(frozen=True)
class PhaseGlance:
    """What the page needs of the vault; ``sessions`` holds the one furthest ahead first."""

    session: Session | None = field(repr=False)
    sessions: tuple[Session, ...] = field(repr=False)
    guides: tuple[GuideGlance, ...]


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
    kept = [
        run
        for run in runs.for_session(db, session_id=session.id if session else None)
        if catalogue.has(run.guide_id)
    ]
    known = [_facts(db, run, catalogue) for run in kept]
    start = session.starts_at if session else None
    path = stones(catalogue.guides(), start, known, now)
    return PhaseGlance(
        session=session,
        sessions=tuple(every),
        guides=tuple(_guide(db, one, kept, path) for one in catalogue.guides(phase)),
    )


def _guide(db: Db, guide: Guide, kept: list[Run], path: tuple[Stone, ...]) -> GuideGlance:
    mine = [run for run in kept if run.guide_id == guide.id]
    under_way = [run for run in mine if run.status != "finished"]
    progress: Progress = "new"
    if under_way:
        progress = "stopped" if under_way[-1].status == "stopped" else "open"
    elif mine:
        progress = "finished"
    written = [one for run in reversed(mine) for one in _written(db, run)]
    return GuideGlance(
        guide=guide,
        progress=progress,
        parts=tuple(stone for stone in path if stone.guide_id == guide.id),
        written=tuple(written),
    )


def _written(db: Db, run: Run) -> list[Written]:
    entry = entries.for_run(db, run.id) if run.finished_at else None
    if entry is None or run.finished_at is None:
        return []
    return [Written(entry_id=entry.id, finished_at=run.finished_at, zone=run.zone)]


def _facts(db: Db, run: Run, catalogue: Catalogue) -> RunFacts:
    return facts(
        catalogue.guide(run.guide_id),
        runs.state(db, run=run),
        status=run.status,
        finished_at=run.finished_at,
    )
