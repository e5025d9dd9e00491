"""The order of leaving: hidden first, then stored, then tidied up, backed up, closed, gone."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DatabaseDamaged, DiskFull, KetaGuideError, WrongPassphrase
from ketaguide.base.pulse import Pulse
from ketaguide.desk import Desk
from ketaguide.ui import locking as locking_module
from ketaguide.ui.locking import Locking
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.vault.vault import Vault
from tests.helpers.opened import opened, part
from tests.helpers.rooms import make_room
from tests.helpers.scenes_lock import Refused
from tests.helpers.vaults import new_vault


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


@pytest.fixture
def window(qtbot: QtBot, room: Room) -> MainWindow:
    return _window(qtbot, room)


def _window(qtbot: QtBot, room: Room) -> MainWindow:
    window = MainWindow(room)
    qtbot.addWidget(window)
    words = QLabel("what I wrote")
    words.setObjectName("words")
    window.show_front(words)
    window.show()
    return window


def _right(given: str) -> None:
    if given != "the right one":
        raise WrongPassphrase


@pytest.mark.promise("M-02")
def test_everything_is_hidden_before_anything_is_asked(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    """The disk can take its time; nobody sees the words meanwhile."""
    seen: list[bool] = []
    refused = Refused(room, DiskFull(), parent=window)
    refused.problem = None
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.open()
    refused.saver._compose = lambda: (
        lambda _db: seen.append(window.isVisible() or dialog.isVisible())
    )
    Locking(room=room, window=window, parent=window).begin(lambda: None)
    assert seen == [False]
    assert not part(window, QLabel, "words").isVisible()


@pytest.fixture
def threads(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A room with real threads, whose work can take its time."""
    plain = make_room(tmp_path)
    desk = Desk(vault_worker=ThreadPoolExecutor(1), job_worker=ThreadPoolExecutor(2))
    room = Room(**{**vars(plain), "desk": desk})
    is_open: list[bool] = []
    vault = lambda: new_vault(tmp_path / "vault", clock=room.clock)  # noqa: E731 - one word more
    desk.open(vault, lambda _v: is_open.append(True), owner=desk, failed=_refuse)
    qtbot.waitUntil(lambda: bool(is_open))
    yield room
    desk.close().result(timeout=20)


def _refuse(problem: KetaGuideError) -> None:
    raise problem


def test_work_that_is_called_off_has_tidied_up_before_the_process_goes(
    qtbot: QtBot, threads: Room, tmp_path: Path
) -> None:
    """A half-made file would stay for ever."""
    half = tmp_path / "page.pdf.part"

    def write(pulse: Pulse) -> None:
        half.write_text("half")
        try:
            while True:
                time.sleep(0.01)
                pulse(1, 2)
        finally:
            time.sleep(0.2)
            half.unlink()

    def short() -> None:
        time.sleep(0.3)
        order.append("short")

    order: list[str] = []
    window = _window(qtbot, threads)
    threads.desk.run_long(write, owner=window)
    threads.desk.run(short, owner=window)
    qtbot.waitUntil(half.exists)
    Locking(room=threads, window=window, parent=window).begin(lambda: order.append("gone"))
    assert not window.isVisible()
    qtbot.waitUntil(lambda: "gone" in order)
    assert order == ["short", "gone"]
    assert not half.exists()


def test_work_that_never_ends_does_not_hold_the_lock(
    qtbot: QtBot, threads: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking_module, "_TIDY_S", 0.1)
    ends: list[bool] = []
    window = _window(qtbot, threads)
    threads.desk.run(lambda: _until(lambda: bool(ends)), owner=window)
    gone: list[bool] = []
    Locking(room=threads, window=window, parent=window).begin(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))
    ends.append(True)


def _until(there: Callable[[], bool]) -> None:
    while not there():
        time.sleep(0.01)


