"""Keeping a passage of an entry that is read, and what may be said of it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.store import entries, insights, sureness, threads
from ketaguide.store.insights import Insight
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.undo import Undo
from tests.helpers.journals import Journal, press, said
from tests.helpers.kept import focused
from tests.helpers.pictures import settle
from tests.helpers.vaults import an_entry

BODY = "# The lake\n\nIt was **very wide**, and I was not afraid.\n\n1. I can rest.\n2. I can rest."


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def opened(journal: Journal, qtbot: QtBot, body: str = BODY) -> EntryPage:
    entry = journal.ask(partial(an_entry, body=body))
    page = journal.open_entry(qtbot, entry.id)
    settle()
    return page


def kept(journal: Journal) -> list[Insight]:
    return journal.ask(insights.every)


def label_of(page: EntryPage, words: str) -> QLabel:
    return next(one for one in page.findChildren(QLabel) if words in one.text())


def drag(label: QLabel, words: str) -> None:
    """Select these words as a mouse would leave them, and let go of the button."""
    start = label.text().index(words)
    label.setSelection(start, len(words))
    QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    label.setSelection(start, len(words))
    settle()


def part(page: EntryPage, name: str) -> Any:
    return page.findChild(QWidget, name)


def test_what_the_mouse_selected_is_kept_as_it_was_written(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    label = label_of(page, "very wide")
    drag(label, "very wide, and I")
    assert part(page, "passage_keep").words == "Keep this passage"
    press(page, "passage_keep")
    settle()
    [one] = kept(journal)
    assert one.text == "**very wide**, and I"
    assert one.marked_at == BODY.index("**very")
    assert "Kept. What follows can be left out." in said(page)


def test_of_two_equal_places_the_one_under_the_mouse_is_kept(
    journal: Journal, qtbot: QtBot
) -> None:
    page = opened(journal, qtbot)
    labels = [one for one in page.findChildren(QLabel) if one.text() == "I can rest."]
    drag(labels[1], "rest")
    press(page, "passage_keep")
    [one] = kept(journal)
    assert one.marked_at == BODY.rindex("rest")


def test_by_keyboard_alone_and_enter_keeps(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    part(page, "passage_keep").setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    settle()
    edit = QApplication.focusWidget()
    assert isinstance(edit, QPlainTextEdit)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert kept(journal) == []
    QTest.keyClicks(edit, "x")
    assert edit.toPlainText() == BODY
    for _ in range(2):
        QTest.keyClick(edit, Qt.Key.Key_Right)
    for _ in range(8):
        QTest.keyClick(edit, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settle()
    [one] = kept(journal)
    assert (one.text, one.marked_at) == ("The lake", 2)
    assert QApplication.focusWidget() is part(page, "sure_now")


def test_escape_leads_back_to_reading(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    press(page, "passage_keep")
    settle()
    assert not label_of(page, "very wide").isVisible()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    settle()
    assert label_of(page, "very wide").isVisible()
    assert QApplication.focusWidget() is part(page, "passage_keep")


def _keep(page: EntryPage, words: str) -> None:
    drag(label_of(page, words), words)
    press(page, "passage_keep")
    settle()


def test_what_is_said_of_it_is_stored_and_can_all_be_left(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    _keep(page, "not afraid")
    QTest.keyClick(part(page, "sure_now"), Qt.Key.Key_Right)
    part(page, "starter_hold_0").click()
    QTest.keyClicks(part(page, "thread_new"), "Water")
    QTest.keyClick(part(page, "thread_new"), Qt.Key.Key_Return)
    journal.room.unsaved.flush()
    press(page, "kept_done")
    settle()
    [one] = kept(journal)
    assert one.hold == "It may look different in a month."
    [said_of_it] = journal.ask(partial(sureness.for_insight, insight_id=one.id))
    assert said_of_it.after_days == 0
    assert said_of_it.value is not None
    [thread] = journal.ask(partial(threads.of_insight, insight_id=one.id))
    assert thread.title == "Water"


def test_kept_words_are_marked_with_a_line_and_in_words(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    assert "Underlined: words you kept" not in said(page)
    before = page.grab().toImage()
    _keep(page, "not afraid")
    press(page, "kept_done")
    settle()
    assert "Underlined: words you kept" in said(page)
    assert label_of(page, "very wide").accessibleDescription() == "You kept: not afraid"
    assert page.grab().toImage() != before


def test_undoing_closes_the_form_and_takes_the_mark_away(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    _keep(page, "not afraid")
    Undo.over(page, journal.room)._on_undo_wanted()
    settle()
    assert kept(journal) == []
    assert journal.ask(sureness.every) == []
    assert label_of(page, "very wide").isVisible()
    assert "Underlined: words you kept" not in said(page)


def test_it_keeps_its_words_when_the_entry_changes(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    _keep(page, "not afraid")
    [one] = kept(journal)
    assert one.entry_id is not None
    journal.ask(partial(entries.change, entry_id=one.entry_id, body="Another text."))
    again = journal.open_entry(qtbot, one.entry_id)
    settle()
    assert "not afraid" in said(again)
    assert "Underlined: words you kept" not in said(again)
    assert kept(journal)[0].text == "not afraid"


def test_a_very_long_entry_is_selected_where_it_is_read(journal: Journal, qtbot: QtBot) -> None:
    body = "😀 word " * 8_000 + "the end"
    page = opened(journal, qtbot, body=body)
    edit = page.findChild(QPlainTextEdit, "entry_text")
    assert isinstance(edit, QPlainTextEdit)
    cursor = edit.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, 7)
    edit.setTextCursor(cursor)
    press(page, "passage_keep")
    settle()
    [one] = kept(journal)
    assert (one.text, one.marked_at) == ("the end", len(body) - 7)


def test_nothing_is_offered_while_writing(journal: Journal, qtbot: QtBot) -> None:
    page = opened(journal, qtbot)
    assert part(page, "passage_keep").isVisible()
    press(page, "entry_edit")
    settle()
    assert not part(page, "passage_keep").isVisible()
