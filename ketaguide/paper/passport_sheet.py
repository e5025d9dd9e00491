"""The consent and boundaries passport on paper, with lines for names and a date."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPen

from ketaguide.base.text import tr
from ketaguide.paper import sheet

_MARGIN = sheet.MARGIN_MM
_GAP = 12.0
_SIGN_GAP = 34.0
_FAR = 100_000.0


@dataclass(frozen=True)
class PassportSheet:
    """What stands on it, in words.

    Attributes:
        stops: how the person says stop; large, and first.
        lines: label and words of everything else.
    """

    title: str
    dated: str
    about: str
    stops: tuple[str, ...] = field(default=(), repr=False)
    lines: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def pdf(passport: PassportSheet) -> bytes:
    """The sheet as a PDF file; its title says nothing personal."""
    return sheet.pdf(lambda device: draw(passport, device), title=tr("Agreement"), margin=_MARGIN)


def prepare(device: QPagedPaintDevice) -> None:
    """Paper size and margins; before anything is drawn."""
    sheet.prepare(device, margin=_MARGIN)


def draw(passport: PassportSheet, device: QPagedPaintDevice) -> None:
    """Paint it on a PDF or a printer, on as many pages as it takes."""
    painter, width, high = sheet.start(device)
    y = sheet.text(painter, _area(0, width), passport.title, size=20, bold=True)
    y = sheet.text(painter, _area(y + 2, width), passport.about, size=10)
    y = sheet.text(painter, _area(y + 2, width), passport.dated, size=10) + _GAP
    for words in passport.stops:
        y = sheet.text(painter, _area(y, width), words, size=16, bold=True) + 2
    y += _GAP
    for label, words in passport.lines:
        y = _line(painter, device, (label, words), top=y, size=(width, high))
    _signatures(painter, device, top=y, size=(width, high))
    painter.end()


def _line(
    painter: QPainter,
    device: QPagedPaintDevice,
    line: tuple[str, str],
    *,
    top: float,
    size: tuple[float, float],
) -> float:
    """One label with its words; what is longer than a page goes on over the next ones."""
    width, high = size
    label, words = line
    rest = words.splitlines() or [""]
    head = sheet.height(painter, width, label, size=10, bold=True)
    y = top
    if y + head + sheet.height(painter, width, rest[0], size=12) > high:
        y = _next(painter, device)
    y = sheet.text(painter, _area(y, width), label, size=10, bold=True)
    for one in rest:
        if y + sheet.height(painter, width, one, size=12) > high and y > 0:
            y = _next(painter, device)
        y = sheet.text(painter, _area(y, width), one or " ", size=12)
    return y + _GAP


def _signatures(
    painter: QPainter, device: QPagedPaintDevice, *, top: float, size: tuple[float, float]
) -> None:
    width, high = size
    y = top + _SIGN_GAP
    if y + 2 * _SIGN_GAP > high:
        y = _next(painter, device) + _SIGN_GAP
    painter.setPen(QPen(sheet.INK, 0.7))
    third = width / 3
    for number, words in enumerate((tr("My name"), tr("With"), tr("Date"))):
        left = number * third
        painter.drawLine(QPointF(left, y), QPointF(left + third - 14, y))
        sheet.text(painter, QRectF(left, y + 3, third - 14, 40), words, size=9)


def _next(painter: QPainter, device: QPagedPaintDevice) -> float:
    device.newPage()
    painter.setPen(sheet.INK)
    return 0.0


def _area(top: float, width: float) -> QRectF:
    return QRectF(0, top, width, _FAR)
