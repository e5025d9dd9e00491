"""Places to write. What is typed here is private: input methods are told to learn nothing."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled

PRIVATE = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class LineEdit(QLineEdit):
    """One line of text."""

    def __init__(
        self,
        text: str = "",
        *,
        look: Look,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        name: accessible name, for a line that stands outside a ``Field``.
        """
        super().__init__(text, parent)
        self._look = look
        self.setInputMethodHints(PRIVATE)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setProperty("own_ring", True)


class TextEdit(QPlainTextEdit):
    """Several lines of text. It grows with what is written, up to ``most`` lines, then scrolls.

    Tab leaves it, as in every form.
    """

    def __init__(
        self,
        text: str = "",
        *,
        look: Look,
        name: str = "",
        lines: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = lines
        self._most = max(lines, 18)
        self.setInputMethodHints(PRIVATE)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setProperty("own_ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlainText(text)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(320), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(120), self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) or event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_cursor_moved(self) -> None:
        """Scroll the page along while someone writes below its edge."""
        page = self._page() if self.hasFocus() else None
        sheet = page.widget() if page is not None else None
        if page is not None and sheet is not None:
            spot = self.viewport().mapTo(sheet, self.cursorRect().center())
            page.ensureVisible(spot.x(), spot.y(), 0, 2 * self.fontMetrics().lineSpacing())

    def _page(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _on_size_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        # A QPlainTextDocumentLayout measures its height in lines, not in pixels.
        written = int(self.document().documentLayout().documentSize().height())
        shown = min(max(written, self._lines), self._most)
        chrome = 2 * (round(self.document().documentMargin()) + self._look.px(8) + 2)
        height = shown * self.fontMetrics().lineSpacing() + chrome
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
