"""Whether it is saved, as long as there is room for: a sentence, a word, or an icon."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.marks import SavedLine, keeps_nothing


class SavedMark(SavedLine):
    """Says all of it to a screen reader and in its tooltip, however little it shows."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        self._look = look
        self._whole = self.words()
        self._length = 0
        super().__init__(look=look, parent=parent)
        self.set_text(self._whole)

    @property
    def most(self) -> int:
        """The sentence, a word, the icon alone."""
        return 2

    def width_at(self, length: int) -> int:
        """How much room one of its lengths takes."""
        icon = self._look.px(18)
        if length == self.most:
            return icon
        metrics = QFontMetrics(self._look.font("small"))
        words = metrics.horizontalAdvance(self._shown(length)) + self._look.px(4)
        return icon + self._look.gap(8) + words

    def set_length(self, length: int) -> None:
        self._length = length
        self.set_text(self._whole)

    def set_text(self, text: str) -> None:
        self._whole = text
        self._label.setText(self._shown(self._length))
        self._label.setVisible(self._length < self.most)
        self.setAccessibleName(text)
        self.setToolTip(paint.tooltip(text) if self._length else "")

    def text(self) -> str:
        return self._whole

    def _shown(self, length: int) -> str:
        if not length:
            return self._whole
        if keeps_nothing(self):
            return tr("Nothing is kept")
        return tr("Saved") if self._whole == self.words() else self._whole
