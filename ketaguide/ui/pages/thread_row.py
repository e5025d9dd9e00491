"""An insight as it stands in a thread: with the day of its session, and a place of its own."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal

from ketaguide.base.text import tr
from ketaguide.flows.insights import Kept
from ketaguide.ui.errands import OpenInsights
from ketaguide.ui.models.insight_words import kept_day, opening, session_words
from ketaguide.ui.pages.insight_fields import row_of
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Lead, Small


class ThreadRow(Card):
    """``move_wanted`` carries -1 or 1."""

    go_wanted = Signal(object)  # an Errand
    move_wanted = Signal(int)
    out_wanted = Signal()

    def __init__(self, kept: Kept, *, number: int, room: Room, today: date) -> None:
        super().__init__(look=room.look, padding=20)
        look = room.look
        self.setObjectName(f"threaded_{number}")
        self.insight_id = kept.id
        session = session_words(kept, today=today)
        day = tr("kept on {day}", day=kept_day(kept, today=today))
        facts = " · ".join(filter(None, (session, day)))
        self.body.addWidget(Small(facts[:1].upper() + facts[1:], look=look))
        words = opening(kept)
        self.body.addWidget(Lead(words, look=look))
        self.first = Button(tr("Open"), look=look, icon="chevron-right")
        self._up = Button(tr("Earlier"), look=look, kind="quiet", icon="chevron-up")
        self._down = Button(tr("Later"), look=look, kind="quiet", icon="chevron-down")
        self._out = Button(tr("Take out"), look=look, kind="quiet", icon="x")
        for name, button, pressed in (
            ("open", self.first, self._on_open),
            ("up", self._up, self._on_up),
            ("down", self._down, self._on_down),
            ("out", self._out, self.out_wanted),
        ):
            button.setObjectName(f"threaded_{name}")
            button.setAccessibleDescription(words)
            button.clicked.connect(pressed)
        self.body.addWidget(row_of(self.first, self._up, self._down, self._out, look=look))

    def show_place(self, number: int, count: int) -> None:
        """The first cannot go earlier, and the last not later."""
        self._up.setEnabled(number > 0)
        self._down.setEnabled(number < count - 1)
        for button in (self._up, self._down):
            button.setVisible(count > 1)

    def take_focus(self, part: str) -> None:
        """The button that was just pressed, or the other where that one has done its work."""
        button, other = (self._up, self._down) if part == "up" else (self._down, self._up)
        target = button if button.isEnabled() else other
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self) -> None:
        self.go_wanted.emit(OpenInsights(self.insight_id))

    def _on_up(self) -> None:
        self.move_wanted.emit(-1)

    def _on_down(self) -> None:
        self.move_wanted.emit(1)
