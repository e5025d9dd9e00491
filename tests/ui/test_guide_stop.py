"""The stop rule on screen: the room first, then enough for today, and another day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.ui.errands import GoBack, OpenLayer
from tests.helpers.guides import (
    CLINIC_PHONE,
    House,
    Reader,
    house,
    onward,
    open_guide,
    run_of,
    stored,
    to_step,
    words_on,
)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def after(home: House, qtbot: QtBot) -> Reader:
    reader = open_guide(home, "day-after")
    qtbot.addWidget(reader.page)
    return reader


def hard_step(reader: Reader) -> None:
    onward(reader)
    reader.press("choice_something")
    to_step(reader, "hard")


def test_the_room_comes_before_a_second_rating_and_then_it_is_enough(
    after: Reader, home: House
) -> None:
    hard_step(after)
    after.go("scale_hardness")
    after.key(Qt.Key.Key_8)
    onward(after)
    assert after.sees("ground_first")
    assert after.focus.objectName() == "ground_first_go"
    after.key(Qt.Key.Key_Space)
    assert after.wishes == [OpenLayer("ground")]
    onward(after)
    assert run_of(after).step_id == "hard"
    onward(after)
    assert after.sees("enough_for_today")
    said = words_on(after)
    for line in ("This is enough for today", "912 000 345", CLINIC_PHONE, "112"):
        assert line in said
    assert "{" not in said
    assert said.index("call 112 now") < said.index("912 000 345")
    assert not after.sees("guide_back")
    onward(after)
    assert after.wishes[-1] == GoBack("Kept. It can wait for another day.")
    assert stored(home, "day-after")[0].status == "stopped"


def test_skip_does_not_go_around_the_rule(after: Reader) -> None:
    hard_step(after)
    after.press("choice_numb")
    after.press("guide_skip")
    assert after.sees("enough_for_today")


def test_a_slip_of_the_hand_can_be_taken_back(after: Reader) -> None:
    after.press("choice_effects")
    onward(after)
    assert after.sees("enough_for_today")
    after.press("guide_back")
    assert run_of(after).step_id == "arrive"
    after.press("choice_awake")
    onward(after)
    assert run_of(after).step_id == "fork"


def test_today_stays_stopped_and_another_day_goes_on(home: House, qtbot: QtBot) -> None:
    first = open_guide(home, "day-after")
    qtbot.addWidget(first.page)
    hard_step(first)
    first.press("choice_floaty")
    onward(first)
    again = open_guide(home, "day-after")
    qtbot.addWidget(again.page)
    assert again.sees("enough_for_today")
    assert isinstance(home.room.clock, FixedClock)
    home.room.clock.pass_time(timedelta(days=1))
    tomorrow = open_guide(home, "day-after")
    qtbot.addWidget(tomorrow.page)
    assert not tomorrow.sees("enough_for_today")
    assert run_of(tomorrow).step_id == "hard"
