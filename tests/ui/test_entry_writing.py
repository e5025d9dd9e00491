"""Writing with marks: lists that go on, one step of undo, how the text looks, saving by key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import delete_entry
from ketaguide.store import entries, versions
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.widgets.writing_edit import WritingEdit
from tests.helpers.journals import Journal, press, said
from tests.helpers.pictures import settle
from tests.helpers.vaults import an_entry

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(journal: Journal, qtbot: QtBot) -> EntryPage:
    return journal.open_entry(qtbot)


def _select(edit: WritingEdit, words: str) -> None:
    start = edit.toPlainText().index(words)
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def _weights(edit: WritingEdit, line: int) -> list[tuple[str, bool]]:
    block = edit.document().findBlockByNumber(line)
    text, formats = block.text(), block.layout().formats()
    return [
        (text[one.start : one.start + one.length], one.format.fontWeight() >= QFont.Weight.Bold)
        for one in formats
    ]


def test_a_list_goes_on_and_an_empty_item_ends_it(page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClicks(words, "- milk")
    QTest.keyClick(words, Qt.Key.Key_Return)
    QTest.keyClicks(words, "bread")
    QTest.keyClick(words, Qt.Key.Key_Return)
    QTest.keyClick(words, Qt.Key.Key_Return)
    QTest.keyClicks(words, "Then home.")
    assert words.toPlainText() == "- milk\n- bread\nThen home."


def test_what_enter_added_is_taken_back_at_once(page: EntryPage) -> None:
    words = page.editor.words
    words.setPlainText("3. milk")
    words.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert words.toPlainText() == "3. milk\n4. "
    QTest.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert words.toPlainText() == "3. milk"


def test_bold_by_key_and_back_in_one_step(page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClicks(words, "so very good")
    _select(words, "very")
    QTest.keyClick(words, Qt.Key.Key_B, CTRL)
    assert words.toPlainText() == "so **very** good"
    assert words.textCursor().selectedText() == "**very**"
    QTest.keyClick(words, Qt.Key.Key_B, CTRL)
    assert words.toPlainText() == "so very good"
    QTest.keyClick(words, Qt.Key.Key_I, CTRL)
    assert words.toPlainText() == "so *very* good"
    QTest.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert words.toPlainText() == "so very good"
    QTest.keyClick(words, Qt.Key.Key_Z, CTRL | SHIFT)
    assert words.toPlainText() == "so *very* good"


def test_marks_over_several_lines_end_with_each(page: EntryPage) -> None:
    words = page.editor.words
    words.setPlainText("one\n\ntwo 🙂")
    words.selectAll()
    QTest.keyClick(words, Qt.Key.Key_B, CTRL)
    assert words.toPlainText() == "**one**\n\n**two 🙂**"
    QTest.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert words.toPlainText() == "one\n\ntwo 🙂"


def test_bold_without_words_puts_the_cursor_between(page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClick(words, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(words, "now")
    assert words.toPlainText() == "**now**"


def test_buttons_put_marks_and_give_the_keyboard_back(page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClicks(words, "milk")
    press(page, "mark_list")
    assert words.toPlainText() == "- milk"
    assert words.hasFocus()
    press(page, "mark_list")
    press(page, "mark_heading")
    assert words.toPlainText() == "## milk"
    QTest.keyClicks(words, "!")
    assert words.toPlainText() == "## milk!"


def test_the_buttons_are_one_stop_for_tab(page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClicks(words, "milk")
    QTest.keyClick(words, Qt.Key.Key_Backtab)
    here: QWidget | None = page.window().focusWidget()
    assert here is not None
    assert here.objectName() == "mark_strong"
    for _ in range(3):
        focus = page.window().focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Right)
    focus = page.window().focusWidget()
    assert focus is not None
    assert focus.objectName() == "mark_list"
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert words.toPlainText() == "- milk"


def test_the_look_follows_the_marks_and_leaves_the_text(page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClicks(words, "so **very** good")
    assert words.toPlainText() == "so **very** good"
    assert _weights(words, 0) == [("**", False), ("very", True), ("**", False)]
    for _ in range(7):
        QTest.keyClick(words, Qt.Key.Key_Backspace)
    assert _weights(words, 0) == []


def test_a_heading_is_larger_than_other_lines(page: EntryPage) -> None:
    words = page.editor.words
    words.setPlainText("first\n# Large\nsmall\nlast")
    first, second = (words.document().findBlockByNumber(n) for n in (1, 2))
    heights = [words.blockBoundingRect(one).height() for one in (first, second)]
    assert heights[0] > heights[1] * 1.2


def test_twenty_thousand_words_without_a_break_are_taken(page: EntryPage) -> None:
    words = page.editor.words
    words.setPlainText("word " * 20_000)
    words.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(words, "end")
    assert words.toPlainText().endswith("word end")


def test_a_change_of_theme_is_no_change_of_the_text(journal: Journal, page: EntryPage) -> None:
    page.editor.words.setPlainText("# Title")
    journal.room.unsaved.flush()
    heard: list[None] = []
    page.editor.changed.connect(lambda: heard.append(None))
    journal.room.look.changed.emit()
    QTest.qWait(1)
    assert heard == []
    assert _weights(page.editor.words, 0)[-1] == ("Title", True)


def test_saving_a_draft_leaves_everything_to_undo(journal: Journal, page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClicks(words, "one")
    QTest.keyClick(words, Qt.Key.Key_Return)
    journal.room.unsaved.flush()
    QTest.keyClicks(words, "two")
    journal.room.unsaved.flush()
    assert journal.draft() is not None
    for _ in range(6):
        QTest.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert words.toPlainText() == ""


def test_a_new_entry_is_saved_by_key_and_written_on(journal: Journal, page: EntryPage) -> None:
    words = page.editor.words
    QTest.keyClicks(words, "One.")
    QTest.keyClick(words, Qt.Key.Key_S, CTRL)
    entry = journal.only_entry()
    assert entry.body == "One."
    assert journal.wanted == []
    assert words.hasFocus()
    assert "Saved, encrypted on this computer" in said(page)
    QTest.keyClicks(words, " Two.")
    journal.room.unsaved.flush()
    assert journal.draft() is None
    draft = journal.draft(delete_entry.draft_key(entry.id))
    assert draft is not None
    assert draft["body"] == "One. Two."
    QTest.keyClick(words, Qt.Key.Key_S, CTRL)
    assert journal.ask(entries.count) == 1
    assert journal.only_entry().body == "One. Two."
    assert journal.draft(delete_entry.draft_key(entry.id)) is None
    QTest.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert words.toPlainText() != "One. Two."


def test_saving_an_entry_keeps_how_it_read_before(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, "One."))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    QTest.keyClicks(page.editor.words, " Two.")
    press(page, "entry_keep")
    (kept,) = journal.ask(lambda db: versions.for_entry(db, entry.id))
    assert versions.told(kept)["body"] == "One."
    settle()
    press(page, "entry_versions")
    assert [type(one).__name__ for one in journal.wanted] == ["OpenVersions"]
