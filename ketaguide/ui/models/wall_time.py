"""A day and a time of day on the clocks of a zone, as one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ketaguide.base.clock import local


@dataclass(frozen=True)
class Wall:
    """``moved``: no clock showed that time, because it was put forward; ``at`` is what it showed.

    The moment is in the zone that was asked for.
    """

    moment: datetime
    at: time
    moved: bool = False


def moment_at(day: date, at: time, zone: str, *, was: datetime) -> Wall:
    """The moment at which clocks in ``zone`` showed this.

    A time that is left out in spring is an hour later. One that comes twice in autumn is the
    first of the two, unless the entry had the second.

    Args:
        was: the entry's moment before anyone touched it: it comes back to the second and the fold
            when its own day and minute are chosen again.
    """
    before = local(was, zone)
    if (before.date(), before.hour, before.minute) == (day, at.hour, at.minute):
        return Wall(was, at)
    moment = datetime.combine(day, at, _zone(zone))
    # There and back: a time that no clock showed comes back as another one.
    real = moment.astimezone(UTC).astimezone(moment.tzinfo)
    shown = time(real.hour, real.minute)
    return Wall(real, shown, moved=shown != time(at.hour, at.minute))


def shows_another_time(moment: datetime, zone: str, *, here: str) -> bool:
    """Whether a clock in the zone ``here`` showed another day or time at that moment."""
    there, ours = local(moment, zone), local(moment, here)
    return there.replace(tzinfo=None) != ours.replace(tzinfo=None)


def _zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
