"""The short pieces of the first days: which one could come next, for someone who has begun them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ketaguide.base.clock import local
from ketaguide.content.catalogue import Catalogue
from ketaguide.flows.phase import PIECES
from ketaguide.store import runs, sessions
from ketaguide.vault.db import Db

# Source: first-days in the core pack's SOURCES.md: eight short pieces over four days, from about a
# day after a session.
_FROM, _FOR, _A_DAY = timedelta(hours=24), timedelta(days=4), 2


@dataclass(frozen=True)
class Piece:
    """A piece, and the session that it comes after."""

    guide_id: str
    title: str
    session_id: str


def next_piece(db: Db, *, now: datetime, zone: str, catalogue: Catalogue) -> Piece | None:
    """None before someone has taken one of their own accord: it is an offer, not a course.

    None also after as many in one day as the path has for a day.
    """
    latest = next((one for one in sessions.every(db) if one.starts_at <= now), None)
    if latest is None or not _FROM <= now - latest.starts_at <= _FROM + _FOR:
        return None
    pieces = [guide for guide in catalogue.guides("integration") if guide.shelf == PIECES]
    ids = {guide.id for guide in pieces}
    taken = [one for one in runs.for_session(db, session_id=latest.id) if one.guide_id in ids]
    finished = {one.guide_id for one in taken if one.status == "finished"}
    today = local(now, zone).date()
    moments = [one.finished_at for one in taken if one.finished_at is not None]
    if not taken or sum(local(one, zone).date() == today for one in moments) >= _A_DAY:
        return None
    following = next((guide for guide in pieces if guide.id not in finished), None)
    return Piece(following.id, following.title, latest.id) if following is not None else None
