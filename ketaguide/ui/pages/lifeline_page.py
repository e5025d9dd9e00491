"""What Ground me and the safety page share: whom one may call, locked or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.safety_card import SafetyCard, read_card
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room

if TYPE_CHECKING:
    from ketaguide.flows.lifelines import Lifelines


class LifelinePage(Layer):
    """Asks the vault when it is open; while locked, reads the card that the person allowed."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Contact", "Session", "Preference", "PlanPart", "ClinicPack"}
    )

    def __init__(self, room: Room, *, name: str, unlocked: bool) -> None:
        super().__init__(room, name=name, unlocked=unlocked)
        # None: nothing may be shown while locked.
        self.card: SafetyCard | None = None
        self.with_whom = ""
        self.shown_when_locked = False
        self.plan_when_locked = False
        if unlocked:
            self.card = SafetyCard(shows_plan=True)
        else:
            self.card = read_card(room.places.state)

    @property
    def number(self) -> str:
        """The emergency number; it never waits for the vault."""
        return self.room.settings.text("emergency_number")

    def show_lifelines(self) -> None:
        """Put clinic and people on screen; called again whenever they are read."""
        raise NotImplementedError

    def reload(self) -> None:
        if not self.unlocked:
            return
        # Only here, so that a locked window never imports the database.
        from ketaguide.flows import lifelines

        self.room.desk.ask(
            partial(lifelines.read, now=self.room.clock.now()),
            self._on_read,
            owner=self,
            failed=self._on_not_read,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves at every moment, also where no window listens for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_read(self, found: Lifelines) -> None:
        self.card = found.card()
        self.with_whom = found.with_whom
        self.shown_when_locked = found.shown_when_locked
        self.plan_when_locked = found.plan_when_locked
        self.show_lifelines()

    def _on_not_read(self, problem: KetaGuideError) -> None:
        """The number to call stays on screen, whatever the vault says."""
        self.refused(problem)
