"""Sessions between the entries of the timeline, and earlier entries that come back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from ketaguide.flows import looking_back, timeline
from ketaguide.flows.timeline import Mark
from ketaguide.store import entries, preferences, runs, series, sessions
from ketaguide.store.narrowing import Filter
from ketaguide.ui.models.timeline_rows import TimelineRows, mark_text
from ketaguide.vault.db import Db
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, open_db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v.ketaguide") as db:
        yield db


def merged(db: Db, marks: tuple[Mark, ...]) -> list[str]:
    """What a person reads from top to bottom."""
    rows, place = entries.page(db, limit=1000), TimelineRows(marks)
    shown = []
    for number in range(len(rows) + len(place)):
        one = place.mark(number)
        shown.append(one.session_id if one else rows[place.entry(number)].id)
    return shown


def test_every_session_stands_at_its_moment(db: Db) -> None:
    random = Random(5)  # noqa: S311 - the same places every time
    at = {}
    for _ in range(60):
        days = random.uniform(0, 90)
        at[an_entry(db, days_ago=days).id] = NOW - timedelta(days=days)
    for _ in range(9):
        session = a_session(db, in_days=-random.uniform(0, 100))
        at[session.id] = session.starts_at
    shown = merged(db, timeline.marks(db, now=NOW))
    assert shown == sorted(at, key=lambda one: at[one], reverse=True)


def test_rows_and_entries_lead_to_each_other(db: Db) -> None:
    for days in (1, 2, 3, 4):
        an_entry(db, days_ago=days)
    for ahead in (-0.5, -2.5, -2.6, -9):
        a_session(db, in_days=ahead)
    place = TimelineRows(timeline.marks(db, now=NOW))
    assert place.rows == (0, 3, 4, 7)
    for entry in range(4):
        row = place.row(entry)
        assert place.mark(row) is None
        assert place.entry(row) == entry


def test_of_the_sessions_ahead_only_the_next_is_marked(db: Db) -> None:
    near, past = a_session(db, in_days=3), a_session(db, in_days=-3)
    a_session(db, in_days=10)
    shown = [mark.occasion.session_id for mark in timeline.marks(db, now=NOW)]
    assert shown == [near.id, past.id]


def test_a_narrowed_or_searched_list_marks_none(db: Db) -> None:
    a_session(db, in_days=-1)
    an_entry(db, "A heron.")
    assert timeline.opened(db, limit=9, now=NOW).marks
    for wanted in (Filter(text="heron"), Filter(pinned=True)):
        assert timeline.opened(db, filter=wanted, limit=9, now=NOW).marks == ()


def test_a_mark_says_which_of_how_many(db: Db) -> None:
    row = series.add(db, zone=ZONE, title="Six", pattern="own", planned=6)
    session = a_session(db, in_days=-20)
    sessions.change(db, session.id, series_id=row.id, series_position=3)
    (mark,) = timeline.marks(db, now=NOW)
    said = mark_text(mark.occasion, today=NOW.date())
    assert said.words == "Session, 3 November · third of six"
    assert "series" in said.spoken


def test_on_this_day_is_off_until_it_is_wanted(db: Db) -> None:
    an_entry(db, "A year ago.", days_ago=365)
    assert looking_back.on_this_day(db, day=NOW.date()).rows == ()
    preferences.put(db, preferences.ON_THIS_DAY, True)
    found = looking_back.on_this_day(db, day=NOW.date())
    assert [row.opening for row in found.rows] == ["A year ago."]
    assert looking_back.on_this_day(db, day=date(2026, 11, 22)).rows == ()


def test_on_this_day_leaves_out_a_session_that_was_hard(db: Db) -> None:
    preferences.put(db, preferences.ON_THIS_DAY, True)
    session = a_session(db, in_days=-366)
    an_entry(db, "From then.", days_ago=365, session_id=session.id)
    assert looking_back.on_this_day(db, day=NOW.date()).rows
    then = NOW - timedelta(days=364)
    runs.add(
        db,
        guide_id="after-hard-session",
        pack_id="core",
        pack_version="1",
        language="en",
        session_id=session.id,
        started_at=then,
        zone=ZONE,
        status="open",
        outline="",
    )
    assert looking_back.on_this_day(db, day=NOW.date()).rows == ()


def test_before_a_session_come_the_last_entries_before_it(db: Db) -> None:
    for days in (1, 4, 5, 6, 7):
        an_entry(db, f"{days}", days_ago=days)
    found = looking_back.before(db, moment=NOW - timedelta(days=3))
    assert [row.opening for row in found] == ["4", "5", "6"]
