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


def due(
    made_on: date,
    *,
    days: Sequence[int],
    asked: Iterable[Asked],
    today: date,
    not_before: date | None = None,
) -> Due | None:
    """The latest one whose day has come; those before it that nobody answered fall away.

    Args:
        made_on: when the step was made, on the calendar of where that was.
        days: how many days after that someone is asked, ascending.
        not_before: nobody looks back at what still lies ahead.
    """
    answered = tuple(asked)
    to_come = [one for one in _due_days(made_on, days, answered, not_before) if one.since <= today]
    if not to_come:
        return None
    latest = to_come[-1]
    rested = max((one.on + _REST for one in answered), default=date.min)
    since = max(latest.since, rested)
    return Due(latest.after_days, since) if since <= today else None


def ahead(
    made_on: date,
    *,
    days: Sequence[int],
    asked: Iterable[Asked],
    today: date,
    not_before: date | None = None,
) -> tuple[date, ...]:
    """The days still to come on which someone will be asked."""
    found = _due_days(made_on, days, tuple(asked), not_before)
    return tuple(sorted({one.since for one in found if one.since > today}))


def _due_days(
    made_on: date, days: Sequence[int], asked: Sequence[Asked], not_before: date | None
) -> list[Due]:
    latest = max((one.after_days for one in asked), default=0)
    first = not_before or date.min
    return [Due(n, max(made_on + timedelta(days=n), first)) for n in days if n > latest]
