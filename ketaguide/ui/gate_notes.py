"""On the lock screen: the ways to leave words, for those who wanted that when it was open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.vault.sight import PINS

if TYPE_CHECKING:
    from ketaguide.vault.inbox import Slip


class GateNotes(QObject):
    """Looks beside the window whether notes are wanted: cryptography is not for the first paint."""

    page_wanted = Signal(object)  # a LockedNotePage
    words_wanted = Signal(object)  # a LockedWordsPage

    def __init__(self, room: Room, *, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room

    def offer(self, page: UnlockPage, folder: Path) -> None:
        """Let the page show the way, if there is one."""
        state = self._room.places.state
        if (state / PINS).is_file():
            self._room.desk.run(
                partial(_slip, folder, state),
                lambda slip: self._on_slip(page, slip),
                owner=page,
            )

    def _on_slip(self, page: UnlockPage, slip: Slip | None) -> None:
        if slip is not None:
            page.note_wanted.connect(lambda: self._show(slip))
            page.words_wanted.connect(lambda: self._show_words(slip))
            page.show_note_way()

    def _show(self, slip: Slip) -> None:
        from ketaguide.ui.pages.locked_note_page import LockedNotePage

        self.page_wanted.emit(LockedNotePage(self._room, slip=slip))

    def _show_words(self, slip: Slip) -> None:
        from ketaguide.ui.pages.locked_words_page import LockedWordsPage

        self.words_wanted.emit(LockedWordsPage(self._room, slip=slip))


def _slip(folder: Path, state: Path) -> Slip | None:
    from ketaguide.vault import pins

    return pins.slip(folder, state)
