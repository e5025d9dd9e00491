"""When a step is looked back at: once at a time, in calendar days, never piled up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketaguide.engine import waiting
from ketaguide.engine.check_ins_due import Asked, Due, ahead, due

MADE = date(2026, 11, 23)
DAYS = (2, 7, 30)


def on(day: int) -> date:
    return MADE + timedelta(days=day)


def asked_on(day: int, *answered: Asked, first: int = 0) -> int | None:
    not_before = on(first) if first else None
    found = due(MADE, days=DAYS, asked=answered, today=on(day), not_before=not_before)
    return found.after_days if found else None


def test_a_step_is_looked_back_at_after_two_seven_and_thirty_days() -> None:
    assert [asked_on(day) for day in (0, 1, 2)] == [None, None, 2]
    two = Asked(2, on(2))
    assert [asked_on(day, two) for day in (3, 6, 7, 20)] == [None, None, 7, 7]
    seven = Asked(7, on(7))
    assert [asked_on(day, two, seven) for day in (29, 30, 400)] == [None, 30, 30]
    assert asked_on(400, two, seven, Asked(30, on(30))) is None


def test_after_a_long_time_away_one_question_is_asked_and_no_second_one_follows() -> None:
    assert asked_on(100) == 30
    assert [asked_on(day, Asked(30, on(100))) for day in (100, 101, 130)] == [None, None, None]


def test_a_late_answer_is_left_in_peace_for_two_days() -> None:
    late = Asked(2, on(6))
    assert [asked_on(day, late) for day in (6, 7, 8)] == [None, None, 7]
    assert due(MADE, days=DAYS, asked=(late,), today=on(9)) == Due(7, on(8))


def test_nobody_looks_back_at_what_still_lies_ahead() -> None:
    assert [asked_on(day, first=7) for day in (2, 6, 7)] == [None, None, 7]
    assert [asked_on(day, first=4) for day in (3, 4)] == [None, 2]


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=20),
    st.integers(0, 40),
)
def test_however_someone_comes_and_goes_nothing_is_asked_twice(
    visits: list[int], first: int
) -> None:
    """Whoever answers at every visit is asked three times at most, each time something later."""
    answered: list[Asked] = []
    for day in sorted(visits):
        found = due(MADE, days=DAYS, asked=answered, today=on(day), not_before=on(first))
        if found is not None:
            assert on(first) <= found.since <= on(day)
            answered.append(Asked(found.after_days, on(day)))
    numbers = [one.after_days for one in answered]
    assert numbers == sorted(set(numbers))


def test_the_days_ahead_are_those_on_which_it_will_be_asked() -> None:
    assert ahead(MADE, days=DAYS, asked=(), today=MADE) == (on(2), on(7), on(30))
    assert ahead(MADE, days=DAYS, asked=(Asked(2, on(3)),), today=on(3)) == (on(7), on(30))
    later = ahead(MADE, days=DAYS, asked=(), today=MADE, not_before=on(10))
    assert later == (on(10), on(30))
    assert ahead(MADE, days=DAYS, asked=(), today=on(30)) == ()


@pytest.mark.parametrize(
    ("quiet", "wanted"), [(None, 14), (on(1), 14), (on(16), 16)], ids=["none", "short", "long"]
)
def test_what_cannot_be_taken_back_has_two_weeks_or_as_long_as_the_quiet_time(
    quiet: date | None, wanted: int
) -> None:
    assert waiting.until(MADE, quiet_until=quiet) == on(wanted)
