"""Writing a new entry without ever losing a word."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.store import drafts, entries
from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.unsaved import THROTTLE_MS
from tests.helpers.journals import Journal, press, said

HOSTILE = "<img src='https://example.org/x.png'> <b>bold</b> &amp; <script>alert(1)</script>"


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def test_what_is_typed_is_in_the_vault_within_a_second(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    assert page.editor.words.hasFocus()
    QTest.keyClicks(page.editor.words, "The lake again.")
    assert journal.draft() is None
    QTest.qWait(THROTTLE_MS + 150)
    kept = journal.draft()
    assert kept is not None
    assert kept["body"] == "The lake again."
    assert "Saved, encrypted on this computer" in said(page)


def test_coming_back_goes_on_where_one_stopped(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.title, "Wide")
    QTest.keyClicks(page.editor.words, "The lake")
    journal.room.unsaved.flush()
    again = journal.open_entry(qtbot)
    assert again.editor.title.text() == "Wide"
    assert "This is where you stopped." in said(again)
    QTest.keyClicks(again.editor.words, " again.")
    assert again.editor.words.toPlainText() == "The lake again."


def test_keep_stores_the_entry_and_drops_the_draft(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.title, " Wide ")
    QTest.keyClicks(page.editor.words, "The lake again.")
    journal.room.unsaved.flush()
    press(page, "entry_keep")
    entry = journal.only_entry()
    assert (entry.title, entry.body, entry.kind) == ("Wide", "The lake again.", "note")
    assert (entry.written_at, entry.zone) == (journal.room.clock.now(), "Europe/Lisbon")
    assert journal.draft() is None
    assert journal.wanted == [GoBack("That is written down.")]
    journal.room.unsaved.flush()
    assert journal.draft() is None


def test_keys_typed_just_before_keep_do_not_come_back_as_a_draft(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot)
    journal.worker.is_patient = True
    QTest.keyClicks(page.editor.words, "One")
    journal.room.unsaved.flush()
    QTest.keyClicks(page.editor.words, " two")
    press(page, "entry_keep")
    assert not page.editor.isEnabled()
    QTest.qWait(THROTTLE_MS + 100)
    journal.worker.work()
    journal.worker.is_patient = False
    assert journal.only_entry().body == "One two"
    assert journal.draft() is None


def test_leaving_without_keep_keeps_the_draft(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.words, "Half a")
    press(page, "entry_back")
    assert journal.wanted == [GoBack("Kept as you left it. You find it in the journal.")]
    kept = journal.draft()
    assert kept is not None
    assert kept["body"] == "Half a"


def test_nothing_written_leaves_nothing_behind(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    press(page, "entry_keep")
    assert "Nothing is written here yet." in said(page)
    assert journal.wanted == []
    QTest.keyClicks(page.editor.words, "a")
    journal.room.unsaved.flush()
    QTest.keyClick(page.editor.words, Qt.Key.Key_Backspace)
    journal.room.unsaved.flush()
    assert journal.draft() is None
    press(page, "entry_back")
    assert journal.wanted == [GoBack()]
    assert journal.ask(entries.count) == 0


def test_thrown_away_and_taken_back(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.words, "Half a thought")
    journal.room.unsaved.flush()
    QTest.keyClicks(page.editor.words, " more")
    press(page, "entry_throw_away")
    assert journal.draft() is None
    assert journal.wanted == [GoBack()]
    press(page, "toast_action")
    kept = journal.draft()
    assert kept is not None
    assert kept["body"] == "Half a thought more"


def test_a_draft_that_cannot_be_read_is_an_empty_page(journal: Journal, qtbot: QtBot) -> None:
    for content in ("[1, 2]", "not json", '{"written_at": "soon"}', '{"body": 3, "zone": null}'):
        journal.ask(partial(drafts.put, key="entry:new", content=content))
        page = journal.open_entry(qtbot)
        assert page.editor.isVisible()
        assert page.editor.content().zone == "Europe/Lisbon"


def test_a_full_disk_loses_nothing(
    journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.words, "The lake again.")
    with monkeypatch.context() as patch:
        patch.setattr(entries, "add", full)
        press(page, "entry_keep")
    assert page.editor.isEnabled()
    assert page.notice.isVisible()
    journal.room.unsaved.flush()
    kept = journal.draft()
    assert kept is not None
    assert kept["body"] == "The lake again."
    press(page, "entry_keep")
    assert journal.only_entry().body == "The lake again."


def test_nothing_is_called_saved_while_the_disk_is_full(
    journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.words, "The lake")
    journal.room.unsaved.flush()
    assert "Saved, encrypted on this computer" in said(page)
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "put", full)
        QTest.keyClicks(page.editor.words, " again.")
        journal.room.unsaved.flush()
    assert "Saved, encrypted on this computer" not in said(page)
    assert "Not saved yet" in said(page)
    journal.room.unsaved.flush()
    assert "Saved, encrypted on this computer" in said(page)


def test_tomorrow_cannot_be_chosen(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.editor.moment.day.setDate(QDate(2027, 1, 1))
    assert page.editor.content().written_at <= journal.room.clock.now() + timedelta(days=1)


def test_five_thousand_words_stay_quick(
    journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Source: 5,000 words is the length that the figures for typing are given for."""
    page = journal.open_entry(qtbot)
    page.editor.words.setPlainText("water under the bridge. " * 1250)
    journal.room.unsaved.flush()
    read: list[int] = []
    whole = QPlainTextEdit.toPlainText

    def count(edit: QPlainTextEdit) -> str:
        read.append(1)
        return whole(edit)

    monkeypatch.setattr(type(page.editor.words), "toPlainText", count)
    QTest.keyClicks(page.editor.words, "a" * 200)
    assert read == []
    journal.room.unsaved.flush()
    assert len(read) == 1


def test_the_keyboard_goes_through_and_out(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.words, "x")
    journal.room.unsaved.flush()
    seen: list[str] = []
    page.editor.title.setFocus()
    while "entry_keep" not in seen and len(seen) < 20:
        focus = page.window().focusWidget()
        assert focus is not None
        # A date is several stops: its day, its month and its year.
        if seen[-1:] != [focus.objectName()]:
            seen.append(focus.objectName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert seen == [
        "entry_title",
        "mark_strong",
        "entry_body",
        "entry_day",
        "entry_time",
        "entry_about",
        "entry_throw_away",
        "entry_keep",
    ]


def test_large_text_keeps_the_written_line_in_sight(journal: Journal, qtbot: QtBot) -> None:
    journal.room.settings.change("text_percent", 200)
    journal.room.look.refresh()
    try:
        page = EntryPage(journal.room)
        journal.show(page, qtbot, size=(1366 - 112, 768))
        assert page.sheet.horizontalScrollBar().maximum() == 0
        for _ in range(30):
            QTest.keyClick(page.editor.words, Qt.Key.Key_Return)
        words = page.editor.words
        foot = words.viewport().mapTo(page.sheet.viewport(), words.cursorRect().bottomLeft())
        assert 0 < foot.y() <= page.sheet.viewport().height()
    finally:
        journal.room.settings.change("text_percent", 100)
        journal.room.look.refresh()
