"""While words cannot be stored: say so once for all pages, make room, and go when they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import DiskFull, VaultError
from ketaguide.base.text import tr
from ketaguide.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from ketaguide.ui.room import Room
    from ketaguide.vault.vault import Vault

# Source: own choice; long enough to be read, short enough not to be in the way.
_SAVED_MS = 6_000
# Source: own choice; asking how much is free costs nothing, and nobody waits for it.
_LOOK_EVERY_MS = 5_000


class DiskBanner(Strip):
    """Three things to say: not saved yet; saved, but the disk is nearly full; saved."""

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(look=room.look, name="disk_banner", parent=parent)
        self._room = room
        self._is_full = False
        self._waits = False
        self._look_again = QTimer(self)
        self._look_again.setInterval(_LOOK_EVERY_MS)
        self._look_again.timeout.connect(self._keep_space)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SAVED_MS)
        self._rest.timeout.connect(self.hide)
        room.unsaved.delayed.connect(self._on_delayed)
        room.unsaved.settled.connect(self._on_settled)
        room.unsaved.ran_out.connect(self._on_ran_out)

    def _on_delayed(self, problem: VaultError) -> None:
        self._waits = True
        self._rest.stop()
        self._look_again.stop()
        if isinstance(problem, DiskFull):
            self._is_full = True
            self.say(
                tr("The disk is full. What you type is not saved yet; it stays here."),
                tr(
                    "Free some space: empty the bin, or move something large. "
                    "It is then saved by itself."
                ),
                icon="hard-drive",
            )
            # Space kept for this moment; the next try then has some.
            self._tend(_release, then=self._on_released)
        else:
            self.say(
                tr("What you type is not saved yet; it stays here."),
                f"{problem.user_text} {problem.hint}",
                icon="hard-drive",
            )

    def _on_ran_out(self) -> None:
        """Something that was pressed, not typed: the next press has the kept space."""
        if not self._waits:
            self._is_full = True
            self._tend(_release, then=lambda _released: self._look_again.start())

    def _on_released(self, released: bool) -> None:  # noqa: FBT001 - an answer
        if released and self._waits:
            # After whoever waits has been told.
            QTimer.singleShot(0, self, self._room.unsaved.flush)

    def _on_settled(self) -> None:
        if not self._waits or not self._room.unsaved.is_empty:
            return
        self._waits = False
        if self._is_full:
            self._keep_space()
        else:
            self._say_saved()

    def _keep_space(self) -> None:
        self._tend(_restore, then=self._on_kept)

    def _on_kept(self, has_space: bool) -> None:  # noqa: FBT001 - an answer
        if self._waits:
            return
        if has_space:
            self._is_full = False
            self._look_again.stop()
            self._say_saved()
        else:
            self._look_again.start()
            self.say(
                tr("Saved. The disk is nearly full, though."),
                tr("Free some space soon, so that what you write next can be saved, too."),
                icon="hard-drive",
            )

    def _say_saved(self) -> None:
        self.say(tr("Saved."), icon="circle-check", fill="soft")
        self._rest.start()

    def _tend(self, work: Callable[[Vault], bool], *, then: Callable[[bool], None]) -> None:
        # Where the vault is closed by now there is nothing left to say.
        self._room.desk.tend(work, then, owner=self, failed=lambda _problem: None)


def _release(vault: Vault) -> bool:
    return vault.release_ballast()


def _restore(vault: Vault) -> bool:
    return vault.restore_ballast()
