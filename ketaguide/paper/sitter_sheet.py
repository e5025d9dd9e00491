"""The page for the person who stays, on paper: whom to call first, and lines for their notes."""

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPen

from ketaguide.content.sitter import SitterPage
from ketaguide.paper import sheet
from ketaguide.paper.blocks import Block, block

MARGIN_MM = 15
_GAP = 12.0
_SIZE = 10.0
# Room for one look-in: a time and three words.
_NOTE = 24.0
_FEWEST_NOTES = 3


def pdf(page: SitterPage, *, notes: str) -> bytes:
    """The page as a PDF file; its title says nothing personal."""
    return sheet.pdf(
        lambda device: draw(page, device, notes=notes), title=page.title, margin=MARGIN_MM
    )


def prepare(device: QPagedPaintDevice) -> None:
    """Paper size and margins; before anything is drawn."""
    sheet.prepare(device, margin=MARGIN_MM)


def draw(page: SitterPage, device: QPagedPaintDevice, *, notes: str) -> None:
    """Paint it on a PDF or a printer: two columns, on as many pages as it takes.

    Args:
        notes: stands over the empty lines that fill the rest of the last column.
    """
    painter, width, high = sheet.start(device)
    y = sheet.text(painter, QRectF(0, 0, width, high), page.title, size=20, bold=True)
    for words in page.opening:
        y = sheet.text(painter, QRectF(0, y + 2, width, high), words, size=_SIZE)
    y = sheet.text(painter, QRectF(0, y + 3, width, high), page.unsure, size=15, bold=True)
    each = (width - 2 * _GAP) / 2
    columns = _columns(device, top=y + _GAP, each=each)
    place = next(columns)
    for one in _blocks(page):
        wanted = block(painter, one, place, paint=False)
        if place.top() + wanted > high and place.top() > 0:
            place = next(columns)
        block(painter, one, place, paint=True)
        place.setTop(place.top() + wanted + _GAP)
    _notes(painter, notes, place, high=high)
    painter.end()


def _columns(device: QPagedPaintDevice, *, top: float, each: float) -> Iterator[QRectF]:
    """The next place to write in, page after page; asking for it turns the page."""
    while True:
        yield QRectF(0, top, each, 0)
        yield QRectF(each + 2 * _GAP, top, each, 0)
        device.newPage()
        top = 0.0


def _blocks(page: SitterPage) -> tuple[Block, ...]:
    return tuple(Block(p.title, "", tuple(sign.text for sign in p.signs)) for p in page.parts)


def _notes(painter: QPainter, title: str, place: QRectF, *, high: float) -> None:
    """Empty lines, if at least a few fit."""
    used = block(painter, Block(title, "", ()), place, paint=False)
    lines = int((high - place.top() - used) // _NOTE)
    if lines < _FEWEST_NOTES:
        return
    block(painter, Block(title, "", ()), place, paint=True)
    painter.setPen(QPen(sheet.INK, 0.5))
    for number in range(1, lines + 1):
        y = place.top() + used + number * _NOTE - 4
        painter.drawLine(QLineF(place.left(), y, place.right(), y))
