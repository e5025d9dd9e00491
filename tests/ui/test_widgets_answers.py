"""What the widgets that take answers give back, by mouse and by keyboard."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.checklist import CheckList
from ketaguide.ui.widgets.choices import Choices, SignRow
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.slider import Slider
from tests.helpers.pictures import make_look, settle


@dataclass(frozen=True)
class Item:
    id: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Family:
    id: str
    title: str
    words: tuple[Item, ...]


ITEMS = (Item("a", "First", "hint"), Item("b", "Second"), Item("c", "Third"))
FAMILIES = (Family("calm", "Calm", (Item("rested", "rested"), Item("still", "still"))),)


@pytest.fixture
def look(tmp_path: Path, qapp: QApplication) -> Look:
    return make_look(tmp_path)


def stand(qtbot: QtBot, widget: QWidget) -> None:
    """Show it in a window of its own, with the keyboard."""
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show()
    widget.activateWindow()
    settle()


def test_one_choice_by_mouse_and_by_arrow(qtbot: QtBot, look: Look) -> None:
    choices = Choices(ITEMS, look=look)
    stand(qtbot, choices)
    heard: list[object] = []
    choices.changed.connect(heard.append)
    assert choices.value() is None
    QTest.mouseClick(
        choices.rows()[0],
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(300, 20),
    )
    assert heard == ["a"]
    choices.rows()[0].setFocus()
    QTest.keyClick(choices.rows()[0], Qt.Key.Key_Down)
    assert choices.value() == "b"
    assert heard[-1] == "b"


def test_setting_an_answer_is_silent_and_none_clears(qtbot: QtBot, look: Look) -> None:
    choices = Choices(ITEMS, look=look)
    stand(qtbot, choices)
    heard: list[object] = []
    choices.changed.connect(heard.append)
    choices.set_value("c")
    assert choices.value() == "c"
    choices.set_value(None)
    assert choices.value() is None
    assert heard == []
    choices.rows()[1].click()
    choices.rows()[2].click()
    assert choices.value() == "c"


def test_several_choices_come_in_the_order_shown(qtbot: QtBot, look: Look) -> None:
    choices = Choices(ITEMS, look=look, several=True)
    stand(qtbot, choices)
    choices.rows()[2].click()
    choices.rows()[0].click()
    assert choices.value() == ["a", "c"]
    choices.set_value(["b"])
    assert choices.value() == ["b"]
    choices.set_value(None)
    assert choices.value() == []


def test_a_sign_is_unanswered_until_it_is_pressed(qtbot: QtBot, look: Look) -> None:
    row = SignRow("My chest hurts.", look=look)
    stand(qtbot, row)
    assert row.value() is None
    buttons = {part.objectName(): part for part in row.findChildren(QWidget) if part.objectName()}
    with qtbot.waitSignal(row.changed) as caught:
        QTest.mouseClick(buttons["sign_unsure"], Qt.MouseButton.LeftButton)
    assert caught.args == ["unsure"]
    assert buttons["sign_yes"].accessibleName().startswith("My chest hurts.")
    row.set_value(None)
    assert row.value() is None


def test_a_sign_stacks_when_it_is_narrow(qtbot: QtBot, look: Look) -> None:
    row = SignRow("I have chest pain, or breathing is hard.", look=look)
    stand(qtbot, row)
    yes = row.findChild(QWidget, "sign_yes")
    label = row.findChild(Body)
    assert yes is not None
    assert label is not None
    assert label.geometry().right() < yes.x()
    row.resize(300, 200)
    settle()
    assert label.geometry().bottom() < yes.y()
    assert yes.mapTo(row, QPoint(yes.width(), 0)).x() <= 300


def test_a_checklist_ticks_adds_and_removes(qtbot: QtBot, look: Look) -> None:
    checks = CheckList(ITEMS, look=look)
    stand(qtbot, checks)
    first = checks.findChild(CheckRow, "check_a")
    line = checks.findChild(LineEdit, "own_line")
    assert first is not None
    assert line is not None
    first.click()
    line.setText("  A  scarf ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert checks.value() == {"ticked": ["a"], "own": [{"label": "A scarf", "ticked": True}]}
    assert line.text() == ""
    kept = checks.value()
    checks.set_value(None)
    assert checks.value() == {"ticked": [], "own": []}
    checks.set_value(kept)
    assert checks.value() == kept
    settle()
    remove = next(b for b in checks.findChildren(IconButton) if b.isVisible())
    remove.click()
    assert checks.value()["own"] == []


def test_a_checklist_adds_nothing_from_an_empty_line(qtbot: QtBot, look: Look) -> None:
    checks = CheckList(ITEMS, look=look)
    stand(qtbot, checks)
    next(b for b in checks.findChildren(Button) if b.words == "Add").click()
    assert checks.value()["own"] == []


def test_a_checklist_without_own_lines_offers_none(qtbot: QtBot, look: Look) -> None:
    checks = CheckList(ITEMS, look=look, own=False)
    stand(qtbot, checks)
    line = checks.findChild(LineEdit, "own_line")
    assert line is not None
    assert not line.isVisible()


def test_select_gives_ids(qtbot: QtBot, look: Look) -> None:
    select = Select(look=look, name="How")
    stand(qtbot, select)
    assert select.value() == ""
    select.add("iv", "By infusion")
    select.add("im", "By injection")
    select.set_value("im")
    assert select.value() == "im"
    select.set_value("nothing like it")
    assert select.value() == "im"


def test_an_open_list_hides_no_choice_and_gives_each_room(qtbot: QtBot, look: Look) -> None:
    """Fusion's own list lies over the field, with its ends behind scrollers."""
    select = Select(look=look, name="How long")
    for number in range(10):
        select.add(str(number), f"{number} minutes")
    window = QWidget()
    box = QVBoxLayout(window)
    box.addWidget(select)
    box.addStretch(1)
    stand(qtbot, window)
    select.set_value("4")
    select.showPopup()
    settle()
    view = select.view()
    lines = [view.visualRect(view.model().index(row, 0)) for row in range(10)]
    assert all(view.viewport().rect().contains(line) for line in lines)
    assert all(line.height() >= look.px(24) for line in lines)
    select.hidePopup()


def test_every_answer_can_be_reached_by_tab_alone(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    box = QVBoxLayout(window)
    parts: list[QWidget] = [
        Choices(ITEMS, look=look),
        SignRow("My chest hurts.", look=look),
        Slider("How hard", look=look),
        CheckList(ITEMS, look=look),
    ]
    for part in parts:
        box.addWidget(part)
    stand(qtbot, window)
    visited: list[QWidget] = []
    parts[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        if visited and focused is visited[0]:
            break
        visited.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    for part in parts:
        assert any(part.isAncestorOf(seen) for seen in visited), type(part).__name__
    assert len(visited) < 20, "Tab does not come back"
