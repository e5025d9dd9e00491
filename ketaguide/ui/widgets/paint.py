"""What several painted widgets share: rounded boxes, soft shadows, icons, words on buttons."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from ketaguide.ui.icons import toward
from ketaguide.ui.look import Look

# Room that a card keeps around itself for its shadow: sides, top, bottom.
SHADOW_SIDE, SHADOW_TOP, SHADOW_BOTTOM = 2, 1, 5


def escaped(words: str) -> str:
    """Button text in which ``&`` is a letter: "Set & setting" must not become a shortcut."""
    return words.replace("&", "&&")


def tooltip(words: str) -> str:
    """Words for a tooltip, shown as they are: Qt takes what looks like markup for markup."""
    if "<" not in words and "&" not in words:
        return words
    from html import escape  # its table of entities is not for the first paint

    return f"<qt>{escape(words)}</qt>"


def fit_height(widget: QWidget) -> None:
    """Hold a wrapping widget at the height that its width needs; call it when it was resized.

    A vertical ``Fixed`` policy alone caps the widget at the height of its size hint, so wrapped
    words are cut off; any other policy lets a row stretch its buttons.
    """
    wanted = widget.heightForWidth(widget.width())
    if wanted >= 0 and widget.minimumHeight() != wanted:
        widget.setMinimumHeight(wanted)


def start(widget: QWidget) -> QPainter:
    """A painter with smooth edges; the caller ends it."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    radius: float,
    fill: QColor | None,
    line: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded rectangle whose border lies wholly inside ``rect``."""
    painter.save()
    inset = width / 2 if line is not None else 0.0
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(inset, inset, -inset, -inset)
    corner = max(0.0, min(radius - inset, inner.height() / 2, inner.width() / 2))
    painter.drawRoundedRect(inner, corner, corner)
    painter.restore()


def shadow(painter: QPainter, rect: QRectF, *, radius: float, look: Look) -> None:
    """Four stacked faint boxes under ``rect``; cheaper and calmer than a graphics effect."""
    if look.is_contrast:
        return
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 22 if look.theme == "dark" else 7))
    for step in range(4):
        spread = 0.5 * step
        layer = rect.adjusted(-spread, 0.5 - spread, spread, 1.0 + step)
        painter.drawRoundedRect(layer, radius + spread, radius + spread)
    painter.restore()


def floating(widget: QWidget, *, look: Look) -> None:
    """The ground of what floats over a window: a card with a shadow inside the widget's edge."""
    painter = start(widget)
    area = QRectF(widget.rect()).adjusted(2, 1, -2, -5)
    shadow(painter, area, radius=look.radius(), look=look)
    box(
        painter,
        area,
        radius=look.radius(),
        fill=look.color("surface"),
        line=look.color("line_strong"),
        width=look.hair,
    )
    painter.end()


def strip(widget: QWidget, fill: str, *, look: Look) -> None:
    """The ground of a line over a whole page, with an edge below it.

    Args:
        fill: the look's name of a soft colour.
    """
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), look.color(fill))
    edge = widget.rect()
    edge.setTop(edge.bottom())
    painter.fillRect(edge, look.color("line_strong"))
    painter.end()


def icon(
    painter: QPainter, name: str, rect: QRect | QRectF, *, color: QColor, look: Look, on: QWidget
) -> None:
    """An icon centred in ``rect``, pointing the way the reader reads."""
    area = QRectF(rect)
    side = round(min(area.width(), area.height()))
    if side <= 0:
        return
    picture = look.icon_pixmap(toward(name, on.layoutDirection()), color, size=side, widget=on)
    corner = area.center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), picture)


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """``first`` with a ``share`` (0 to 1) of ``second`` in it."""
    return QColor.fromRgbF(
        first.redF() * (1 - share) + second.redF() * share,
        first.greenF() * (1 - share) + second.greenF() * share,
        first.blueF() * (1 - share) + second.blueF() * share,
    )


def mirrored(rect: QRect, within: QWidget) -> QRect:
    """``rect``, laid out left to right, where it belongs for someone reading right to left."""
    if within.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return QRect(within.width() - rect.right() - 1, rect.y(), rect.width(), rect.height())
    return rect


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """The side on which reading starts."""
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignLeft


def tick(painter: QPainter, centre: QPointF, size: float, pen: QPen) -> None:
    """A hand-drawn check mark; no icon file is needed for something this small."""
    path = QPainterPath(centre + QPointF(-0.32 * size, 0.02 * size))
    path.lineTo(centre + QPointF(-0.08 * size, 0.26 * size))
    path.lineTo(centre + QPointF(0.34 * size, -0.24 * size))
    painter.save()
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()
