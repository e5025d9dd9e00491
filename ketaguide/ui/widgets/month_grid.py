"""A month to press: painted as a calendar, every day a real button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.models import month_days
from ketaguide.ui.models.month_days import DAYS_A_WEEK, Month, day_spoken
from ketaguide.ui.widgets import paint

_MOST_DAYS = 31
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class DayButton(QAbstractButton):
    """One day: its number, a dot where something was written, a diamond on a session's day."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.day = date.min
        self.entries = self.sessions = 0
        self.is_today = self.is_chosen = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ring_radius", look.radius())

    def show_day(self, *, is_today: bool, is_chosen: bool) -> None:
        self.is_today, self.is_chosen = is_today, is_chosen
        spoken = day_spoken(
            self.day, entries=self.entries, sessions=self.sessions, is_today=is_today
        )
        self.setAccessibleName(tr("{day}, chosen", day=spoken) if is_chosen else spoken)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        warm = self.underMouse() or self.isDown()
        fill = look.color("soft" if self.is_chosen or warm else "surface")
        edge = "primary" if self.is_chosen else "line_strong" if self.is_today else "line"
        width = 2 * look.hair if self.is_chosen or self.is_today else look.hair
        radius = look.radius()
        paint.box(painter, area, radius=radius, fill=fill, line=look.color(edge), width=width)
        number = QRectF(0, look.gap(4), self.width(), _line(look, "label"))
        painter.setPen(look.color("ink" if self.entries or self.sessions else "muted"))
        font = look.font("label")
        font.setUnderline(self.is_today)
        painter.setFont(font)
        painter.drawText(number, int(Qt.AlignmentFlag.AlignCenter), str(self.day.day))
        self._paint_marks(painter, number.bottom())
        painter.end()

    def _paint_marks(self, painter: QPainter, top: float) -> None:
        """Beside the diamond its word, where there is room for it."""
        look = self._look
        side, gap = look.px(8), look.gap(6)
        font = look.font("small_label")
        words = tr("Session") if self.sessions else ""
        long = QFontMetrics(font).horizontalAdvance(words)
        wide = (side if self.entries else 0) + (side if self.sessions else 0)
        wide += gap if self.entries and self.sessions else 0
        if words and wide + gap + long < self.width() - 2 * gap:
            wide += gap + long
        else:
            words = ""
        place = QRectF((self.width() - wide) / 2, top, side, self.height() - top - look.gap(4))
        if self.entries:
            self._dot(painter, place)
            place.translate(side + gap, 0)
        if self.sessions:
            self._diamond(painter, place)
            place.translate(side + gap, 0)
        if words:
            place.setWidth(long + 2)
            painter.setPen(look.color("session"))
            painter.setFont(font)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _dot(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("primary"))
        painter.drawEllipse(place.center(), place.width() / 2, place.width() / 2)

    def _diamond(self, painter: QPainter, place: QRectF) -> None:
        half = place.width() / 2 - 0.5
        painter.save()
        painter.translate(place.center())
        painter.rotate(45)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.color("session"), self._look.px(2)))
        painter.drawRect(QRectF(-half, -half, 2 * half, 2 * half))
        painter.restore()


class MonthGrid(QWidget):
    """One stop for Tab. Arrows move by days and weeks, Home and End within the week.

    Page Up and Page Down go to the month before and after.
    """

    chosen = Signal(object)  # a date
    month_wanted = Signal(object)  # a Month; then call ``show_month`` and, later, ``show_marks``

    def __init__(self, *, look: Look, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month_grid")
        self._look = look
        self._today = today
        self._first = month_days.first_weekday()
        self.month = Month.of(today)
        self.day = today
        self._chosen: date | None = None
        self._weeks: tuple[tuple[date | None, ...], ...] = ()
        self._buttons: list[DayButton] = []
        for number in range(_MOST_DAYS):
            button = DayButton(look=look, parent=self)
            button.setObjectName(f"day_{number + 1}")
            button.clicked.connect(self._on_clicked)
            button.installEventFilter(self)
            self._buttons.append(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.show_month(self.month)

    def show_month(self, month: Month) -> None:
        """The days of it, with nothing marked yet."""
        self.month = month
        self.setAccessibleName(month.words())
        self._weeks = month.weeks(first_weekday=self._first)
        self.day = month_days.in_month(self.day, month)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < month.last.day)
            if number < month.last.day:
                button.day = month.first.replace(day=number + 1)
                button.entries = button.sessions = 0
        self._refresh()
        self._place()
        self.updateGeometry()

    def show_marks(self, entries: Mapping[date, int], sessions: Mapping[date, int]) -> None:
        """How many there are on each day of the month."""
        for button in self._shown():
            button.entries = entries.get(button.day, 0)
            button.sessions = sessions.get(button.day, 0)
        self._refresh()

    def choose(self, day: date | None) -> None:
        """Show which day is looked at, without telling it."""
        self._chosen = day
        if day is not None and Month.of(day) == self.month:
            self.day = day
        self._refresh()

    def button(self, day: date) -> DayButton:
        """Of a day in the month shown."""
        return self._buttons[day.day - 1]

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(520), self._head() + len(self._weeks) * self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(DAYS_A_WEEK * 44, self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, DayButton):
            return False
        if event.type() == QEvent.Type.FocusIn:
            self.day = watched.day
            self._settle()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() not in _PLAIN:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            watched.click()
            return True
        there = month_days.stepped(
            watched.day,
            event.key(),
            mirrored=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
            first_weekday=self._first,
        )
        if there is None:
            return False
        self._go(there)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_buttons"):
            self._place()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        painter.setPen(self._look.color("muted"))
        painter.setFont(self._look.font("small_label"))
        for column, (short, _long) in enumerate(month_days.weekday_names(self._first)):
            area = self._cell(column, 0)
            area.moveTop(0)
            area.setHeight(self._head())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), short)
        painter.end()

    def _go(self, day: date) -> None:
        month = Month.of(day)
        if month != self.month:
            self.day = day
            self.month_wanted.emit(month)
        self.day = day
        self._settle()
        self.button(day).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, DayButton):
            self.choose(button.day)
            self.chosen.emit(button.day)

    def _refresh(self) -> None:
        for button in self._shown():
            is_chosen = button.day == self._chosen
            button.show_day(is_today=button.day == self._today, is_chosen=is_chosen)
        self._settle()

    def _settle(self) -> None:
        """Let Tab come in at one day only."""
        for button in self._buttons:
            here = button.day == self.day
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def _shown(self) -> list[DayButton]:
        return self._buttons[: self.month.last.day]

    def _place(self) -> None:
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if day is not None:
                    self.button(day).setGeometry(self._cell(column, row))

    def _cell(self, column: int, row: int) -> QRect:
        wide, gap = self.width() // DAYS_A_WEEK, self._look.gap(4)
        top = self._head() + row * self._high()
        cell = QRect(column * wide, top, wide - gap, self._high() - gap)
        return paint.mirrored(cell, self)

    def _head(self) -> int:
        return _line(self._look, "small_label") + self._look.gap(8)

    def _high(self) -> int:
        wanted = _line(self._look, "label") + self._look.px(8) + self._look.gap(22)
        return max(self._look.target + self._look.gap(4), wanted)


def _line(look: Look, role: str) -> int:
    return QFontMetrics(look.font(role)).lineSpacing()
