"""Answering by keyboard: what has the ring after an arrow is what counts, and Enter answers."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.checklist import CheckList
from ketaguide.ui.widgets.choices import Choices, SignRow
from tests.helpers.pictures import make_look, settle
from tests.ui.test_widgets_answers import ITEMS

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Stage(QWidget):
    """A button, then what is tested; remembers each key that nothing in it took."""

    def __init__(self, part: QWidget, *, look: Look) -> None:
        super().__init__()
        self.missed: list[int] = []
        self.button = Button("Before", look=look)
        box = QVBoxLayout(self)
        box.addWidget(self.button)
        box.addWidget(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Alt, Qt.Key.Key_Control):
            self.missed.append(event.key())


@pytest.fixture
def look(tmp_path: Path, qapp: QApplication) -> Look:
    return make_look(tmp_path)


def enter(qtbot: QtBot, part: QWidget, look: Look) -> Stage:
    """Come to it by Tab."""
    stage = Stage(part, look=look)
    qtbot.addWidget(stage)
    stage.resize(700, 500)
    stage.show()
    stage.activateWindow()
    settle()
    stage.button.setFocus()
    key(Qt.Key.Key_Tab)
    return stage


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(one: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), one, modifier)


def test_tab_into_a_choice_chooses_nothing_and_the_first_arrow_does(
    qtbot: QtBot, look: Look
) -> None:
    choices = Choices(ITEMS, look=look)
    heard: list[object] = []
    choices.changed.connect(heard.append)
    stage = enter(qtbot, choices, look)
    assert focus() is choices.rows()[0]
    assert choices.value() is None
    key(Qt.Key.Key_Down)
    assert focus() is choices.rows()[1]
    assert heard == ["b"]
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Right)
    assert heard == ["b", "a", "b", "c"]
    assert stage.missed == []


def test_an_arrow_at_the_end_chooses_where_it_is(qtbot: QtBot, look: Look) -> None:
    choices = Choices(ITEMS, look=look)
    heard: list[object] = []
    choices.changed.connect(heard.append)
    stage = enter(qtbot, choices, look)
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_Up)
    assert heard == ["a"]
    assert stage.missed == []


@pytest.mark.parametrize("one", ENTERS)
def test_enter_and_space_choose_and_go_no_further(qtbot: QtBot, look: Look, one: Qt.Key) -> None:
    choices = Choices(ITEMS, look=look)
    stage = enter(qtbot, choices, look)
    key(one)
    assert choices.value() == "a"
    key(one)
    assert choices.value() == "a"
    assert stage.missed == []


@pytest.mark.parametrize("one", ENTERS)
def test_enter_and_space_tick_and_take_away(qtbot: QtBot, look: Look, one: Qt.Key) -> None:
    checks = CheckList(ITEMS, look=look)
    heard: list[list[str]] = []
    checks.changed.connect(lambda value: heard.append(value["ticked"]))
    stage = enter(qtbot, checks, look)
    key(one)
    key(one)
    assert heard == [["a"], []]
    assert stage.missed == []


def test_enter_held_down_ticks_once(qtbot: QtBot, look: Look) -> None:
    checks = CheckList(ITEMS, look=look)
    stage = enter(qtbot, checks, look)
    row = focus()
    none = Qt.KeyboardModifier.NoModifier
    for is_repeat in (False, True, True, True):
        press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=is_repeat)
        QApplication.sendEvent(row, press)
    assert checks.value()["ticked"] == ["a"]
    assert stage.missed == []


@pytest.mark.parametrize("one", ENTERS)
def test_a_sign_answers_to_enter_and_space(qtbot: QtBot, look: Look, one: Qt.Key) -> None:
    row = SignRow("My chest hurts.", look=look)
    stage = enter(qtbot, row, look)
    assert row.value() is None
    assert focus().objectName() == "sign_no"
    key(one)
    assert row.value() == "no"
    assert stage.missed == []


def test_arrows_in_a_sign_move_and_choose(qtbot: QtBot, look: Look) -> None:
    row = SignRow("My chest hurts.", look=look)
    heard: list[str] = []
    row.changed.connect(heard.append)
    stage = enter(qtbot, row, look)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Left)
    assert heard == ["unsure", "yes", "unsure"]
    assert focus().objectName() == "sign_unsure"
    assert stage.missed == []


def test_arrows_follow_the_eye_where_words_run_from_the_right(qtbot: QtBot, look: Look) -> None:
    row = SignRow("My chest hurts.", look=look)
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage = enter(qtbot, row, look)
    key(Qt.Key.Key_Left)
    assert row.value() == "unsure"
    assert stage.missed == []


@pytest.mark.parametrize("one", [Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_up_and_down_in_a_sign_are_left_to_the_page(qtbot: QtBot, look: Look, one: Qt.Key) -> None:
    row = SignRow("My chest hurts.", look=look)
    stage = enter(qtbot, row, look)
    key(one)
    assert row.value() is None
    assert stage.missed == [one]


def test_keys_held_with_others_answer_nothing(qtbot: QtBot, look: Look) -> None:
    choices = Choices(ITEMS, look=look)
    stage = enter(qtbot, choices, look)
    key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert choices.value() is None
    assert focus() is choices.rows()[0]
    assert stage.missed == [Qt.Key.Key_Right, Qt.Key.Key_Return]


def test_tab_comes_to_the_answer_given_from_both_sides(qtbot: QtBot, look: Look) -> None:
    row = SignRow("My chest hurts.", look=look)
    stage = enter(qtbot, row, look)
    key(Qt.Key.Key_Backtab)
    row.set_value("yes")
    key(Qt.Key.Key_Tab)
    assert focus().objectName() == "sign_yes"
    key(Qt.Key.Key_Tab)
    assert focus() is stage.button
    row.set_value(None)
    key(Qt.Key.Key_Backtab)
    assert focus().objectName() == "sign_no"
    assert row.value() is None
