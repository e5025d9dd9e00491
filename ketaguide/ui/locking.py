"""Leaving an unlocked vault: hide at once, store every word, close, and only then go."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.errors import VaultDamaged
from ketaguide.base.text import tr
from ketaguide.ui import clipboard
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow

if TYPE_CHECKING:
    from ketaguide.base.pulse import Pulse
    from ketaguide.jobs import Job
    from ketaguide.vault.vault import Vault

BeforeClose = Callable[["Vault", "Pulse"], object]

_LOOK_EVERY_MS = 20
# After this long without a stored draft the person is told why nothing seems to happen.
_PATIENCE_MS = 2000
# What was called off has this long to tidy up; a sleep waits 5 s at most (logind's default).
_TIDY_S = 3.0
# A backup at this moment may take so long; the next unlock makes it otherwise.
# Source: own choice; the locked window is to stand again within 2 s.
_BACKUP_S = 1.2


class Locking(QObject):
    """One pass through the order of leaving. Never goes on over unsaved text."""

    called_off = Signal()  # a damaged vault cannot take the words; their writer has them back

    def __init__(
        self,
        *,
        room: Room,
        window: MainWindow,
        parent: QObject,
        before_close: BeforeClose | None = None,
        check: Callable[[str], object] | None = None,
    ) -> None:
        """Args:
        before_close: runs on the vault thread once every word is stored, such as a backup that
            is due; called off where it takes long. Nothing of what a person wrote waits for it.
        check: raises unless it is given the vault's passphrase; the way back for words that a
            damaged vault cannot take. Without it there is none.
        """
        super().__init__(parent)
        self._room = room
        self._window = window
        self._before_close = before_close
        self._check = check
        self._then: Callable[[], None] | None = None
        self._begun = 0.0
        self._backup: Job | None = None
        self._backup_until = 0.0
        self._is_backup_awaited = False
        self._is_told = False
        self._is_damaged = False
        self._closing: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        room.unsaved.delayed.connect(self._on_delayed)

    @property
    def is_under_way(self) -> bool:
        """True from the wish to leave until the process is gone."""
        return self._then is not None

    def begin(self, then: Callable[[], None], *, in_a_hurry: bool = False) -> None:
        """Hide everything now; call ``then`` once all is stored and the vault is closed.

        Called again on the way, only the end changes: the system may want the program to quit
        while it locks.

        Args:
            in_a_hurry: the computer is about to sleep or to end: no backup now.
        """
        is_under_way, self._then = self.is_under_way, then
        if in_a_hurry:
            self._before_close = None
            if self._is_backup_awaited and self._backup is not None:
                self._backup.cancel()
        if is_under_way:
            return
        self._begun, self._is_told, self._is_damaged = time.monotonic(), False, False
        self._window.seal()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QWidget):
                widget.hide()
        self._room.desk.cancel_jobs()
        self._timer.start()
        self._room.unsaved.flush()
        self._look()

    def wait(self, seconds: float) -> None:
        """Stay here until everything is stored: the system ends this program on return."""
        end = time.monotonic() + seconds
        while self.is_under_way and time.monotonic() < end:
            if self._closing is not None and self._closing.done():
                return
            QCoreApplication.processEvents(
                QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, _LOOK_EVERY_MS
            )
            QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)

    def _look(self) -> None:
        if self._then is None:
            return
        if self._closing is None:
            if not self._room.unsaved.is_empty:
                self._wait()
                return
            if self._is_tidying() or self._is_backing_up():
                return
            self._closing = self._room.desk.close()
        if self._closing.done():
            self._timer.stop()
            self._closing.exception()
            clipboard.take_back()
            self._then()

    def _is_tidying(self) -> bool:
        """What was called off takes its half-made files away; a rename of the header is ended."""
        late = time.monotonic() - self._begun > _TIDY_S
        return not self._is_backup_awaited and self._room.desk.is_busy and not late

    def _is_backing_up(self) -> bool:
        work, self._before_close = self._before_close, None
        if work is not None and self._room.desk.is_open:
            ended = self._on_backed_up
            self._is_backup_awaited = True
            self._backup_until = time.monotonic() + _BACKUP_S
            self._backup = self._room.desk.tend_long(work, ended, owner=self, failed=ended)
        late = time.monotonic() > self._backup_until
        if self._is_backup_awaited and self._backup is not None and late:
            self._backup.cancel()
        return self._is_backup_awaited

    def _on_backed_up(self, _answer: object) -> None:
        # What went wrong is said by the page of backups after the next unlock.
        self._is_backup_awaited = False

    def _on_delayed(self, problem: Exception) -> None:
        self._is_damaged = isinstance(problem, VaultDamaged)

    def _wait(self) -> None:
        if self._is_told or time.monotonic() - self._begun < _PATIENCE_MS / 1000:
            return
        self._is_told = True
        if self._is_damaged:
            self._say_damaged()
        else:
            self._room.desk.tend(lambda vault: vault.release_ballast(), owner=self)
            self._window.say_on_cover(
                tr("Locking. Your last words are not saved yet: the disk may be full."),
                tr(
                    "Free some space: empty the bin, or move something large. They stay in memory "
                    "and are saved by themselves when there is space."
                ),
            )
        self._window.show()
        self._window.activateWindow()

    def _say_damaged(self) -> None:
        """Waiting does not help here, and neither does space: the words need another place."""
        from ketaguide.ui.way_back import WayBack

        self._window.say_on_cover(
            tr("Locking. Your last words could not be saved: the vault's data file is damaged."),
            tr("They are still in memory, and only there."),
        )
        if self._check is None:
            return
        way = WayBack(self._room, check=self._check)
        way.back_wanted.connect(self._go_back)
        way.give_up_wanted.connect(self._room.unsaved.give_up)
        self._window.put_on_cover(way)

    def _go_back(self) -> None:
        """The person has shown who they are: their words are theirs to copy."""
        if self._closing is None:
            self._timer.stop()
            self._then = None
            self._window.unseal()
            self._window.show()
            self.called_off.emit()


def back_up_if_due(vault: Vault, pulse: Pulse) -> None:
    """For ``before_close``: once a day, when something changed since the newest backup."""
    from ketaguide.vault import backups

    if backups.is_due(vault):
        backups.make(vault, reason="day", pulse=pulse)
