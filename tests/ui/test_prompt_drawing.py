"""Drawing: what is drawn is kept, can be taken back, and is painted the same again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.content.pictures import COLORS, MOST_STROKES, Drawing
from ketaguide.ui.prompts.base import PromptWidget
from ketaguide.ui.room import Room
from ketaguide.ui.widgets import ink
from tests.helpers.guides import child as named
from tests.helpers.prompting import on_screen, told
from tests.helpers.rooms import make_room
from tests.helpers.sheets import canvas_of, dot, painted, pen_down, pen_up, spot, tablet, words_of

PROMPT = Drawing(id="p", label="Draw it")
LINE = {"color": "sage", "width": 2, "points": [100, 100, 50, 900, 600, 50]}
DOT = {"color": "clay", "width": 3, "points": [500, 100, 90]}
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Maker = Callable[..., PromptWidget]


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def make(room: Room, qtbot: QtBot) -> Maker:
    kept: list[PromptWidget] = []

    def build(value: Any = None) -> PromptWidget:
        widget = on_screen(qtbot, room, PROMPT, value, size=(760, 1100))
        kept.append(widget)
        return widget

    return build


def drawing(*strokes: dict[str, Any]) -> dict[str, Any]:
    return {"title": "", "words": "", "strokes": list(strokes)}


def test_a_line_is_told_when_the_pen_leaves_the_sheet(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    canvas = canvas_of(widget)
    pen_down(canvas, (0.25, 0.5))
    QTest.mouseMove(canvas, spot(canvas, (0.5, 0.5)))
    assert heard == []
    QTest.mouseMove(canvas, spot(canvas, (0.75, 0.25)))
    pen_up(canvas, (0.75, 0.25))
    assert len(heard) == 1
    (stroke,) = heard[0]["strokes"]
    assert (stroke["color"], stroke["width"]) == ("ink", 2)
    points = stroke["points"]
    assert points[:2] == pytest.approx([250, 375], abs=3)
    assert points[-3:-1] == pytest.approx([750, 188], abs=3)
    assert points[2::3] == [ink.EVEN] * (len(points) // 3)
    assert PROMPT.clean(heard[0]) == heard[0]


def test_a_dot_is_a_line_too(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    pen_down(canvas_of(widget), (0.5, 0.5))
    pen_up(canvas_of(widget), (0.5, 0.5))
    assert len(heard[-1]["strokes"][0]["points"]) == 3


def test_colour_and_pen_are_those_chosen(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    named(widget, "color_plum").click()
    named(widget, "width_3").click()
    dot(widget)
    assert [(one["color"], one["width"]) for one in heard[-1]["strokes"]] == [("plum", 3)]
    assert named(widget, "color_plum").isChecked()
    assert not named(widget, "color_ink").isChecked()


def test_undo_and_redo_by_button_and_by_key(make: Maker) -> None:
    widget = make(drawing(LINE))
    heard = told(widget)
    canvas = canvas_of(widget)
    dot(widget)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert heard[-1] == drawing(LINE)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert len(heard[-1]["strokes"]) == 2
    named(widget, "tool_undo-2").click()
    assert heard[-1] == drawing(LINE)
    before = len(heard)
    named(widget, "tool_undo-2").click()
    assert len(heard) == before
    assert "nothing to undo" in words_of(widget)


def test_the_sheet_keeps_undo_from_the_window(make: Maker) -> None:
    canvas = canvas_of(make())
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CONTROL)
    event.ignore()
    QApplication.sendEvent(canvas, event)
    assert event.isAccepted()


def test_an_empty_sheet_can_be_taken_back(make: Maker) -> None:
    widget = make(drawing(LINE, DOT))
    heard = told(widget)
    named(widget, "tool_trash-2").click()
    assert heard[-1] is None
    assert "Undo brings everything back" in words_of(widget)
    named(widget, "tool_undo-2").click()
    assert heard[-1] == drawing(LINE, DOT)


def test_the_eraser_takes_the_line_it_meets_and_no_other(make: Maker) -> None:
    widget = make(drawing(LINE, DOT))
    heard = told(widget)
    canvas = canvas_of(widget)
    named(widget, "eraser").click()
    pen_down(canvas, (0.9, 0.1))
    pen_up(canvas, (0.9, 0.1))
    assert heard == []
    pen_down(canvas, (0.3, 0.8))
    QTest.mouseMove(canvas, spot(canvas, (0.5, 0.467)))
    pen_up(canvas, (0.5, 0.467))
    assert heard == [drawing(DOT)]
    named(widget, "tool_undo-2").click()
    assert heard[-1] == drawing(LINE, DOT)


def test_a_tablet_brings_its_pressure_and_its_other_end(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    canvas = canvas_of(widget)
    tablet(canvas, QEvent.Type.TabletPress, (0.2, 0.2), 0.1)
    tablet(canvas, QEvent.Type.TabletMove, (0.5, 0.5), 0.9)
    tablet(canvas, QEvent.Type.TabletRelease, (0.5, 0.5), 0.0)
    assert heard[-1]["strokes"][0]["points"][2::3] == [10, 90]
    eraser = QPointingDevice.PointerType.Eraser
    tablet(canvas, QEvent.Type.TabletPress, (0.5, 0.5), 0.5, eraser)
    tablet(canvas, QEvent.Type.TabletRelease, (0.5, 0.5), 0.0, eraser)
    assert heard[-1] is None


def test_a_line_can_be_drawn_with_keys_alone(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    canvas = canvas_of(widget)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert "Pen up" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert "Pen down" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    assert heard == []
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert "Pen up" in canvas.accessibleDescription()
    (stroke,) = heard[-1]["strokes"]
    assert stroke["points"] == [490, 375, 50, 490, 385, 50, 540, 385, 50]
    assert "Across 54 of 100" in canvas.accessibleDescription()


def test_keys_stop_at_the_edge_and_can_erase(make: Maker) -> None:
    widget = make(drawing(DOT))
    heard = told(widget)
    canvas = canvas_of(widget)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    named(widget, "eraser").click()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert "Eraser" in canvas.accessibleDescription()
    for _ in range(20):
        QTest.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    assert "down 0 of 100" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert heard == [None]


def test_tab_leaves_the_sheet_and_what_was_begun_counts(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    canvas = canvas_of(widget)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not canvas
    assert len(heard[-1]["strokes"]) == 1


def test_a_title_and_words_need_no_drawing(make: Maker) -> None:
    widget = make()
    heard = told(widget)
    title = named(widget, "title_p")
    assert isinstance(title, QLineEdit)
    QTest.keyClicks(title, "Sea")
    named(widget, "words_p").setPlainText("grey and wide")
    assert heard[-1] == {"title": "Sea", "words": "grey and wide", "strokes": []}
    title.clear()
    named(widget, "words_p").clear()
    assert heard[-1] is None


def test_a_full_sheet_says_so_and_keeps_everything(make: Maker) -> None:
    widget = make(drawing(*[LINE] * MOST_STROKES))
    heard = told(widget)
    dot(widget)
    assert heard == []
    assert "full" in words_of(widget)
    assert len(canvas_of(widget).strokes) == MOST_STROKES


def test_what_is_kept_is_painted_the_same_again(make: Maker) -> None:
    first = make()
    heard = told(first)
    named(first, "color_rose").click()
    canvas = canvas_of(first)
    for n in range(8):
        pen_down(canvas, (0.1, 0.1 + n / 10)) if n == 0 else None
        QTest.mouseMove(canvas, spot(canvas, (0.1 + n / 10, 0.2 + 0.3 * (n % 2))))
    pen_up(canvas, (0.8, 0.5))
    again = canvas_of(make(heard[-1]))
    assert painted(again) == painted(canvas)
    assert painted(again) != painted(canvas_of(make()))


def test_a_broken_answer_shows_what_is_left_of_it(make: Maker) -> None:
    widget = make({"title": 3, "strokes": [LINE, {"color": "red"}, None]})
    assert [one.data() for one in canvas_of(widget).strokes] == [LINE]


def test_every_tool_has_a_name(make: Maker) -> None:
    widget = make()
    for color in COLORS:
        assert named(widget, f"color_{color}").accessibleName()
    for name in ("width_1", "eraser", "tool_undo-2", "tool_redo-2", "tool_trash-2"):
        assert named(widget, name).accessibleName()
        assert min(named(widget, name).width(), named(widget, name).height()) >= 40
