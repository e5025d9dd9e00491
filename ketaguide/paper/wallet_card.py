"""A card for a wallet: numbers on one half, what helps on the other, to cut out and fold."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPagedPaintDevice, QPainter, QPen

from ketaguide.base.safety_card import CardPerson
from ketaguide.paper import sheet

# Source: ISO/IEC 7810, size ID-1 (bank cards), 85.6 by 54 mm, in points.
HALF = QSizeF(85.6 / 25.4 * 72, 54 / 25.4 * 72)
# Two halves of 85.6 mm need 171.2 of the 210 of A4.
MARGIN_MM = 15
_PAD = 10.0
MOST_PEOPLE = 4
MOST_LINES = 2


@dataclass(frozen=True)
class WalletCard:
    """What stands on it, in words that are already filled in.

    Attributes:
        people: at most four show: those whom the person would try first.
        lines: crisis lines, each with what it is called.
        back: title and words of the second half.
        marks: says how to cut and fold it.
    """

    title: str
    emergency: str
    people: tuple[CardPerson, ...] = field(default=(), repr=False)
    lines: tuple[tuple[str, str], ...] = ()
    clinic: tuple[str, str] = field(default=("", ""), repr=False)
    back_title: str = ""
    back: str = field(default="", repr=False)
    marks: str = ""


def pdf(card: WalletCard) -> bytes:
    """The card as a PDF file; its title says nothing."""
    return sheet.pdf(lambda device: draw(card, device), title="Card", margin=MARGIN_MM)


def prepare(device: QPagedPaintDevice) -> None:
    """Paper size and margins; before anything is drawn."""
    sheet.prepare(device, margin=MARGIN_MM)


def draw(card: WalletCard, device: QPagedPaintDevice) -> None:
    """Paint the card on a PDF or a printer."""
    painter, width, _ = sheet.start(device)
    y = sheet.text(painter, QRectF(0, 0, width, 100), card.marks, size=10)
    painter.translate(0, y + 12)
    paint(card, painter)
    painter.end()


def paint(card: WalletCard, painter: QPainter) -> None:
    """Both halves, from the top left corner."""
    whole = QRectF(0, 0, 2 * HALF.width(), HALF.height())
    painter.setPen(QPen(sheet.INK, 0.7))
    painter.drawRect(whole)
    painter.setPen(QPen(sheet.INK, 0.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(HALF.width(), 0), QPointF(HALF.width(), HALF.height()))
    painter.setPen(sheet.INK)
    inside = QRectF(0, 0, HALF.width(), HALF.height()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
    _front(card, painter, inside)
    _back(card, painter, inside.translated(HALF.width(), 0))


def _front(card: WalletCard, painter: QPainter, area: QRectF) -> None:
    y = sheet.text(painter, area, card.title, size=9)
    y = sheet.text(painter, _from(area, y + 1), card.emergency, size=14, bold=True) + 4
    rows = [(one.name or one.relation, one.phone) for one in card.people[:MOST_PEOPLE]]
    rows += [card.clinic, *card.lines[:MOST_LINES]]
    for name, number in rows:
        if name or number:
            y = _row(painter, QRectF(area.left(), y, area.width(), 12), name, number) + 1.5


def _row(painter: QPainter, area: QRectF, name: str, number: str) -> float:
    """The number whole, the name as far as there is room."""
    painter.setFont(sheet.font(9, bold=True))
    metrics = QFontMetricsF(painter.font())
    wide = min(metrics.horizontalAdvance(number), area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignRight), number)
    painter.setFont(sheet.font(9))
    left = area.adjusted(0, 0, -wide - 6, 0)
    shown = QFontMetricsF(painter.font()).elidedText(
        " ".join(name.split()), Qt.TextElideMode.ElideRight, left.width()
    )
    painter.drawText(left, int(Qt.AlignmentFlag.AlignLeft), shown)
    return area.bottom()


def _back(card: WalletCard, painter: QPainter, area: QRectF) -> None:
    y = sheet.text(painter, area, card.back_title, size=9, bold=True) + 3
    room = _from(area, y)
    sheet.text(painter, room, _fitting(painter, room, card.back), size=9)


def _fitting(painter: QPainter, room: QRectF, words: str) -> str:
    """As many words as fit, with an ellipsis where some are missing."""
    whole = words.strip()
    if sheet.height(painter, room.width(), whole, size=9) <= room.height():
        return whole
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        tried = whole[:middle].rstrip() + " …"
        if sheet.height(painter, room.width(), tried, size=9) <= room.height():
            low = middle
        else:
            high = middle - 1
    return whole[:low].rstrip() + " …"


def _from(area: QRectF, top: float) -> QRectF:
    return QRectF(area.left(), top, area.width(), area.bottom() - top)
