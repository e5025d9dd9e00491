"""The recovery code on one sheet of paper. No word on it says what it opens."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter

from ketaguide.base.text import tr
from ketaguide.paper import sheet as shared

# Source: ISO/IEC 18004: a quiet zone of four modules on every side.
_QUIET = 4


@dataclass(frozen=True)
class RecoverySheet:
    """What stands on it.

    Attributes:
        groups: seven groups of five symbols.
        key_id: tells sheets of several vaults apart; says nothing else.
        made_on: the date, written out.
    """

    groups: tuple[str, ...] = field(repr=False)
    key_id: str
    made_on: str


def pdf(sheet: RecoverySheet) -> bytes:
    """The sheet as a PDF file, on the paper that is usual where the person lives."""
    return shared.pdf(
        lambda device: draw(sheet, device), title=tr("Recovery sheet"), margin=shared.MARGIN_MM
    )


def prepare(device: QPagedPaintDevice) -> None:
    """Paper size and margins; before anything is drawn."""
    shared.prepare(device)


def draw(sheet: RecoverySheet, device: QPagedPaintDevice) -> None:
    """Paint the sheet on a PDF or a printer."""
    painter, width, _ = shared.start(device)
    paint(sheet, painter, width=width)
    painter.end()


def paint(sheet: RecoverySheet, painter: QPainter, *, width: float) -> None:
    """The sheet from the top left corner, ``width`` points wide."""
    painter.setPen(shared.INK)
    whole = QRectF(0, 0, width, 1000)
    y = shared.text(painter, whole, tr("Recovery sheet"), size=22, bold=True)
    about = tr("Key {key_id}, made on {date}", key_id=sheet.key_id, date=sheet.made_on)
    y = shared.text(painter, whole.translated(0, y + 4), about, size=11)
    y = _groups(painter, y + 28, width, sheet.groups)
    side = 150.0
    qr_code(painter, QRectF(0, y + 24, side, side), "-".join(sheet.groups))
    beside = QRectF(side + 20, y + 24, width - side - 20, 300)
    painter.setFont(shared.font(11))
    painter.drawText(beside, int(Qt.TextFlag.TextWordWrap), _advice())


def qr_code(painter: QPainter, area: QRectF, content: str) -> None:
    """A square QR code with its quiet zone, filling ``area``."""
    # Takes a tenth of a second to import.
    import segno

    rows = [list(row) for row in segno.make(content, micro=False, error="m").matrix]
    each = area.width() / (len(rows) + 2 * _QUIET)
    painter.save()
    painter.fillRect(area, QColor("#ffffff"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                left, top = (x + _QUIET) * each, (y + _QUIET) * each
                painter.fillRect(
                    QRectF(area.left() + left, area.top() + top, each, each), shared.INK
                )
    painter.restore()


def _groups(painter: QPainter, top: float, width: float, groups: tuple[str, ...]) -> float:
    columns, height = 4, 52.0
    each = width / columns
    for index, group in enumerate(groups):
        x, y = index % columns * each, top + index // columns * height
        painter.setFont(shared.font(9))
        painter.drawText(QRectF(x, y, each, 12), str(index + 1))
        painter.setFont(shared.font(22, bold=True))
        painter.drawText(QRectF(x, y + 12, each, 32), group)
    return top + -(-len(groups) // columns) * height


def _advice() -> str:
    return tr(
        "Whoever holds this sheet can open what it belongs to. Keep it in a closed place, apart "
        "from the computer.\n\nSmall and capital letters count the same. The letters I, L, O and U "
        "do not occur: what looks like them is 1 or 0.\n\nA newer sheet replaces this one."
    )
