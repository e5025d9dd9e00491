"""When to call, on paper: the whole list, the clinic's numbers, and nothing about a person."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPagedPaintDevice

from ketaguide.base.safety_card import CardRung
from ketaguide.content.calls import Tier
from ketaguide.paper import sheet
from ketaguide.paper.blocks import Block, block

MARGIN_MM = 16
_GAP = 14.0
# In points.
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
        wanted = max(block(painter, one, areas[0], paint=False) for one in row)
        if y > 0 and y + wanted > high:
            device.newPage()
            y = 0
        for one, area in zip(row, areas, strict=True):
            block(painter, one, area.translated(0, y), paint=True)
        y += wanted + _GAP
    painter.end()


def _rows(calls: CallList) -> tuple[tuple[Block, ...], ...]:
    """Two tiers beside each other, so that the whole list is one sheet on a wall."""
    tiers = [Block(t.title, t.action, tuple(s.text for s in t.signs)) for t in calls.tiers]
    rows = [tuple(tiers[n : n + 2]) for n in range(0, len(tiers), 2)]
    rungs = [one for one in (*calls.ladder, calls.clinic) if one is not None]
    last = Block(calls.unsure, " ".join(calls.notes), ())
    if rungs:
        said = tuple("   ".join(filter(None, (one.label, one.number))) for one in rungs)
        rows.append((Block(calls.ladder_title, "", said), last))
    else:
        rows.append((last,))
    return tuple(rows)


def _area(top: float, width: float) -> QRectF:
    return QRectF(0, top, width, 10_000)
