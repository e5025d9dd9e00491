"""When to call, on paper: the whole list, the clinic's numbers, and nothing about a person."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPen

from ketaguide.base.safety_card import CardRung
from ketaguide.content.calls import Tier
from ketaguide.paper import sheet

MARGIN_MM = 16
_GAP = 14.0
_BULLET = 12.0
# In points.
_TITLE = 13.0
_SIZE = 10.0


@dataclass(frozen=True)
class CallList:
    """What stands on it, in words that are already filled in.

    Attributes:
        unsure: stands first and last.
        clinic: name and number, or nothing.
        ladder: whom the clinic says to ring, in its order.
        ladder_title: the line above both.
    """

    title: str
    unsure: str
    lead: str
    tiers: tuple[Tier, ...]
    ladder_title: str = ""
    clinic: CardRung | None = field(default=None, repr=False)
    ladder: tuple[CardRung, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()


def pdf(calls: CallList) -> bytes:
    """The list as a PDF file."""
    return sheet.pdf(lambda device: draw(calls, device), title=calls.title, margin=MARGIN_MM)


def prepare(device: QPagedPaintDevice) -> None:
    """Paper size and margins; before anything is drawn."""
    sheet.prepare(device, margin=MARGIN_MM)


def draw(calls: CallList, device: QPagedPaintDevice) -> None:
    """Paint the list on a PDF or a printer, on as many pages as it takes."""
    painter, width, high = sheet.start(device)
    y = sheet.text(painter, _area(0, width), calls.title, size=22, bold=True)
    y = sheet.text(painter, _area(y + 2, width), calls.unsure, size=15, bold=True)
    y = sheet.text(painter, _area(y + 4, width), calls.lead, size=_SIZE) + _GAP
    for row in _rows(calls):
        each = (width - _GAP * (len(row) - 1)) / len(row)
        areas = [QRectF(n * (each + _GAP), 0, each, 0) for n in range(len(row))]
        wanted = max(_block(painter, one, areas[0], paint=False) for one in row)
        if y > 0 and y + wanted > high:
            device.newPage()
            y = 0
        for block, area in zip(row, areas, strict=True):
            _block(painter, block, area.translated(0, y), paint=True)
        y += wanted + _GAP
    painter.end()


@dataclass(frozen=True)
class _Block:
    title: str
    lead: str
    lines: tuple[str, ...]


def _rows(calls: CallList) -> tuple[tuple[_Block, ...], ...]:
    """Two tiers beside each other, so that the whole list is one sheet on a wall."""
    tiers = [_Block(t.title, t.action, tuple(s.text for s in t.signs)) for t in calls.tiers]
    rows = [tuple(tiers[n : n + 2]) for n in range(0, len(tiers), 2)]
    rungs = [one for one in (*calls.ladder, calls.clinic) if one is not None]
    last = _Block(calls.unsure, " ".join(calls.notes), ())
    if rungs:
        said = tuple("   ".join(filter(None, (one.label, one.number))) for one in rungs)
        rows.append((_Block(calls.ladder_title, "", said), last))
    else:
        rows.append((last,))
    return tuple(rows)


def _block(painter: QPainter, block: _Block, area: QRectF, *, paint: bool) -> float:
    """How high a block is; painted from the top of ``area`` on where it is wanted."""
    y = area.top()
    parts: list[tuple[str, float, float, bool]] = [(block.title, _TITLE, 0.0, True)]
    if block.lead:
        parts.append((block.lead, _SIZE, 0.0, False))
    parts += [(line, _SIZE, _BULLET, False) for line in block.lines]
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


def _area(top: float, width: float) -> QRectF:
    return QRectF(0, top, width, 10_000)
