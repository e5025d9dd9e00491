"""How long something that cannot be taken back may wait. A suggestion: it closes nothing.

It is never about leaving danger, reporting harm or getting care; whoever shows the day says so.
"""

from datetime import date, timedelta

# Source: insight chain of this project's clinical notes: "suggest waiting two weeks and two
# conversations before irreversible decisions".
DAYS = 14
TALKS = 2


def until(made_on: date, *, quiet_until: date | None = None) -> date:
    """The day from which it could be looked at again.

    Args:
        quiet_until: where big steps wait because of a session, the day on which that ends.
    """
    day = made_on + timedelta(days=DAYS)
    return max(day, quiet_until) if quiet_until is not None else day
