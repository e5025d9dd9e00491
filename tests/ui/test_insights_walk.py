"""From a sentence of an entry to a thread and to the question of a week later, by keyboard."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ketaguide.base.clock import FixedClock
from ketaguide.flows import insights as flow
from ketaguide.store import insights, sureness
from ketaguide.ui.errands import OpenEntry, OpenInsights
from ketaguide.ui.workspace import Workspace
from tests.helpers.guides import House, Reader, house, words_on
from tests.helpers.pictures import settle
from tests.helpers.vaults import an_entry

BODY = "We cut carrots.\n\nIt was easier with something to cut."


@pytest.fixture
def home(tmp_path: Path, qapp: QApplication) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


@pytest.fixture
def reader(home: House) -> Iterator[Reader]:
    workspace = Workspace(home.room)
    reader = Reader(workspace)
    reader.show()
    yield reader
    workspace.hide()
    workspace.deleteLater()
    settle()


def _do(reader: Reader, errand: object) -> None:
    assert isinstance(reader.page, Workspace)
    reader.page.do(errand)  # type: ignore[arg-type]
    settle()


def _keep_a_line(reader: Reader, entry_id: str) -> None:
    """The last line of the entry, how sure, and a thread for it."""
    _do(reader, OpenEntry(entry_id))
    reader.press("passage_keep")
    assert reader.focus.objectName() == "picker_text"
    QTest.keyClick(reader.focus, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(reader.focus, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    reader.key(Qt.Key.Key_Return)
    for _ in range(8):
        reader.key(Qt.Key.Key_Right)
    reader.press("starter_hold_1")
    reader.type("thread_new", "Hands")
    reader.press("thread_add")
    reader.press("kept_done")


def test_from_an_entry_to_a_thread_and_a_week_on(home: House, reader: Reader) -> None:
    entry = home.vault.ask(partial(an_entry, body=BODY))[0]
    _keep_a_line(reader, entry.id)
    home.room.unsaved.flush()
    [kept] = home.vault.ask(insights.every)[0]
    assert (kept.text, kept.hold) == (BODY.partition("\n\n")[2], "It is one way to see it.")

    _do(reader, OpenInsights())
    reader.press("insight_write")
    reader.type("insight_new_words", "My hands know.")
    reader.press("insight_keep")
    reader.press("thread_0")
    reader.press("thread_put_in")
    assert "My hands know." in words_on(reader)
    reader.press("threaded_down")
    reader.press("thread_back")

    clock = home.room.clock
    assert isinstance(clock, FixedClock)
    clock.pass_time(timedelta(days=8))
    [due, _] = home.vault.ask(partial(flow.due, now=clock.now()))[0]
    _do(reader, OpenInsights(due.insight_id))
    assert reader.focus.objectName() == "sure_now"
    reader.key(Qt.Key.Key_Right)
    home.room.unsaved.flush()
    settle()
    said = home.vault.ask(partial(sureness.for_insight, insight_id=due.insight_id))[0]
    assert [one.after_days for one in said] == [0, 7]
    assert "after a week" in words_on(reader)

    reader.press("insight_remove")
    assert len(home.vault.ask(insights.every)[0]) == 1
    QTest.keyClick(reader.focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(home.vault.ask(insights.every)[0]) == 2
    assert len(home.vault.ask(sureness.every)[0]) == 3
