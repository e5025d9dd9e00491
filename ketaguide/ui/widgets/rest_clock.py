"""A short while near something, counted so that nobody has to count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.breath import RoundTimer
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.stack import Stack

# Seconds left down to which "a minute and a half" and "a minute" are said. Source: our own.
_LONG, _MINUTE = 80, 45
# Text size from which words need the room of the ring. Source: our own, as in Ground me.
_LARGE = 1.5


class RestClock(QWidget):
    """A ring that empties; with reduced motion or large text, words that change a few times.

    Nothing follows by itself when it is over: ``finished`` is told, and the person goes on.
    """

    finished = Signal()

    def __init__(
        self, seconds: int, words: Mapping[str, str], *, look: Look, parent: QWidget | None = None
    ) -> None:
        """Args:
        words: lines ``long``, ``minute``, ``half`` and ``over``.
        """
        super().__init__(parent)
        self._words = words
        self._ring = RoundTimer(look=look)
        self._ring.setObjectName("rest_ring")
        self._say = Label("", look=look, role="title", tone="primary")
        self._say.setObjectName("rest_words")
        self._say.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = Stack(self)
        column.setContentsMargins(0, look.gap(10), 0, look.gap(10))
        column.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._say)
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.timeout.connect(self._on_pace)
        self._left = seconds
        moving = not look.reduced_motion and look.scale < _LARGE
        self._ring.setVisible(moving)
        self._say.setVisible(not moving)
        if moving:
            self._ring.finished.connect(self.end)
            self._ring.start(seconds)
        else:
            self._tell()

    def end(self) -> None:
        """The time is over."""
        self._pace.stop()
        self._ring.hide()
        self._left = 0
        self._say.setText(self._words["over"])
        self._say.show()
        self.finished.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pace.stop()
        super().hideEvent(event)

    def _tell(self) -> None:
        """Say about how long it still is, and look again when that changes."""
        name = "long" if self._left >= _LONG else "minute" if self._left >= _MINUTE else "half"
        self._say.setText(self._words[name])
        until = {"long": _LONG - 1, "minute": _MINUTE - 1, "half": 0}[name]
        self._pace.start((self._left - until) * 1_000)
        self._left = until

    def _on_pace(self) -> None:
        if self._left <= 0:
            self.end()
        else:
            self._tell()
