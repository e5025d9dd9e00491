"""Which backups stay, over more than a year and however they were made."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketaguide.vault import retention
from ketaguide.vault.retention import Kept, keep

START = datetime(2025, 1, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def simulated(
    gaps: Iterable[timedelta], *, kinds: Iterable[tuple[str, bool]] = ()
) -> list[tuple[datetime, list[Kept]]]:
    """What is there after each backup, where one was made after each gap and then thinned."""
    there: list[Kept] = []
    seen, now = [], START
    kind = iter(kinds)
    for number, gap in enumerate(gaps):
        now += gap
        reason, is_good = next(kind, ("day", True))
        there.append(Kept(f"{number:05}", now, size=1, reason=reason, is_good=is_good))
        names = keep(there, now=now)
        there = [one for one in there if one.name in names]
        seen.append((now, list(there)))
    return seen


def good(there: list[Kept]) -> list[Kept]:
    return sorted((one for one in there if one.is_good), key=lambda one: one.at, reverse=True)


def usual_of(there: list[Kept]) -> list[Kept]:
    return [one for one in good(there) if one.reason == "day"]


@pytest.mark.promise("R-04")
def test_four_hundred_days_of_use() -> None:
    seen = simulated([DAY] * 400)
    assert max(len(there) for _now, there in seen) <= retention.MOST == 22
    now, there = seen[-1]
    ages = [(now - one.at).days for one in good(there)]
    assert ages[:7] == list(range(7))
    months = {(one.at.year, one.at.month) for one in there}
    assert len(months) >= 6
    # Five whole months and a part of this one.
    assert 120 <= ages[-1] <= 190


@pytest.mark.promise("R-04")
def test_many_in_one_day_do_not_push_the_old_ones_out() -> None:
    quiet = simulated([DAY] * 200)
    now, there = quiet[-1]
    for number in range(100):
        now += timedelta(minutes=1)
        there.append(Kept(f"x{number:05}", now))
        names = keep(there, now=now)
        there = [one for one in there if one.name in names]
    assert {one.name for one in quiet[-1][1] if now - one.at > 7 * DAY} <= {
        one.name for one in there
    }
    assert len(there) <= 22


def test_a_long_break_loses_nothing() -> None:
    _now, before = simulated([DAY] * 200)[-1]
    later = START + 700 * DAY
    assert keep(before, now=later) == {one.name for one in before}


GAPS = st.integers(min_value=1, max_value=40 * 24 * 60)
KINDS = st.sampled_from(
    [("day", True)] * 6
    + [("hand", True), ("before-rotation", True), ("set-aside", True), ("rescued", True)]
    + [("day", False)]
)


@pytest.mark.promise("R-04")
@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(GAPS, KINDS), max_size=60))
def test_whatever_the_schedule(schedule: list[tuple[int, tuple[str, bool]]]) -> None:
    gaps = [timedelta(minutes=minutes) for minutes, _kind in schedule]
    made: list[Kept] = []
    for number, (now, there) in enumerate(
        simulated(gaps, kinds=[kind for _minutes, kind in schedule])
    ):
        reason, is_good = schedule[number][1]
        made.append(Kept(f"{number:05}", now, size=1, reason=reason, is_good=is_good))
        names = {one.name for one in there}
        apart = [one for one in made if one.is_good and one.reason in retention.APART]
        fresh = {one.name for one in apart if now - one.at < retention.APART_FOR}
        assert fresh <= names
        # A break in use counts for less than it lasted, so some stay longer; none for good.
        fresh |= {one.name for one in apart if now - one.at < 3 * retention.APART_FOR}
        assert {one.name for one in made if not one.is_good} <= names
        counted = [one for one in good(there) if one.name not in fresh]
        assert len(counted) <= retention.MOST
        assert {one.name for one in good(made)[:2]} <= names


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.tuples(GAPS, st.integers(min_value=1, max_value=50)), min_size=1, max_size=30),
    st.integers(min_value=0, max_value=600),
)
def test_room_for_all_of_them(made: list[tuple[int, int]], room: int) -> None:
    now, there = START, []
    for number, (minutes, size) in enumerate(made):
        now += timedelta(minutes=minutes)
        reason = "set-aside" if number % 7 == 3 else "day"
        there.append(Kept(f"{number:05}", now, size=size, reason=reason))
    names = keep(there, now=now, most_bytes=room)
    left = [one for one in there if one.name in names]
    usual = usual_of(left)
    assert len(usual) <= retention.ALWAYS or sum(one.size for one in left) <= room
    assert len(usual) >= min(2, sum(one.reason == "day" for one in there))
    aside = [one for one in there if one.reason == "set-aside"]
    assert {one.name for one in aside if now - one.at < retention.APART_FOR} <= names
    # The oldest go first.
    roomy = [one for one in usual_of(there) if one.name in keep(there, now=now)]
    assert usual == roomy[: len(usual)]


def test_what_was_set_aside_goes_when_the_oldest_month_goes() -> None:
    aside = Kept("aside", START, reason="set-aside")
    later = [Kept(f"{day:05}", START + (day + 1) * DAY) for day in range(250)]
    for day in (30, 100, 183):
        assert "aside" in keep([aside, *later[:day]], now=START + day * DAY)
    assert "aside" not in keep([aside, *later], now=START + 250 * DAY)


@pytest.mark.promise("R-04")
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.integers(min_value=0, max_value=199), min_size=1, max_size=6, unique=True),
    st.integers(min_value=185, max_value=20_000),
    st.sampled_from(retention.APART),
)
def test_one_session_with_the_clock_years_ahead_ends_nothing_that_was_set_apart(
    days: list[int], ahead: int, reason: str
) -> None:
    kinds = [(reason if day in days else "day", True) for day in range(200)]
    now, there = simulated([DAY] * 200, kinds=kinds)[-1]
    apart = {one.name for one in there if one.reason == reason}
    young = {one.name for one in there if one.name in apart and now - one.at < 150 * DAY}
    wrong = Kept("wrong", now + ahead * DAY, size=1)
    names = keep([*there, wrong], now=wrong.at)
    assert young <= names
    # Once the clock is right again, they end as they would have.
    there = [one for one in [*there, wrong] if one.name in names]
    for day in range(1, 250):
        one = Kept(f"later{day:04}", now + day * DAY, size=1)
        names = keep([*there, one], now=one.at)
        there = [each for each in [*there, one] if each.name in names]
        if day < 30:
            assert {each.name for each in there} >= {
                name for name in young if one.at - _at(name) < 150 * DAY
            }
    assert not [each for each in there if each.reason == reason]


def _at(name: str) -> datetime:
    return START + (int(name) + 1) * DAY


def test_a_clock_that_was_wrong_deletes_nothing_new() -> None:
    far = [Kept(f"far{number}", START + (9000 + number) * DAY) for number in range(3)]
    near = [Kept(f"{day:05}", START + day * DAY) for day in range(40)]
    names = keep([*far, *near], now=START + 40 * DAY)
    assert {"00039", "00038", "far0", "far1", "far2"} <= names


@pytest.mark.promise("R-04")
@pytest.mark.parametrize("room", [None, 20])
def test_a_clock_set_back_or_ahead_lets_new_backups_stay_and_old_ones_too(
    room: int | None,
) -> None:
    usual = [Kept(f"usual{day:04}", START + day * DAY, size=1) for day in range(300)]
    names = keep(usual, now=START + 300 * DAY)
    there = [one for one in usual if one.name in names]
    for wrong in (-4000, 4000):
        at = START + wrong * DAY
        kept = there
        for day in range(30):
            now = at + day * DAY
            new = Kept(f"wrong{day:04}", now, size=1)
            names = keep([*kept, new], now=now, most_bytes=room)
            assert new.name in names
            kept = [one for one in [*kept, new] if one.name in names]
        if room is None and wrong < 0:
            assert {one.name for one in there} <= names
        for day in range(30):
            now = START + (301 + day) * DAY
            new = Kept(f"right{day:04}", now, size=1)
            names = keep([*kept, new], now=now, most_bytes=room)
            assert new.name in names
            kept = [one for one in [*kept, new] if one.name in names]
