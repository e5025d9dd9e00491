"""What every printed sheet shares: paper, margins, letters, and a PDF of what was drawn."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPageSize, QPainter, QPdfWriter

INK = QColor("#000000")
POINTS_PER_INCH = 72
MARGIN_MM = 20
_FACE = ("Atkinson Hyperlegible Next", "Noto Sans", "sans-serif")
_WRAP = int(Qt.TextFlag.TextWordWrap)


def prepare(device: QPagedPaintDevice, *, margin: float = MARGIN_MM) -> None:
    """Paper size and margins in millimetres, before anything is drawn.

    The paper is the one that is usual where the person lives.
    """
    metric = QLocale().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    size = QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter
    device.setPageSize(QPageSize(size))
    layout = device.pageLayout()
    layout.setUnits(layout.Unit.Millimeter)
    layout.setMargins(QMarginsF(margin, margin, margin, margin))
    device.setPageLayout(layout)


def start(device: QPagedPaintDevice) -> tuple[QPainter, float, float]:
    """A painter that counts in points, and how wide and high the page is for it."""
    painter = QPainter(device)
    scale = device.logicalDpiX() / POINTS_PER_INCH
    painter.scale(scale, scale)
    painter.setPen(INK)
    return painter, device.width() / scale, device.height() / scale


def pdf(draw: Callable[[QPagedPaintDevice], None], *, title: str, margin: float) -> bytes:
    """What ``draw`` paints, as a PDF file.

    Args:
        draw: paints all pages.
        title: of the file, so nothing personal.
        margin: in millimetres.
    """
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("")
    writer.setResolution(300)
    prepare(writer, margin=margin)
    draw(writer)
    buffer.close()
    return bytes(store.data())


def font(pixels: float, *, bold: bool = False) -> QFont:
    """The face of everything printed."""
    made = QFont(list(_FACE))
    made.setPixelSize(round(pixels))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def text(painter: QPainter, area: QRectF, words: str, *, size: float, bold: bool = False) -> float:
    """Paint words from the top of ``area`` on, wrapped to its width; where they end."""
    painter.setFont(font(size, bold=bold))
    taken = painter.boundingRect(area, _WRAP, words)
    painter.drawText(taken, _WRAP, words)
    return taken.bottom()


def height(
    painter: QPainter, width: float, words: str, *, size: float, bold: bool = False
) -> float:
    """How high ``text`` would be."""
    painter.setFont(font(size, bold=bold))
    return painter.boundingRect(QRectF(0, 0, width, 100_000), _WRAP, words).height()
