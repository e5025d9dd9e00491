"""The line over a look around: it must never pass for a vault of one's own."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Label, Strong


class DemoLine(QWidget):
    """Stays for as long as the made-up notes are open; slim, and never covered by a page."""

    own_vault_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("demo_line")
        self._words: Label = Strong(tr("Made-up notes. Nothing here is kept."))
        self._own = Button(tr("Create my own vault"), look=look, kind="link")
        self._own.setObjectName("own_vault")
        self._own.clicked.connect(self._on_own_clicked)
        row = QWidget(self)
        self._flow = Flow(row, gap=look.gap(16))
        self._flow.addWidget(self._words)
        self._flow.addWidget(self._own)
        self._flow.setAlignment(self._words, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.addWidget(row)
        self._words.setWordWrap(False)
        self._space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_column"):
            self._space()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.strip(self, "integration_soft", look=self._look)

    def _space(self) -> None:
        look = self._look
        self._column.setContentsMargins(look.gap(24), look.gap(2), look.gap(24), look.gap(3))

    def _on_own_clicked(self) -> None:
        self.own_vault_wanted.emit()
