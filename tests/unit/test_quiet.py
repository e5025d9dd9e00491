"""The quiet day after a session: when it begins, when it ends, and who decides."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ketaguide.engine.quiet import DEFAULT_HOURS, MOST_HOURS, quiet_until
from ketaguide.flows import quiet
from ketaguide.store import preferences
from tests.helpers.vaults import NOW, a_session, open_db

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("started", "hours", "left"),
    [
        (timedelta(0), 24, 24),
        (HOUR, 24, 23),
        (24 * HOUR - timedelta(seconds=1), 24, None),
        (HOUR, 2, 1),
        (HOUR, 72, 71),
    ],
)
def test_it_holds_from_the_start_on(started: timedelta, hours: int, left: int | None) -> None:
    until = quiet_until([NOW - started], now=NOW, hours=hours)
    assert until == NOW - started + timedelta(hours=hours)
    assert left is None or until == NOW + timedelta(hours=left)


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (NOW + timedelta(seconds=1), 24),
        (NOW - 24 * HOUR, 24),
        (NOW - 25 * HOUR, 24),
        (NOW - HOUR, 0),
        (NOW - HOUR, -5),
        (NOW, 0),
    ],
)
def test_it_does_not_hold(start: datetime, hours: int) -> None:
    assert quiet_until([start], now=NOW, hours=hours) is None


def test_the_latest_end_counts_and_no_session_means_none() -> None:
    starts = [NOW - 20 * HOUR, NOW - 2 * HOUR, NOW + 3 * HOUR, NOW - 400 * HOUR]
    assert quiet_until(starts, now=NOW, hours=24) == NOW + 22 * HOUR
    assert quiet_until([], now=NOW, hours=24) is None


def test_a_huge_number_in_the_vault_is_a_week() -> None:
    started = NOW - HOUR
    assert quiet_until([started], now=NOW, hours=10**15) == started + MOST_HOURS * HOUR


def test_the_vault_is_asked_with_a_day_as_the_default(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        assert quiet.until(db, now=NOW) is None
        a_session(db, in_days=2)
        assert quiet.until(db, now=NOW) is None
        past = a_session(db, in_days=-0.5)
        assert quiet.until(db, now=NOW) == past.starts_at + DEFAULT_HOURS * HOUR
        assert preferences.every(db).quiet_hours == DEFAULT_HOURS


@pytest.mark.parametrize(("hours", "holds"), [(0, False), (6, False), (13, True)])
def test_the_hours_are_the_persons_own(tmp_path: Path, hours: int, *, holds: bool) -> None:
    with open_db(tmp_path / "vault") as db:
        a_session(db, in_days=-0.5)
        preferences.put(db, preferences.QUIET_HOURS, hours)
        assert (quiet.until(db, now=NOW) is not None) is holds
        assert preferences.every(db).quiet_hours == hours
