"""A title with lines under it, as printed lists are made of."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from ketaguide.paper import sheet

# In points.
_TITLE = 13.0
_SIZE = 10.0
_BULLET = 12.0


@dataclass(frozen=True)
class Block:
    """Stays together on paper.

    Attributes:
        lead: words right under the title, without a dot before them.
        lines: each with a dot before it.
    """

    title: str
    lead: str
    lines: tuple[str, ...]


def block(painter: QPainter, one: Block, area: QRectF, *, paint: bool) -> float:
    """How high a block is; painted from the top of ``area`` on where it is wanted."""
    y = area.top()
    parts: list[tuple[str, float, float, bool]] = [(one.title, _TITLE, 0.0, True)]
    if one.lead:
        parts.append((one.lead, _SIZE, 0.0, False))
    parts += [(line, _SIZE, _BULLET, False) for line in one.lines]
    if paint:
        painter.setPen(QPen(sheet.INK, 0.7))
        painter.drawLine(area.topLeft(), area.topRight())
    y += 5
    for words, size, inset, bold in parts:
        width = area.width() - inset
        high = sheet.height(painter, width, words, size=size, bold=bold)
        if paint:
            place = QRectF(area.left() + inset, y, width, high)
            sheet.text(painter, place, words, size=size, bold=bold)
            if inset:
                painter.drawText(QPointF(area.left(), y + size), "•")
        y += high + 3
    return y - area.top()
