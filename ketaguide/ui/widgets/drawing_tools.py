"""What lies beside a sheet to draw on: colours, pens, the eraser, the way back."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.pictures import COLORS, WIDTHS
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import ink, paint
from ketaguide.ui.widgets.body_map import headed
from ketaguide.ui.widgets.chips import ChipRow


def color_words() -> Mapping[str, str]:
    """Every pen's colour by its id."""
    names = (
        *(tr("ink"), tr("stone"), tr("sage"), tr("leaf"), tr("sun")),
        *(tr("amber"), tr("clay"), tr("rose"), tr("plum"), tr("sky")),
    )
    return dict(zip(COLORS, names, strict=True))


class Tools(QWidget):
    """``pen_chosen`` carries colour and width, ``eraser_chosen`` nothing, the others neither."""

    pen_chosen = Signal(str, int)
    eraser_chosen = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._color, self._width = "ink", 2
        self._colors: dict[str, _Tool] = {}
        self._widths: dict[int, _Tool] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(4))
        colors = ChipRow(tr("Colours"), look=look)
        for name, words in color_words().items():
            tool = _Tool("color", headed(words), look=look, color=name)
            tool.setObjectName(f"color_{name}")
            tool.clicked.connect(partial(self._on_color_clicked, name))
            self._colors[name] = tool
            colors.add(tool)
        column.addWidget(colors)
        pens = ChipRow(tr("Pens and eraser"), look=look)
        names = {1: tr("Thin pen"), 2: tr("Middle pen"), 3: tr("Broad pen")}
        for width in WIDTHS:
            tool = _Tool("width", names[width], look=look, width=width)
            tool.setObjectName(f"width_{width}")
            tool.clicked.connect(partial(self._on_width_clicked, width))
            self._widths[width] = tool
            pens.add(tool)
        self._eraser = _Tool("eraser", tr("Eraser: takes whole lines away"), look=look)
        self._eraser.setObjectName("eraser")
        self._eraser.clicked.connect(self._on_eraser_clicked)
        pens.add(self._eraser)
        for icon, words, signal in (
            ("undo-2", tr("Undo (Ctrl+Z)"), self.undo_wanted),
            ("redo-2", tr("Do it again (Ctrl+Y)"), self.redo_wanted),
            ("trash-2", tr("Empty the sheet"), self.clear_wanted),
        ):
            tool = _Tool(icon, words, look=look)
            tool.setCheckable(False)
            tool.setObjectName(f"tool_{icon}")
            tool.clicked.connect(signal)
            pens.add(tool)
        column.addWidget(pens)
        self._mark()

    def _on_color_clicked(self, name: str) -> None:
        self._color = name
        self._choose()

    def _on_width_clicked(self, width: int) -> None:
        self._width = width
        self._choose()

    def _choose(self) -> None:
        self._mark()
        self.pen_chosen.emit(self._color, self._width)

    def _on_eraser_clicked(self) -> None:
        if self._eraser.isChecked():
            self._mark(erases=True)
            self.eraser_chosen.emit()
        else:
            self._choose()

    def _mark(self, *, erases: bool = False) -> None:
        for name, tool in self._colors.items():
            tool.setChecked(name == self._color)
        for width, tool in self._widths.items():
            tool.color = self._color
            tool.setChecked(width == self._width and not erases)
        self._eraser.setChecked(erases)


class _Tool(QAbstractButton):
    """A small round button: a colour, a pen's point, or an icon."""

    def __init__(
        self, kind: str, name: str, *, look: Look, color: str = "ink", width: int = 3
    ) -> None:
        super().__init__()
        self._kind = kind
        self._look = look
        self._width = width
        self.color = color
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(paint.tooltip(name))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.target, self._look.target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look, area = self._look, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        half = area.height() / 2
        self.setProperty("ring_radius", half)
        if self.isChecked():
            line = look.color("ink")
            paint.box(painter, area, radius=half, fill=None, line=line, width=look.px(2))
        elif self.underMouse():
            paint.box(painter, area, radius=half, fill=look.color("sunk"), line=look.color("line"))
        middle = area.center()
        if self._kind == "color":
            self._paint_color(painter, middle, half * 0.68)
        elif self._kind == "width":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.color_of(self.color, look=look))
            point = ink.width_of(self._width) * half / 32 + look.px(1)
            painter.drawEllipse(middle, point, point)
        else:
            side = look.px(20)
            box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            paint.icon(painter, self._kind, box, color=look.color("ink"), look=look, on=self)
        painter.end()

    def _paint_color(self, painter: QPainter, middle: QPointF, half: float) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color_of(self.color, look=look))
        painter.drawEllipse(middle, half, half)
        if self.isChecked():
            paint.tick(painter, middle, half * 1.1, QPen(look.color("surface"), look.px(2)))
