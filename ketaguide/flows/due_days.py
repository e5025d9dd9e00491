"""The day a step is meant for, as a moment that can be stored."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# A step is due on a day, not at a moment. Noon stays on that day in the zones nearby.
_DUE = time(12)


def due_at(day: str, zone: str) -> datetime | None:
    """Noon of ``day``, written "2026-11-24"; None where that is no day, or the zone is unknown."""
    try:
        return datetime.combine(date.fromisoformat(day), _DUE, ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError):
        return None
