"""Beginning a guide, or going on where it was left."""

from datetime import datetime

from ketaguide.base.clock import local
from ketaguide.content.guide import Guide
from ketaguide.engine.renew import renew
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from ketaguide.engine.view import with_facts
from ketaguide.flows import guide_facts
from ketaguide.store import runs
from ketaguide.store.runs import Run
from ketaguide.vault.db import Db


def begin(db: Db, *, guide: Guide, session_id: str | None, now: datetime, zone: str) -> RunState:
    """The unfinished run of this guide for this session, or a new one.

    A run that the stop rule ended stays ended for that day; on another day it goes on, and what
    ended it is asked afresh. Readiness answers of some hours ago are asked afresh, too. What is
    known of the session is looked up anew; an answer that this hides is kept for the record.
    """
    run = runs.open_for(db, guide_id=guide.id, session_id=session_id)
    if run is None:
        run = _new(db, guide=guide, session_id=session_id, now=now, zone=zone)
    known = guide_facts.facts(db, session_id=session_id, now=now, zone=zone)
    state = with_facts(guide, runs.state(db, run=run), known)
    if run.status == "stopped" and _on_another_day(run, now, zone):
        going_on = GuideRun(guide, state)
        going_on.reopen()
        state = going_on.state
        runs.change(db, run.id, status="open")
        runs.save_state(db, state=state)
    return _with_fresh_answers(db, guide=guide, state=state, now=now)


def _with_fresh_answers(db: Db, *, guide: Guide, state: RunState, now: datetime) -> RunState:
    saved_at = runs.saved_at(db, run_id=state.run_id)
    if saved_at is None:
        return state
    fresh = renew(guide, state, saved_at=saved_at, now=now)
    if fresh != state:
        runs.save_state(db, state=fresh)
    return fresh


def _new(db: Db, *, guide: Guide, session_id: str | None, now: datetime, zone: str) -> Run:
    return runs.add(
        db,
        guide_id=guide.id,
        pack_id=guide.pack_id,
        pack_version=guide.pack_version,
        language=guide.language,
        session_id=session_id,
        started_at=now,
        zone=zone,
    )


def _on_another_day(run: Run, now: datetime, zone: str) -> bool:
    return local(now, zone).date() > local(run.changed_at, zone).date()
