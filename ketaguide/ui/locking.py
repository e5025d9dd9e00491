"""Leaving an unlocked vault: hide at once, store every word, close, and only then go."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow

_LOOK_EVERY_MS = 20
# After this long without a stored draft the person is told why nothing seems to happen.
_PATIENCE_MS = 2000


class Locking(QObject):
    """One pass through the order of leaving. Never goes on over unsaved text."""

    def __init__(self, *, room: Room, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._window = window
        self._then: Callable[[], None] | None = None
        self._waited_ms = 0
        self._closing: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_under_way(self) -> bool:
        """True from the wish to leave until the process is gone."""
        return self._then is not None

    def begin(self, then: Callable[[], None]) -> None:
        """Hide everything now; call ``then`` once all is stored and the vault is closed.

        Called again on the way, only the end changes: the system may want the program to quit
        while it locks.
        """
        if self.is_under_way:
            self._then = then
            return
        self._then = then
        self._window.seal()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QWidget):
                widget.hide()
        self._timer.start()
        self._room.unsaved.flush()
        self._look()

    def _look(self) -> None:
        if self._closing is None:
            if not self._room.unsaved.is_empty:
                self._wait()
                return
            self._closing = self._room.desk.close()
        if self._closing.done() and self._then is not None:
            self._timer.stop()
            self._closing.exception()
            _clear_clipboard()
            self._then()

    def _wait(self) -> None:
        self._waited_ms += _LOOK_EVERY_MS
        if self._waited_ms == _PATIENCE_MS:
            self._room.desk.tend(lambda vault: vault.release_ballast(), owner=self)
            self._window.say_on_cover(
                tr("Locking. Your last words are not saved yet: the disk may be full."),
                tr("They stay in memory and are saved by themselves when there is space."),
            )
            self._window.show()


def _clear_clipboard() -> None:
    """Take back what was copied here, before a clipboard manager is handed it."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
