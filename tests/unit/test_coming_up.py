"""What lies ahead, on Home and in a calendar: little of it, and nothing overdue."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ketaguide.flows import coming_up, finish_run, insights, start_run, step_changes
from ketaguide.flows.coming_up import Line
from ketaguide.flows.step_changes import Look
from ketaguide.store import commitments, preferences, sessions
from ketaguide.store.commitments import Commitment
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, open_db

DAY = timedelta(days=1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "vault") as db:
        yield db


def a_step(db: Db, action: str, *, due_in: int | None = None) -> Commitment:
    due = NOW + due_in * DAY if due_in is not None else None
    return commitments.add(db, action=action, zone=ZONE, due_at=due)


def lines(db: Db, *, day: int = 0) -> tuple[Line, ...]:
    return coming_up.coming(db, now=NOW + day * DAY, zone=ZONE).lines


def told(db: Db, *, day: int = 0) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in lines(db, day=day)]


def test_a_step_shows_two_days_ahead_then_is_looked_back_at_and_never_overdue(db: Db) -> None:
    a_step(db, "Walk.", due_in=4)
    assert told(db, day=1) == []
    assert [told(db, day=day) for day in (2, 3, 4)] == [[("step", "Walk.")]] * 3
    assert [told(db, day=day) for day in (5, 90)] == [[("check-in", "Walk.")]] * 2


def test_a_step_without_a_day_is_only_looked_back_at(db: Db) -> None:
    a_step(db, "Walk.")
    assert [told(db, day=day) for day in (0, 1, 2)] == [[], [], [("check-in", "Walk.")]]


def test_many_steps_make_no_pile(db: Db) -> None:
    for number in range(8):
        a_step(db, f"old {number}", due_in=0)
        a_step(db, f"due {number}", due_in=10)
    found = told(db, day=9)
    assert len(found) == coming_up.MOST
    assert [kind for kind, _ in found].count("check-in") == 1


def test_what_had_two_weeks_is_named_when_they_are_over(db: Db) -> None:
    commitments.add(db, action="Leave.", zone=ZONE, waits=True)
    assert [told(db, day=day) for day in (2, 11)] == [[], []]
    assert [told(db, day=day) for day in (12, 14)] == [[("look-again", "Leave.")]] * 2
    assert told(db, day=15) == [("check-in", "Leave.")]


def test_on_a_session_day_and_in_the_quiet_time_nobody_is_asked_to_look_back(db: Db) -> None:
    a_step(db, "Walk.")
    insights.keep(db, text="Slow is fine.", now=NOW - 8 * DAY, zone=ZONE)
    sessions.add(db, starts_at=datetime(2026, 11, 26, 21, tzinfo=UTC), zone=ZONE)
    assert [kind for kind, _ in told(db, day=2)] == ["sureness", "check-in"]
    assert [told(db, day=day) for day in (3, 4)] == [[], []]
    assert [kind for kind, _ in told(db, day=5)] == ["sureness", "check-in"]


def test_leaving_a_look_back_answers_it_and_can_be_taken_back(db: Db) -> None:
    a_step(db, "Walk.")
    (line,) = lines(db, day=2)
    left = coming_up.leave(db, line=line, now=NOW + 2 * DAY, zone=ZONE)
    assert told(db, day=5) == []
    coming_up.undo_leave(db, left=left)
    assert told(db, day=5) == [("check-in", "Walk.")]


def test_leaving_a_step_leaves_it_until_its_day_is_over(db: Db) -> None:
    a_step(db, "Walk.", due_in=1)
    a_step(db, "Rest.", due_in=1)
    line = next(one for one in lines(db) if one.words == "Walk.")
    left = coming_up.leave(db, line=line, now=NOW, zone=ZONE)
    assert [told(db, day=day) for day in (0, 1)] == [[("step", "Rest.")]] * 2
    coming_up.undo_leave(db, left=left)
    assert len(told(db)) == 2


def test_what_was_left_long_ago_is_forgotten(db: Db) -> None:
    a_step(db, "Walk.", due_in=1)
    a_step(db, "Later.", due_in=40)
    coming_up.leave(db, line=lines(db)[0], now=NOW, zone=ZONE)
    line = next(one for one in lines(db, day=40) if one.words == "Later.")
    coming_up.leave(db, line=line, now=NOW + 40 * DAY, zone=ZONE)
    stored = preferences.get(db, preferences.COMING_LEFT_OUT, "")
    assert stored.count("step ") == 1


@pytest.mark.parametrize("stored", ["{", "[1]", "7", '{"x": 3}'])
def test_a_choice_that_cannot_be_read_hides_nothing(db: Db, stored: str) -> None:
    a_step(db, "Walk.", due_in=1)
    preferences.put(db, preferences.COMING_LEFT_OUT, stored)
    assert told(db) == [("step", "Walk.")]


def test_how_sure_someone_is_of_what_they_kept_is_asked_here_too(tmp_path: Path) -> None:
    with open_db(tmp_path / "other") as db:
        insights.keep(db, text="Slow is fine.", now=NOW, zone=ZONE)
        (line,) = lines(db, day=7)
        assert (line.kind, line.words) == ("sureness", "Slow is fine.")
        coming_up.leave(db, line=line, now=NOW + 7 * DAY, zone=ZONE)
        assert told(db, day=8) == []
        assert told(db, day=10) == [("sureness", "Slow is fine.")]


def test_the_next_piece_of_the_first_days_is_offered_to_those_who_have_begun_them(db: Db) -> None:
    catalogue = core_catalogue()
    session = sessions.add(db, starts_at=NOW - 2 * DAY, zone=ZONE)

    def offered(*, day: float = 0) -> list[str]:
        found = coming_up.coming(db, now=NOW + day * DAY, zone=ZONE, catalogue=catalogue)
        return [one.record_id for one in found.lines]

    def take(guide_id: str) -> None:
        guide = catalogue.guide(guide_id)
        state = start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
        finish_run.finish(db, guide=guide, state=state, now=NOW, zone=ZONE)

    shelf = [guide.id for guide in catalogue.guides() if guide.shelf == "first-days"]
    assert offered() == []
    take(shelf[0])
    assert offered() == [shelf[1]]
    take(shelf[2])
    assert offered() == []  # two in one day are enough
    assert offered(day=1) == [shelf[1]]
    assert offered(day=3.5) == []


def test_words_are_shown_only_where_home_may_show_them(db: Db) -> None:
    assert not coming_up.coming(db, now=NOW, zone=ZONE).shows_words
    preferences.put(db, preferences.HOME_SHOWS_WORDS, True)
    assert coming_up.coming(db, now=NOW, zone=ZONE).shows_words


def test_the_calendar_has_one_note_for_each_day_ahead(db: Db) -> None:
    a_step(db, "Walk.", due_in=1)
    a_step(db, "Rest.", due_in=1)
    commitments.add(db, action="Leave.", zone=ZONE, waits=True)
    commitments.add(db, action="Done.", zone=ZONE, due_at=NOW + DAY, status="kept")
    notes = coming_up.calendar_notes(db, now=NOW, zone=ZONE)
    days = [(note.day - date(2026, 11, 23)).days for note in notes]
    assert days == [1, 2, 7, 14, 15, 30]
    assert coming_up.calendar_notes(db, now=NOW + 60 * DAY, zone=ZONE) == ()


def test_a_note_keeps_its_identity_while_the_step_is_there(db: Db) -> None:
    step = a_step(db, "Walk.", due_in=9)
    first = coming_up.calendar_notes(db, now=NOW, zone=ZONE)
    look = Look(step.id, 2, "skip")
    step_changes.look_back(db, look=look, now=NOW, zone=ZONE)
    later = coming_up.calendar_notes(db, now=NOW + DAY, zone=ZONE)
    assert {one.id for one in later} <= {one.id for one in first}


def test_a_word_comes_at_noon_only_for_those_who_want_it_and_on_no_session_day(db: Db) -> None:
    a_step(db, "Walk.", due_in=2)
    assert coming_up.next_note(db, now=NOW, zone=ZONE) is None
    preferences.put(db, preferences.NOTES_WHILE_OPEN, True)
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert coming_up.next_note(db, now=NOW, zone=ZONE) == noon
    sessions.add(db, starts_at=noon + timedelta(hours=5), zone=ZONE)
    assert coming_up.next_note(db, now=NOW, zone=ZONE) == noon + DAY
    assert coming_up.next_note(db, now=NOW, zone="Mars/X") is None
