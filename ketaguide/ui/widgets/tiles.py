"""Whole cards and whole lines to press."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

_WRAP = Qt.TextFlag.TextWordWrap
_OPENING_LINES = 3


class EntryCard(QPushButton):
    """One piece of writing: when, its title, how it begins. Pressing opens it."""

    def __init__(
        self,
        title: str,
        *,
        look: Look,
        when: str = "",
        opening: str = "",
        phase: str = "",
    ) -> None:
        """Args:
        when: date and occasion, in the phase's colour.
        opening: the first words; shown on three lines at most. Empty hides them.
        phase: preparation, session-day, integration or nothing.
        """
        super().__init__()
        self._look = look
        self._parts = (when, title, " ".join(opening.split()))
        self._phase = phase
        self.setAccessibleName(", ".join(filter(None, (title, when))))
        self.setAccessibleDescription(self._parts[2])
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ring_radius", look.radius("card"))

    def sizeHint(self) -> QSize:
        width = self._look.px(260)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(160), self._look.px(84))

    def heightForWidth(self, width: int) -> int:
        look = self._look
        room = width - 2 * look.gap(18)
        high = sum(height for _, _, height in self._lines(room)) + 2 * look.gap(4)
        return high + 2 * look.gap(18) + paint.SHADOW_BOTTOM + paint.SHADOW_TOP

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        side, top, bottom = paint.SHADOW_SIDE, paint.SHADOW_TOP, paint.SHADOW_BOTTOM
        area = QRectF(self.rect()).adjusted(side, top, -side, -bottom)
        warm = self.underMouse() or self.isDown()
        paint.shadow(painter, area, radius=look.radius("card"), look=look)
        paint.box(
            painter,
            area,
            radius=look.radius("card"),
            fill=look.color("sunk" if warm else "surface"),
            line=look.color("primary" if warm else "line"),
            width=look.hair,
        )
        inks = (look.phase_color(self._phase), look.color("ink"), look.color("muted"))
        pad, y = look.gap(18), look.gap(18)
        room = self.width() - 2 * pad
        align = int(_WRAP | paint.leading(self) | Qt.AlignmentFlag.AlignTop)
        for ink, (font, words, height) in zip(inks, self._lines(room), strict=True):
            painter.setPen(ink)
            painter.setFont(font)
            painter.drawText(QRect(pad, y, room, height), align, words)
            y += height + (look.gap(4) if words else 0)
        painter.end()

    def _lines(self, room: int) -> list[tuple[QFont, str, int]]:
        """Font, words and height of the three parts in a width."""
        made = []
        for role, words in zip(("small_label", "label", "body"), self._parts, strict=True):
            font = self._look.font(role)
            metrics = QFontMetrics(font)
            shown = _shortened(words, metrics, room) if role == "body" else words
            area = metrics.boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), shown)
            made.append((font, shown, area.height() if shown else 0))
        return made


class LineButton(QPushButton):
    """A line with an icon that leads somewhere; ``is_done`` shows a tick and quieter words."""

    def __init__(
        self,
        text: str,
        *,
        look: Look,
        icon: str = "chevron-right",
        is_done: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(paint.escaped(text), parent)
        self._look = look
        self._words = text
        self._icon = "check" if is_done else icon
        self._is_done = is_done
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(220), self.heightForWidth(self._look.px(220)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(140), self._look.target)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._start()), 10_000)
        metrics = QFontMetrics(self._look.font("body"))
        text = metrics.boundingRect(room, int(_WRAP), self._words).height()
        return max(text + self._look.px(12), self._look.target)

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
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter: QPainter = paint.start(self)
        if self.underMouse() or self.isDown():
            fill = look.color("soft")
            paint.box(painter, QRectF(self.rect()), radius=look.radius(), fill=fill)
        side = look.px(18)
        mark = paint.mirrored(QRect(look.gap(6), 0, side, self.height()), self)
        color = look.color("primary" if self._is_done else "muted")
        paint.icon(painter, self._icon, mark, color=color, look=look, on=self)
        start = self._start()
        words = paint.mirrored(QRect(start, 0, self.width() - start, self.height()), self)
        painter.setPen(look.color("muted" if self._is_done else "ink"))
        painter.setFont(look.font("body"))
        align = int(_WRAP | paint.leading(self) | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(words, align, self._words)
        painter.end()

    def _start(self) -> int:
        return self._look.gap(6) + self._look.px(18) + self._look.gap(10)


def _shortened(words: str, metrics: QFontMetrics, room: int) -> str:
    """As many words as fit on the opening's lines, with an ellipsis when some are missing."""
    most = metrics.lineSpacing() * _OPENING_LINES
    area = QRect(0, 0, room, 10_000)

    def fits(text: str) -> bool:
        return metrics.boundingRect(area, int(_WRAP), text).height() <= most

    if fits(words):
        return words
    parts = words.split(" ")
    low, high = 1, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(" ".join(parts[:middle]) + " …"):
            low = middle
        else:
            high = middle - 1
    return " ".join(parts[:low]) + " …"
