"""Questions with a few answers: one of them, several of them, or yes, no and not sure."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.rows import (
    CheckRow,
    RadioRow,
    answers_arrow,
    answers_enter,
    make_tab_stop,
)


class Named(Protocol):
    """Anything with an id and the words for it; a ``hint`` is shown if there is one."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


class Choices(QWidget):
    """Rows with radio buttons, or with check boxes when ``several`` may be true.

    ``changed`` carries an id or None, or with ``several`` a list of ids in the order shown.
    """

    changed = Signal(object)

    def __init__(
        self,
        options: Iterable[Named],
        *,
        look: Look,
        several: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._several = several
        self._rows: dict[str, RadioRow | CheckRow] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.gap(8))
        for option in options:
            hint = str(getattr(option, "hint", ""))
            row: RadioRow | CheckRow
            if several:
                row = CheckRow(option.label, look=look, hint=hint, parent=self)
            else:
                row = RadioRow(option.label, look=look, hint=hint, parent=self)
            row.setObjectName(f"choice_{option.id}")
            self._rows[option.id] = row
            row.clicked.connect(self._on_clicked)
            if not several:
                # A group is one stop for Tab, which nobody expects of check boxes.
                self._group.addButton(row)
            layout.addWidget(row)
        self._focus_proxy()

    def value(self) -> str | list[str] | None:
        chosen = [name for name, row in self._rows.items() if row.isChecked()]
        if self._several:
            return chosen
        return chosen[0] if chosen else None

    def set_value(self, value: str | Sequence[str] | None) -> None:
        """Show an answer without announcing it; None clears."""
        wanted = [value] if isinstance(value, str) else list(value or ())
        self._group.setExclusive(False)
        for name, row in self._rows.items():
            row.setChecked(name in wanted)
        self._group.setExclusive(not self._several)
        self._focus_proxy()

    def rows(self) -> tuple[RadioRow | CheckRow, ...]:
        return tuple(self._rows.values())

    def _on_clicked(self) -> None:
        self._focus_proxy()
        self.changed.emit(self.value())

    def _focus_proxy(self) -> None:
        rows = self.rows()
        if rows:
            checked = (row for row in rows if row.isChecked() and not self._several)
            start = next(checked, rows[0])
            self.setFocusProxy(start)
            if not self._several:
                make_tab_stop(start, self._group)


class Segment(QRadioButton):
    """One of a few words in a row, one of which holds."""

    def __init__(
        self, label: str, *, about: str, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(paint.escaped(label), parent)
        self.words = label
        self._look = look
        self.setAccessibleName(f"{about}: {label}" if about else label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._look.font("label")).horizontalAdvance(self.words)
        return QSize(words + 2 * self._look.gap(14), self._look.target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (answers_enter(self, event) or answers_arrow(self, event, is_column=False)):
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        on = self.isChecked()
        fill = "primary" if on else "soft" if self.underMouse() else "surface"
        line = "primary" if on else "line_strong"
        area = QRectF(self.rect())
        paint.box(
            painter,
            area,
            radius=look.radius(),
            fill=look.color(fill),
            line=look.color(line),
            width=look.hair,
        )
        painter.setPen(look.color("on_primary" if on else "ink"))
        painter.setFont(look.font("label"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self.words)
        painter.end()


class SignRow(QWidget):
    """A sentence, and No / Not sure / Yes beside or below it. Unanswered until pressed.

    ``changed`` carries ``no``, ``unsure`` or ``yes``.
    """

    changed = Signal(str)

    def __init__(self, label: str, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._label = Body(label, look=look)
        self._segments: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        self._marks = QHBoxLayout()
        self._marks.setSpacing(look.gap(6))
        for mark, words in (("no", tr("No")), ("unsure", tr("Not sure")), ("yes", tr("Yes"))):
            segment = Segment(words, about=label, look=look, parent=self)
            segment.setObjectName(f"sign_{mark}")
            self._segments[mark] = segment
            self._group.addButton(segment)
            self._marks.addWidget(segment)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, look.gap(4), 0, look.gap(4))
        self._row.setSpacing(look.gap(8))
        self._row.addWidget(self._label, 1)
        self._row.addLayout(self._marks)
        self._group.buttonClicked.connect(self._on_clicked)
        self._focus_proxy()

    def value(self) -> str | None:
        return next((mark for mark, part in self._segments.items() if part.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Show an answer without announcing it; None clears."""
        self._group.setExclusive(False)
        for mark, segment in self._segments.items():
            segment.setChecked(mark == value)
        self._group.setExclusive(True)
        self._focus_proxy()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._marks.minimumSize().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn(event.size().width())
        super().resizeEvent(event)

    def _turn(self, width: int) -> None:
        beside = width >= self._look.px(520)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)
            # A stretch counts along the layout: upright it would tear label and marks apart.
            self._row.setStretch(0, 1 if beside else 0)
            below = Qt.AlignmentFlag.AlignLeft if not beside else Qt.AlignmentFlag(0)
            self._row.setAlignment(self._marks, below)

    def _focus_proxy(self) -> None:
        start = self._segments[self.value() or "no"]
        self.setFocusProxy(start)
        make_tab_stop(start, self._group)

    def _on_clicked(self) -> None:
        self._focus_proxy()
        value = self.value()
        if value is not None:
            self.changed.emit(value)
