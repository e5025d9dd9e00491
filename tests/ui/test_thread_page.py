"""A thread: its order, its name, putting in and taking out, and removing it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from ketaguide.flows import threads as threads_flow
from ketaguide.store import insights, threads
from ketaguide.ui.pages.thread_page import ThreadPage
from ketaguide.ui.undo import Undo
from tests.helpers.guides import child
from tests.helpers.journals import Journal
from tests.helpers.kept import focused, keep, order_on, part, shown
from tests.helpers.pictures import settle
from tests.helpers.vaults import ZONE


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


@pytest.fixture
def thread(journal: Journal) -> str:
    for text in ("c", "b", "a"):
        one = keep(journal, text)
        made = journal.ask(partial(threads_flow.named, title="Water", zone=ZONE, insight_id=one))
    keep(journal, "apart")
    return made.id


def _thread(journal: Journal, thread_id: str, qtbot: QtBot) -> ThreadPage:
    page: ThreadPage = shown(journal, ThreadPage(journal.room, thread_id=thread_id), qtbot)
    return page


def test_moving_by_keyboard_keeps_the_keyboard_with_what_was_moved(
    journal: Journal, thread: str, qtbot: QtBot
) -> None:
    page = _thread(journal, thread, qtbot)
    ups = [one for one in page.findChildren(QAbstractButton, "threaded_up") if one.isVisible()]
    ups[2].setFocus()
    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        settle()
    assert order_on(page, "a", "b", "c") == ["a", "c", "b"]
    here = QApplication.focusWidget()
    assert here is not None
    assert here.objectName() == "threaded_down"
    assert here.accessibleDescription() == "a"


def test_taking_out_and_putting_in(journal: Journal, thread: str, qtbot: QtBot) -> None:
    page = _thread(journal, thread, qtbot)
    part(page, "threaded_out").click()
    settle()
    assert order_on(page, "a", "b", "c") == ["b", "a"]
    Undo.over(page, journal.room)._on_undo_wanted()
    settle()
    assert order_on(page, "a", "b", "c") == ["c", "b", "a"]
    part(page, "thread_put_in").click()
    settle()
    assert order_on(page, "a", "apart") == ["a", "apart"]
    assert not child(page, "thread_others").isVisible()


def test_a_new_name_is_stored_and_an_empty_one_is_not(
    journal: Journal, thread: str, qtbot: QtBot
) -> None:
    page = _thread(journal, thread, qtbot)
    part(page, "thread_name").selectAll()
    QTest.keyClicks(part(page, "thread_name"), "River")
    journal.room.unsaved.flush()
    part(page, "thread_name").selectAll()
    QTest.keyClick(part(page, "thread_name"), Qt.Key.Key_Delete)
    QTest.keyClicks(part(page, "thread_note"), "since spring")
    journal.room.unsaved.flush()
    stored = journal.ask(partial(threads.get, thread_id=thread))
    assert (stored.title, stored.note) == ("River", "since spring")


def test_removing_a_thread_keeps_its_insights(journal: Journal, thread: str, qtbot: QtBot) -> None:
    page = _thread(journal, thread, qtbot)
    part(page, "thread_remove").click()
    assert journal.ask(threads.every) == []
    assert len(journal.ask(insights.every)) == 4
    Undo.over(page, journal.room)._on_undo_wanted()
    inside = journal.ask(partial(threads.insights, thread_id=thread))
    assert [one.text for one in inside] == ["c", "b", "a"]
