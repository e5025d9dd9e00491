"""What happened and what to do next, inside the page and never in a box that blocks it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.stack import Stack

_KINDS: Mapping[str, tuple[str, str, str]] = {
    "info": ("info", "primary", "soft"),
    "care": ("hand-heart", "session", "session_soft"),
    "error": ("circle-alert", "danger", "surface"),
}


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say ``words`` when it is next quiet."""
    # Loading QAccessible takes a few milliseconds that the first paint does not need.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


class Notice(QWidget):
    """A message bar; hidden until it has something to say.

    Kinds: ``info``, ``care`` (something that asks for kindness), ``error``.
    """

    action_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = "info"
        self._deed: Callable[[], None] | None = None
        self._mark = IconMark("info", look=look, color="primary")
        self._what = Strong()
        self._next = Body()
        self._action = Button("", look=look)
        self._action.setObjectName("notice_action")
        self._action.clicked.connect(self._on_action_clicked)
        self._air = QWidget()
        self._air.setFixedHeight(look.gap(6))
        self._close = IconButton("x", tr("Close this message"), look=look)
        self._close.setObjectName("notice_close")
        self._close.clicked.connect(self.clear)
        self._words = Stack()
        self._words.setSpacing(look.gap(2))
        self._words.addWidget(self._what)
        self._words.addWidget(self._next)
        self._words.addWidget(self._air)
        self._words.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._space()
        self.hide()

    def show_text(
        self,
        what: str,
        next_step: str = "",
        *,
        kind: str = "info",
        action: str = "",
        deed: Callable[[], None] | None = None,
    ) -> None:
        """Say it, and have it read out politely.

        Args:
            what: what happened, one sentence.
            next_step: what the person can do.
            kind: info, care or error.
            action: words of a button that emits ``action_wanted``.
            deed: what that button does instead, where it is not this page's own message.
        """
        self._kind = kind
        self._deed = deed
        icon, color, _ = _KINDS[kind]
        self._mark.set_icon(icon, color=color)
        self._what.setText(what)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._action.set_words(action)
        for part in (self._air, self._action):
            part.setVisible(bool(action))
        self._space()
        self.setAccessibleName(" ".join(filter(None, (what, next_step))))
        self.show()
        self.update()
        announce(self, self.accessibleName())

    def show_error(self, problem: KetaGuideError, *, action: str = "") -> None:
        self.show_text(problem.user_text, problem.hint, kind="error", action=action)

    def take_focus(self) -> None:
        """Bring the keyboard to a question: on closing it, for a second press is no answer."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self._space()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _, line, fill = _KINDS[self._kind]
        painter = paint.start(self)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=self._look.radius(),
            fill=self._look.color(fill),
            line=self._look.color(line),
            width=self._look.hair,
        )
        painter.end()

    def _on_action_clicked(self) -> None:
        if self._deed is None:
            self.action_wanted.emit()
        else:
            self._deed()

    def _space(self) -> None:
        pad = self._look.gap(12)
        self._row.setContentsMargins(pad + self._look.gap(4), pad, pad, pad)
        self._row.setSpacing(pad)
        # One line, and its mark, stand beside the middle of the button that closes it.
        is_line = self._next.isHidden() and self._action.isHidden()
        side = Qt.AlignmentFlag.AlignVCenter if is_line else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._mark, side)
        spare = self._close.sizeHint().height() - self._what.fontMetrics().height()
        lift = max(0, spare // 2) if is_line else 0
        self._words.setContentsMargins(0, lift, 0, lift)
