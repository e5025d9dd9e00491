"""Words that were made for a person, to be written down and typed once."""

from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.widgets.labels import Lead, Small
from ketaguide.ui.widgets.stack import Stack


class MadeWords(QWidget):
    """All words on as many rows as they need: one line of a field hides some at large text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keep_words")
        self._words = Lead("")
        self._words.setObjectName("made_words")
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Small(
                tr(
                    "Write these words down and keep them in a closed place until you know them. "
                    "Then type them from your paper."
                ),
                tone="primary",
            )
        )
        column.addWidget(self._words)
        self.hide()

    @property
    def is_made(self) -> bool:
        """There are words to be written down."""
        return bool(self._words.text())

    def set_words(self, words: str) -> None:
        """Empty: the person wants others, and this takes no room."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def show_words(self, *, shown: bool) -> None:
        """Nobody looking at the screen reads what the field above hides."""
        self._words.setVisible(shown)
