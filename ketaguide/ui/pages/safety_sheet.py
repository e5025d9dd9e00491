"""A layer that belongs to the safety page: two ways out above, and its own words below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.pages.lifeline_page import LifelinePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button


class SafetySheet(LifelinePage):
    """Back to where one was at the start of the row, the safety page at its end."""

    def __init__(self, room: Room, *, name: str, unlocked: bool) -> None:
        super().__init__(room, name=name, unlocked=unlocked)
        look = room.look
        self.lines = room.catalogue().lines("safety")
        back = room.catalogue().lines("grounding")["close"]["back"]
        self.leave = Button(back, look=look, kind="quiet", icon="arrow-left")
        self.leave.setObjectName(f"{name}_leave")
        safety = Button(tr("Safety page"), look=look, kind="quiet", icon="life-buoy")
        safety.setObjectName(f"{name}_safety")
        self.leave.clicked.connect(self.closed)
        safety.clicked.connect(partial(self.layer_wanted.emit, "safety"))
        self.top = Bar([self.leave], QWidget(), [safety], look=look)
        self._outer.insertWidget(0, self.top)

    def focus_first(self) -> None:
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def words(self, group: str, line: str) -> str:
        """A line of ``words/safety.toml`` with the emergency number in its place."""
        return self.lines[group][line].replace("{number}", self.number)
