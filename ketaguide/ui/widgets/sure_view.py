"""How sure someone was, in a sentence; as a line too where there is more than one answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Small
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.sure_line import SureLine, SurePoint

# Source: our own; more points than these stand too close for large text, and the list has all.
_MOST = 6


class SureView(QWidget):
    """The first answer and the last ones on the line; the same as a list. No word on what it
    means."""

    def __init__(
        self,
        points: Sequence[SurePoint],
        *,
        sentence: str,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line: SureLine | None = None
        self._list = QWidget()
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(6))
        column.addWidget(Small(sentence, look=look))
        if len(points) < 2:
            return
        drawn = (points[0], *points[1:][-(_MOST - 1) :])
        self._line = SureLine(drawn, look=look)
        rows = Stack(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.gap(2))
        for point in points:
            rows.addWidget(Body(point.words, look=look))
        self._list.hide()
        self._turn = Button(tr("Show as a list"), look=look, kind="link")
        self._turn.setObjectName("sure_as_list")
        self._turn.clicked.connect(self._on_turn_clicked)
        column.addWidget(self._line)
        column.addWidget(self._list)
        column.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeading)

    def _on_turn_clicked(self) -> None:
        if self._line is None:
            return
        as_list = self._list.isHidden()
        self._list.setVisible(as_list)
        self._line.setVisible(not as_list)
        self._turn.set_words(tr("Show as a line") if as_list else tr("Show as a list"))
