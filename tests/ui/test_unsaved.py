"""What is typed reaches the vault, and what is not there yet is known."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ketaguide.base.errors import DiskFull, KetaGuideError, NotFound
from ketaguide.desk import Desk
from ketaguide.ui.unsaved import RETRY_MS, THROTTLE_MS, Autosave, Unsaved
from tests.helpers.executors import unexpected

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


class Disk:
    """A vault whose disk can be full."""

    def __init__(self) -> None:
        self.full = False
        self.stored: list[str] = []

    def ask(self, question: Callable[[Any], Any]) -> tuple[Any, frozenset[str]]:
        if self.full:
            raise DiskFull
        return question(self), frozenset()

    def close(self) -> None:
        return


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def desk(disk: Disk) -> Iterator[Desk]:
    with ThreadPoolExecutor(1) as worker:
        desk = Desk(vault_worker=worker, job_worker=worker)
        desk.open(lambda: cast("Vault", disk), lambda _: None, owner=desk, failed=unexpected)
        yield desk


class Editor(QWidget):
    def __init__(self, desk: Desk, unsaved: Unsaved) -> None:
        super().__init__()
        self.text = ""
        self.saver = Autosave(self._compose, desk=desk, unsaved=unsaved, parent=self)

    def type(self, text: str) -> None:
        self.text += text
        self.saver.touch()

    def _compose(self) -> Callable[[Any], object]:
        text = self.text
        return lambda disk: disk.stored.append(text)


def test_typing_without_a_pause_is_stored_within_a_second(
    qtbot: QtBot, desk: Desk, disk: Disk
) -> None:
    unsaved = Unsaved()
    editor = Editor(desk, unsaved)
    qtbot.addWidget(editor)
    for _ in range(12):
        editor.type("word ")
        qtbot.wait(THROTTLE_MS // 10)  # typing goes on: the clock must not start again
    assert disk.stored, "typing without a pause must not hold the draft back"
    assert not unsaved.is_empty
    qtbot.waitUntil(lambda: unsaved.is_empty)
    assert disk.stored[-1] == "word " * 12


def test_a_full_disk_keeps_the_text_and_it_is_stored_when_space_returns(
    qtbot: QtBot, desk: Desk, disk: Disk
) -> None:
    unsaved = Unsaved()
    editor = Editor(desk, unsaved)
    qtbot.addWidget(editor)
    disk.full = True
    editor.type("kept")
    with qtbot.waitSignal(editor.saver.failed):
        unsaved.flush()
    assert not unsaved.is_empty
    disk.full = False
    qtbot.waitUntil(lambda: unsaved.is_empty, timeout=RETRY_MS * 3)
    assert disk.stored == ["kept"]


def test_a_page_that_was_left_lives_until_its_words_are_stored(
    qtbot: QtBot, desk: Desk, disk: Disk
) -> None:
    unsaved = Unsaved()
    editor = Editor(desk, unsaved)
    disk.full = True
    editor.type("kept")
    with qtbot.waitSignal(editor.saver.failed):
        unsaved.retire(editor)
    assert isValid(editor)
    disk.full = False
    gone: list[bool] = []
    editor.destroyed.connect(lambda *_: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone), timeout=RETRY_MS * 3)
    assert disk.stored == ["kept"]


def test_forgetting_is_for_text_that_is_stored_elsewhere(
    qtbot: QtBot, desk: Desk, disk: Disk
) -> None:
    unsaved = Unsaved()
    editor = Editor(desk, unsaved)
    qtbot.addWidget(editor)
    editor.type("x")
    editor.saver.forget()
    unsaved.flush()
    assert unsaved.is_empty
    assert disk.stored == []


def test_words_that_are_being_stored_for_good_count_as_unsaved_until_then(
    qtbot: QtBot, desk: Desk, disk: Disk
) -> None:
    unsaved = Unsaved()
    editor = Editor(desk, unsaved)
    disk.full = True
    editor.type("kept")
    problems: list[KetaGuideError] = []
    editor.saver.store(editor._compose(), unexpected, failed=problems.append)
    assert not unsaved.is_empty, "locking now would drop them"
    unsaved.retire(editor)
    qtbot.waitUntil(lambda: bool(problems))
    assert isValid(editor)
    disk.full = False
    qtbot.waitUntil(lambda: not isValid(editor), timeout=RETRY_MS * 3)
    assert disk.stored == ["kept"]
    assert unsaved.is_empty


def test_no_draft_follows_what_was_stored_for_good(qtbot: QtBot, desk: Desk, disk: Disk) -> None:
    unsaved = Unsaved()
    editor = Editor(desk, unsaved)
    qtbot.addWidget(editor)
    editor.type("kept")
    done: list[object] = []
    editor.saver.store(editor._compose(), done.append, failed=unexpected)
    qtbot.waitUntil(lambda: bool(done))
    unsaved.flush()
    qtbot.wait(THROTTLE_MS + 100)
    assert disk.stored == ["kept"]
    assert unsaved.is_empty


@pytest.mark.parametrize("problem", [NotFound(), ZeroDivisionError()])
def test_what_can_never_be_stored_does_not_hold_the_lock_for_ever(
    qtbot: QtBot, desk: Desk, problem: Exception
) -> None:
    unsaved = Unsaved()
    editor = Editor(desk, unsaved)
    qtbot.addWidget(editor)

    def refuse(_disk: object) -> None:
        raise problem

    editor.saver._compose = lambda: refuse
    editor.type("x")
    with qtbot.waitSignal(editor.saver.failed):
        unsaved.flush()
    assert unsaved.is_empty
