"""The readiness gate on screen: whom to tell first, and nothing asked after a call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages import guide_page
from tests.helpers.guides import (
    CLINIC_PHONE,
    WRITTEN,
    House,
    Reader,
    house,
    onward,
    open_guide,
    run_of,
    stored,
    words_on,
)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


GATES = {
    "now": ("now", "chest", "yes", "Call 112 now"),
    "stop": ("day", "escort", "yes", "Call your clinic before you set off"),
    "unsure": ("mind", "voices", "unsure", "Call your clinic before you set off"),
    "pause": ("tell", "anxious", "yes", "Tell your team before you begin"),
    "go-on": ("", "", "", "Go on with your clinic's steps"),
}


def to_gate(reader: Reader, case: str) -> None:
    where, item, mark, _ = GATES[case]
    steps = {"signs-now": "now", "signs-body": "body", "signs-day": "day", "signs-mind": "mind"}
    steps["signs-pause"] = "tell"
    while run_of(reader).step_id != "gate":
        prompt = steps.get(run_of(reader).step_id, "")
        if prompt:
            reader.press(f"none_{prompt}")
        if prompt and prompt == where:
            mark_row(reader, item, mark)
        onward(reader)


def mark_row(reader: Reader, item: str, mark: str) -> None:
    """Walk to the row's chosen answer, then by arrows to the one wanted."""
    row = reader.find(f"sign_{item}")
    for _ in range(80):
        if row.isAncestorOf(reader.focus):
            break
        reader.key(Qt.Key.Key_Tab)
    assert row.isAncestorOf(reader.focus), "the row has no place in the tab order"
    for _ in range(3):
        if reader.focus.objectName() == f"sign_{mark}":
            break
        reader.key(Qt.Key.Key_Right)
    reader.key(Qt.Key.Key_Space)


@pytest.mark.parametrize("case", list(GATES))
def test_the_gate_says_whom_to_tell_first(home: House, qtbot: QtBot, case: str) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    to_gate(reader, case)
    said = words_on(reader)
    assert GATES[case][3] in said
    assert CLINIC_PHONE in said
    calls = case in ("now", "stop", "unsure")
    assert reader.sees("guide_skip") is not calls
    onward(reader)
    if calls:
        assert reader.wishes == [GoBack("Your answers are kept. Call first.")]
        run, state = stored(home, "set-and-setting")
        assert (run.status, state.step_id) == ("open", "gate")
        return
    assert run_of(reader).step_id == "weather"
    while reader.find("guide_onward").accessibleName() != "Finish":
        onward(reader)
    onward(reader)
    assert reader.wishes == [WRITTEN]


def test_the_words_to_read_out_are_filled_in(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    to_gate(reader, "stop")
    script = reader.find("gate_script")
    assert isinstance(script, QLabel)
    assert "this is Maya" in script.text()
    assert "24" in script.text()
    assert "No one takes me home" in script.text()
    assert "{" not in words_on(reader)


def test_an_answer_can_be_changed_after_a_call(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    to_gate(reader, "stop")
    reader.press("guide_back")
    assert run_of(reader).step_id == "signs-pause"


def test_answering_the_rest_keeps_the_call(home: House, qtbot: QtBot) -> None:
    """The one press that answers all lines with no must not undo what asked for a call."""
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    while run_of(reader).step_id != "signs-now":
        onward(reader)
    mark_row(reader, "chest", "yes")
    reader.press("none_now")
    marks = run_of(reader).answers["now"]
    assert isinstance(marks, dict)
    assert marks["chest"] == "yes"
    while run_of(reader).step_id != "gate":
        onward(reader)
    assert "Call 112 now" in words_on(reader)


def test_skipped_stop_questions_lead_to_the_team(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    while run_of(reader).step_id != "gate":
        reader.press("guide_skip")
    said = words_on(reader)
    assert "Tell your team before you begin" in said
    assert "Still open" in said
    assert "Go on with" not in said


def test_the_emergency_number_stands_beside_the_emergency_signs(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    while run_of(reader).step_id != "signs-now":
        onward(reader)
    assert "Call 112" in words_on(reader)
    onward(reader)
    assert "Call 112" not in words_on(reader)


@pytest.mark.parametrize("case", ["now", "stop", "go-on"])
def test_a_screen_reader_hears_where_the_answers_lead(
    home: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(guide_page, "announce", lambda _widget, words: heard.append(words))
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    to_gate(reader, case)
    assert heard[-1].startswith(GATES[case][3])


def test_without_a_clinic_number_it_says_where_to_find_one(tmp_path: Path, qtbot: QtBot) -> None:
    with house(tmp_path, phone="") as home:
        reader = open_guide(home, "set-and-setting")
        qtbot.addWidget(reader.page)
        to_gate(reader, "stop")
        assert "No clinic number is noted yet" in words_on(reader)
