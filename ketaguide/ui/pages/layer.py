"""A page that lies over whatever else is on screen, and goes away without a trace."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room


class Layer(Page):
    """Works locked and unlocked; asks the vault for nothing while ``unlocked`` is False."""

    closed = Signal()
    layer_wanted = Signal(str)

    def __init__(
        self, room: Room, *, name: str, unlocked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(room, name=name, parent=parent)
        self.unlocked = unlocked