def test_a_backup_that_is_due_is_made_after_every_word_is_stored(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    order: list[str] = []
    refused = Refused(room, DiskFull(), parent=window)
    refused.problem = None

    def back_up(vault: Vault, pulse: Pulse) -> None:
        pulse(0, 1)
        order.append(f"backup of {vault!r}, {refused.stored} stored")

    Locking(room=room, window=window, parent=window, before_close=back_up).begin(
        lambda: order.append("gone")
    )
    qtbot.waitUntil(lambda: "gone" in order)
    assert order == ["backup of <Vault open>, 1 stored", "gone"]


@pytest.mark.parametrize("problem", [DiskFull(), DatabaseDamaged()])
def test_a_backup_that_fails_does_not_hold_the_lock(
    qtbot: QtBot, room: Room, window: MainWindow, problem: KetaGuideError
) -> None:
    def back_up(_vault: Vault, _pulse: Pulse) -> None:
        raise problem

    gone: list[bool] = []
    Locking(room=room, window=window, parent=window, before_close=back_up).begin(
        lambda: gone.append(True)
    )
    qtbot.waitUntil(lambda: bool(gone))


def test_a_backup_that_takes_long_is_called_off(
    qtbot: QtBot, threads: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking_module, "_BACKUP_S", 0.1)
    ended: list[str] = []

    def back_up(_vault: Vault, pulse: Pulse) -> None:
        try:
            while True:
                time.sleep(0.01)
                pulse(1, 2)
        finally:
            ended.append("tidied")

    window = _window(qtbot, threads)
    locking = Locking(room=threads, window=window, parent=window, before_close=back_up)
    locking.begin(lambda: ended.append("gone"))
    qtbot.waitUntil(lambda: "gone" in ended)
    assert ended == ["tidied", "gone"]


def test_before_a_sleep_no_backup_is_begun(qtbot: QtBot, room: Room, window: MainWindow) -> None:
    made: list[bool] = []
    gone: list[bool] = []
    locking = Locking(
        room=room, window=window, parent=window, before_close=lambda *_: made.append(True)
    )
    locking.begin(lambda: gone.append(True), in_a_hurry=True)
    qtbot.waitUntil(lambda: bool(gone))
    assert made == []


def test_when_the_system_ends_it_returns_only_after_storing(qtbot: QtBot, threads: Room) -> None:
    window = _window(qtbot, threads)
    refused = Refused(threads, DiskFull(), parent=window)
    refused.problem = None
    gone: list[bool] = []
    locking = Locking(room=threads, window=window, parent=window)
    locking.begin(lambda: gone.append(True), in_a_hurry=True)
    locking.wait(10)
    assert refused.stored == 1
    assert not threads.desk.is_open


def _hold_up(locking: Locking) -> None:
    """The person's patience is over."""
    locking.begin(lambda: None)
    locking._begun -= 60
    locking._look()


@pytest.mark.parametrize(
    ("problem", "says"), [(DiskFull(), "disk may be full"), (DatabaseDamaged(), "is damaged")]
)
def test_the_cover_says_what_holds_up_the_lock(
    room: Room, window: MainWindow, problem: KetaGuideError, says: str
) -> None:
    Refused(room, problem, parent=window)  # type: ignore[arg-type]
    _hold_up(Locking(room=room, window=window, parent=window, check=_right))
    said = " ".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())
    assert says in said
    assert "what I wrote" not in said


def test_words_that_a_damaged_vault_refuses_are_given_back_to_their_writer(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    Refused(room, DatabaseDamaged(), parent=window)
    locking = Locking(room=room, window=window, parent=window, check=_right)
    _hold_up(locking)
    edit: Any = window.findChild(QObject, "way_back_passphrase")
    go = part(window, QPushButton, "way_back_go")
    for given, comes_back in (("a wrong one", False), ("the right one", True)):
        edit.clear()
        QTest.keyClicks(edit, given)
        go.click()
        assert part(window, QLabel, "words").isVisible() == comes_back
    assert not locking.is_under_way
    assert room.desk.is_open
    assert not room.unsaved.is_empty
    _hold_up(locking)
    assert not part(window, QLabel, "words").isVisible()


def test_they_are_let_go_only_by_a_second_press(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    Refused(room, DatabaseDamaged(), parent=window)
    gone: list[bool] = []
    locking = Locking(room=room, window=window, parent=window, check=_right)
    locking.begin(lambda: gone.append(True))
    locking._begun -= 60
    locking._look()
    let_go = part(window, QPushButton, "way_back_give_up")
    let_go.click()
    qtbot.wait(60)
    assert gone == []
    let_go.click()
    qtbot.waitUntil(lambda: bool(gone))


def test_a_vault_that_is_well_again_takes_the_words_by_itself(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    refused = Refused(room, DatabaseDamaged(), parent=window)
    gone: list[bool] = []
    locking = Locking(room=room, window=window, parent=window, check=_right)
    locking.begin(lambda: gone.append(True))
    locking._begun -= 60
    locking._look()
    refused.problem = None
    qtbot.waitUntil(lambda: bool(gone), timeout=10_000)
    assert refused.stored == 1
