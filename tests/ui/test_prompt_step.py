"""A small step: every part may stay empty, and what is there reads as one sentence."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.content.acting import StepPrompt
from ketaguide.ui.prompts.step import sentence
from ketaguide.ui.room import Room
from tests.helpers.prompting import named, on_screen, press, sees, told
from tests.helpers.rooms import make_room

TODAY = datetime.date(2026, 11, 23)
NOTHING = {"insight": "", "value": "", "action": "", "cue": "", "date": ""}


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


def test_what_is_typed_is_told_with_every_part(qtbot: QtBot, room: Room) -> None:
    widget = on_screen(qtbot, room, StepPrompt(id="p", label="My step"))
    heard = told(widget)
    QTest.keyClicks(named(widget, "step_action_p"), "Ring Mira")
    assert heard[-1] == NOTHING | {"action": "Ring Mira"}
    press(widget, "choice_2026-11-24")
    assert heard[-1] == NOTHING | {"action": "Ring Mira", "date": "2026-11-24"}
    press(widget, "choice_none")
    named(widget, "step_action_p").clear()
    assert heard[-1] is None


def test_what_was_answered_is_there_again(qtbot: QtBot, room: Room) -> None:
    given = NOTHING | {"insight": "It floats.", "cue": "I come home", "date": "2026-12-24"}
    widget = on_screen(qtbot, room, StepPrompt(id="p", label="My step"), given)
    heard = told(widget)
    assert named(widget, "step_insight_p").toPlainText() == "It floats."
    assert named(widget, "date_p-date").date().day() == 24
    QTest.keyClicks(named(widget, "step_value_p"), "rest")
    assert heard[-1] == given | {"value": "rest"}


def test_the_insight_is_not_asked_where_it_stands_above(qtbot: QtBot, room: Room) -> None:
    prompt = StepPrompt(id="p", label="My step", asks_insight=False)
    assert not sees(on_screen(qtbot, room, prompt), "step_insight_p")


def test_the_sentence_follows_what_is_typed(qtbot: QtBot, room: Room) -> None:
    widget = on_screen(qtbot, room, StepPrompt(id="p", label="My step"))
    said = named(widget, "step_sentence_p")
    assert said.text() == "No step, for now. That is fine, too."
    QTest.keyClicks(named(widget, "step_action_p"), "walk to the lake")
    QTest.keyClicks(named(widget, "step_cue_p"), "I have had my coffee")
    assert said.text() == "When I have had my coffee, I walk to the lake."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "No step, for now. That is fine, too."),
        ({"value": "rest"}, "No step, for now. That is fine, too."),
        ({"action": "Ring Mira."}, "I ring Mira."),
        ({"action": "I ring Mira"}, "I ring Mira."),
        ({"action": "rest", "cue": "when I come home,"}, "When I come home, I rest."),
        (
            {"action": "rest", "date": "2026-11-25", "value": "my\nback"},
            "I rest. On Wednesday 25 November. It is for: my back.",
        ),
    ],
)
def test_it_reads_as_one_would_say_it(given: dict[str, Any], said: str) -> None:
    assert sentence(NOTHING | given, today=TODAY) == said
