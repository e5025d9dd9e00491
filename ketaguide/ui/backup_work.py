"""Making a backup from the window: copied on the vault thread, checked and packed beside it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketaguide.base.errors import KetaGuideError, StorageProblem, VaultError
from ketaguide.base.text import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketaguide.base.pulse import Pulse
    from ketaguide.jobs import Job
    from ketaguide.ui.room import Room
    from ketaguide.vault.backups import Backup, Waiting
    from ketaguide.vault.upkeep import Upkeep
    from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Shelf:
    """What the pages about backups show.

    Attributes:
        kept: those that are never deleted by hand.
        second: where copies go besides; empty for nowhere.
    """

    folder: Path
    backups: tuple[Backup, ...]
    kept: tuple[Path, ...]
    second: str
    upkeep: Upkeep

    @property
    def newest(self) -> Backup | None:
        """The newest that reads well and opens with today's key."""
        return next((one for one in self.backups if is_good(one)), None)


@dataclass(frozen=True)
class Made:
    """A backup that was just made; ``problem`` says why there is no second copy of it."""

    backup: Backup
    problem: KetaGuideError | None = None


def is_good(backup: Backup) -> bool:
    """Whether it reads well and opens with today's key."""
    return backup.is_ours and not backup.problem


def look(vault: Vault) -> Shelf:
    """Everything about this vault's backups. On the vault thread."""
    from ketaguide.vault import backups, removing, upkeep

    folder = vault.folder / backups.FOLDER
    found = backups.listed(folder, vault.keys)
    return Shelf(
        folder=folder,
        backups=found,
        kept=removing.kept(found),
        second=second_folder(vault),
        upkeep=upkeep.read(vault),
    )


def forget(vault: Vault, path: Path) -> None:
    """Delete one backup for good.

    Raises:
        KetaGuideError: it is one of the two newest good ones, or the file could not be deleted.
    """
    from ketaguide.vault import backups, removing

    removing.remove_backup(vault.folder / backups.FOLDER, path, keys=vault.keys)


def is_reachable(folder: str) -> bool:
    """Whether copies can be put there now. Beside the vault thread: a network may not answer."""
    import os

    return Path(folder).is_dir() and os.access(folder, os.W_OK)


class BackupWork(QObject):
    """One backup from beginning to end; at most one at a time, whoever began it.

    It outlives the page that was left meanwhile.
    """

    stepped = Signal(str, object)  # words for what begins now, and its Job
    made = Signal(object)  # a Made
    failed = Signal(object)  # a KetaGuideError
    called_off = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__(room.desk)
        self._room = room
        self._is_under_way = False
        self._words = ""
        self._job: Job | None = None

    @classmethod
    def of(cls, room: Room) -> BackupWork:
        """The one that the pages and the keeper share."""
        for child in room.desk.children():
            if isinstance(child, BackupWork):
                return child
        return cls(room)

    @property
    def is_under_way(self) -> bool:
        return self._is_under_way

    def tell(self) -> None:
        """Say ``stepped`` again, for a page that has just come."""
        if self._job is not None:
            self.stepped.emit(self._words, self._job)

    def begin(self, reason: str) -> None:
        """Args:
        reason: ``day`` or ``hand``.
        """
        if self._is_under_way:
            return
        self._is_under_way = True
        job = self._room.desk.tend_long(
            partial(_copy, reason=reason), self._on_copied, owner=self, failed=self._on_failed
        )
        self._step(tr("Copying. You can go on writing."), job)

    def _on_copied(self, copied: tuple[Waiting, str] | None) -> None:
        if copied is None:
            self._end()
            self.called_off.emit()
            return
        waiting, second = copied
        job = self._room.desk.run_long(
            partial(_finish, waiting, second, self._room.clock.now()),
            self._on_finished,
            owner=self,
            failed=self._on_failed,
        )
        self._step(tr("Opening the copy and checking it."), job)

    def _on_finished(self, made: Made | None) -> None:
        self._end()
        if made is None:
            self.called_off.emit()
        else:
            self.made.emit(made)

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._end()
        self.failed.emit(problem)

    def _step(self, words: str, job: Job) -> None:
        # Where the workers are this thread, it has ended before it can be followed.
        if self._is_under_way:
            self._words, self._job = words, job
            self.stepped.emit(words, job)

    def _end(self) -> None:
        self._is_under_way = False
        self._job = None


def _copy(vault: Vault, pulse: Pulse, *, reason: str) -> tuple[Waiting, str]:
    from ketaguide.vault import backups

    return backups.copy_out(vault, reason=reason, pulse=pulse), second_folder(vault)


def _finish(waiting: Waiting, second: str, now: datetime, pulse: Pulse) -> Made:
    """The backup counts once it is finished; what follows may fail without it."""
    from ketaguide.vault import backups

    made = backups.finish(waiting, pulse=pulse)
    problem: KetaGuideError | None = None
    try:
        backups.thin(made.path.parent, now=now)
        if second:
            backups.put_elsewhere(made.path, Path(second))
    except KetaGuideError as refused:
        problem = refused
    except OSError:
        problem = StorageProblem()
    return Made(made, problem)


def copy_there(backup: Path, second: str, _pulse: Pulse) -> bool:
    """Whether it is in the second folder now; a folder that is not there is not waited for.

    Raises:
        KetaGuideError: the folder is full or cannot be written, or the backup is damaged.
    """
    from ketaguide.vault import backups

    if not is_reachable(second):
        return False
    backups.put_elsewhere(backup, Path(second))
    return True


def second_folder(vault: Vault) -> str:
    """Where copies go besides; empty for nowhere."""
    from ketaguide.store import preferences

    found, _names = vault.ask(partial(preferences.get, name=preferences.SECOND_FOLDER, default=""))
    return found


def of_today(vault: Vault) -> Mapping[str, bool | str]:
    """What is true of this computer and of the header, whatever a backup remembers."""
    from ketaguide.store import preferences

    try:
        chosen, _names = vault.ask(preferences.every)
        second = second_folder(vault)
    except VaultError:  # too damaged to be asked; the backup takes its place all the same
        return {}
    return {preferences.RECOVERY_DONE: chosen.recovery_done, preferences.SECOND_FOLDER: second}


def keep(vault: Vault, today: Mapping[str, bool | str]) -> None:
    """Let it stay so after a restore, where there is room for that."""
    from ketaguide.store import preferences

    if today and today != of_today(vault):
        with suppress(VaultError):
            vault.ask(partial(preferences.put_several, values=today))
