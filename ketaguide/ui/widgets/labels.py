"""Words to read, never to be taken for markup."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.stack import Stack


class Label(QLabel):
    """Plain text that wraps. The stylesheet sets its font by ``role`` and its colour by ``tone``.

    Tones: ink, muted, primary, session, integration, danger, on_primary.
    """

    ROLE: ClassVar[str] = "body"
    TONE: ClassVar[str] = "ink"

    def __init__(
        self,
        text: str = "",
        *,
        look: Look | None = None,
        role: str = "",
        tone: str = "",
        wrap: bool = True,
    ) -> None:
        """Args:
        look: taken so that every widget is made alike; the stylesheet does the work here.
        role, tone: instead of the class's own.
        """
        super().__init__()
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role or self.ROLE)
        self.setProperty("tone", tone or self.TONE)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)
        self._align()

    def sizeHint(self) -> QSize:
        """As wide as its words, up to a good line; Qt's own hint guesses a squarish block."""
        if not self.wordWrap():
            return super().sizeHint()
        self.ensurePolished()
        metrics = self.fontMetrics()
        line = metrics.horizontalAdvance(self.text()) + 2
        width = min(line, 60 * metrics.averageCharWidth())
        return QSize(width, self.heightForWidth(width))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def set_tone(self, tone: str) -> None:
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def _align(self) -> None:
        # QLabel goes by the script of its words: English in a right-to-left window would stand
        # at the far side, away from its icon.
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self.setAlignment(side | Qt.AlignmentFlag.AlignRight)
        else:
            self.setAlignment(side | Qt.AlignmentFlag.AlignLeft)


class Heading(Label):
    """The page's question or greeting: large serif."""

    ROLE = "display"


class Title(Label):
    """The name of a card or a section: small serif."""

    ROLE = "title"


class Lead(Label):
    """The sentence under a heading, or the main words of a card."""

    ROLE = "lead"


class Body(Label):
    """Running text."""


class Strong(Label):
    """Running text with weight: labels of fields, names of things."""

    ROLE = "label"


class Small(Label):
    """What is good to know: dates, hints, where something is kept."""

    ROLE = "small"
    TONE = "muted"


class Intro(QWidget):
    """A page's heading and the sentence under it, close together."""

    def __init__(
        self, heading: str, lead: str = "", *, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.heading = Heading(heading, look=look)
        self.lead = Body(lead, look=look, tone="muted")
        box = Stack(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.gap(2))
        box.addWidget(self.heading)
        box.addWidget(self.lead)
        self.lead.setVisible(bool(lead))

    def set_words(self, heading: str, lead: str = "") -> None:
        self.heading.setText(heading)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
