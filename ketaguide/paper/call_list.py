"""When to call, on paper: the whole list, the clinic's numbers, and nothing about a person."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPen

from ketaguide.base.safety_card import CardRung
from ketaguide.content.calls import Tier
from ketaguide.paper import sheet

MARGIN_MM = sheet.MARGIN_MM
_GAP = 14.0
_BULLET = 12.0


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
    y = sheet.text(painter, _area(y + 4, width), calls.lead, size=10.5) + _GAP
    for block in _blocks(calls):
        wanted = _block(painter, block, top=y, width=width, paint=False)
        if y + wanted > high:
            device.newPage()
            painter.setPen(sheet.INK)
            y = 0
        _block(painter, block, top=y, width=width, paint=True)
        y += wanted + _GAP
    painter.end()


@dataclass(frozen=True)
class _Block:
    title: str
    lead: str
    lines: tuple[str, ...]


def _blocks(calls: CallList) -> tuple[_Block, ...]:
    found = [_Block(t.title, t.action, tuple(s.text for s in t.signs)) for t in calls.tiers]
    rungs = [one for one in (*calls.ladder, calls.clinic) if one is not None]
    if rungs:
        said = tuple("   ".join(filter(None, (one.label, one.number))) for one in rungs)
        found.append(_Block(calls.ladder_title, "", said))
    found.append(_Block(calls.unsure, " ".join(calls.notes), ()))
    return tuple(found)


def _block(painter: QPainter, block: _Block, *, top: float, width: float, paint: bool) -> float:
    """How high a block is; painted from ``top`` on where it is wanted."""
    y = top
    parts: list[tuple[str, float, float, bool]] = [(block.title, 13.0, 0.0, True)]
    if block.lead:
        parts.append((block.lead, 10.5, 0.0, False))
    parts += [(line, 10.5, _BULLET, False) for line in block.lines]
    if paint:
        painter.setPen(QPen(sheet.INK, 0.7))
        painter.drawLine(QPointF(0, y), QPointF(width, y))
    y += 5
    for words, size, inset, bold in parts:
        high = sheet.height(painter, width - inset, words, size=size, bold=bold)
        if paint:
            area = QRectF(inset, y, width - inset, high)
            sheet.text(painter, area, words, size=size, bold=bold)
            if inset:
                painter.drawText(QPointF(0, y + size), "•")
        y += high + 2
    return y - top


def _area(top: float, width: float) -> QRectF:
    return QRectF(0, top, width, 10_000)
