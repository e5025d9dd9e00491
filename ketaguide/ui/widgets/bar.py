"""A row with something at its start, in its middle and at its end."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ketaguide.ui.look import Look, is_restyled

# Up to this width at 100 % text a bar that shortens its middle is lower, too.
_TIGHT = 900


@runtime_checkable
class Shortens(Protocol):
    """A middle that can say the same with less, so that a bar stays one row.

    Attributes:
        most: the shortest of its lengths; 0 is the whole.
    """

    most: int

    def width_at(self, length: int) -> int: ...

    def set_length(self, length: int) -> None: ...


class Bar(QWidget):
    """The middle stands between both ends, or below them where there is no room.

    Large text or a narrow window then costs a row, never a word; with a middle that shortens
    itself, it costs words before it costs a row.
    """

    def __init__(
        self,
        start: Sequence[QWidget],
        middle: QWidget,
        end: Sequence[QWidget],
        *,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._middle = middle
        self._start = _row(start, look, is_start=True)
        self._end = _row(end, look, is_start=False)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 1)
        self._is_stacked: bool | None = None
        self._space()
        self._turn()

    def minimumSizeHint(self) -> QSize:
        ends = self._start.minimumSizeHint().width() + self._end.minimumSizeHint().width()
        sides = self._grid.contentsMargins().left() + self._grid.contentsMargins().right()
        width = max(ends, self._middle.minimumSizeHint().width()) + sides
        return QSize(width, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_grid"):
            self._space()
            self._turn()

    def fit(self) -> None:
        """Look again whether everything has room: words have changed."""
        self._turn()

    def _space(self) -> None:
        look = self._look
        side = min(look.gap(32), max(look.gap(12), self.width() // 40))
        is_tight = isinstance(self._middle, Shortens) and self.width() < look.px(_TIGHT)
        above = look.gap(6 if is_tight else 12)
        self._grid.setContentsMargins(side, above, side, above)
        self._grid.setHorizontalSpacing(look.gap(16))
        self._grid.setVerticalSpacing(look.gap(6))

    def _turn(self) -> None:
        self._space()
        is_stacked = not self._shorten()
        for column, part in ((0, self._start), (2, self._end)):
            least = 0 if is_stacked else part.sizeHint().width()
            self._grid.setColumnMinimumWidth(column, least)
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        for part in (self._start, self._middle, self._end):
            self._grid.removeWidget(part)
        centre = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._start, 0, 0, centre)
        self._grid.addWidget(self._end, 0, 2, centre)
        if is_stacked:
            self._grid.addWidget(self._middle, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self._middle, 0, 1, centre)

    def _shorten(self) -> bool:
        """Whether all of it has room in one row, the middle as long as it can be there."""
        middle = self._middle
        ends = self._start.sizeHint().width() + self._end.sizeHint().width()
        if not isinstance(middle, Shortens):
            return self.width() >= ends + middle.sizeHint().width() + self._look.gap(72)
        sides = self._grid.contentsMargins()
        room = self.width() - ends - sides.left() - sides.right() - 2 * self._look.gap(16)
        lengths = range(middle.most + 1)
        found = next((one for one in lengths if middle.width_at(one) <= room), None)
        # In a row of its own all of it has room again.
        middle.set_length(found or 0)
        return found is not None


def _row(parts: Sequence[QWidget], look: Look, *, is_start: bool) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.gap(8))
    if not is_start:
        row.addStretch(1)
    for part in parts:
        row.addWidget(part)
    if is_start:
        row.addStretch(1)
    return holder
