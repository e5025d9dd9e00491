"""Looking at how an entry read before, and going back to it."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from ketaguide.flows import keep_entry
from ketaguide.store import versions
from ketaguide.store.entries import Entry
from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages.versions_page import VersionsPage
from ketaguide.vault.db import Db
from tests.helpers.journals import Journal, press, said
from tests.helpers.pictures import settle
from tests.helpers.vaults import NOW, ZONE


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def _keep(db: Db, *, days: int, **fields: Any) -> Entry:
    return keep_entry.keep(
        db,
        entry_id="0190-a",
        is_new=days == 0,
        now=NOW + timedelta(days=days),
        here=ZONE,
        written_at=NOW,
        zone=ZONE,
        **fields,
    )


def _open(journal: Journal, qtbot: QtBot) -> VersionsPage:
    for days, (body, mood) in enumerate((("One lake.", 3), ("One sea.", 3), ("One sea.", 8))):
        journal.ask(partial(_keep, days=days, body=body, title="Said", mood=mood))
    page = VersionsPage(journal.room, entry_id="0190-a")
    page.go_wanted.connect(journal.wanted.append)
    journal.show(page, qtbot)
    return page


def _press(page: VersionsPage, name: str) -> None:
    settle()
    press(page, name)


def _text(page: VersionsPage) -> str:
    settle()
    found = page.findChild(QPlainTextEdit, "version_text")
    assert found is not None
    return found.toPlainText()


def _lines(page: VersionsPage) -> list[str]:
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    return [one.accessibleName() for one in buttons if one.objectName().startswith("version_")]


def test_changes_are_told_newest_first(journal: Journal, qtbot: QtBot) -> None:
    page = _open(journal, qtbot)
    assert _lines(page) == [
        "Wednesday 25 November, 18:00: Mood",
        "Tuesday 24 November, 18:00: 1 word added · 1 word taken out",
    ]
    assert any("Of “Said”." in words for words in said(page))


def test_what_changed_is_said_in_words(journal: Journal, qtbot: QtBot) -> None:
    page = _open(journal, qtbot)
    _press(page, "version_0")
    assert "Mood: 3 before, 8 after" in said(page)
    assert _text(page) == "One sea."
    _press(page, "version_shut")
    _press(page, "version_1")
    assert _text(page) == "One [taken out: lake.] [new: sea.]"
    _press(page, "version_turn")
    assert _text(page) == "One lake."
    _press(page, "version_turn")
    assert "[new: sea.]" in _text(page)


def test_back_in_the_list_the_keyboard_is_where_it_was(journal: Journal, qtbot: QtBot) -> None:
    page = _open(journal, qtbot)
    page.focus_first()
    focus = page.window().focusWidget()
    assert focus is not None
    assert focus.objectName() == "version_0"
    QTest.keyClick(focus, Qt.Key.Key_Tab)
    focus = page.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Space)
    _press(page, "version_shut")
    focus = page.window().focusWidget()
    assert focus is not None
    assert focus.objectName() == "version_1"


def test_going_back_and_taking_that_back(journal: Journal, qtbot: QtBot) -> None:
    page = _open(journal, qtbot)
    _press(page, "version_1")
    _press(page, "version_restore")
    assert journal.wanted == [GoBack()]
    entry = journal.only_entry()
    assert (entry.body, entry.mood, entry.title) == ("One lake.", 3, "Said")
    assert len(journal.ask(partial(versions.for_entry, entry_id="0190-a"))) == 3
    press(page, "toast_action")
    entry = journal.only_entry()
    assert (entry.body, entry.mood) == ("One sea.", 8)
    assert len(journal.ask(partial(versions.for_entry, entry_id="0190-a"))) == 2


def test_an_entry_that_is_gone_says_so(journal: Journal, qtbot: QtBot) -> None:
    page = VersionsPage(journal.room, entry_id="0190-gone")
    page.go_wanted.connect(journal.wanted.append)
    journal.show(page, qtbot)
    assert "This is no longer here." in said(page)
    press(page, "versions_back")
    assert journal.wanted == [GoBack()]
