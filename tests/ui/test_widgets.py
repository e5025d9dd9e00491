"""Every widget, off screen, in three themes and two text sizes; then what each one does."""

import sys
from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import WrongPassphrase
from ketaguide.ui.look_tokens import THEMES
from ketaguide.ui.widgets.breath import BreathCircle
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import PRIVATE, LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Body, Lead
from ketaguide.ui.widgets.notice import Notice
from ketaguide.ui.widgets.page_scroll import PageScroll
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from tests.helpers.pictures import make_look, settle
from tests.helpers.widget_makers import MAKERS


def focusable(widget: QWidget) -> list[QWidget]:
    every = [widget, *widget.findChildren(QWidget)]
    return [
        part
        for part in every
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isVisibleTo(widget)
    ]


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", MAKERS)
def test_it_paints_and_everything_to_operate_has_a_name_and_a_size(
    tmp_path: FilePath, qtbot: QtBot, name: str, theme: str, percent: int
) -> None:
    look = make_look(tmp_path, theme=theme, percent=percent)
    widget = MAKERS[name](look)
    qtbot.addWidget(widget)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        widget.setLayoutDirection(direction)
        widget.resize(700, max(300, widget.heightForWidth(700)))
        widget.show()
        settle(1)
        assert not widget.grab().isNull()
    for part in focusable(widget):
        seen = QAccessible.queryAccessibleInterface(part)
        assert seen is not None
        assert seen.text(QAccessible.Text.Name), f"{type(part).__name__} has no name"
        if isinstance(part, QAbstractButton) and part.parentWidget() is not None:
            small = 24 if part.property("kind") == "link" else 28
            assert min(part.width(), part.height()) >= small, part.accessibleName()


@pytest.mark.parametrize("name", MAKERS)
def test_a_change_of_theme_and_size_reaches_a_widget_that_is_shown(
    tmp_path: FilePath, qtbot: QtBot, name: str
) -> None:
    look = make_look(tmp_path)
    widget = MAKERS[name](look)
    qtbot.addWidget(widget)
    widget.show()
    before = widget.sizeHint()
    look.step_text(4)
    settle(2)
    assert not widget.grab().isNull()
    assert widget.sizeHint().height() >= before.height()


def test_words_are_never_markup(tmp_path: FilePath, qtbot: QtBot) -> None:
    label = Body("<b>not bold</b>", look=make_look(tmp_path))
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_an_ampersand_is_a_letter(tmp_path: FilePath, qtbot: QtBot) -> None:
    button = Button("Set & setting", look=make_look(tmp_path))
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.words == button.accessibleName() == "Set & setting"


def test_a_button_wraps_rather_than_cuts(tmp_path: FilePath, qtbot: QtBot) -> None:
    button = Button("Use a recovery code instead", look=make_look(tmp_path, percent=200))
    qtbot.addWidget(button)
    assert button.heightForWidth(button.minimumSizeHint().width()) > button.sizeHint().height()


def test_private_text_is_not_learnt_by_input_methods(tmp_path: FilePath, qtbot: QtBot) -> None:
    look = make_look(tmp_path)
    for edit in (LineEdit(look=look), TextEdit(look=look), PassphraseEdit(look=look)):
        assert edit.inputMethodHints() & PRIVATE == PRIVATE


def test_text_grows_with_its_lines_and_then_scrolls(tmp_path: FilePath, qtbot: QtBot) -> None:
    edit = TextEdit(look=make_look(tmp_path), lines=3)
    qtbot.addWidget(edit)
    edit.resize(400, 100)
    edit.show()
    low = edit.height()
    edit.setPlainText("\n".join("word" for _ in range(10)))
    assert edit.height() > low
    edit.setPlainText("\n".join("word" for _ in range(17)))
    nearly = edit.height()
    edit.setPlainText("\n".join("word" for _ in range(200)))
    assert edit.height() < nearly * 1.2
    assert edit.tabChangesFocus()


