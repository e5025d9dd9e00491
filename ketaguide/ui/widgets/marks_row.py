"""Small buttons that put Markdown marks into a place to write."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.writing_edit import EMPHASIS, STRONG, WritingEdit


class MarksRow(ChipRow):
    """One stop for the Tab key; afterwards the keyboard is back in the words."""

    def __init__(self, words: WritingEdit, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(tr("Light formatting"), look=look, parent=parent)
        self._words = words
        lines = words.toggle_lines
        for name, icon, told, deed in (
            ("mark_strong", "bold", tr("Bold (Ctrl+B)"), partial(words.toggle_words, STRONG)),
            (
                "mark_emphasis",
                "italic",
                tr("Italic (Ctrl+I)"),
                partial(words.toggle_words, EMPHASIS),
            ),
            ("mark_heading", "heading", tr("Heading (Ctrl+Shift+6)"), partial(lines, "heading")),
            ("mark_list", "list", tr("List (Ctrl+Shift+8)"), partial(lines, "list")),
            ("mark_quote", "quote", tr("Quote (Ctrl+Shift+9)"), partial(lines, "quote")),
        ):
            button = IconButton(icon, told, look=look)
            button.setObjectName(name)
            button.clicked.connect(partial(self._do, deed))
            self.add(button)

    def _do(self, deed: Callable[[], None]) -> None:
        deed()
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)
