"""Small things to look at: an icon, an icon with words, a ring that fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ketaguide.base.text import tr, trn
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.labels import Label, Small

if TYPE_CHECKING:
    from ketaguide.ui.unsaved import Unsaved

# A property of whatever holds a vault that is only for looking around.
NOTHING_KEPT = "nothing_kept"
# A property of whatever shows the banner about a full disk over its pages.
TELLS_OF_DISK = "tells_of_disk"
# A property of a layer that is followed without touching anything: whoever opened it is there.
COUNTS_AS_THERE = "counts_as_there"


class IconMark(QWidget):
    """An icon beside words that already say it: a screen reader passes over it."""

    def __init__(
        self,
        icon: str,
        *,
        look: Look,
        color: str = "muted",
        size: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._color = color
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, *, color: str) -> None:
        self._icon = icon
        self._color = color
        self.update()

    def sizeHint(self) -> QSize:
        side = self._look.px(self._size)
        return QSize(side, side + self._look.px(2))

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        color = self._look.color(self._color)
        paint.icon(painter, self._icon, self.rect(), color=color, look=self._look, on=self)
        painter.end()


class IconLine(QWidget):
    """An icon and one small line of words."""

    def __init__(
        self,
        icon: str,
        text: str,
        *,
        look: Look,
        color: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mark = IconMark(icon, look=look, color=color)
        self._label: Label = Small(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(8))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)

    def set_text(self, text: str) -> None:
        self._label.setText(text)

    def set_icon(self, icon: str, *, color: str) -> None:
        """The words say it too; nobody needs to tell colours apart."""
        self._mark.set_icon(icon, color=color)

    def text(self) -> str:
        return self._label.text()


class SavedLine(IconLine):
    """Says that what was written is kept, and where. Hidden until the first save.

    Inside anything with the property ``NOTHING_KEPT`` it says that instead.
    """

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("shield-check", self.words(), look=look, color="primary", parent=parent)
        self._unsaved: Unsaved | None = None
        self._waits = False
        self.hide()

    @staticmethod
    def words() -> str:
        return tr("Saved, encrypted on this computer")

    def show_saved(self) -> None:
        self.show()

    def heed(self, unsaved: Unsaved) -> None:
        """Claim nothing while something typed waits for the disk."""
        self._unsaved = unsaved
        unsaved.delayed.connect(self._on_delayed)
        unsaved.settled.connect(self._on_settled)

    def showEvent(self, event: QShowEvent) -> None:
        self._say()
        super().showEvent(event)

    def _on_delayed(self, _problem: object) -> None:
        self._waits = True
        self._say()

    def _on_settled(self) -> None:
        self._waits = self._unsaved is not None and not self._unsaved.is_empty
        self._say()

    def _say(self) -> None:
        icon, color = ("info", "integration") if self._waits else ("shield-check", "primary")
        self.set_icon(icon, color=color)
        if keeps_nothing(self):
            self.set_text(tr("Made-up notes: nothing is kept"))
        else:
            self.set_text(tr("Not saved yet") if self._waits else self.words())


def keeps_nothing(widget: QWidget | None) -> bool:
    """Whether it lies in a vault that is only for looking around."""
    return has_above(widget, NOTHING_KEPT)


def has_above(widget: QWidget | None, name: str) -> bool:
    """Whether it, or something that holds it, has this property set."""
    while widget is not None:
        if widget.property(name):
            return True
        widget = widget.parentWidget()
    return False


class TimeNote(IconLine):
    """Says how long something takes, so that nobody starts what they cannot finish."""

    def __init__(self, minutes: int, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("clock", self.words(minutes), look=look, parent=parent)
        if minutes <= 0:
            self.hide()

    @staticmethod
    def words(minutes: int) -> str:
        return trn("about {count} minute", "about {count} minutes", minutes)


class Ring(QWidget):
    """How many of a few things are done, as a ring with the count inside.

    With an ``icon`` there is no count: the ring is then beside words that say how things stand,
    and a screen reader passes over it.
    """

    def __init__(
        self,
        *,
        look: Look,
        done: int = 0,
        total: int = 0,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(done, total)

    def set_count(self, done: int, total: int) -> None:
        self._done = done
        self._total = total
        if not self._icon:
            self.setAccessibleName(tr("{done} of {total} done", done=done, total=total))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(64), self._look.px(64))

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        width = look.px(6)
        area = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(look.color("line"), width))
        painter.drawEllipse(area)
        if self._total and self._done:
            pen = QPen(look.color("primary"), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            way = -1 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else 1
            painter.drawArc(area, 90 * 16, way * round(360 * 16 * self._done / self._total))
        if self._icon:
            side = look.px(22)
            middle = QRect(0, 0, side, side)
            middle.moveCenter(self.rect().center())
            paint.icon(painter, self._icon, middle, color=look.color("muted"), look=look, on=self)
            painter.end()
            return
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("label"))
        text = QRect(self.rect())
        painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), f"{self._done}/{self._total}")
        painter.end()
