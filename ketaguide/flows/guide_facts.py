"""What a guide may know of the session without asking, as of the moment it is opened."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from ketaguide.base.clock import local
from ketaguide.flows import clinics, lifelines
from ketaguide.store import sessions
from ketaguide.store.sessions import STAYS_FOR, Session
from ketaguide.vault.db import Db

# Source: our own; a rough "the first hours", in which most people still rest.
FIRST_HOURS = timedelta(hours=3)
# Source: the day, week and month in which clinics ask again; a month as ``sessions.STAYS_FOR``.
_SINCE = (
    ("first-hours", FIRST_HOURS),
    ("first-day", timedelta(hours=24)),
    ("first-week", timedelta(days=7)),
    ("first-month", STAYS_FOR),
)


def facts(db: Db, *, session_id: str | None, now: datetime, zone: str) -> Mapping[str, str]:
    """Every fact of ``content.facts``, for a guide of this session or of none."""
    every = sessions.every(db)
    session = next((one for one in every if one.id == session_id), None)
    begun = [one for one in every if one.starts_at <= now]
    before = [one for one in begun if session is None or one.starts_at < session.starts_at]
    number = lifelines.read(db, now=now, session_id=session_id or "").clinic_phone
    return {
        "route": session.route if session else "none",
        "until": _until(session, now=now, zone=zone),
        "since": _since(begun, now=now),
        "adult": "named" if session and _has(str.isalpha, session.with_whom) else "missing",
        "clinic-number": "known" if _has(str.isdigit, number) else "missing",
        "earlier": "yes" if [one for one in before if one is not session] else "no",
        "clinic-time": _clinic_time(db, session, now=now),
    }


def _has(kind: Callable[[str], bool], text: str) -> bool:
    """A dash in a field names nobody, and "ask them" cannot be rung."""
    return any(map(kind, text))


def _until(session: Session | None, *, now: datetime, zone: str) -> str:
    """By the calendar of where the person is: a session at seven is tomorrow's at midnight."""
    if session is None:
        return "none"
    if session.starts_at <= now:
        return "past"
    days = (local(session.starts_at, zone).date() - local(now, zone).date()).days
    return {0: "today", 1: "tomorrow"}.get(days, "later")


def _since(begun: list[Session], *, now: datetime) -> str:
    if not begun:
        return "none"
    gone = now - max(one.starts_at for one in begun)
    return next((name for name, limit in _SINCE if gone < limit), "longer")


def _clinic_time(db: Db, session: Session | None, *, now: datetime) -> str:
    clinic = clinics.of_session(db, session) if session else None
    if session is None or clinic is None or clinic.eased_after_minutes is None:
        return "none"
    eased = session.starts_at + timedelta(minutes=clinic.eased_after_minutes)
    return "past" if now >= eased else "ahead"
