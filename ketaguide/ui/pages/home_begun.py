"""The one line on Home about a way in that was broken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import OpenGuide
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body

if TYPE_CHECKING:
    from ketaguide.flows.begun import Begun


class BegunLine(QWidget):
    """Hidden while nothing waits; names the guide only where Home may show titles."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("begun_line")
        self._begun: Begun | None = None
        self._words = Body(look=look, tone="muted")
        self._go_on = Button(tr("Go on"), look=look, kind="link", icon="arrow-right")
        self._go_on.setObjectName("continue_begun")
        self._go_on.clicked.connect(self._on_go_on_clicked)
        row = Flow(self, gap=look.gap(12))
        row.addWidget(self._words)
        row.addWidget(self._go_on)
        self.hide()

    def show_begun(self, begun: Begun | None, *, shows_words: bool) -> None:
        self._begun = begun
        self.setVisible(begun is not None)
        if begun is None:
            return
        words = tr("Begun: a page of yours.")
        if shows_words:
            words = tr("Begun: {title}.", title=begun.title)
        self._words.setText(words)
        self._go_on.setAccessibleName(tr("{what} Go on", what=words))

    def _on_go_on_clicked(self) -> None:
        if self._begun is not None:
            self.go_wanted.emit(OpenGuide(self._begun.guide_id, self._begun.session_id))
