"""Whether big steps wait now, because there was a session a short while ago."""

from datetime import datetime

from ketaguide.engine.quiet import DEFAULT_HOURS, quiet_until
from ketaguide.store import preferences, sessions
from ketaguide.vault.db import Db


def until(db: Db, *, now: datetime) -> datetime | None:
    """Until when deleting, sharing, restoring and changing the ways in wait; None for not at all.

    Getting help, trying the recovery code and showing less to others never ask this.
    """
    hours = preferences.get(db, preferences.QUIET_HOURS, DEFAULT_HOURS)
    starts = [session.starts_at for session in sessions.every(db)]
    return quiet_until(starts, now=now, hours=hours)
