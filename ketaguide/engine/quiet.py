"""How long after a session big steps wait: a day in which one decides differently."""

from collections.abc import Iterable
from datetime import datetime, timedelta

# Source: clinics ask people not to decide anything weighty for a day after a session; a clinic may
# ask for more or less, so the number is the person's to change.
DEFAULT_HOURS = 24

# Source: own choice; beyond a week it would no longer be about the session.
MOST_HOURS = 7 * 24


def quiet_until(starts: Iterable[datetime], *, now: datetime, hours: int) -> datetime | None:
    """The end of the quiet time that holds now; None where none does.

    Args:
        starts: when each session starts; those that lie ahead do not count yet.
        hours: counted from the start; 0 turns it off, and more than a week counts as a week.
    """
    lasts = timedelta(hours=min(hours, MOST_HOURS))
    ends = [start + lasts for start in starts if start <= now < start + lasts]
    return max(ends, default=None)
