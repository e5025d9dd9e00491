"""A line over a whole page that says how things stand for now, and stays until they change."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack


class Strip(QWidget):
    """Hidden until ``say``; unlike a notice it cannot be closed, and no page covers it."""

    action_wanted = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._fill = "integration_soft"
        self.setObjectName(name)
        self._mark = IconMark("info", look=look, color="ink")
        self._what = Strong()
        self._next = Body()
        self._action = Button("", look=look, kind="link")
        self._action.setObjectName(f"{name}_action")
        self._action.clicked.connect(self._on_action_clicked)
        words = Stack()
        words.setSpacing(0)
        for label in (self._what, self._next):
            words.addWidget(label)
        words.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._space()
        self.hide()

    def say(
        self,
        what: str,
        next_step: str = "",
        *,
        icon: str = "info",
        fill: str = "integration_soft",
        action: str = "",
    ) -> None:
        """Show it, and have it read out politely where it says something new.

        Args:
            fill: the look's name of a soft colour.
            action: words of a link that emits ``action_wanted``.
        """
        words = " ".join(filter(None, (what, next_step)))
        is_new = words != self.accessibleName() or self.isHidden()
        self._fill = fill
        self._mark.set_icon(icon, color="ink")
        self._what.setText(what)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(words)
        self.show()
        self.update()
        if is_new:
            announce(self, words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_row"):
            self._space()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.strip(self, self._fill, look=self._look)

    def _space(self) -> None:
        look = self._look
        self._row.setContentsMargins(look.gap(24), look.gap(8), look.gap(24), look.gap(9))
        self._row.setSpacing(look.gap(12))

    def _on_action_clicked(self) -> None:
        self.action_wanted.emit()
