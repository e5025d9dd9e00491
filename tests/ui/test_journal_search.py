"""Finding entries by their words, and getting back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ketaguide.store import entries
from ketaguide.ui.pages.journal_page import JournalPage
from ketaguide.ui.widgets.search_field import PAUSE_MS
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


def test_search_waits_for_a_pause_and_says_what_it_found(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    asked: list[str] = []
    page._head.search.changed.connect(asked.append)
    page.focus_search()
    QTest.keyClicks(page._head.search.line, "water")
    assert asked == []
    QTest.qWait(PAUSE_MS + 60)
    assert asked == ["water"]
    count = page._model.count
    assert f"{count} entries with these words" in said(page)
    QTest.keyClick(page._head.search.line, Qt.Key.Key_Down)
    assert page.entries.hasFocus()


def test_one_entry_is_not_entries(journal: Journal, qtbot: QtBot) -> None:
    journal.ask(lambda db: an_entry(db, "A heron."))
    page = shown(journal, qtbot)
    search(page, "heron")
    assert "1 entry with these words" in said(page)


def test_nothing_found_has_a_way_on(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    search(page, "xylophone")
    assert "No entry has these words." in said(page)
    assert not page.entries.isVisible()
    assert page._head.search.isVisible()
    QTest.mouseClick(page._nothing.clear, Qt.MouseButton.LeftButton)
    assert page.entries.isVisible()
    assert page._head.search.line.text() == ""


def test_clearing_goes_back_to_where_one_was(long_journal: Journal, qtbot: QtBot) -> None:
    page = shown(long_journal, qtbot)
    bar = page.entries.verticalScrollBar()
    bar.setValue(33_333)
    page.entries.setCurrentIndex(page._model.index(page.entries.rowAt(300), 0))
    at, chosen = bar.value(), current_id(page)
    word = page._model.row(5).title.split()[0]  # type: ignore[union-attr]
    search(page, word)
    assert bar.value() == 0
    search(page, word + "q")
    QTest.keyClick(page._head.search.line, Qt.Key.Key_Escape)
    assert page._head.search.line.text() == ""
    assert bar.value() == at
    assert current_id(page) == chosen


@pytest.mark.parametrize(
    "typed",
    ['"', "*", "a AND", "NEAR(", "col:", "-", "'; --", "😀", "\u200f", "x" * 5000, "( ) ^", "\x00"],
)
def test_search_takes_anything(journal: Journal, qtbot: QtBot, typed: str) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    search(page, typed)
    search(page, "")
    assert page._model.count == journal.ask(entries.count)


def test_an_older_answer_does_not_replace_a_newer(journal: Journal, qtbot: QtBot) -> None:
    journal.fill()
    page = shown(journal, qtbot)
    journal.worker.is_patient = True
    search(page, "wat")
    search(page, "zzzz")
    first, *later = journal.worker.waiting
    journal.worker.waiting = [*later, first]
    journal.worker.work()
    assert page._model.text == "zzzz"
    assert "No entry has these words." in said(page)
