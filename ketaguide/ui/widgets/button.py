"""Things to press."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

# Icons that say "onwards" stand after the words.
_AFTER = ("arrow-right", "chevron-right", "chevron-down", "chevron-up")
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


class Button(QPushButton):
    """Words, and perhaps an icon, to press.

    One ``primary`` a screen; ``secondary`` has a border, ``quiet`` only its words, ``danger`` is
    for erasing, ``link`` is underlined and sits in running text.
    """

    def __init__(
        self,
        text: str,
        *,
        look: Look,
        kind: str = "secondary",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = kind
        self._icon = icon
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.set_words(text)

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, text: str) -> None:
        """Change what the button says, for the eye and for a screen reader."""
        self._words = text
        self.setText(paint.escaped(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str | None) -> None:
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Another of the kinds, so that a page keeps one primary when its parts change."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._line() + self._chrome()
        return QSize(max(width, self._look.target), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        sizes, role = self._look.text, self._role()
        longest = max((sizes.width(role, word) for word in self._words.split()), default=0)
        return QSize(longest + 1 + self._chrome(), self._look.target)

    def heightForWidth(self, width: int) -> int:
        room = max(1, width - self._chrome())
        text = self._look.text.height(self._role(), self._words, width=room)
        if self._kind == "link":
            return max(text + self._look.px(6), self._look.px(28))
        return max(text + self._look.px(20), self._look.px(42))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
            paint.fit_height(self)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        fill, line, ink = self._colours()
        radius = self._look.radius()
        area = QRectF(self.rect())
        paint.box(painter, area, radius=radius, fill=fill, line=line, width=self._look.hair)
        painter.setPen(ink)
        font = self._look.font(self._role())
        font.setUnderline(self._kind == "link")
        painter.setFont(font)
        words, icon = self._places()
        align = Qt.AlignmentFlag.AlignHCenter if not self._icon else paint.leading(self)
        painter.drawText(words, int(_WRAP | align), self._words)
        if self._icon:
            paint.icon(painter, self._icon, icon, color=ink, look=self._look, on=self)
        painter.end()

    def _places(self) -> tuple[QRect, QRect]:
        """Where the words and the icon go, the two centred together."""
        side = self._look.px(18) if self._icon else 0
        gap = self._look.px(8) if self._icon and self._words else 0
        room = self.width() - 2 * self._pad()
        text = min(self._line(), room - side - gap)
        left = (self.width() - text - side - gap) // 2
        if self._icon in _AFTER:
            words_x, icon_x = left, left + text + gap
        else:
            words_x, icon_x = left + side + gap, left
        words = QRect(words_x, 0, text, self.height())
        icon = QRect(icon_x, 0, side, self.height())
        return paint.mirrored(words, self), paint.mirrored(icon, self)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        look = self._look
        warm = self.isEnabled() and (self.underMouse() or self.isDown())
        if not self.isEnabled():
            line = look.color("line")
            return (
                (look.color("sunk") if self._kind == "primary" else None),
                line,
                look.color("muted"),
            )
        if self._kind == "primary":
            fill = look.color("primary")
            if warm:
                fill = paint.mixed(fill, look.color("ink"), 0.14)
            return fill, None, look.color("on_primary")
        if self._kind == "secondary":
            fill = look.color("soft" if warm else "surface")
            return fill, look.color("line_strong"), look.color("ink")
        if self._kind == "danger":
            fill = look.color("sunk" if warm else "surface")
            return fill, look.color("danger"), look.color("danger")
        hover = look.color("soft") if warm and self._kind == "quiet" else None
        line_hover = look.color("primary") if warm and look.is_contrast else None
        return hover, line_hover, look.color("primary")

    def _line(self) -> int:
        """All words on one line; wrapping measures each word and needs a little more."""
        return self._look.text.width(self._role(), self._words) + self._look.px(3)

    def _role(self) -> str:
        return "small_label" if self._kind == "link" else "label"

    def _pad(self) -> int:
        wide = {"link": 2, "quiet": 12}.get(self._kind, 22)
        return self._look.gap(wide)

    def _chrome(self) -> int:
        icon = self._look.px(18) + self._look.px(8) if self._icon else 0
        return 2 * self._pad() + icon


class IconButton(QPushButton):
    """An icon to press. Its name is a tooltip for the eye and a label for a screen reader."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self.setToolTip(paint.tooltip(name))
        self.setAccessibleName(name)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.target, self._look.target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
            paint.fit_height(self)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look = self._look
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            line = look.color("line_strong") if look.is_contrast else None
            paint.box(
                painter,
                QRectF(self.rect()),
                radius=look.radius(),
                fill=look.color("soft"),
                line=line,
                width=look.hair,
            )
        ink = look.color("muted" if self.isEnabled() else "line_strong")
        size = look.px(18)
        area = QRect((self.width() - size) // 2, (self.height() - size) // 2, size, size)
        paint.icon(painter, self._icon, area, color=ink, look=look, on=self)
        painter.end()
