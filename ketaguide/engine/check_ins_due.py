"""Which look back at a step is due: one at a time, never a pile of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Source: own choice, the smallest distance of the chain itself: whoever has just answered a late
# one is not asked again the next morning.
_REST = timedelta(days=2)


@dataclass(frozen=True)
class Asked:
    """One that was answered; leaving it counts as an answer."""

    after_days: int
    on: date


@dataclass(frozen=True)
class Due:
    """One to ask; ``since`` is the first day on which it was."""

    after_days: int
    since: date


def due(made_on: date, *, days: Sequence[int], asked: Iterable[Asked], today: date) -> Due | None:
    """The latest one whose day has come; those before it that nobody answered fall away.

    Args:
        made_on: when the step was made, on the calendar of where that was.
        days: how many days after that someone is asked, ascending.
    """
    answered = tuple(asked)
    latest = max((one.after_days for one in answered), default=0)
    reached = [n for n in days if n > latest and made_on + timedelta(days=n) <= today]
    if not reached:
        return None
    since = made_on + timedelta(days=reached[-1])
    if answered:
        since = max(since, max(one.on for one in answered) + _REST)
    return Due(reached[-1], since) if since <= today else None


def ahead(
    made_on: date, *, days: Sequence[int], asked: Iterable[Asked], today: date
) -> tuple[date, ...]:
    """The days still to come on which someone will be asked."""
    latest = max((one.after_days for one in asked), default=0)
    to_come = (made_on + timedelta(days=n) for n in days if n > latest)
    return tuple(day for day in to_come if day > today)
