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
    failed = Signal(object)  # a KetaGuideError

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

    def unlock_older(self) -> None:
        """Go on with the copy that was just refused for being older."""
        kept, self._keys = self._keys, None
        if kept is not None and self._doors.enter_older is not None:
            folder, keys = kept
            self._begin(lambda: keys, folder, self._doors.enter_older, may_cancel=False)

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
        return True

    def forget_keys(self) -> None:
        """Wipe what was kept for going on."""
        kept, self._keys = self._keys, None
        if kept is not None:
            kept[1].wipe()

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
            lambda _vault: self._on_entered(folder),
            owner=self,
            failed=lambda problem: self._on_failed(attempt, problem),
        )

    def _on_entered(self, folder: Path) -> None:
        # The vault owns the keys now; only the reference is dropped.
        self._keys = None
        self._under_way = False
        self.opened.emit(folder)

    def _on_failed(self, attempt: int, problem: KetaGuideError) -> None:
        if attempt != self._attempt:
            return
        self._under_way = False
        self.failed.emit(problem)
