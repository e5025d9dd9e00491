"""A breath to watch or to read, within a pause; nobody has to follow it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.prompts.screens import LARGE
from ketaguide.ui.widgets.breath import BOX, LONG_OUT, BreathCircle
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.stack import Stack


class Breathing(QWidget):
    """A circle at the pace of a slow breath, or a line to read at one's own.

    With reduced motion or large text the line comes first. The sound is off until it is asked for.
    """

    def __init__(self, lines: Mapping[str, str], *, look: Look, is_box: bool) -> None:
        super().__init__()
        self._lines = lines
        self._circle = BreathCircle(look=look, turns=BOX if is_box else LONG_OUT)
        self._circle.setObjectName("pause_circle")
        self._circle.turned.connect(self._on_turned)
        self._read = Label(lines["read"], look=look, role="lead", tone="primary")
        self._read.setObjectName("pause_read")
        self._read.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._swap = Button("", look=look, kind="quiet")
        self._swap.setObjectName("pause_swap")
        self._swap.clicked.connect(self._on_swap_clicked)
        self._sound = CheckRow(lines["sound"], look=look)
        self._sound.setObjectName("pause_sound")
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(12))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._circle, 0, centre)
        column.addWidget(self._read)
        column.addWidget(self._swap, 0, centre)
        column.addWidget(self._sound)
        self._watch(moving=not look.reduced_motion and look.scale < LARGE)

    def _watch(self, *, moving: bool) -> None:
        """The sound belongs to the circle: a line that is read has no turns to tell."""
        self._circle.setVisible(moving)
        self._sound.setVisible(moving)
        self._read.setVisible(not moving)
        self._swap.set_words(self._lines["words" if moving else "watch"])
        if moving:
            self._circle.start()

    def _on_swap_clicked(self) -> None:
        self._watch(moving=self._circle.isHidden())

    def _on_turned(self) -> None:
        if self._sound.isChecked():
            QApplication.beep()
