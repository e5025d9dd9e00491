"""Says beforehand that the vault locks, without taking the keyboard or moving anything."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

# Below this many seconds "about a minute" would be wrong. Source: own choice.
_MINUTE_S = 45
_WIDTH = 460


class LockNotice(QWidget):
    """Floats over the foot of the window; any key or movement takes it away."""

    def __init__(self, window: QWidget, *, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self.setObjectName("lock_notice")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._what = Strong()
        self._how = Body(
            tr("Any key or a movement of the mouse keeps it open. What you wrote is kept."),
            tone="muted",
        )
        words = Stack()
        words.setSpacing(look.gap(2))
        words.addWidget(self._what)
        words.addWidget(self._how)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.gap(20), look.gap(14), look.gap(20), look.gap(18))
        row.setSpacing(look.gap(12))
        row.addWidget(
            IconMark("lock", look=look, color="primary", size=20), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addLayout(words, 1)
        window.installEventFilter(self)
        self.hide()

    def say(self, seconds: int) -> None:
        """Show it, and have it read out once when the screen reader is quiet."""
        about = tr("about a minute") if seconds >= _MINUTE_S else tr("about half a minute")
        self._what.setText(tr("KetaGuide locks in {time}.", time=about))
        self.setAccessibleName(f"{self._what.text()} {self._how.text()}")
        self.show()
        self._place()
        self.raise_()
        announce(self, self.accessibleName())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.floating(self, look=self._look)

    def _place(self) -> None:
        room = self._window.width() - 2 * self._look.gap(16)
        width = min(self._look.px(_WIDTH), room)
        high = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        x = (self._window.width() - width) // 2
        self.setGeometry(x, self._window.height() - high - self._look.gap(24), width, high)
