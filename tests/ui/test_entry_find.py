"""Finding something in the entry on screen, and giving the place back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.pages.entry_page import EntryPage
from tests.helpers.journals import Journal, press
from tests.helpers.vaults import an_entry

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = "The lake, the Lake.\n\nÉlan at the lake."


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def _line(page: EntryPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "find_line")
    assert found is not None
    return found


def _count(page: EntryPage) -> str:
    found = page.findChild(QLabel, "find_count")
    assert found is not None
    return found.text()


def _open(page: EntryPage) -> None:
    focus = page.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_F, CTRL)


def test_places_in_the_editor(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    words = page.editor.words
    words.setPlainText(TEXT)
    assert words.textCursor().position() == 0
    _open(page)
    assert _line(page).hasFocus()
    QTest.keyClicks(_line(page), "lake")
    assert _count(page) == "First of three."
    assert words.textCursor().selectedText() == "lake"
    assert len(words.extraSelections()) == 3
    QTest.keyClick(_line(page), Qt.Key.Key_Return)
    assert (_count(page), words.textCursor().selectedText()) == ("Second of three.", "Lake")
    QTest.keyClick(_line(page), Qt.Key.Key_Return, SHIFT)
    QTest.keyClick(_line(page), Qt.Key.Key_Return, SHIFT)
    assert _count(page) == "Third of three."
    _line(page).setText("elan")
    assert (_count(page), words.textCursor().selectedText()) == ("The only place.", "Élan")
    _line(page).setText("zebra")
    assert _count(page) == "Not found here."
    QTest.keyClick(_line(page), Qt.Key.Key_Escape)
    assert words.hasFocus()
    assert words.textCursor().position() == 0
    assert words.extraSelections() == []
    assert not _line(page).isVisible()
    assert words.toPlainText() == TEXT


def test_the_journals_search_is_not_what_opens(journal: Journal, qtbot: QtBot) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    page = journal.open_entry(qtbot)
    went: list[None] = []
    key = QShortcut(QKeySequence("Ctrl+F"), page.window())
    key.activated.connect(lambda: went.append(None))
    _open(page)
    assert _line(page).isVisible()
    assert went == []


def test_places_in_what_is_read(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, TEXT, title="By the lake"))
    page = journal.open_entry(qtbot, entry.id)
    page.focus_first()
    _open(page)
    QTest.keyClicks(_line(page), "LAKE")
    assert _count(page) == "First of four."
    chosen = [one.selectedText() for one in page.findChildren(QLabel) if one.hasSelectedText()]
    assert chosen == ["lake"]
    press(page, "find_on")
    assert _count(page) == "Second of four."
    press(page, "find_close")
    assert not any(one.hasSelectedText() for one in page.findChildren(QLabel))
    edit = page.findChild(QPushButton, "entry_edit")
    assert edit is not None
    assert edit.hasFocus()


def test_a_place_far_down_comes_into_sight(journal: Journal, qtbot: QtBot) -> None:
    body = "\n\n".join(f"Line {number}." for number in range(150)) + "\n\nThe zebra."
    entry = journal.ask(lambda db: an_entry(db, body))
    page = journal.open_entry(qtbot, entry.id)
    QTest.qWait(10)
    page.focus_first()
    bar = page.sheet.verticalScrollBar()
    before = bar.value()
    _open(page)
    QTest.keyClicks(_line(page), "zebra")
    assert bar.value() > before
    QTest.keyClick(_line(page), Qt.Key.Key_Escape)
    assert bar.value() == before


def test_places_in_a_very_long_entry(journal: Journal, qtbot: QtBot) -> None:
    body = "\n\n".join("One line of many." for _ in range(3000)) + "\n\nThe zebra."
    entry = journal.ask(lambda db: an_entry(db, body))
    page = journal.open_entry(qtbot, entry.id)
    page.focus_first()
    _open(page)
    QTest.keyClicks(_line(page), "zebra")
    text = page.findChild(QPlainTextEdit, "entry_text")
    assert text is not None
    assert text.textCursor().selectedText() == "zebra"


def test_going_over_to_writing_ends_the_search(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, TEXT))
    page = journal.open_entry(qtbot, entry.id)
    page.focus_first()
    _open(page)
    QTest.keyClicks(_line(page), "lake")
    press(page, "entry_edit")
    assert not _line(page).isVisible()
    assert isinstance(page.window().focusWidget(), QWidget)
    assert page.editor.words.hasFocus()
