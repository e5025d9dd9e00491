"""Sessions in a row: the days that are proposed, and what is made, changed and taken apart."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from ketaguide.base.clock import local
from ketaguide.base.errors import NotFound
from ketaguide.content import series as patterns
from ketaguide.flows import series as flow
from ketaguide.flows import start_run, store_session
from ketaguide.store import drafts, runs, series, sessions
from ketaguide.store.sessions import Session, SessionFields
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, open_db

SIX, EIGHT = patterns.PATTERNS
SHARED: SessionFields = {"place": "Linden Clinic", "with_whom": "Jo", "route": "iv"}


def wall(sessions_: list[Session], zone: str) -> set[str]:
    return {f"{local(one.starts_at, zone):%H:%M}" for one in sessions_}


def planned(db: Db, *, days: tuple[int, ...] = (3, 7, 10), title: str = "Spring") -> series.Series:
    starts = [NOW + timedelta(days=day) for day in days]
    idea = flow.Idea(title=title, pattern=patterns.OWN, zone=ZONE)
    return flow.plan(db, idea=idea, starts=starts, shared=SHARED, now=NOW)


def numbers(db: Db, series_id: str) -> list[int]:
    return [one.series_position for one in sessions.for_series(db, series_id)]


@pytest.mark.parametrize(("pattern", "count", "weeks"), [(SIX, 6, 3), (EIGHT, 8, 4)])
@pytest.mark.parametrize("first", [date(2026, 11, 23) + timedelta(days=n) for n in range(5)])
def test_a_pattern_proposes_two_workdays_of_each_week(
    pattern: patterns.Pattern, count: int, weeks: int, first: date
) -> None:
    days = patterns.days(pattern, first)
    assert len(days) == len(set(days)) == count
    assert days[0] == first
    assert list(days) == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert days[-1] - first < timedelta(weeks=weeks)
    assert len({day.weekday() for day in days}) == 2


def test_who_begins_at_a_weekend_is_not_sent_to_monday() -> None:
    saturday = date(2026, 11, 28)
    assert patterns.days(SIX, saturday)[0] == saturday
    assert patterns.days(SIX, saturday)[2] == saturday + timedelta(days=7)


def test_an_own_pattern_keeps_its_days_between() -> None:
    own = patterns.pattern_of("own", count=4, between=5)
    days = patterns.days(own, date(2028, 2, 26))
    assert days == (date(2028, 2, 26), date(2028, 3, 2), date(2028, 3, 7), date(2028, 3, 12))
    assert patterns.pattern_of("no such one", count=400, between=0).count == patterns.MOST_SESSIONS
    assert patterns.days(own, date(9999, 12, 30)) == (date(9999, 12, 30),)


def test_a_leap_day_is_a_day_like_others() -> None:
    weekly = patterns.pattern_of("own", count=3, between=7)
    assert date(2028, 2, 29) in patterns.days(weekly, date(2028, 2, 22))


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Lisbon", date(2027, 3, 15)),  # the clocks go forward on 28 March
        ("America/New_York", date(2026, 10, 26)),  # and back on 1 November
        ("Australia/Lord_Howe", date(2027, 3, 29)),  # by half an hour on 4 April
        ("Pacific/Auckland", date(2027, 3, 29)),
        ("Pacific/Apia", date(2011, 12, 19)),  # 30 December was left out there
    ],
)
def test_ten_in_the_morning_stays_ten_in_the_morning(
    tmp_path: Path, zone: str, first: date
) -> None:
    days = patterns.days(EIGHT, first)
    with open_db(tmp_path / "vault") as db:
        idea = flow.Idea(title="", pattern=EIGHT.id, zone=zone)
        starts = patterns.starts(days, at=time(10), zone=zone)
        made = flow.plan(db, idea=idea, starts=starts, shared=SHARED, now=NOW)
        db.expire_all()
        every = sessions.for_series(db, made.id)
        assert wall(every, zone) == {"10:00"}
        assert [local(one.starts_at, zone).date() for one in every] == list(days)
        assert {one.zone for one in every} == {zone}


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no such zone"):
        patterns.starts((date(2026, 12, 1),), at=time(10), zone="Nowhere/At_All")


def test_what_holds_for_all_is_typed_once(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        drafts.put(db, key=flow.NEW_DRAFT, content="{}")
        made = planned(db)
        every = sessions.for_series(db, made.id)
        assert [(one.place, one.with_whom, one.route) for one in every] == [
            ("Linden Clinic", "Jo", "iv")
        ] * 3
        assert numbers(db, made.id) == [1, 2, 3]
        assert drafts.every(db) == []


def test_what_was_prepared_before_there_was_a_date_joins_the_next_one(tmp_path: Path) -> None:
    guide = core_catalogue().guide("preparing")
    with open_db(tmp_path / "vault") as db:
        start_run.begin(db, guide=guide, session_id=None, now=NOW, zone=ZONE)
        starts = [NOW + timedelta(days=day) for day in (-4, 3, 7)]
        idea = flow.Idea(title="", pattern=patterns.OWN, zone=ZONE)
        made = flow.plan(
            db, idea=idea, starts=starts, shared=SHARED, now=NOW, prepared_by=["preparing"]
        )
        second = sessions.for_series(db, made.id)[1]
        assert [run.guide_id for run in runs.for_session(db, session_id=second.id)] == ["preparing"]


def test_a_session_moved_to_another_day_takes_its_place_there(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        made = planned(db)
        first = sessions.for_series(db, made.id)[0]
        store_session.store(db, session_id=first.id, starts_at=NOW + timedelta(days=8))
        every = sessions.for_series(db, made.id)
        assert [one.id for one in every].index(first.id) == 1
        assert flow.places(db, sessions.every(db))[first.id].number == 2
        assert numbers(db, made.id) == [1, 2, 3]


def test_a_removed_session_leaves_no_gap_and_comes_back_to_its_place(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        made = planned(db)
        before = [one.id for one in sessions.for_series(db, made.id)]
        removed = store_session.remove(db, session_id=before[1])
        assert numbers(db, made.id) == [1, 2]
        store_session.undo(db, removed=removed)
        assert [one.id for one in sessions.for_series(db, made.id)] == before
        assert numbers(db, made.id) == [1, 2, 3]


def test_a_session_that_comes_back_after_its_series_went_belongs_to_none(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        made = planned(db)
        gone = store_session.remove(db, session_id=sessions.for_series(db, made.id)[0].id)
        flow.remove(db, series_id=made.id)
        assert store_session.undo(db, removed=gone).series_id is None


def test_in_and_out_of_a_series_and_back(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        made, other = planned(db), planned(db, days=(4, 5), title="Autumn")
        loose = a_session(db, in_days=5)
        moved = flow.put_in(db, series_id=made.id, session_id=loose.id)
        assert [one.id for one in sessions.for_series(db, made.id)][1] == loose.id
        flow.back(db, moved=moved)
        assert sessions.get(db, loose.id).series_id is None
        inside = sessions.for_series(db, made.id)[1]
        moved = flow.put_in(db, series_id=other.id, session_id=inside.id)
        assert (numbers(db, made.id), numbers(db, other.id)) == ([1, 2], [1, 2, 3])
        flow.back(db, moved=moved)
        out = flow.take_out(db, session_id=inside.id)
        assert sessions.get(db, inside.id).series_position == 0
        assert numbers(db, made.id) == [1, 2]
        flow.back(db, moved=out)
        assert numbers(db, made.id) == [1, 2, 3]
        with pytest.raises(NotFound):
            flow.put_in(db, series_id="no such", session_id=loose.id)


def test_removing_the_series_keeps_every_session(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        made = planned(db)
        ids = [one.id for one in sessions.for_series(db, made.id)]
        drafts.put(db, key=flow.draft_key(made.id), content='{"title":"Sprin"}')
        removed = flow.remove(db, series_id=made.id)
        assert [(one.series_id, one.series_position) for one in sessions.every(db)] == [
            (None, 0)
        ] * 3
        assert flow.places(db, sessions.every(db)) == {}
        assert drafts.every(db) == []
        store_session.remove(db, session_id=ids[2])
        back = flow.undo(db, removed=removed)
        assert (back.id, back.title) == (made.id, "Spring")
        assert [one.id for one in sessions.for_series(db, made.id)] == ids[:2]
        assert [one.key for one in drafts.every(db)] == [flow.draft_key(made.id)]


def test_only_what_is_ahead_changes_and_what_one_has_for_itself_stays(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        made = planned(db, days=(-2, 3, 7))
        past, next_, last = sessions.for_series(db, made.id)
        store_session.store(db, session_id=last.id, with_whom="Ana")
        later = NOW + timedelta(days=9)
        flow.change_ahead(
            db,
            series_id=made.id,
            now=NOW,
            starts={next_.id: later, past.id: later},
            changed={"place": "The new house"},
            title="Spring, at last",
        )
        assert (past.place, past.starts_at) == ("Linden Clinic", NOW - timedelta(days=2))
        assert (next_.place, next_.starts_at) == ("The new house", later)
        assert (last.place, last.with_whom) == ("The new house", "Ana")
        assert [one.id for one in sessions.for_series(db, made.id)] == [past.id, last.id, next_.id]
        place = flow.places(db, sessions.every(db))[last.id]
        assert (place.number, place.count, place.title) == (2, 3, "Spring, at last")
        assert last.starts_at.tzinfo is UTC or last.starts_at.utcoffset() == timedelta(0)


def test_two_sessions_across_the_date_line_stand_in_the_order_of_time(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        made = planned(db, days=())
        there = sessions.add(
            db, starts_at=datetime(2026, 12, 1, 21, tzinfo=UTC), zone="Pacific/Auckland"
        )
        here = sessions.add(
            db, starts_at=datetime(2026, 12, 2, 5, tzinfo=UTC), zone="Pacific/Honolulu"
        )
        for one in (here, there):
            flow.put_in(db, series_id=made.id, session_id=one.id)
        assert [one.id for one in sessions.for_series(db, made.id)] == [there.id, here.id]
        assert local(there.starts_at, there.zone).date() > local(here.starts_at, here.zone).date()
