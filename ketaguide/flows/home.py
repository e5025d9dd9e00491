"""Everything Home shows, in one question."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.content.catalogue import Catalogue
from ketaguide.engine import ticks
from ketaguide.engine.outline import Outline
from ketaguide.engine.path import RunFacts, Stone, facts, stones
from ketaguide.engine.renew import renew
from ketaguide.engine.run import GuideRun
from ketaguide.engine.ticks import Tick
from ketaguide.flows import begun, read_entry
from ketaguide.flows import series as series_flow
from ketaguide.flows.begun import Begun
from ketaguide.flows.series import Place
from ketaguide.store import drafts, entries, intentions, preferences, runs, sessions
from ketaguide.store.entries import EntryRow
from ketaguide.store.preferences import Preferences
from ketaguide.store.runs import Run
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db

RECENT = 3


@dataclass(frozen=True)
class HomeGlance:
    """What Home needs of the vault.

    Attributes:
        session: the one the path is drawn for; None where nothing is planned or recent.
        runs: of that session, or of none while nothing is planned.
        stones: the path made from them.
        intention: the latest one for this session; empty where there is none.
        has_draft: a free entry was begun and not stored.
        list_title: of the session day's guide whose lists were begun; empty where none was.
        ticks: the lines of those lists.
        call_first: guides whose readiness answers ask for a call before anything else.
        begun: a way in that was broken off; None where there is none.
        place: where the session stands in its series; None where it is in none.
        recovery_pending_since: since when the recovery code waits; None once it is done.
    """

    session: Session | None = field(repr=False)
    runs: tuple[RunFacts, ...]
    stones: tuple[Stone, ...]
    recent: tuple[EntryRow, ...]
    preferences: Preferences
    intention: str = field(default="", repr=False)
    has_draft: bool = False
    list_title: str = ""
    ticks: tuple[Tick, ...] = field(default=(), repr=False)
    call_first: frozenset[str] = frozenset()
    begun: Begun | None = None
    place: Place | None = None

    @property
    def recovery_pending_since(self) -> datetime | None:
        chosen = self.preferences
        return None if chosen.recovery_done else chosen.recovery_pending_since


def glance(db: Db, *, now: datetime, catalogue: Catalogue) -> HomeGlance:
    """Read Home; the same work whatever the size of the journal."""
    session = sessions.coming(db, now=now)
    session_id = session.id if session else None
    kept = [r for r in runs.for_session(db, session_id=session_id) if catalogue.has(r.guide_id)]
    known = [_facts(db, run, catalogue) for run in kept]
    list_title, lines = _lists(db, kept, catalogue)
    meant = intentions.for_session(db, session_id) if session_id else []
    start = session.starts_at if session else None
    return HomeGlance(
        session=session,
        runs=tuple(known),
        stones=stones(catalogue.guides(), start, known, now),
        recent=entries.recent(db, limit=RECENT),
        preferences=preferences.every(db),
        intention=meant[0].text if meant else "",
        has_draft=drafts.get(db, key=read_entry.NEW) is not None,
        list_title=list_title,
        ticks=lines,
        call_first=frozenset(r.guide_id for r in kept if _asks_for_a_call(db, r, catalogue, now)),
        begun=begun.latest(db, session=session, now=now, catalogue=catalogue),
        place=series_flow.place_of(db, session),
    )


def _asks_for_a_call(db: Db, run: Run, catalogue: Catalogue, now: datetime) -> bool:
    """Whether an unfinished run's gate, on answers that still hold, says now or stop."""
    saved_at = runs.saved_at(db, run_id=run.id)
    if run.status == "finished" or saved_at is None:
        return False
    guide = catalogue.guide(run.guide_id)
    state = renew(guide, runs.state(db, run=run), saved_at=saved_at, now=now)
    gates = GuideRun(guide, state).view.gates.values()
    return any(gate.outcome in ("now", "stop") for gate in gates)


def _facts(db: Db, run: Run, catalogue: Catalogue) -> RunFacts:
    return facts(
        catalogue.guide(run.guide_id),
        runs.state(db, run=run),
        status=run.status,
        finished_at=run.finished_at,
    )


def _lists(db: Db, kept: list[Run], catalogue: Catalogue) -> tuple[str, tuple[Tick, ...]]:
    """The lists of the session day, from the run begun last that has answers to them."""
    for run in reversed(kept):
        guide = catalogue.guide(run.guide_id)
        if guide.phase != "session-day":
            continue
        if run.status == "finished":
            lines = ticks.from_outline(guide, Outline.from_json(run.outline))
        else:
            lines = ticks.from_state(guide, runs.state(db, run=run))
        if lines:
            return guide.title, lines
    return "", ()
