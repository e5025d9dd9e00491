"""While keys are derived: it says so, takes no second attempt, and Esc takes it back."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.desk import Desk
from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from tests.helpers.executors import InlineExecutor
from tests.helpers.gates import WORDS, Seen, a_vault, focused, make_doors, show
from tests.helpers.rooms import make_room


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    return a_vault(tmp_path / "abcdefgh.ketaguide", room)


def page_of(seen: Seen) -> UnlockPage:
    assert isinstance(seen.gate.page, UnlockPage)
    return seen.gate.page


class SlowExecutor(Executor):
    """Does the work when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.waiting.append(lambda: fn(*args, **kwargs))
        return Future()

    def work(self) -> None:
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()


@pytest.fixture
def slow() -> SlowExecutor:
    return SlowExecutor()


@pytest.fixture
def waiting(qtbot: QtBot, room: Room, folder: Path, slow: SlowExecutor) -> Seen:
    """A gate whose key derivation has begun."""
    desk = Desk(vault_worker=InlineExecutor(), job_worker=slow)
    patient = replace(room, desk=desk)
    seen = show(lambda: Gate(patient, doors=make_doors(room), folder=folder))
    qtbot.addWidget(seen.gate)
    seen.type("passphrase", WORDS)
    QTest.keyClick(seen.find("passphrase"), Qt.Key.Key_Return)
    return seen


def test_while_keys_are_derived_it_says_so_and_takes_no_second_attempt(
    waiting: Seen, slow: SlowExecutor, folder: Path
) -> None:
    assert any(words.startswith("Opening.") for words in waiting.words)
    assert not waiting.find("unlock").isEnabled()
    QTest.keyClick(waiting.find("passphrase"), Qt.Key.Key_Return)
    assert len(slow.waiting) == 1
    slow.work()
    assert waiting.opened == [folder]


def test_escape_takes_the_attempt_back_and_what_was_typed_stays(
    waiting: Seen, slow: SlowExecutor, folder: Path
) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    edit = page_of(waiting).edit
    assert focused() is edit
    assert edit.text() == WORDS
    slow.work()
    assert waiting.opened == []
    QTest.keyClick(edit, Qt.Key.Key_Return)
    slow.work()
    assert waiting.opened == [folder]
