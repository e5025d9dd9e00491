"""A pause: the room first, the breath last and offered, and never a clock that hurries."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.content.acting import Pause
from ketaguide.ui.prompts.base import PromptWidget
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.breath import BOX, LONG_OUT, BreathCircle
from tests.helpers.prompting import named, on_screen, press, says, sees
from tests.helpers.rooms import make_room

ORDER = ["look", "steady", "feet", "see", "touch", "hear", "smell", "taste", "breath", "end"]


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.settings.change("motion", "full")
    room.look.apply(qapp)
    return room


@pytest.fixture
def pause(qtbot: QtBot, room: Room) -> PromptWidget:
    return on_screen(qtbot, room, Pause(id="p"))


def where(widget: PromptWidget) -> str:
    return next(name for name in (*ORDER, "box") if sees(widget, f"pause_{name}"))


def to_breath(widget: PromptWidget) -> None:
    while not sees(widget, "pause_breath"):
        press(widget, "pause_next")


def test_the_room_comes_first_and_the_breath_last(pause: PromptWidget) -> None:
    seen = [where(pause)]
    while sees(pause, "pause_next"):
        press(pause, "pause_next")
        seen.append(where(pause))
    assert seen == ORDER


def test_one_can_go_back_and_begin_again(pause: PromptWidget) -> None:
    assert not sees(pause, "pause_back")
    press(pause, "pause_next", "pause_next", "pause_back")
    assert where(pause) == "steady"
    to_breath(pause)
    press(pause, "pause_next", "pause_again")
    assert where(pause) == "look"


def test_a_whole_part_can_be_left_out(pause: PromptWidget) -> None:
    press(pause, "pause_skip")
    assert where(pause) == "see"
    press(pause, "pause_skip")
    assert where(pause) == "breath"


def test_the_keyboard_goes_along_from_screen_to_screen(pause: PromptWidget) -> None:
    for _ in ORDER[:-1]:
        named(pause, "pause_next").setFocus()
        press(pause, "pause_next")
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() in ("pause_next", "pause_again")


def test_only_the_ways_that_were_asked_for(qtbot: QtBot, room: Room) -> None:
    widget = on_screen(qtbot, room, Pause(id="p", ways=("breath",)))
    assert where(widget) == "breath"
    assert "1 of 1" not in says(widget)
    press(widget, "pause_next")
    assert where(widget) == "end"


def test_box_breathing_is_there_only_by_choice(qtbot: QtBot, room: Room) -> None:
    plain = on_screen(qtbot, room, Pause(id="p", ways=("breath",)))
    assert not sees(plain, "pause_box")
    widget = on_screen(qtbot, room, Pause(id="p", ways=("breath", "box")))
    assert where(widget) == "breath"
    assert circle(widget)._turns == LONG_OUT
    press(widget, "pause_box")
    assert where(widget) == "box"
    assert circle(widget)._turns == BOX
    named(widget, "pause_box")
    press(widget, "pause_next", "pause_again")
    assert where(widget) == "breath"


def test_a_longer_breath_out_has_no_waiting_in_it() -> None:
    breath = {turn.id: turn.ms for turn in LONG_OUT}
    assert set(breath) == {"in", "out"}
    assert breath["out"] > breath["in"]
    assert [turn.id for turn in BOX] == ["in", "full", "out", "empty"]


def test_the_circle_can_be_swapped_for_words_and_back(pause: PromptWidget) -> None:
    to_breath(pause)
    assert circle(pause).is_running
    press(pause, "pause_swap")
    assert not sees(pause, "pause_circle")
    assert sees(pause, "pause_read")
    press(pause, "pause_swap")
    assert circle(pause).is_running


def test_with_reduced_motion_there_are_words_to_read(qtbot: QtBot, room: Room) -> None:
    room.settings.change("motion", "reduced")
    room.look.refresh()
    widget = on_screen(qtbot, room, Pause(id="p", ways=("breath",)))
    assert sees(widget, "pause_read")
    assert not sees(widget, "pause_circle")


def test_no_sound_before_it_is_asked_for(
    pause: PromptWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    to_breath(pause)
    circle(pause).turned.emit("Breathe out")
    assert beeps == []
    press(pause, "pause_sound")
    circle(pause).turned.emit("Breathe in")
    assert beeps == [1]


def test_continue_is_the_main_button_only_at_the_end(pause: PromptWidget) -> None:
    assert pause.leads
    to_breath(pause)
    assert pause.leads
    press(pause, "pause_next")
    assert not pause.leads


def circle(widget: PromptWidget) -> BreathCircle:
    found = named(widget, "pause_circle")
    assert isinstance(found, BreathCircle)
    return found