def test_a_field_names_describes_and_corrects(tmp_path: FilePath, qtbot: QtBot) -> None:
    look = make_look(tmp_path)
    field = Field("Place", LineEdit(look=look), look=look, hint="Where it is")
    qtbot.addWidget(field)
    assert field.label.buddy() is field.edit
    field.set_error("Please say where.")
    assert field.edit.property("invalid") is True
    assert "Please say where." in field.edit.accessibleDescription()
    field.set_error("")
    assert field.edit.accessibleDescription() == "Where it is"
    assert field.error == ""


def test_a_notice_says_an_error_with_its_next_step(tmp_path: FilePath, qtbot: QtBot) -> None:
    notice = Notice(look=make_look(tmp_path))
    qtbot.addWidget(notice)
    assert notice.isHidden()
    problem = WrongPassphrase()
    notice.show_error(problem, action="Try again")
    assert problem.user_text in notice.accessibleName()
    assert problem.hint in notice.accessibleName()
    with qtbot.waitSignal(notice.action_wanted):
        next(b for b in notice.findChildren(Button) if b.words == "Try again").click()
    notice.clear()
    assert notice.isHidden()


def test_breath_stands_still_when_motion_is_reduced(tmp_path: FilePath, qtbot: QtBot) -> None:
    circle = BreathCircle(look=make_look(tmp_path, motion="reduced"))
    qtbot.addWidget(circle)
    circle.show()
    circle.start()
    first = circle.grab().toImage()
    qtbot.wait(320)
    assert circle.grab().toImage() == first
    circle.hide()
    assert not circle.is_running


def test_breath_moves_when_motion_is_wanted(tmp_path: FilePath, qtbot: QtBot) -> None:
    circle = BreathCircle(look=make_look(tmp_path, motion="full"))
    qtbot.addWidget(circle)
    circle.show()
    circle.start()
    first = circle.grab().toImage()
    qtbot.wait(320)
    assert circle.grab().toImage() != first


def test_painting_drops_no_reference_to_none(tmp_path: FilePath, qtbot: QtBot) -> None:
    """Some Qt bindings lose one reference a call until the interpreter stops."""
    button = Button("Go", look=make_look(tmp_path), kind="primary", icon="arrow-right")
    qtbot.addWidget(button)
    button.grab()
    before = sys.getrefcount(None)
    for _ in range(500):
        button.grab()
    assert sys.getrefcount(None) - before > -400


def test_words_of_a_narrow_label_are_whole(tmp_path: FilePath, qtbot: QtBot) -> None:
    look = make_look(tmp_path, percent=200)
    card = Card(look=look)
    label = Lead("Food, fluids, your ride home, and who is with you.", look=look)
    card.body.addWidget(label)
    qtbot.addWidget(card)
    card.resize(360, 900)
    card.show()
    settle()
    assert label.height() >= label.heightForWidth(label.width())
    assert label.geometry().right() <= card.width()
    assert label.pos() != QPoint(0, 0)


def test_the_page_follows_the_caret(tmp_path: FilePath, qtbot: QtBot) -> None:
    look = make_look(tmp_path)
    page = PageScroll(look=look)
    edit = TextEdit(look=look, name="Words", lines=3)
    page.body.addWidget(edit)
    qtbot.addWidget(page)
    page.resize(500, 200)
    page.show()
    page.activateWindow()
    edit.setFocus()
    for _ in range(14):
        QTest.keyClick(edit, Qt.Key.Key_Return)
        settle(1)
    caret = edit.viewport().mapTo(page.viewport(), edit.cursorRect().center())
    assert page.viewport().rect().contains(caret)


def test_a_tooltip_shows_markup_as_words(tmp_path: FilePath, qtbot: QtBot) -> None:
    button = IconButton("x", "Remove <b>this</b>", look=make_look(tmp_path))
    qtbot.addWidget(button)
    assert "<b>" not in button.toolTip()
    assert button.accessibleName() == "Remove <b>this</b>"
