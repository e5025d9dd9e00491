"""A way in that was begun and broken off, for Home to lead back to."""

from dataclasses import dataclass
from datetime import datetime

from ketaguide.base.clock import local
from ketaguide.content.catalogue import Catalogue
from ketaguide.content.guide import Guide
from ketaguide.flows import passport
from ketaguide.store import runs
from ketaguide.store.runs import Run
from ketaguide.store.sessions import STAYS_FOR, Session
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Begun:
    """A guide that can be gone on with; ``session_id`` is empty where it belongs to none."""

    guide_id: str
    title: str
    session_id: str = ""


def latest(db: Db, *, session: Session | None, now: datetime, catalogue: Catalogue) -> Begun | None:
    """The door in which something was answered last, of any session or none.

    One that the stop rule ended rests for that day. After a month none is named any more: whoever
    left it that long has left it. The passport has a card of its own.
    """
    for run, saved_at in runs.saved_since(db, since=now - STAYS_FOR):
        guide = catalogue.guide(run.guide_id) if catalogue.has(run.guide_id) else None
        if guide is None or not _is_offered(guide, run, session, now):
            continue
        state = runs.state(db, run=run)
        rests = run.status == "stopped" and _day(saved_at, run) == _day(now, run)
        if not rests and (state.answers or state.visited):
            return Begun(guide.id, guide.title, run.session_id or "")
    return None


def _is_offered(guide: Guide, run: Run, session: Session | None, now: datetime) -> bool:
    if guide.place != "door" or guide.id == passport.GUIDE_ID:
        return False
    has_begun = session is not None and session.id == run.session_id and session.starts_at <= now
    return not (guide.phase == "preparation" and has_begun)


def _day(moment: datetime, run: Run) -> object:
    return local(moment, run.zone).date()
