"""Keeps the card that may be seen while locked in step with the vault, or away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ketaguide.base.errors import SettingsError
from ketaguide.base.safety_card import remove_card, write_card
from ketaguide.base.text import tr
from ketaguide.flows import lifelines
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.room import Room

_WATCHED = frozenset({"Contact", "Session", "Preference", "PlanPart", "ClinicPack"})


class SafetyKeeper(QObject):
    """Lives as long as the workspace. Without the person's wish there is no file."""

    kept = Signal()
    failed = Signal(object)  # KetaGuideError

    def __init__(self, room: Room, *, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._shown = False
        room.desk.changed.connect(self._on_changed)
        self._look_again()

    def _look_again(self) -> None:
        question = partial(lifelines.read, now=self._room.clock.now())
        self._room.desk.ask(question, self._on_read, owner=self, failed=self.failed.emit)

    def _on_changed(self, names: frozenset[str]) -> None:
        if names & _WATCHED:
            self._look_again()

    def _on_read(self, found: Lifelines) -> None:
        # Only a change of mind erases: a second vault leaves the first one's card.
        before, self._shown = self._shown, found.card_outside() is not None
        if not before and not self._shown:
            return
        work = partial(keep_card, self._room.places.state, found)
        self._room.desk.run(work, lambda _: self.kept.emit(), owner=self, failed=self.failed.emit)


def keep_card(state: Path, found: Lifelines) -> None:
    """Raises SettingsError: the file could not be written or erased."""
    try:
        card = found.card_outside()
        if card is None:
            remove_card(state)
        else:
            write_card(state, card)
    except OSError as problem:
        raise SettingsError(
            tr("The file for the locked screen could not be changed."),
            hint=tr("Check the disk, then switch this off and on once."),
        ) from problem
