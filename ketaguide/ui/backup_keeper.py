"""Backups that need no answer: made once a day when something changed, and tried once a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ketaguide.base.errors import BackupInvalid, KetaGuideError, VaultLocked
from ketaguide.base.text import tr
from ketaguide.ui import backup_work
from ketaguide.ui.backup_work import BackupWork, Made

if TYPE_CHECKING:
    from ketaguide.base.pulse import Pulse
    from ketaguide.ui.room import Room
    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.vault import Vault

# Source: own choice: after the first page has come to rest, long before anyone locks again.
FIRST_MS = 15_000
# Source: own choice; a backup is due once a day, and asking costs a few small reads.
LOOK_EVERY_MS = 60 * 60 * 1000
# Source: the design: a monthly restore drill.
_DRILL_AFTER = timedelta(days=30)
# Source: own choice: what failed for a lasting reason would fail every hour.
_DRILL_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class _Due:
    """What is to be done now.

    Attributes:
        drill: the backup to be tried.
        copy: the backup that belongs into the second folder, and that folder.
    """

    backup: bool
    drill: Path | None
    keys: VaultKeys
    copy: tuple[Path, str] | None = None


class BackupKeeper(QObject):
    """Lives as long as the workspace of a vault that can be written."""

    noted = Signal(str)  # a quiet line
    failed = Signal(str, str)  # what did not work, and what to do

    def __init__(self, room: Room, *, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._work = BackupWork.of(room)
        self._is_ours = False
        self._replaces = False
        self._has_failed = False
        self._copied: tuple[Path, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._work.made.connect(self._on_made)
        self._work.failed.connect(self._on_failed)
        self._work.called_off.connect(self._on_called_off)
        if not room.reads_only:
            self._timer.start(FIRST_MS)

    def look(self) -> None:
        """See whether anything is due, and do it."""
        self._timer.start(LOOK_EVERY_MS)
        if self._work.is_under_way or self._room.desk.is_working:
            return
        self._room.desk.tend(
            partial(_due, now=self._room.clock.now()), self._on_due, owner=self, failed=_ignored
        )

    def _on_due(self, due: _Due) -> None:
        if due.backup:
            self._begin()
        elif due.drill is not None:
            self._room.desk.run_long(
                partial(_drill, due.drill, due.keys),
                self._on_drilled,
                owner=self,
                failed=self._on_drill_failed,
            )
        elif due.copy is not None and due.copy != self._copied:
            # Made while locking, or while the stick was not plugged in.
            self._room.desk.run_long(
                partial(backup_work.copy_there, *due.copy),
                partial(self._on_copied, due.copy),
                owner=self,
                failed=self._on_not_copied,
            )

    def _begin(self) -> None:
        self._is_ours = True
        self._work.begin("day")

    def _on_made(self, made: Made) -> None:
        ours, self._is_ours = self._is_ours, False
        if not ours:
            return
        self._has_failed = False
        replaces, self._replaces = self._replaces, False
        if made.problem is None and replaces:
            self.noted.emit(tr("The newest backup could not be read, so a new one was made."))
        elif made.problem is None:
            self.noted.emit(tr("Backed up just now."))
        else:
            self._say(tr("The second copy of today's backup could not be made."), made.problem)

    def _on_failed(self, problem: KetaGuideError) -> None:
        ours, self._is_ours = self._is_ours, False
        if ours:
            self._say(tr("Today's backup could not be made. Your vault is unchanged."), problem)

    def _on_called_off(self) -> None:
        self._is_ours = False

    def _on_copied(self, what: tuple[Path, str], done: bool | None) -> None:  # noqa: FBT001
        if done:
            self._copied = what

    def _on_not_copied(self, problem: KetaGuideError) -> None:
        if not isinstance(problem, VaultLocked):
            self._say(tr("The newest backup could not be copied to the second folder."), problem)

    def _on_drilled(self, done: bool | None) -> None:  # noqa: FBT001 - an answer
        if done:
            self._room.desk.tend(
                partial(_note_drill, at=self._room.clock.now()), owner=self, failed=_ignored
            )

    def _on_drill_failed(self, problem: KetaGuideError) -> None:
        if isinstance(problem, BackupInvalid):
            noting = partial(_note_failed_drill, at=self._room.clock.now())
            self._room.desk.tend(noting, self._on_failure_noted, owner=self, failed=_ignored)
        elif not isinstance(problem, VaultLocked):
            self._say(tr("The newest backup could not be tried."), problem)

    def _on_failure_noted(self, has_failed_before: bool) -> None:  # noqa: FBT001 - an answer
        self._replaces = not has_failed_before
        if has_failed_before:
            self.failed.emit(
                tr("The newest backup could not be read, nor could one before it."),
                tr(
                    "Your vault is unchanged. Open Security, then Check my vault: it says what "
                    "is wrong. Tomorrow a new backup is tried."
                ),
            )
        self._begin()

    def _say(self, what: str, problem: KetaGuideError) -> None:
        """Once, until it works again: the same words every hour help nobody."""
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(what, f"{problem.user_text} {problem.hint}")


def _ignored(_problem: KetaGuideError) -> None:
    """The vault was locked meanwhile, or tells of itself elsewhere."""


def _due(vault: Vault, *, now: datetime) -> _Due:
    from ketaguide.vault import backups, upkeep

    backups.remove_leftovers(vault.folder)
    if backups.is_due(vault):
        return _Due(backup=True, drill=None, keys=vault.keys)
    listed = backups.listed(vault.folder, vault.keys)
    newest = next((one.path for one in listed if one.is_ours and not one.problem), None)
    second = backup_work.second_folder(vault)
    copy = (newest, second) if newest is not None and second else None
    done = upkeep.read(vault)
    if _is_within(_DRILL_AFTER, done.drilled, now) or _is_within(
        _DRILL_AGAIN, done.drill_failed, now
    ):
        return _Due(backup=False, drill=None, keys=vault.keys, copy=copy)
    return _Due(backup=False, drill=newest, keys=vault.keys, copy=copy)


def _is_within(span: timedelta, at: datetime | None, now: datetime) -> bool:
    """Also where the clock was set back since."""
    return at is not None and abs(now - at) < span


def _drill(path: Path, keys: VaultKeys, pulse: Pulse) -> bool:
    from ketaguide.vault import backups

    backups.check(path, keys, pulse=pulse)
    return True


def _note_drill(vault: Vault, *, at: datetime) -> None:
    from ketaguide.vault import upkeep

    upkeep.note(vault, upkeep.DRILLED, at)


def _note_failed_drill(vault: Vault, *, at: datetime) -> bool:
    """Whether one had failed already since the last that did not."""
    from ketaguide.vault import upkeep

    before = upkeep.read(vault)
    upkeep.note(vault, upkeep.DRILL_FAILED, at)
    if before.drill_failed is None:
        return False
    return before.drilled is None or before.drilled < before.drill_failed
