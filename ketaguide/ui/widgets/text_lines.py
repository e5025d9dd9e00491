"""Text broken into a few lines, and lines with some words marked, for painted lists."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)


def broken(text: str, font: QFont, metrics: QFontMetrics, *, width: int, most: int) -> list[str]:
    """At most so many lines that fit into ``width``; the last says by "…" that there is more."""
    if most == 1 or not text:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)] if text else []
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        rest = _part(text, start, None)
        if len(lines) == most - 1:
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
        else:
            lines.append(_part(text, start, start + length).rstrip())
    layout.endLayout()
    return lines


def draw_line(
    painter: QPainter,
    place: QRect,
    text: str,
    font: QFont,
    *,
    marks: list[tuple[int, int]],
    ink: QColor,
    is_rtl: bool,
) -> None:
    """One line at the side where reading starts; marked words bold, underlined, in ``ink``.

    Args:
        marks: start and length of each marked word, in characters.
        is_rtl: whether the window reads right to left, whatever the words do.
    """
    side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
    if not marks:
        align = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.drawText(place, int(align) | int(Qt.TextFlag.TextSingleLine), text)
        return
    layout = QTextLayout(text, font)
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setFontUnderline(True)
    look.setForeground(ink)
    layout.setFormats([_range(text, start, length, look) for start, length in marks])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10 * place.width())
    layout.endLayout()
    x = place.right() + 1 - line.naturalTextWidth() if is_rtl else place.x()
    y = place.y() + (place.height() - line.height()) / 2
    layout.draw(painter, QPointF(x, y))


def _range(text: str, start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = _units(text[:start])
    made.length = _units(text[start : start + length])
    made.format = look
    return made


def _units(text: str) -> int:
    """Length as Qt counts it: what lies beyond the first plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def _part(text: str, start: int, end: int | None) -> str:
    if text.isascii():
        return text[start:end]
    units = text.encode("utf-16-le", "replace")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", "replace")
