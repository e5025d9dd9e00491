"""The lines of the sidebar: places, and the program's name above them."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

# How much room the words get: beside their icons, small beside their icons, or none.
Form = Literal["full", "small", "icons"]


@dataclass(frozen=True)
class Place:
    """One line of the sidebar; ``keys`` is the shortcut shown in the tooltip."""

    id: str
    label: str
    icon: str
    keys: str = ""
    is_page: bool = True


def places() -> tuple[Place, ...]:
    """The pages, top to bottom."""
    return (
        Place("home", tr("Home"), "house", "Ctrl+1"),
        Place("preparation", tr("Prepare"), "list-checks", "Ctrl+2"),
        Place("session-day", tr("Session day"), "sunrise", "Ctrl+3"),
        Place("integration", tr("Integrate"), "sparkles", "Ctrl+4"),
        Place("journal", tr("Journal"), "notebook-pen", "Ctrl+5"),
    )


def lifelines() -> tuple[Place, ...]:
    """What stands at the foot on every page and is never scrolled away."""
    return (
        Place("ground", tr("Ground me"), "wind", "F8", is_page=False),
        Place("safety", tr("Safety"), "life-buoy", "F9", is_page=False),
    )


def helpers() -> tuple[Place, ...]:
    """How it works, and how it is set up."""
    return (
        Place("help", tr("Help"), "circle-question-mark", "F1", is_page=False),
        Place("settings", tr("Settings"), "settings", "Ctrl+,"),
    )


class NavButton(QPushButton):
    """One place; checked while it is on screen. As an icon its tooltip has its name."""

    def __init__(self, place: Place, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(paint.escaped(place.label), parent)
        self.place = place
        self._look = look
        self._form: Form = "full"
        self.setObjectName(f"nav_{place.id}")
        self.setAccessibleName(place.label)
        self.setToolTip(f"{place.label} ({place.keys})" if place.keys else place.label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setCheckable(place.is_page)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_form(self, form: Form) -> None:
        self._form = form
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look
        if self._form == "icons":
            return QSize(look.px(44), max(44, look.px(26)))
        words = QFontMetrics(self._font()).horizontalAdvance(self.place.label) + 1
        pad, gap = self._pads()
        tall = max(44, look.px(24)) if self._form == "small" else max(42, look.px(34))
        return QSize(words + look.px(18) + gap + 2 * pad, tall)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        here = self.isChecked()
        if here or self.underMouse() or self.isDown():
            edge = look.is_contrast or None
            paint.box(
                painter,
                QRectF(self.rect()),
                radius=look.radius(),
                fill=look.color("soft" if here else "background"),
                line=look.color("primary" if here else "line_strong") if edge else None,
                width=look.hair,
            )
        ink = look.color("primary" if here else "ink")
        side = look.px(18)
        pad, gap = self._pads()
        left = (self.width() - side) // 2 if self._form == "icons" else pad
        mark = paint.mirrored(QRect(left, 0, side, self.height()), self)
        paint.icon(painter, self.place.icon, mark, color=ink, look=look, on=self)
        if self._form != "icons":
            start = left + side + gap
            words = paint.mirrored(QRect(start, 0, self.width() - start, self.height()), self)
            painter.setPen(ink)
            painter.setFont(self._font())
            align = Qt.AlignmentFlag.AlignVCenter | paint.leading(self)
            painter.drawText(words, int(align), self.place.label)
        painter.end()

    def _font(self) -> QFont:
        return self._look.font("small_label" if self._form == "small" else "label")

    def _pads(self) -> tuple[int, int]:
        """Room at the sides, and between icon and words."""
        look = self._look
        return (look.gap(8), look.gap(7)) if self._form == "small" else (look.gap(13), look.gap(10))


class Brand(QLabel):
    """The sprout and the program's name; beside small words or none only the sprout."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("KetaGuide", parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._look = look
        self._form: Form = "full"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_form(self, form: Form) -> None:
        self._form = form
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look
        words = QFontMetrics(look.font("title")).horizontalAdvance(self.text())
        wide = look.px(22) + (look.gap(8) + words + 2 if self._form == "full" else look.gap(8))
        return QSize(wide, look.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        side = look.px(22)
        # In line with the icons below it.
        left = {"full": 0, "small": look.gap(8)}.get(self._form, (self.width() - side) // 2)
        mark = paint.mirrored(QRect(left, 0, side, self.height()), self)
        paint.icon(painter, "sprout", mark, color=look.color("primary"), look=look, on=self)
        if self._form == "full":
            start = side + look.gap(8)
            words = paint.mirrored(QRect(start, 0, self.width() - start, self.height()), self)
            painter.setPen(look.color("ink"))
            painter.setFont(look.font("title"))
            align = Qt.AlignmentFlag.AlignVCenter | paint.leading(self)
            painter.drawText(words, int(align), self.text())
        painter.end()
