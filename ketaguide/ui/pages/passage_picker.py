"""An entry's text as it was written, to select a passage of it with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.models.passages import Span, from_units
from ketaguide.ui.pages.insight_fields import row_of
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Title


class PassagePicker(Card):
    """``keep_wanted`` carries the Span that was selected."""

    keep_wanted = Signal(object)
    close_wanted = Signal()

    def __init__(self, body: str, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, padding=28, parent=parent)
        self.setObjectName("passage_picker")
        self._text = _Selecting(body, look=look)
        self._text.entered.connect(self._on_keep_clicked)
        self._text.selectionChanged.connect(self._on_selected)
        self._keep = Button(tr("Keep this passage"), look=look, kind="primary", icon="quote")
        self._keep.setObjectName("picker_keep")
        self._keep.clicked.connect(self._on_keep_clicked)
        close = Button(tr("Back to reading"), look=look, kind="quiet")
        close.setObjectName("picker_close")
        close.clicked.connect(self.close_wanted)
        hint = tr("Select words with Shift and the arrows, or with the mouse. Enter keeps them.")
        self._field = Field(tr("The text as you wrote it"), self._text, look=look, hint=hint)
        self.body.setSpacing(look.gap(12))
        self.body.addWidget(Title(tr("Which words would you like to keep?"), look=look))
        self.body.addWidget(self._field)
        self.body.addWidget(row_of(self._keep, close, look=look))

    def focus_first(self) -> None:
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_selected(self) -> None:
        self._field.set_error("")

    def _on_keep_clicked(self) -> None:
        span = selected(self._text)
        if span is None:
            self._field.set_error(tr("Nothing is selected yet."))
            self.focus_first()
        else:
            self.keep_wanted.emit(span)


def selected(edit: QPlainTextEdit) -> Span | None:
    """Which words are selected, without the spaces around them; None for no word."""
    cursor, text = edit.textCursor(), edit.toPlainText()
    start = from_units(text, cursor.selectionStart())
    chosen = text[start : from_units(text, cursor.selectionEnd())]
    first = start + len(chosen) - len(chosen.lstrip())
    return Span(first, start + len(chosen.rstrip())) if chosen.strip() else None


class _Selecting(TextEdit):
    """Nothing can be typed into it; its cursor goes everywhere."""

    entered = Signal()

    def __init__(self, body: str, *, look: Look) -> None:
        super().__init__(body, look=look, lines=6)
        self.setObjectName("picker_text")
        self.setReadOnly(True)
        by_both = Qt.TextInteractionFlag.TextSelectableByMouse
        by_both |= Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(by_both)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
