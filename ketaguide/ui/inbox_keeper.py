"""After an unlock: takes in what was written while locked, and says where new notes may go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ketaguide.base.errors import KetaGuideError
from ketaguide.flows import take_in_notes
from ketaguide.store import preferences
from ketaguide.ui.room import Room
from ketaguide.vault import inbox, pins
from ketaguide.vault.inbox import Note
from ketaguide.vault.vault import Vault

Found = tuple[tuple[Note, ...], int]


class InboxKeeper(QObject):
    """Lives as long as the workspace. A full or damaged inbox is told of and stops nothing."""

    taken_in = Signal(int, int)  # new entries, files that could not be read; not for none at all
    failed = Signal(object)  # a KetaGuideError: what waits is left for the next unlock

    def __init__(self, room: Room, *, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        room.desk.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Look into the inbox, once."""
        self._room.desk.tend(_read, self._on_read, owner=self, failed=self.failed.emit)
        self._pin()

    def _on_read(self, found: Found) -> None:
        notes, unreadable = found
        if not notes and not unreadable:
            return
        question = partial(take_in_notes.store, notes=notes, now=self._room.clock.now())
        self._room.desk.ask(
            question,
            lambda added: self._on_stored(added, notes=notes, unreadable=unreadable),
            owner=self,
            failed=self.failed.emit,
        )

    def _on_stored(self, added: int, *, notes: tuple[Note, ...], unreadable: int) -> None:
        # Only now: until the transaction stands, the sealed files are the only copy.
        self._room.desk.run(partial(inbox.remove, notes), owner=self)
        if added or unreadable:
            self.taken_in.emit(added, unreadable)

    def _on_changed(self, names: frozenset[str]) -> None:
        if "Preference" in names:
            self._pin()

    def _pin(self) -> None:
        self._room.desk.ask(
            partial(preferences.get, name=preferences.INBOX_WANTED, default=False),
            self._on_wanted,
            owner=self,
            failed=_leave_it,
        )

    def _on_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - an answer
        work = partial(_note_pin, state=self._room.places.state, wanted=wanted)
        self._room.desk.tend(work, owner=self, failed=_leave_it)


def _leave_it(_problem: KetaGuideError) -> None:
    """The lock screen offers no note then, or the one it offered last; nothing is lost by it."""


def _read(vault: Vault) -> Found:
    if vault.read_only or not inbox.waiting(vault.folder):
        return (), 0
    secret = inbox.secret_of(vault.driver())
    return inbox.read_all(vault.folder, secret, vault_id=vault.vault_id)


def _note_pin(vault: Vault, *, state: Path, wanted: bool) -> bool:
    slip = inbox.slip_of(vault.folder) if wanted else None
    return pins.pin(state, slip, vault_id=vault.vault_id)
