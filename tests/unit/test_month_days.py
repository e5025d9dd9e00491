"""Days as a calendar shows them: leap days, the date line, summer time, weeks of any language."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt

from ketaguide.flows import journal_names, looking_back
from ketaguide.store import entries, sessions
from ketaguide.ui.models import month_days
from ketaguide.ui.models.month_days import Month, stepped
from ketaguide.vault.db import Db
from tests.helpers.vaults import open_db

MONDAY, SUNDAY = 1, 7


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v.ketaguide") as db:
        yield db


def written(db: Db, day: date, at: str, zone: str, title: str = "") -> str:
    """An entry at a time that a clock in ``zone`` showed; its id."""
    wall = datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone))
    moment = wall.astimezone(UTC)
    return entries.add(db, title=title, body="x", written_at=moment, zone=zone).id


def test_the_weeks_hold_every_day_once_in_its_column() -> None:
    for first_weekday in (MONDAY, SUNDAY, 6):
        for months in range(24 * 12):
            month = Month(2015, 1).moved(months)
            weeks = month.weeks(first_weekday=first_weekday)
            days = [day for week in weeks for day in week if day is not None]
            assert days == [month.first + timedelta(days=n) for n in range(month.last.day)]
            for week in weeks:
                assert any(week)
                for column, day in enumerate(week):
                    if day is not None:
                        assert (first_weekday - 1 + column) % 7 + 1 == day.isoweekday()


def test_a_leap_year_has_its_day_and_other_years_have_not() -> None:
    assert Month(2028, 2).last == date(2028, 2, 29)
    assert Month(2100, 2).last == date(2100, 2, 28)
    assert month_days.in_month(date(2028, 2, 29), Month(2029, 2)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("key", "there"),
    [
        (Qt.Key.Key_Right, date(2026, 4, 1)),
        (Qt.Key.Key_Left, date(2026, 3, 30)),
        (Qt.Key.Key_Down, date(2026, 4, 7)),
        (Qt.Key.Key_Up, date(2026, 3, 24)),
        (Qt.Key.Key_PageDown, date(2026, 4, 30)),
        (Qt.Key.Key_PageUp, date(2026, 2, 28)),
        (Qt.Key.Key_Home, date(2026, 3, 30)),
        (Qt.Key.Key_End, date(2026, 4, 5)),
        (Qt.Key.Key_A, None),
    ],
)
def test_keys_lead_from_the_last_of_march(key: int, there: date | None) -> None:
    assert stepped(date(2026, 3, 31), key, mirrored=False, first_weekday=MONDAY) == there


def test_for_who_reads_right_to_left_the_arrows_turn() -> None:
    day = date(2026, 3, 31)
    there = stepped(day, Qt.Key.Key_Left, mirrored=True, first_weekday=SUNDAY)
    assert there == day + timedelta(days=1)


def test_nothing_leads_out_of_time() -> None:
    for edge in (date.min, date.max):
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            assert stepped(edge, key, mirrored=False, first_weekday=MONDAY) is not None


def test_a_week_begins_where_the_language_begins_it() -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("en_US"))
        assert month_days.first_weekday() == SUNDAY
        QLocale.setDefault(QLocale("de_DE"))
        assert month_days.first_weekday() == MONDAY
        assert month_days.weekday_names(MONDAY)[0][1] == "Montag"
        assert Month(2026, 5).words() == "Mai 2026"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Asia/Tokyo", "Europe/Lisbon", "Pacific/Pago_Pago"]
)
def test_half_past_eleven_at_night_is_that_day_wherever_one_is_later(db: Db, zone: str) -> None:
    entry_id = written(db, date(2026, 5, 31), "23:30", zone)
    may = journal_names.month(db, first=date(2026, 5, 1), last=date(2026, 5, 31))
    june = journal_names.month(db, first=date(2026, 6, 1), last=date(2026, 6, 30))
    assert list(may.days) == [date(2026, 5, 31)]
    assert not june.days
    (row,) = looking_back.written_on(db, day=date(2026, 5, 31))
    assert row.id == entry_id
    assert looking_back.written_on(db, day=date(2026, 6, 1)) == ()


def test_over_the_date_line_a_day_may_come_twice(db: Db) -> None:
    """From Kiritimati to Honolulu one lands on the day before."""
    written(db, date(2026, 5, 2), "09:00", "Pacific/Kiritimati", "before the flight")
    written(db, date(2026, 5, 1), "20:00", "Pacific/Honolulu", "after it")
    rows = {
        day: looking_back.written_on(db, day=day) for day in (date(2026, 5, 1), date(2026, 5, 2))
    }
    assert [row.title for row in rows[date(2026, 5, 1)]] == ["after it"]
    assert [row.title for row in rows[date(2026, 5, 2)]] == ["before the flight"]


def test_the_days_on_which_clocks_change_hold_what_was_written_on_them(db: Db) -> None:
    for day, hours in ((date(2026, 3, 29), (0, 23)), (date(2026, 10, 25), (0, 1, 23))):
        for hour in hours:
            written(db, day, f"{hour:02}:30", "Europe/Lisbon")
        found = journal_names.month(db, first=day - timedelta(days=2), last=day + timedelta(days=2))
        assert {when: one.count for when, one in found.days.items()} == {day: len(hours)}
        assert len(looking_back.written_on(db, day=day)) == len(hours)


def test_a_session_stands_on_the_day_of_its_own_place(db: Db) -> None:
    starts = datetime(2026, 5, 31, 23, 30, tzinfo=ZoneInfo("Pacific/Pago_Pago"))
    sessions.add(db, starts_at=starts.astimezone(UTC), zone="Pacific/Pago_Pago")
    may = journal_names.month(db, first=date(2026, 5, 1), last=date(2026, 5, 31))
    assert list(may.sessions) == [date(2026, 5, 31)]
