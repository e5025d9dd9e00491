"""A careful look: someone near, something steady, short turns, and an end at every moment."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import CardPerson
from ketaguide.content.acting import Titrate
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.prompts.base import PromptWidget
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.rest_clock import RestClock
from tests.helpers.prompting import named, on_screen, press, says, sees, told
from tests.helpers.rooms import make_room

PROMPT = Titrate(id="turns", label="Small turns")
STEADY = "the grey blanket"
BEGUN = {"near": "yes", "resource": STEADY, "ratings": [], "now": "", "rounds": 0}


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


def steps(widget: PromptWidget) -> list[bool]:
    heard: list[bool] = []
    widget.stop_wanted.connect(lambda: heard.append(True))
    return heard


def rate(widget: PromptWidget, mark: int) -> None:
    QTest.keyClicks(named(widget, "titrate_scale"), str(mark))
    press(widget, "titrate_next")


def one_turn(widget: PromptWidget, mark: int) -> None:
    press(widget, "titrate_leave_edge", "titrate_leave_back")
    rate(widget, mark)


def with_turns(qtbot: QtBot, room: Room, **more: Any) -> PromptWidget:
    return on_screen(qtbot, room, PROMPT, BEGUN | more)


class TestTheWay:
    def test_someone_near_is_asked_first_then_something_steady(
        self, qtbot: QtBot, room: Room
    ) -> None:
        widget = on_screen(qtbot, room, PROMPT)
        heard = told(widget)
        assert sees(widget, "titrate_near")
        press(widget, "titrate_near_yes")
        assert sees(widget, "titrate_steady")
        press(widget, "titrate_offer_feet", "titrate_next")
        assert sees(widget, "titrate_rate")
        assert heard[-1] == BEGUN | {"resource": "my feet on the floor"}

    def test_without_something_steady_there_is_no_way_in(self, qtbot: QtBot, room: Room) -> None:
        widget = on_screen(qtbot, room, PROMPT, {"near": "yes"})
        press(widget, "titrate_next")
        assert sees(widget, "titrate_steady")
        assert "Name one thing first" in says(widget)
        assert isinstance(QApplication.focusWidget(), QLineEdit)

    def test_whoever_is_alone_sees_their_people_and_that_it_can_wait(
        self, qtbot: QtBot, room: Room
    ) -> None:
        people = Lifelines(people=(CardPerson("Ana", "sister", "912 000 345"),))
        widget = on_screen(qtbot, room, PROMPT, lifelines=people)
        press(widget, "titrate_near_no")
        assert "912 000 345" in says(widget)
        assert widget.first() is named(widget, "titrate_wait")
        press(widget, "titrate_anyway")
        assert sees(widget, "titrate_steady")

    def test_a_turn_goes_near_and_comes_back_to_what_was_named(
        self, qtbot: QtBot, room: Room
    ) -> None:
        widget = with_turns(qtbot, room)
        rate(widget, 5)
        assert sees(widget, "titrate_edge")
        press(widget, "titrate_leave_edge")
        assert sees(widget, "titrate_back")
        assert STEADY in says(widget)
        press(widget, "titrate_leave_back")
        assert "And now, how hard" in says(widget)

    def test_enough_is_offered_first_after_each_turn(self, qtbot: QtBot, room: Room) -> None:
        widget = with_turns(qtbot, room)
        rate(widget, 5)
        one_turn(widget, 4)
        assert widget.first() is named(widget, "titrate_enough")
        assert "5, then 4" in says(widget)
        press(widget, "titrate_again")
        one_turn(widget, 4)
        assert widget.first() is named(widget, "titrate_enough")

    def test_three_turns_are_the_most(self, qtbot: QtBot, room: Room) -> None:
        widget = with_turns(qtbot, room)
        heard, stops = told(widget), steps(widget)
        rate(widget, 5)
        for mark in (4, 4, 3):
            one_turn(widget, mark)
            if sees(widget, "titrate_again"):
                press(widget, "titrate_again")
        assert sees(widget, "titrate_after")
        assert not sees(widget, "titrate_again")
        assert heard[-1]["ratings"] == [5, 4, 4, 3]
        assert heard[-1]["rounds"] == 3
        assert stops == []

    def test_fewer_turns_where_the_guide_says_so(self, qtbot: QtBot, room: Room) -> None:
        prompt = Titrate(id="turns", label="Turns", rounds=1)
        widget = on_screen(qtbot, room, prompt, BEGUN | {"ratings": [5, 4], "rounds": 1})
        assert sees(widget, "titrate_enough")
        assert not sees(widget, "titrate_again")

    def test_leaving_it_for_today_keeps_what_there_is(self, qtbot: QtBot, room: Room) -> None:
        widget = with_turns(qtbot, room)
        heard, stops = told(widget), steps(widget)
        press(widget, "titrate_wait")
        assert sees(widget, "titrate_end")
        assert not widget.leads
        assert heard == []
        assert stops == []

    def test_grounding_is_at_the_end(self, qtbot: QtBot, room: Room) -> None:
        widget = with_turns(qtbot, room)
        press(widget, "titrate_wait")
        with qtbot.waitSignal(widget.ground_wanted):
            press(widget, "titrate_ground")

    def test_when_the_time_is_over_nothing_happens_by_itself(
        self, qtbot: QtBot, room: Room
    ) -> None:
        widget = with_turns(qtbot, room)
        rate(widget, 5)
        clock = widget.findChild(RestClock)
        assert clock is not None
        clock.end()
        assert sees(widget, "titrate_edge")
        assert "Come back now" in says(widget)

    @pytest.mark.parametrize(
        ("given", "screen"),
        [
            ({}, "titrate_rate"),
            ({"ratings": [5]}, "titrate_rate"),
            ({"ratings": [5], "rounds": 1}, "titrate_rate"),
            ({"ratings": [5, 4], "rounds": 1}, "titrate_after"),
            ({"ratings": [5, 4], "rounds": 2}, "titrate_rate"),
            ({"resource": ""}, "titrate_steady"),
            ({"ratings": [8]}, "titrate_end"),
        ],
    )
    def test_coming_back_goes_on_where_it_was_left(
        self, qtbot: QtBot, room: Room, given: dict[str, Any], screen: str
    ) -> None:
        assert sees(with_turns(qtbot, room, **given), screen)


class TestTheStopRule:
    @pytest.mark.parametrize(("mark", "stops"), [(6, False), (7, True), (10, True)])
    def test_seven_and_more_stop_at_once(
        self, qtbot: QtBot, room: Room, mark: int, stops: bool
    ) -> None:
        widget = with_turns(qtbot, room)
        heard, stopped = told(widget), steps(widget)
        rate(widget, mark)
        assert bool(stopped) is stops
        assert heard[-1]["ratings"] == [mark]

    def test_two_rises_stop_and_one_does_not(self, qtbot: QtBot, room: Room) -> None:
        widget = with_turns(qtbot, room)
        stopped = steps(widget)
        rate(widget, 2)
        one_turn(widget, 3)
        assert stopped == []
        press(widget, "titrate_again")
        one_turn(widget, 4)
        assert stopped == [True]

    @pytest.mark.parametrize("state", ["numb", "floaty", "losing-time"])
    def test_a_state_stops_without_any_number(self, qtbot: QtBot, room: Room, state: str) -> None:
        widget = with_turns(qtbot, room)
        stopped = steps(widget)
        press(widget, f"choice_{state}")
        assert stopped == [], "arrows pass over it on their way"
        press(widget, "titrate_next")
        assert stopped == [True]

    def test_here_alone_asks_for_a_number(self, qtbot: QtBot, room: Room) -> None:
        widget = with_turns(qtbot, room)
        press(widget, "choice_here", "titrate_next")
        assert sees(widget, "titrate_rate")
        assert "A number helps" in says(widget)
