"""Reading an entry, changing it, deleting it and taking that back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import delete_entry
from ketaguide.store import entries, insights
from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.widgets.tag import Tag
from ketaguide.ui.widgets.toast import Toast
from tests.helpers.journals import Journal, press, said
from tests.helpers.vaults import NOW, ZONE, an_entry

HOSTILE = "<img src='https://example.org/x.png'> <b>bold</b> &amp; <script>alert(1)</script>"


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def test_an_entry_opens_for_reading(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, "One.\n\n## Two\n\n- three", title="Said"))
    page = journal.open_entry(qtbot, entry.id)
    assert not page.is_writing
    words = said(page)
    assert [w for w in words if w in ("One.", "Two", "•", "three")] == ["One.", "Two", "•", "three"]
    assert "Said" in words
    assert "Monday 23 November 2026, 18:00, Lisbon time" in words
    page.focus_first()
    button = page.findChild(QPushButton, "entry_edit")
    assert button is not None
    assert button.hasFocus()


def test_the_time_is_that_of_where_it_was_written(journal: Journal, qtbot: QtBot) -> None:
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    entry = journal.ask(lambda db: entries.add(db, body="x", written_at=at, zone="Asia/Tokyo"))
    page = journal.open_entry(qtbot, entry.id)
    assert "Thursday 2 July 2026, 08:30, Tokyo time" in said(page)


def test_markup_is_shown_as_it_was_typed(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, HOSTILE, title=HOSTILE))
    page = journal.open_entry(qtbot, entry.id)
    labels = [label for label in page.findChildren(QLabel) if label.text() == HOSTILE]
    assert len(labels) == 2
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    press(page, "entry_edit")
    assert page.editor.words.toPlainText() == HOSTILE
    assert page.editor.title.text() == HOSTILE


def test_every_label_is_plain_text(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    for row in journal.ask(partial(entries.recent, limit=20)):
        page = journal.open_entry(qtbot, row.id)
        formats = {label.textFormat() for label in page._reader.findChildren(QLabel)}  # type: ignore[union-attr]
        assert formats == {Qt.TextFormat.PlainText}


def test_changes_are_a_draft_until_they_are_kept(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, "One.", title="Said"))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    assert page.editor.words.hasFocus()
    QTest.keyClicks(page.editor.words, " Two.")
    journal.room.unsaved.flush()
    kept = journal.draft(delete_entry.draft_key(entry.id))
    assert kept is not None
    assert kept["body"] == "One. Two."
    assert journal.only_entry().body == "One."
    press(page, "entry_keep")
    assert journal.only_entry().body == "One. Two."
    assert journal.only_entry().written_at == entry.written_at
    assert journal.draft(delete_entry.draft_key(entry.id)) is None
    assert not page.is_writing
    assert "One. Two." in said(page)
    assert "That is written down." in said(page)


def test_changes_left_behind_are_offered_again(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, "One."))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    QTest.keyClicks(page.editor.words, " Two.")
    journal.room.unsaved.flush()
    again = journal.open_entry(qtbot, entry.id)
    assert "One." in said(again)
    assert "You began to change this entry." in said(again)
    again.notice.action_wanted.emit()
    assert again.editor.words.toPlainText() == "One. Two."


def test_changes_thrown_away_and_taken_back(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, "One."))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    QTest.keyClicks(page.editor.words, " Two.")
    journal.room.unsaved.flush()
    press(page, "entry_throw_away")
    assert not page.is_writing
    assert journal.draft(delete_entry.draft_key(entry.id)) is None
    assert "One." in said(page)
    press(page, "toast_action")
    assert "You began to change this entry." in said(page)
    assert journal.only_entry().body == "One."


def test_changing_back_leaves_no_draft(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, "One."))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    QTest.keyClicks(page.editor.words, "x")
    journal.room.unsaved.flush()
    QTest.keyClick(page.editor.words, Qt.Key.Key_Backspace)
    journal.room.unsaved.flush()
    assert journal.draft(delete_entry.draft_key(entry.id)) is None


def test_day_and_time_can_be_changed(journal: Journal, qtbot: QtBot) -> None:
    at = NOW.replace(second=42, microsecond=7)
    entry = journal.ask(lambda db: entries.add(db, body="x", written_at=at, zone=ZONE))
    page = journal.open_entry(qtbot, entry.id)
    press(page, "entry_edit")
    QTest.keyClicks(page.editor.words, "y")
    assert page.editor.content().written_at == at
    page.editor.moment.day.setDate(QDate(2026, 7, 1))
    page.editor.moment.time.setTime(QTime(8, 5))
    press(page, "entry_keep")
    assert journal.only_entry().written_at == datetime(2026, 7, 1, 7, 5, tzinfo=UTC)
    assert "Wednesday 1 July 2026, 08:05, Lisbon time" in said(page)


def test_what_a_guide_wrote_shows_what_was_drawn_from_it(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    rows = journal.ask(partial(entries.recent, limit=20))
    row = next(one for one in rows if one.kind == "day-after")
    page = journal.open_entry(qtbot, row.id)
    (insight,) = journal.ask(lambda db: insights.for_entry(db, row.id))
    words = said(page)
    assert words.count(insight.text) == 2
    assert "One small step" in words
    tags = [tag.text() for tag in page.findChildren(Tag)]
    assert "quiet, strong" in tags
    press(page, "entry_edit")
    QTest.keyClick(page.editor.words, Qt.Key.Key_Return)
    QTest.keyClicks(page.editor.words, "And later.")
    press(page, "entry_keep")
    changed = journal.ask(lambda db: entries.get(db, row.id))
    assert changed.body.endswith("And later.")
    assert (changed.kind, changed.feelings != "") == ("day-after", True)


def test_deleted_and_taken_back_after_the_page_is_gone(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    rows = journal.ask(partial(entries.recent, limit=20))
    row = next(one for one in rows if one.kind == "day-after")
    house = QWidget()
    page = EntryPage(journal.room, entry_id=row.id)
    page.setParent(house)
    page.go_wanted.connect(journal.wanted.append)
    journal.show(house, qtbot)
    page.show()
    press(page, "entry_delete")
    assert journal.wanted == [GoBack(is_gone=True)]
    assert journal.ask(entries.count) == len(rows) - 1
    toast = house.findChild(Toast)
    assert toast is not None
    assert toast.isVisible()
    journal.room.unsaved.retire(page)
    QTest.qWait(10)
    press(house, "toast_action")
    assert journal.ask(entries.count) == len(rows)
    assert journal.ask(lambda db: insights.for_entry(db, row.id))


def test_an_entry_that_is_gone_says_so(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot, "0190-gone")
    assert "This is no longer here." in said(page)
    press(page, "entry_back")
    assert journal.wanted == [GoBack()]


def test_a_very_long_entry_opens_in_one_field(journal: Journal, qtbot: QtBot) -> None:
    body = "\n\n".join("One line of many." for _ in range(5000))
    entry = journal.ask(lambda db: an_entry(db, body))
    page = journal.open_entry(qtbot, entry.id)
    text = page.findChild(QPlainTextEdit, "entry_text")
    assert text is not None
    assert text.isReadOnly()
    assert text.toPlainText() == body
    assert len(page.findChildren(QLabel)) < 40


def test_page_keys_scroll_what_is_read(journal: Journal, qtbot: QtBot) -> None:
    body = "\n\n".join(f"Line {number}." for number in range(120))
    entry = journal.ask(lambda db: an_entry(db, body))
    page = journal.open_entry(qtbot, entry.id)
    QTest.qWait(10)
    bar = page.sheet.verticalScrollBar()
    focus = page.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(focus, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
