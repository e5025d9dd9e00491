"""The journal page: in its place, deleted and brought back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ketaguide.flows import delete_entry
from ketaguide.store import drafts, entries
from ketaguide.ui.errands import NewEntry, OpenEntry
from ketaguide.ui.pages.journal_page import JournalPage
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.search_field import PAUSE_MS
from ketaguide.ui.widgets.toast import Toast
from tests.helpers.journals import Journal, said
from tests.helpers.vaults import an_entry


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


@pytest.fixture
def long_journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path, many=600)
    yield made
    made.close()


def shown(journal: Journal, qtbot: QtBot, *, size: tuple[int, int] = (1056, 840)) -> JournalPage:
    """The page in a window, with the keyboard on it."""
    page = JournalPage(journal.room)
    journal.show(page, qtbot, size=size)
    page.focus_first()
    return page


def search(page: JournalPage, text: str) -> None:
    line = page._head.search.line
    line.setText(text)
    QTest.qWait(PAUSE_MS + 60)


def current_id(page: JournalPage) -> str:
    return page.entries.place().current_id


def test_an_empty_journal_offers_to_write(journal: Journal, qtbot: QtBot) -> None:
    page = shown(journal, qtbot)
    assert "Nothing is written here yet." in said(page)
    assert not page._head.search.isVisible()
    wanted: list[object] = []
    page.go_wanted.connect(wanted.append)
    page.focus_first()
    QTest.keyClick(page._empty.write, Qt.Key.Key_Space)
    assert wanted == [NewEntry()]
    primary = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.text()]
    assert [button.objectName() for button in primary] == ["write_first"]


def test_what_is_written_elsewhere_appears(journal: Journal, qtbot: QtBot) -> None:
    page = shown(journal, qtbot)
    journal.ask(lambda db: an_entry(db, "The first words."))
    assert page.entries.isVisible()
    assert page._model.count == 1
    assert "Nothing is written here yet." not in said(page)


def test_arrows_and_enter_open_an_entry(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    wanted: list[object] = []
    page.go_wanted.connect(wanted.append)
    QTest.keyClick(page.entries, Qt.Key.Key_Down)
    QTest.keyClick(page.entries, Qt.Key.Key_Return)
    second = journal.ask(lambda db: entries.recent(db, limit=2)[1].id)
    assert wanted == [OpenEntry(second)]


def test_home_end_and_pages(long_journal: Journal, qtbot: QtBot) -> None:
    page = shown(long_journal, qtbot)
    last = page._model.count - 1
    QTest.keyClick(page.entries, Qt.Key.Key_End)
    assert page.entries.currentIndex().row() == last
    assert page.entries.visualRect(page.entries.currentIndex()).top() >= 0
    QTest.keyClick(page.entries, Qt.Key.Key_PageUp)
    assert 0 < page.entries.currentIndex().row() < last
    QTest.keyClick(page.entries, Qt.Key.Key_Home)
    assert page.entries.currentIndex().row() == 0
    assert page.entries.verticalScrollBar().value() == 0


def test_typing_a_letter_reads_no_rows(
    long_journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(long_journal, qtbot)
    read: list[int] = []
    monkeypatch.setattr(page._model, "row", read.append)
    page.entries.keyboardSearch("w")
    assert read == []


def test_a_click_opens(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    wanted: list[object] = []
    page.go_wanted.connect(wanted.append)
    middle = page.entries.visualRect(page._model.index(page._model.places.row(2), 0)).center()
    QTest.mouseClick(page.entries.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    third = journal.ask(lambda db: entries.recent(db, limit=3)[2].id)
    assert wanted == [OpenEntry(third)]
    below = QPoint(5, page.entries.viewport().height() + 50)
    QTest.mouseRelease(page.entries.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert len(wanted) == 1


def test_a_change_keeps_place_and_choice(long_journal: Journal, qtbot: QtBot) -> None:
    page = shown(long_journal, qtbot)
    bar = page.entries.verticalScrollBar()
    bar.setValue(20_010)
    page.entries.setCurrentIndex(page._model.index(page.entries.rowAt(200), 0))
    before = page.entries.place()
    long_journal.ask(lambda db: an_entry(db, "New on top."))
    after = page.entries.place()
    assert (after.top_id, after.below_top) == (before.top_id, before.below_top)
    assert after.current_id == before.current_id
    assert after.top == before.top + 1


def test_at_the_top_a_new_entry_shows(long_journal: Journal, qtbot: QtBot) -> None:
    page = shown(long_journal, qtbot)
    long_journal.ask(lambda db: an_entry(db, "New on top."))
    assert page.entries.verticalScrollBar().value() == 0
    first = page._model.line(0)
    assert first is not None
    assert first.opening == "New on top."


def test_a_hidden_page_looks_again_when_it_is_shown(journal: Journal, qtbot: QtBot) -> None:
    page = shown(journal, qtbot)
    page.hide()
    journal.ask(lambda db: an_entry(db, "Meanwhile."))
    assert page._model.count == 0
    page.show()
    assert page._model.count == 1


def test_deleted_from_the_list_and_brought_back(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    count = page._model.count
    QTest.keyClick(page.entries, Qt.Key.Key_Down)
    gone = current_id(page)
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    assert page._model.count == count - 1
    assert page.entries.currentIndex().row() == page._model.places.row(1)
    toast = page.window().findChild(Toast)
    assert toast is not None
    assert toast.isVisible()
    assert toast.accessibleName() == "Entry deleted."
    action = toast.findChild(QPushButton, "toast_action")
    assert action is not None
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert page._model.count == count
    assert current_id(page) == gone
    assert not toast.isVisible()


def test_ctrl_z_brings_back_once(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    count = page._model.count
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    QTest.keyClick(page.entries, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.entries, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page._model.count == count


def test_only_the_last_deletion_is_offered_back(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    count = page._model.count
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    QTest.keyClick(page.entries, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.entries, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page._model.count == count - 1


def test_after_the_time_is_over_nothing_comes_back(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    count = page._model.count
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    toast = page.window().findChild(Toast)
    assert toast is not None
    toast._on_timeout()
    QTest.keyClick(page.entries, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page._model.count == count - 1
    assert Undo.over(page, journal.room)._way_back is None


def test_what_was_begun_can_be_found_from_here(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(lambda db: an_entry(db, "A few words.", title="Said"))
    page = shown(journal, qtbot)
    button = page.findChild(QPushButton, "continue_draft")
    assert button is not None
    assert not button.isVisible()
    journal.ask(lambda db: drafts.put(db, key="entry:new", content="{}"))
    assert button.isVisible()
    journal.ask(
        lambda db: drafts.put(db, key=delete_entry.draft_key(entry.id), content="{}"),
    )
    line = page._model.line(0)
    assert line is not None
    assert line.note == "changes not saved yet"
    assert "changes not saved yet" in line.spoken


def test_rows_have_names_for_a_screen_reader(journal: Journal, qtbot: QtBot) -> None:
    journal.ask(lambda db: an_entry(db, "<img src=x> as it was typed", title="<b>Said</b>"))
    page = shown(journal, qtbot)
    table = QAccessible.queryAccessibleInterface(page.entries)
    children = [table.child(number) for number in range(table.childCount())]
    cells = [one for one in children if one.role() == QAccessible.Role.Cell]
    (name,) = [cell.text(QAccessible.Text.Name) for cell in cells]
    assert name.startswith("Monday 23 November")
    assert "<b>Said</b>" in name
    assert "<img src=x> as it was typed" in name


@pytest.mark.parametrize("percent", [100, 200])
def test_the_list_keeps_its_place_when_text_grows(
    long_journal: Journal, qtbot: QtBot, percent: int
) -> None:
    page = shown(long_journal, qtbot, size=(1366 - 112, 768))
    page.entries.verticalScrollBar().setValue(12_000)
    before = page.entries.place()
    high = page.entries.verticalHeader().defaultSectionSize()
    long_journal.room.settings.change("text_percent", percent)
    long_journal.room.look.refresh()
    QTest.qWait(10)
    assert page.entries.place().top == before.top
    if percent == 200:
        assert page.entries.verticalHeader().defaultSectionSize() > 1.6 * high
    assert page.sheet.horizontalScrollBar().maximum() == 0
    assert page.entries.viewport().height() > page.entries.verticalHeader().defaultSectionSize()
    long_journal.room.settings.change("text_percent", 100)
    long_journal.room.look.refresh()
