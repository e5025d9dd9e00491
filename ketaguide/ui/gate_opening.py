"""One pass through a door: derive the keys beside the window, then open the database."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketaguide.base.errors import KetaGuideError
from ketaguide.ui.doors import Doors
from ketaguide.ui.room import Room
from ketaguide.vault.sight import remove_half_made

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.secrets import Passphrase, Secret
    from ketaguide.vault.vault import Vault


class Opening(QObject):
    """At most one attempt at a time; a cancelled one ends unseen and its keys are wiped."""

    opened = Signal(object)  # the vault's folder
    opened_for_reading = Signal(object)  # likewise, but nothing can be written
    failed = Signal(object)  # a KetaGuideError
    deriving = Signal(bool)  # a vault may be open soon, or will not for now

    def __init__(self, room: Room, *, doors: Doors, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._doors = doors
        self._attempt = 0
        self._under_way = False
        self._may_cancel = False
        # Kept so that an older copy, or a vault half made, can be gone on with.
        self._keys: tuple[Path, VaultKeys] | None = None

    @property
    def is_under_way(self) -> bool:
        return self._under_way

    def unlock(self, folder: Path, secret: Secret, *, previous: bool = False) -> None:
        """Args:
        previous: by the previous header, where the present one is lost.
        """
        unlock = self._doors.unlock_previous if previous else self._doors.unlock
        self._begin(partial(unlock, folder, secret), folder, self._doors.enter, may_cancel=True)
        if self._under_way:
            self.deriving.emit(True)

    @property
    def kept(self) -> tuple[Path, VaultKeys] | None:
        """The keys of the attempt that was refused after they had fitted."""
        return self._keys

    @property
    def folder(self) -> Path | None:
        """Of the keys that are kept."""
        return self._keys[0] if self._keys is not None else None

    def unlock_older(self) -> None:
        """Go on with the copy that was just refused for being older."""
        self._go_on(self._doors.enter_older)

    def read(self) -> None:
        """Open for reading only what was just refused for writing."""
        self._go_on(self._doors.read)

    def again(self) -> None:
        """The same once more: a read error may have passed, or a backup been put in place."""
        self._go_on(self._doors.enter)

    def enter(self, folder: Path, keys: VaultKeys) -> None:
        """Open a vault whose keys are at hand; they are this one's from now on."""
        self._begin(lambda: keys, folder, self._doors.enter, may_cancel=False)

    def make(self, folder: Path, passphrase: Passphrase) -> None:
        """A new vault. Not to be cancelled: its first file is written on the way."""
        self._begin(
            partial(self._doors.make, folder, passphrase),
            folder,
            self._begin_database,
            may_cancel=False,
        )

    def cancel(self) -> bool:
        """Forget the attempt; False once the database is being opened, or for a new vault."""
        if not (self._under_way and self._may_cancel):
            return False
        self._attempt += 1
        self._under_way = False
        self.deriving.emit(False)
        return True

    def forget_keys(self) -> None:
        """Wipe what was kept for going on."""
        kept, self._keys = self._keys, None
        if kept is not None:
            kept[1].wipe()

    def _go_on(self, door: Callable[[Path, VaultKeys], Vault] | None) -> None:
        kept = self._keys
        if kept is not None and door is not None and not self._under_way:
            self._keys = None
            folder, keys = kept
            self._begin(lambda: keys, folder, door, may_cancel=False)

    def _begin_database(self, folder: Path, keys: VaultKeys) -> Vault:
        """On the vault thread. Without a database the folder would only be in the way."""
        try:
            return self._doors.begin(folder, keys)
        except KetaGuideError:
            remove_half_made(folder)
            raise

    def _begin(
        self,
        derive: Callable[[], VaultKeys],
        folder: Path,
        enter: Callable[[Path, VaultKeys], Vault],
        *,
        may_cancel: bool,
    ) -> None:
        if self._under_way:
            return
        self.forget_keys()
        self._attempt += 1
        self._under_way, self._may_cancel = True, may_cancel
        attempt = self._attempt
        self._room.desk.run(
            derive,
            lambda keys: self._on_derived(attempt, folder, keys, enter),
            owner=self,
            failed=lambda problem: self._on_failed(attempt, problem),
        )

    def _on_derived(
        self,
        attempt: int,
        folder: Path,
        keys: VaultKeys,
        enter: Callable[[Path, VaultKeys], Vault],
    ) -> None:
        if attempt != self._attempt:
            keys.wipe()
            return
        self._may_cancel = False
        self._keys = (folder, keys)
        self._room.desk.open(
            partial(enter, folder, keys),
            lambda vault: self._on_entered(folder, vault),
            owner=self,
            failed=lambda problem: self._on_failed(attempt, problem),
        )

    def _on_entered(self, folder: Path, vault: Vault) -> None:
        # The vault owns the keys now; only the reference is dropped.
        self._keys = None
        self._under_way = False
        (self.opened_for_reading if vault.read_only else self.opened).emit(folder)

    def _on_failed(self, attempt: int, problem: KetaGuideError) -> None:
        if attempt != self._attempt:
            return
        self._under_way = False
        self.deriving.emit(False)
        self.failed.emit(problem)
