"""Days and times that are typed: what a click and the wheel do to them."""

from pathlib import Path

from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit
from pytestqt.qtbot import QtBot

from ketaguide.ui.widgets.pickers import DateEdit, Select, TimeEdit
from tests.helpers.pictures import make_look, settle


def click_at_the_front(field: QDateTimeEdit) -> None:
    edit = field.lineEdit()
    place = QPoint(edit.textMargins().left() + 4, edit.height() // 2)
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=place)
    settle()


def test_after_a_click_typing_replaces_the_hour(qtbot: QtBot, tmp_path: Path) -> None:
    field = TimeEdit(QTime(10, 0), look=make_look(tmp_path))
    qtbot.addWidget(field)
    field.show()
    settle()
    click_at_the_front(field)
    QTest.keyClicks(field.lineEdit(), "23")
    assert field.time().hour() == 23


def test_after_a_click_typing_replaces_the_day(qtbot: QtBot, tmp_path: Path) -> None:
    field = DateEdit(QDate(2026, 11, 30), look=make_look(tmp_path))
    qtbot.addWidget(field)
    field.show()
    settle()
    click_at_the_front(field)
    QTest.keyClicks(field.lineEdit(), "23")
    assert field.date() == QDate(2026, 11, 23)


def test_scrolling_past_does_not_take_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    field = Select(look=make_look(tmp_path))
    qtbot.addWidget(field)
    assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_the_calendar_opens_with_weekends_in_the_colour_of_other_days(
    qtbot: QtBot, tmp_path: Path
) -> None:
    look = make_look(tmp_path, theme="dark")
    field = DateEdit(QDate(2026, 11, 30), look=look)
    qtbot.addWidget(field)
    field.resize(260, 44)
    field.show()
    settle()
    assert field.findChild(QCalendarWidget) is None
    QTest.mouseClick(
        field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 12, field.height() // 2)
    )
    settle()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert calendar.weekdayTextFormat(day).foreground().color() == look.color("ink")
    header = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
    assert calendar.verticalHeaderFormat() == header
    calendar.window().close()
