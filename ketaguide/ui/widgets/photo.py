"""A picture of an entry: in its own proportions from the start, so that nothing jumps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

# Source: our own choice: a calm corner of a card, smaller.
_CORNER = 8
_LEAST_WORDS = 72


class Photo(QAbstractButton):
    """Pressing it is offered by whoever listens to ``clicked``; ``rests`` says that nobody does.

    Until the picture has come its place is empty; where it is damaged, words stand there.
    """

    def __init__(self, size: QSize, *, look: Look, parent: QWidget | None = None) -> None:
        """Args:
        size: of the picture, in its own pixels.
        """
        super().__init__(parent)
        self._look = look
        self._size = size.expandedTo(QSize(1, 1))
        self._image = QImage()
        self._words = ""
        self._most = 0
        self._fills = False
        self.setProperty("ring_radius", _CORNER)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_damaged(self) -> bool:
        return bool(self._words)

    @property
    def image(self) -> QImage:
        """What has come; null before."""
        return self._image

    def set_most(self, height: int) -> None:
        """Never higher than this, in pixels at 100 %."""
        self._most = height
        self.updateGeometry()

    def fill_room(self) -> None:
        """As large as there is room, in its middle."""
        self._fills = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def rest(self) -> None:
        """Only to look at."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_image(self, image: QImage) -> None:
        """Show it; a null image is one that could not be read."""
        self._image = image
        self._words = tr("This picture is damaged.") if image.isNull() else ""
        if self._words:
            self.setAccessibleDescription(self._words)
            self.setEnabled(False)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._shown(self._look.px(680)).width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = self._look.px(48)
        return QSize(least, self._look.px(240) if self._fills else least)

    def hasHeightForWidth(self) -> bool:
        return not self._fills

    def heightForWidth(self, width: int) -> int:
        if self._fills:
            return -1
        return self._words_height(width) if self._words else self._shown(width).height()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def hitButton(self, at: object) -> bool:
        """Only the picture itself, not the room beside it."""
        return self._area().contains(at)  # type: ignore[call-overload,no-any-return]

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        area = QRectF(self._area())
        corner = min(_CORNER, area.height() / 2)
        if self._image.isNull():
            paint.box(
                painter,
                area,
                radius=corner,
                fill=look.color("sunk"),
                line=look.color("line"),
                width=look.hair,
            )
            painter.setPen(look.color("ink"))
            painter.setFont(look.font("small"))
            inner = area.adjusted(8, 8, -8, -8).toRect()
            painter.drawText(
                inner, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter), self._words
            )
        else:
            shape = QPainterPath()
            shape.addRoundedRect(area, corner, corner)
            painter.setClipPath(shape)
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._image)
            painter.setClipping(False)
            warm = self.underMouse() or self.isDown()
            line = look.color("primary" if warm else "line")
            paint.box(painter, area, radius=corner, fill=None, line=line, width=look.hair)
        painter.end()

    def _words_height(self, width: int) -> int:
        flags = int(Qt.TextFlag.TextWordWrap)
        metrics = self.fontMetrics()
        words = metrics.boundingRect(QRect(0, 0, max(1, width - 16), 10_000), flags, self._words)
        return max(words.height() + 24, self._look.px(_LEAST_WORDS))

    def _shown(self, width: int) -> QSize:
        """How large it is in a column; a small picture is not blown up."""
        look = self._look
        shown = QSize(self._size)
        most = QSize(width, look.px(self._most) if self._most else 16_777_215)
        if shown.width() > most.width() or shown.height() > most.height():
            shown = shown.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        return shown.expandedTo(QSize(1, 1))

    def _area(self) -> QRect:
        if self._fills:
            size = self._size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            if self._words:
                size = QSize(self.width(), min(self.height(), self._look.px(160)))
            place = QRect(self.rect().topLeft(), size)
            place.moveCenter(self.rect().center())
            return place
        size = self._shown(self.width())
        if self._words:
            size = QSize(min(self.width(), self._look.px(320)), self.height())
        left = self.width() - size.width() if self.layoutDirection() == _RTL else 0
        return QRect(left, 0, size.width(), size.height())


_RTL = Qt.LayoutDirection.RightToLeft
