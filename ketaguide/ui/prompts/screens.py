"""Prompts that are done in several small screens, one after the other, within one step."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ketaguide.content.prompt import Prompt
from ketaguide.ui.look import Look
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Lead, Strong, Title
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

# Text size from which words need the room of a picture. Source: our own, as in Ground me.
LARGE = 1.5


class Screen(QWidget):
    """A few words and a row of buttons; what else belongs on it stands between the two."""

    def __init__(
        self, title: str, *, look: Look, body: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.words = title
        self.setAccessibleName(title)
        self.column = Stack(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.gap(14))
        self.column.addWidget(Title(title, look=look))
        self._row: QWidget | None = None
        self.start: QWidget | None = None
        if body:
            self.say(body)

    def say(self, words: str) -> None:
        """A line below what is there, which a screen reader hears as the screen comes."""
        self.words = f"{self.words} {words}"
        self.column.addWidget(Lead(words, look=self.look))

    def put(self, part: QWidget) -> None:
        """Add a part below what is there."""
        self.column.addWidget(part)

    def show_missing(self, field: Field, words: str, *, at: QWidget) -> None:
        """Say what is missing, put the keyboard there, and bring both into view."""
        field.set_error(words)
        at.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)
        # Its place is known once the layouts have taken the words in.
        QTimer.singleShot(0, field, partial(_into_view, field))

    def button(self, name: str, words: str, *, kind: str = "secondary", icon: str = "") -> Button:
        """A button in the row at the end; the keyboard begins at the first, if at nothing else."""
        if self._row is None:
            self._row = QWidget(self)
            flow = Flow(self._row, gap=self.look.gap(8))
            flow.setContentsMargins(0, self.look.gap(4), 0, 0)
            self.column.addWidget(self._row)
        made = Button(words, look=self.look, kind=kind, icon=icon or None, parent=self._row)
        made.setObjectName(name)
        layout = self._row.layout()
        if layout is not None:
            layout.addWidget(made)
        if self.start is None:
            self.start = made
        return made


def _into_view(part: QWidget) -> None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(part)


class ScreensView(PromptWidget):
    """Shows one screen at a time on a quiet sheet, and takes the keyboard along."""

    def __init__(self, prompt: Prompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._screen: Screen | None = None
        self._card = Card(look=self.look, padding=24, parent=self)
        if prompt.label:
            self._card.body.addWidget(Strong(prompt.label, look=self.look, tone="muted"))
        self.place(self._card)
        self.setAccessibleName(prompt.label)

    @property
    def holder(self) -> QWidget:
        """Where a screen is built, so that it is dressed once."""
        return self._card

    @property
    def shown(self) -> Screen | None:
        return self._screen

    def show_screen(self, screen: Screen) -> None:
        """Put a screen in the place of the one before."""
        old, self._screen = self._screen, screen
        held = old is not None and self.isAncestorOf(QApplication.focusWidget() or self.window())
        self._card.body.addWidget(screen)
        # A layout shows its new parts later, and what is hidden takes no focus.
        screen.show()
        if old is not None:
            if held and screen.start is not None:
                screen.start.setFocus(Qt.FocusReason.OtherFocusReason)
            self._card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
            announce(self, screen.words)
            self.rebuilt.emit()

    def first(self) -> QWidget | None:
        return self._screen.start if self._screen is not None else None
