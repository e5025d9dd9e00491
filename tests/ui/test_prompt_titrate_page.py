"""Small turns inside their guide, by the keyboard alone: where they stop, and where they go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ketaguide.ui.errands import GoBack, OpenLayer
from tests.helpers.guides import (
    CLINIC_PHONE,
    House,
    Reader,
    house,
    onward,
    run_of,
    stored,
    words_on,
)
from tests.helpers.prompting import given, open_at

STEADY = "the grey blanket"


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def turns(home: House, qtbot: QtBot) -> Reader:
    """The guide at its turns, nothing answered in them yet."""
    reader = open_at(home, "feelings-and-release", "turns", path="something", next="stay")
    qtbot.addWidget(reader.page)
    return reader


class TestOnThePage:
    """By the keyboard alone."""

    def to_rating(self, reader: Reader) -> None:
        reader.press("titrate_near_yes")
        reader.type("titrate_resource", STEADY)
        reader.press("titrate_next")

    def rate(self, reader: Reader, key: Qt.Key) -> None:
        reader.go("titrate_scale")
        reader.key(key)
        reader.press("titrate_next")

    def test_seven_leaves_the_guide_with_the_emergency_line_then_ones_own_people(
        self, turns: Reader, home: House
    ) -> None:
        self.to_rating(turns)
        self.rate(turns, Qt.Key.Key_7)
        assert turns.sees("enough_for_today")
        assert turns.focus.objectName() == "enough_ground"
        shown = words_on(turns)
        places = [shown.index(words) for words in ("call 112 now", "912 000 345", CLINIC_PHONE)]
        assert places == sorted(places)
        turns.key(Qt.Key.Key_Space)
        assert turns.wishes == [OpenLayer("ground")]
        onward(turns)
        assert turns.wishes[-1] == GoBack("Kept. It can wait for another day.")
        run, state = stored(home, "feelings-and-release")
        assert run.status == "stopped"
        assert given(state, "turns")["ratings"] == [7]

    def test_rising_twice_leaves_the_guide(self, turns: Reader) -> None:
        self.to_rating(turns)
        self.rate(turns, Qt.Key.Key_1)
        for key in (Qt.Key.Key_2, Qt.Key.Key_3):
            turns.press("titrate_leave_edge")
            turns.press("titrate_leave_back")
            self.rate(turns, key)
            if turns.sees("titrate_again"):
                turns.press("titrate_again")
        assert turns.sees("enough_for_today")

    def test_continue_heeds_a_mark_that_was_not_gone_on_from(self, turns: Reader) -> None:
        self.to_rating(turns)
        turns.go("titrate_scale")
        turns.key(Qt.Key.Key_9)
        onward(turns)
        assert turns.sees("enough_for_today")
        assert not turns.sees("guide_back"), "a mark stands for today"

    def test_enough_for_today_goes_on_with_the_guide(self, turns: Reader) -> None:
        self.to_rating(turns)
        self.rate(turns, Qt.Key.Key_4)
        turns.press("titrate_leave_edge")
        turns.press("titrate_leave_back")
        self.rate(turns, Qt.Key.Key_3)
        turns.press("titrate_enough")
        onward(turns)
        assert run_of(turns).step_id == "after-turns"
        assert given(run_of(turns), "turns")["rounds"] == 1

    def test_the_turns_can_be_left_in_the_middle(self, turns: Reader) -> None:
        self.to_rating(turns)
        self.rate(turns, Qt.Key.Key_4)
        turns.press("guide_skip")
        assert run_of(turns).step_id == "after-turns"
