"""A word at the foot of the window that goes by itself, with a way back."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.notice import announce

# Long enough to read twice and press; hovering or focus stops the clock (WCAG 2.2, 2.2.1).
SHOWN_MS = 10_000


class Toast(QWidget):
    """One a window. ``action_wanted`` is the undo; ``gone`` comes when the time is over."""

    action_wanted = Signal()
    gone = Signal()

    def __init__(self, window: QWidget, *, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._focus_before: QWidget | None = None
        self.setObjectName("toast")
        self._words = Body(look=look)
        self._action = Button("", look=look, kind="quiet", icon="undo-2")
        self._action.setObjectName("toast_action")
        self._close = IconButton("x", tr("Close this message"), look=look)
        self._close.setObjectName("toast_close")
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_timeout)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.gap(16), look.gap(8), look.gap(8), look.gap(12))
        row.setSpacing(look.gap(8))
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self._on_action_clicked)
        self._close.clicked.connect(self._on_timeout)
        for part in (self._action, self._close):
            part.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def show_text(self, words: str, *, action: str = "", shown_ms: int = SHOWN_MS) -> None:
        """Say it, politely to a screen reader; a word that still stands is replaced."""
        if self.isVisible():
            self._on_timeout()
        self._focus_before = QApplication.focusWidget()
        self._words.setText(words)
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(words)
        self._clock.setInterval(shown_ms)
        self.show()
        self._place()
        self.raise_()
        self._clock.start()
        announce(self, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window and kind == QEvent.Type.Resize:
            self._place()
        elif kind == QEvent.Type.FocusIn and watched is not self._window:
            self._clock.stop()
        elif kind == QEvent.Type.FocusOut and watched is not self._window and self.isVisible():
            self._clock.start()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._clock.start()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.floating(self, look=self._look)

    def _on_action_clicked(self) -> None:
        self._clock.stop()
        self._hand_back()
        self.hide()
        self.action_wanted.emit()

    def _on_timeout(self) -> None:
        self._clock.stop()
        self._hand_back()
        self.hide()
        self.gone.emit()

    def _hand_back(self) -> None:
        """The keyboard goes back to where one was, not to whatever comes next for Tab."""
        before, here = self._focus_before, QApplication.focusWidget()
        self._focus_before = None
        if here is None or not self.isAncestorOf(here):
            return
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        room = self._window.width() - 2 * self._look.gap(16)
        width = min(self.sizeHint().width(), room)
        high = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        x = (self._window.width() - width) // 2
        y = self._window.height() - high - self._look.gap(24)
        self.setGeometry(x, y, width, high)
