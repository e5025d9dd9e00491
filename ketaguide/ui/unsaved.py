"""Everything on screen that is not yet in the vault, so that locking never drops a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ketaguide.base.errors import KetaGuideError, VaultError
from ketaguide.desk import Desk

if TYPE_CHECKING:
    from ketaguide.vault.db import Db

# "In the vault at most 1 s after the first unsaved key": 700 ms of waiting leave 300 for the disk.
THROTTLE_MS = 700
RETRY_MS = 2000


class Asks(Protocol):
    """The part of a desk that an editor needs."""

    def ask(
        self,
        question: Callable[[Any], Any],
        then: Callable[[Any], None] | None = None,
        *,
        owner: QObject,
        failed: Callable[[KetaGuideError], None] | None = None,
    ) -> None:
        """As ``Desk.ask``."""


class Autosave(QObject):
    """Stores one editor's content: soon after the first unsaved key, also while typing goes on."""

    saved = Signal()
    failed = Signal(object)
    settled = Signal()  # nothing of it waits any more: stored, stored for good, or thrown away

    def __init__(
        self,
        compose: Callable[[], Callable[[Db], object]],
        *,
        desk: Desk | Asks,
        unsaved: Unsaved,
        parent: QObject,
    ) -> None:
        """Args:
        compose: called on the UI thread; returns the question that stores what is there now.
        """
        super().__init__(parent)
        self._compose = compose
        self._desk = desk
        self._unsaved = unsaved
        self._touched = 0
        self._stored = 0
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        unsaved.add(self)

    @property
    def is_clean(self) -> bool:
        """Whether everything touched so far is in the vault."""
        return self._stored == self._touched

    def touch(self) -> None:
        """Something was typed. Starts the clock; never restarts it."""
        if self._unsaved.rests:
            return
        self._touched += 1
        if not self._timer.isActive():
            self._timer.start(THROTTLE_MS)

    def flush(self) -> None:
        """Store now, without waiting for the clock."""
        self._timer.stop()
        if self._asked == self._touched:
            return
        version = self._asked = self._touched
        self._desk.ask(
            self._compose(),
            lambda _answer: self._on_stored(version),
            owner=self,
            failed=self._on_failed,
        )

    def store(
        self,
        question: Callable[[Db], object],
        then: Callable[[Any], None],
        *,
        failed: Callable[[KetaGuideError], None],
    ) -> None:
        """Store for good, draft and all. Until that is answered, what was typed counts as unsaved.

        Args:
            failed: called after the draft was put back in its turn.
        """
        self._timer.stop()
        version = self._asked = self._touched

        def on_stored(answer: object) -> None:
            self._settle(version)
            then(answer)

        def on_failed(problem: KetaGuideError) -> None:
            self._try_again(problem)
            failed(problem)

        self._desk.ask(question, on_stored, owner=self, failed=on_failed)

    def forget(self) -> None:
        """What was typed is stored elsewhere now, or was thrown away on purpose."""
        self._asked = self._touched
        self._settle(self._touched)

    def _on_stored(self, version: int) -> None:
        self._stored = max(self._stored, version)
        self.saved.emit()
        if self.is_clean:
            self.settled.emit()

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._try_again(problem)
        self.failed.emit(problem)

    def _settle(self, version: int) -> None:
        self._stored = max(self._stored, version)
        self._asked = max(self._asked, version)
        if self.is_clean:
            self._timer.stop()
            self.settled.emit()

    def _try_again(self, problem: KetaGuideError) -> None:
        if not isinstance(problem, VaultError):
            # What it belongs to is gone, or a fault of ours: waiting would hold the lock for ever.
            self.forget()
            return
        self._asked = self._stored
        self._timer.start(RETRY_MS)
        self._unsaved.delayed.emit(problem)


class Unsaved(QObject):
    """All living autosaves.

    Attributes:
        rests: the vault is open for reading only, so nothing typed waits to be stored.
    """

    delayed = Signal(object)  # a VaultError: something waits, and is tried again by itself
    settled = Signal()  # nothing of one editor waits any more; see ``is_empty`` for all
    ran_out = Signal()  # a full disk refused something that is not tried again by itself

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._savers: list[Autosave] = []
        self.rests = False

    def add(self, saver: Autosave) -> None:
        self._savers = [*self._living(), saver]
        saver.settled.connect(self.settled)

    def flush(self) -> None:
        """Ask the desk to store whatever is not stored."""
        for saver in self._living():
            saver.flush()

    def retire(self, widget: QWidget) -> None:
        """Delete a hidden page, but not before everything typed on it is in the vault."""
        self.flush()
        dirty = [saver for saver in self._living() if not saver.is_clean and _within(saver, widget)]
        if not dirty:
            widget.deleteLater()
        for saver in dirty:
            saver.settled.connect(lambda: self.retire(widget) if isValid(widget) else None)

    def give_up(self) -> None:
        """The person lets go of what could not be stored."""
        for saver in self._living():
            saver.forget()

    @property
    def is_empty(self) -> bool:
        """Whether every word on screen is in the vault."""
        return all(saver.is_clean for saver in self._living())

    def _living(self) -> list[Autosave]:
        return [saver for saver in self._savers if isValid(saver)]


def _within(saver: QObject, widget: QWidget) -> bool:
    parent = saver.parent()
    while parent is not None and parent is not widget:
        parent = parent.parent()
    return parent is widget
