"""Choosing one of a few names, a date or a time: Qt's own fields in our clothes."""

from PySide6.QtCore import QChildEvent, QDate, QEvent, QObject, QPoint, QRect, Qt, QTime, QTimer
from PySide6.QtGui import QMouseEvent, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QStyledItemDelegate,
    QTimeEdit,
    QWidget,
)

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint


class Select(QComboBox):
    """One of a few. The wheel never changes it: it scrolls the page instead."""

    def __init__(self, *, look: Look, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setProperty("own_ring", True)
        # Scrolling past it does not take the keyboard away either.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)
        # Only this delegate gives the lines of the list the height that the stylesheet wants.
        self.setItemDelegate(QStyledItemDelegate(self))

    def add(self, item_id: str, label: str) -> None:
        self.addItem(label, item_id)

    def value(self) -> str:
        """The chosen id; empty while there is nothing to choose."""
        return str(self.currentData() or "")

    def set_value(self, item_id: str) -> None:
        index = self.findData(item_id)
        if index >= 0:
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_mark(self, "chevron-down", self._look)


class _ClickSelects(QObject):
    """A click takes the whole day, month or hour, so that what is typed then replaces it."""

    def __init__(self, field: QDateTimeEdit) -> None:
        super().__init__(field)
        self._field = field

    def eventFilter(self, _edit: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            # Once the click has put the cursor where it belongs.
            QTimer.singleShot(0, self, self._on_clicked)
        return False

    def _on_clicked(self) -> None:
        if not self._field.lineEdit().hasSelectedText():
            self._field.setSelectedSection(self._field.currentSection())


class DateEdit(QDateEdit):
    """A day, typed or picked from a calendar. The wheel scrolls the page instead."""

    def __init__(
        self,
        day: QDate | None = None,
        *,
        look: Look,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setProperty("own_ring", True)
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMMM yyyy")
        self.setDate(day or QDate.currentDate())
        self._has_calendar = False
        self.lineEdit().installEventFilter(_ClickSelects(self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and getattr(self, "_has_calendar", False):
            self._calm()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The calendar is built with its first press: most days are chosen without it."""
        self._has_calendar = True
        self._calm()
        super().mousePressEvent(event)

    def childEvent(self, event: QChildEvent) -> None:
        """However else the calendar comes, it is calm before it shows."""
        super().childEvent(event)
        child = event.child() if event.type() == QEvent.Type.ChildPolished else None
        if isinstance(child, QWidget) and child.isWindow() and not self._has_calendar:
            self._has_calendar = True
            self._calm()

    def _calm(self) -> None:
        """Qt paints weekends red, which is an alarm and too faint in the dark."""
        calendar = self.calendarWidget()
        plain = QTextCharFormat()
        plain.setForeground(self._look.color("ink"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, plain)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802  (Qt's own name)
        super().setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_mark(self, "calendar", self._look)


class TimeEdit(QTimeEdit):
    """A time of day; arrows change the part that the cursor is in."""

    def __init__(
        self,
        time: QTime | None = None,
        *,
        look: Look,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setProperty("own_ring", True)
        # A stylesheet's padding does not reach the inside of a spin box.
        self.lineEdit().setTextMargins(look.gap(13), 0, look.gap(13), 0)
        self.setTime(time or QTime(10, 0))
        self.lineEdit().installEventFilter(_ClickSelects(self))

    def setAccessibleName(self, name: str) -> None:  # noqa: N802  (Qt's own name)
        super().setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._look
        painter = paint.start(self)
        side, half = look.px(13), self.height() // 2
        x = self.width() - side - look.gap(12)
        for icon, y in (("chevron-up", half - side), ("chevron-down", half)):
            area = paint.mirrored(QRect(x, y, side, side), self)
            paint.icon(painter, icon, area, color=look.color("muted"), look=look, on=self)
        painter.end()


def _paint_mark(field: QWidget, icon: str, look: Look) -> None:
    painter = paint.start(field)
    side = look.px(16)
    corner = QPoint(field.width() - side - look.gap(12), (field.height() - side) // 2)
    area = paint.mirrored(QRect(corner.x(), corner.y(), side, side), field)
    paint.icon(painter, icon, area, color=look.color("muted"), look=look, on=field)
    painter.end()
