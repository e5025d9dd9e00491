"""What every prompt that is done rather than filled in keeps to."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import CardPerson
from ketaguide.content.acting import Link, Pause, People, Recall, StepPrompt, Titrate
from ketaguide.content.prompt import Prompt, Value
from ketaguide.engine.recalled import Recalled
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.room import Room
from tests.helpers.prompting import keys_without_name, named, on_screen, press, sees, told
from tests.helpers.rooms import make_room

STEP = {"insight": "a", "value": "b", "action": "c", "cue": "d", "date": "2026-11-24"}
TURNS = {"near": "yes", "resource": "a tree", "ratings": [3], "now": "here", "rounds": 0}
ALL: tuple[tuple[Prompt, Value | None], ...] = (
    (Pause(id="p", ways=("room", "senses", "breath", "box")), None),
    (Titrate(id="p", label="Turns"), TURNS),
    (People(id="p", label="Whom"), ["Ana"]),
    (StepPrompt(id="p", label="My step"), STEP),
    (Recall(id="p", label="You wrote", of="insight"), None),
    (Link(id="p", label="Somewhere", to="safety"), None),
)


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.mark.parametrize(("prompt", "value"), ALL, ids=lambda one: getattr(one, "kind", ""))
def test_showing_an_answer_tells_nothing_and_everything_has_a_name(
    qtbot: QtBot, room: Room, prompt: Prompt, value: Value | None
) -> None:
    people = (CardPerson("Ana", "sister", "912 000 345"),)
    widget = on_screen(
        qtbot,
        room,
        prompt,
        lifelines=Lifelines(people=people),
        recalled={"p": Recalled(words="It floats.")},
    )
    heard = told(widget)
    assert not keys_without_name(widget)
    widget.show_value(value)
    assert not keys_without_name(widget)
    widget.show_value(None)
    assert heard == []


def test_another_day_who_is_near_is_asked_again_though_something_steady_is_known(
    qtbot: QtBot, room: Room
) -> None:
    turns = Titrate(id="p", label="Turns")
    halted = turns.clean({**TURNS, "ratings": [8]})
    assert halted is not None
    widget = on_screen(qtbot, room, turns, turns.afresh(halted))
    assert sees(widget, "titrate_near")
    press(widget, "titrate_near_yes")
    assert named(widget, "titrate_resource").text() == "a tree"
