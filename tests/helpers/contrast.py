"""How far words stand out from what is behind them, read from the picture itself."""

from collections import Counter

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ketaguide.ui.look_tokens import contrast
from tests.helpers.inspect_page import everything, named

# Source: WCAG 2.2, 1.4.3 Contrast (Minimum): 4.5 to 1.
LEAST = 4.5
_EDGE = 6


def faint(window: QWidget) -> list[str]:
    """Words that are hard to read; what is disabled, or away from the screen, does not count."""
    image = window.grab().toImage()
    found = []
    for widget in everything(window):
        area = _words(widget)
        if area is None or not widget.isEnabled():
            continue
        shown = QRect(widget.mapTo(window, area.topLeft()), area.size())
        if widget.visibleRegion().boundingRect() != widget.rect():
            continue
        best = _strongest(image, shown.intersected(window.rect()))
        if best and best < LEAST:
            found.append(f"contrast {best:.2f}: {named(widget)}")
    return found


def _words(widget: QWidget) -> QRect | None:
    """Where the words of a widget are; None where it has none."""
    if isinstance(widget, QLabel):
        return widget.contentsRect() if widget.text().strip() else None
    if isinstance(widget, QAbstractButton):
        words = widget.text().strip() or widget.icon().cacheKey()
        # Inside the border, whose colour is held to another rule.
        return widget.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE) if words else None
    if isinstance(widget, QLineEdit) and (widget.text() or widget.placeholderText()):
        return widget.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    if isinstance(widget, QPlainTextEdit) and widget.toPlainText():
        return QRect(QPoint(_EDGE, _EDGE), widget.viewport().size())
    return None


def _strongest(image: QImage, area: QRect) -> float:
    """The contrast of the commonest colour with the one farthest from it.

    Letters are smoothed, so most of their pixels lie in between; the middle of a stroke is the
    colour that was asked for.
    """
    ratio = image.devicePixelRatio()
    corner = QPoint(round(area.x() * ratio), round(area.y() * ratio))
    size = QSize(round(area.width() * ratio), round(area.height() * ratio))
    piece = image.copy(QRect(corner, size)).convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(piece.constBits()).cast("I").tolist())
    if len(counted) < 2:
        return 0.0
    behind = _name(counted.most_common(1)[0][0])
    return max(contrast(behind, _name(colour)) for colour in counted)


def _name(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06x}"
