"""The scenes of locking: said beforehand, held up by a full disk, held up by a damaged vault."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import DatabaseDamaged, DiskFull, VaultError
from ketaguide.ui.errands import GoTo
from ketaguide.ui.locking import Locking
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.lock_notice import LockNotice
from ketaguide.ui.window import MainWindow
from tests.helpers import pictures
from tests.helpers.scene_makers import at, layer
from tests.helpers.stage import Scene, both, look_in_force, press

Act = Callable[[MainWindow], object]


def lock_scenes() -> tuple[Scene, ...]:
    home = at(GoTo("home"))
    damaged = _held_up(DatabaseDamaged())
    return (
        Scene("lock-soon", home, "demo", act=_said),
        Scene("lock-soon-ground", layer("ground"), "demo", act=_said),
        Scene("lock-disk-full", home, "demo", act=_held_up(DiskFull())),
        Scene("lock-damaged", home, "demo", act=damaged),
        Scene("lock-damaged-sure", home, "demo", act=both(damaged, press("way_back_give_up"))),
    )


class Refused(QObject):
    """Words that the vault does not take."""

    def __init__(self, room: Room, problem: VaultError, *, parent: QObject) -> None:
        super().__init__(parent)
        self.problem: VaultError | None = problem
        self.stored = 0
        self.saver = Autosave(
            lambda: self._store, desk=room.desk, unsaved=room.unsaved, parent=self
        )
        self.saver.touch()

    def _store(self, _db: Any) -> None:
        if self.problem is not None:
            raise self.problem
        self.stored += 1


def _lose_the_keyboard() -> None:
    """A platform without a screen leaves it with a hidden window, unlike every other."""
    other = QWidget()
    other.show()
    other.activateWindow()
    pictures.settle()
    other.hide()
    other.deleteLater()


def _said(window: MainWindow) -> None:
    LockNotice(window, look=look_in_force()).say(60)


def _held_up(problem: VaultError) -> Act:
    def act(window: MainWindow) -> None:
        room = window._room
        Refused(room, problem, parent=window)
        locking = Locking(room=room, window=window, parent=window, check=lambda _given: None)
        locking.begin(lambda: None)
        _lose_the_keyboard()
        # The picture does not wait for the person's patience, and then stands still.
        locking._begun -= 60
        locking._look()
        locking._timer.stop()

    return act
