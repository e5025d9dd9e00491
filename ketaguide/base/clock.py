"""What time it is, given by constructor so that tests can say it."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """The present, and the zone the person lives in."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        ...

    def zone(self) -> str:
        """An IANA name such as ``Europe/Lisbon``; ``UTC`` where the system does not say."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def zone(self) -> str:
        return _known(os.environ.get("TZ", "").lstrip(":")) or _known(_link_name()) or "UTC"


@dataclass
class FixedClock:
    """A clock that stands still until ``pass_time``; for tests and made-up records."""

    at: datetime
    zone_name: str = "UTC"

    def now(self) -> datetime:
        return self.at

    def zone(self) -> str:
        return self.zone_name

    def pass_time(self, step: timedelta) -> None:
        self.at += step


def local(moment: datetime, zone: str) -> datetime:
    """The moment as a wall clock in ``zone`` showed it; UTC if the zone is unknown here."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # not before the first paint

    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(UTC)


def _known(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # not before the first paint

    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _link_name() -> str:
    try:
        target = str(Path("/etc/localtime").resolve())
    except OSError:
        return ""
    return target.partition("/zoneinfo/")[2]
