"""Planning several sessions: typed once, every day changeable, nothing lost on the way."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit, QLineEdit, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import local
from ketaguide.flows import series as flow
from ketaguide.store import drafts, series, sessions
from ketaguide.store.sessions import Session
from ketaguide.ui.errands import GoBack, OpenSeries, PlanSeries
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.series_plan_page import SeriesPlanPage
from ketaguide.ui.pages.session_page import SessionPage
from ketaguide.ui.room import Room
from tests.helpers.in_a_row import only_series, spring
from tests.helpers.opened import ask, opened, part, rowan, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE


def page_for(room: Room, qtbot: QtBot, series_id: str = "") -> SeriesPlanPage:
    page = SeriesPlanPage(room, series_id=series_id)
    qtbot.addWidget(page)
    show(page)
    return page


def press(page: Page, *names: str) -> None:
    for name in names:
        part(page, QAbstractButton, name).click()
        settle()


def line(page: Page, name: str) -> QLineEdit:
    return part(page, QLineEdit, name)


def by_day(room: Room) -> list[Session]:
    return sorted(ask(room, sessions.every), key=lambda one: one.starts_at)


def walls(room: Room) -> list[str]:
    return [f"{local(one.starts_at, one.zone):%a %d %b %H:%M}" for one in by_day(room)]


def test_six_sessions_from_one_form(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        assert "6. Thursday 17 December, 10:00" in said(page)
        QTest.keyClicks(line(page, "series_title"), "Winter")
        QTest.keyClicks(line(page, "session_place"), "Linden Clinic")
        QTest.keyClicks(line(page, "session_with_whom"), "Jo")
        press(page, "choice_iv", "series_store")
        every = by_day(room)
        assert walls(room) == [
            *("Mon 30 Nov 10:00", "Thu 03 Dec 10:00", "Mon 07 Dec 10:00"),
            *("Thu 10 Dec 10:00", "Mon 14 Dec 10:00", "Thu 17 Dec 10:00"),
        ]
        assert {(one.place, one.with_whom, one.route) for one in every} == {
            ("Linden Clinic", "Jo", "iv")
        }
        assert [one.series_position for one in every] == [1, 2, 3, 4, 5, 6]
        (made,) = ask(room, series.every)
        assert (made.title, made.pattern, made.planned) == ("Winter", "six-infusions", 6)
        assert where == [OpenSeries(made.id)]
        assert ask(room, drafts.every) == []


def test_ten_stays_ten_where_the_clocks_change(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        press(page, "choice_eight-visits")
        part(page, QDateEdit, "session_day").setDate(QDate(2027, 3, 16))
        settle()
        press(page, "series_store")
        assert {wall[-5:] for wall in walls(room)} == {"10:00"}
        assert {one.starts_at.hour for one in by_day(room)} == {10, 9}


def test_one_day_is_changed_and_taken_back(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        press(page, "series_change_2")
        assert page.focusWidget() is part(page, QDateEdit, "series_day_of_2")
        part(page, QDateEdit, "series_day_of_2").setDate(QDate(2026, 12, 4))
        part(page, QTimeEdit, "series_time_of_2").setTime(QTime(14, 30))
        settle()
        assert "2. Friday 4 December, 14:30" in said(page)
        press(page, "series_proposed_2")
        assert "2. Thursday 3 December, 10:00" in said(page)
        assert part(page, QDateEdit, "series_day_of_2").date() == QDate(2026, 12, 3)
        part(page, QDateEdit, "series_day_of_2").setDate(QDate(2026, 12, 20))
        press(page, "series_store")
        assert walls(room)[-1] == "Sun 20 Dec 10:00"
        assert [one.series_position for one in by_day(room)] == [1, 2, 3, 4, 5, 6]


def test_an_own_pattern(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        assert not part(page, QComboBox, "series_count").isVisible()
        press(page, "choice_own")
        count, between = (part(page, QComboBox, f"series_{n}") for n in ("count", "between"))
        for select, value in ((count, "3"), (between, "10")):
            select.setCurrentIndex(select.findData(value))
            select.activated.emit(select.currentIndex())
        settle()
        press(page, "series_store")
        assert [wall[:10] for wall in walls(room)] == ["Mon 30 Nov", "Thu 10 Dec", "Sun 20 Dec"]


def test_a_time_that_one_night_skips_is_named_at_its_day(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        press(page, "choice_own")
        part(page, QDateEdit, "session_day").setDate(QDate(2027, 3, 21))
        part(page, QTimeEdit, "session_time").setTime(QTime(1, 30))
        settle()
        assert "clocks go forward" in said(part(page, QWidget, "series_day_2"))
        assert "clocks go forward" not in said(part(page, QWidget, "series_day_1"))
        press(page, "series_store")
        assert ask(room, sessions.every) == []
        part(page, QTimeEdit, "series_time_of_2").setTime(QTime(2, 30))
        settle()
        press(page, "series_store")
        assert len(by_day(room)) == 4


def test_what_was_typed_survives_a_crash(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        QTest.keyClicks(line(page, "series_title"), "Winter")
        press(page, "choice_eight-visits", "series_change_3")
        part(page, QDateEdit, "series_day_of_3").setDate(QDate(2026, 12, 8))
        settle()
        room.unsaved.flush()
        again = page_for(room, qtbot)
        assert line(again, "series_title").text() == "Winter"
        assert "8. Thursday 24 December" in said(again)
        assert "3. Tuesday 8 December, 10:00" in said(again)
        assert "not saved yet" in said(again)
        again.notice.action_wanted.emit()
        settle()
        assert line(again, "series_title").text() == ""
        assert ask(room, drafts.every) == []


def test_a_spoiled_draft_never_breaks_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    texts = (
        *("", "[]", "null", '{"own_days": 3}', '{"own_days": {"2": ["x", "y"]}}'),
        '{"pattern": "none", "count": "many", "between": "-3", "day": "2026-13-40", "zone": "X/Y"}',
    )
    for number, text in enumerate(texts):
        fill = partial(drafts.put, key=flow.NEW_DRAFT, content=text)
        with opened(tmp_path / str(number), fill=fill) as room:
            press(page_for(room, qtbot), "series_store")
            assert by_day(room)


def test_what_was_typed_for_one_session_goes_along(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        first = SessionPage(room)
        qtbot.addWidget(first)
        show(first)
        where = wishes(first)
        QTest.keyClicks(line(first, "session_place"), "The house by the river")
        part(first, QTimeEdit, "session_time").setTime(QTime(14, 0))
        press(first, "session_series")
        assert where == [PlanSeries()]
        page = page_for(room, qtbot)
        assert line(page, "session_place").text() == "The house by the river"
        press(page, "series_store")
        assert {one.place for one in by_day(room)} == {"The house by the river"}
        assert {wall[-5:] for wall in walls(room)} == {"14:00"}
        assert ask(room, drafts.every) == []


def test_leaving_without_saving_says_what_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        press(page, "series_cancel")
        QTest.keyClicks(line(page, "series_title"), "W")
        press(page, "series_cancel")
        assert [isinstance(one, GoBack) and bool(one.note) for one in where] == [False, True]


def test_place_people_and_clinic_of_another_session(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        before = len(by_day(room))
        page = page_for(room, qtbot)
        press(page, "session_take_over")
        assert line(page, "session_clinic_name").text() == "Linden Clinic"
        press(page, "series_store")
        made = [one for one in by_day(room) if one.series_id]
        assert len(by_day(room)) - before == len(made) == 6
        assert {one.clinic_phone for one in made} == {"020 7946 0190"}


def test_all_that_is_ahead_moves_by_a_week_and_the_past_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        before = {one.id: one for one in by_day(room)}
        series_id = ask(room, only_series)
        page = page_for(room, qtbot, series_id)
        assert "5. Tuesday 24 November, 10:00" in said(page)
        assert "4. Friday" not in said(page)
        press(page, "series_week_later")
        assert "5. Tuesday 1 December, 10:00" in said(page)
        line(page, "session_place").setText("The new house")
        settle()
        press(page, "series_store")
        for number, one in enumerate(by_day(room), 1):
            was = before[one.id]
            week = timedelta(days=7 if number > 4 else 0)
            assert one.starts_at == was.starts_at + week
            assert one.place == ("The new house" if number > 4 else was.place)
            assert one.with_whom == was.with_whom


def test_what_one_session_has_for_itself_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        last = by_day(room)[-1]
        ask(room, lambda db: sessions.change(db, last.id, ride_home="Mira"))
        page = page_for(room, qtbot, ask(room, only_series))
        line(page, "series_title").setText("Autumn")
        settle()
        press(page, "series_store")
        assert by_day(room)[-1].ride_home == "Mira"
        assert by_day(room)[-2].ride_home == "Sam drives"
        assert ask(room, series.every)[0].title == "Autumn"


def test_a_session_abroad_keeps_its_own_clock(qtbot: QtBot, tmp_path: Path) -> None:
    tokyo = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # ten in the morning there
    with opened(tmp_path, fill=spring) as room:
        last = by_day(room)[-1]
        ask(room, lambda db: sessions.change(db, last.id, starts_at=tokyo, zone="Asia/Tokyo"))
        page = page_for(room, qtbot, ask(room, only_series))
        press(page, "series_day_later", "series_store")
        abroad = by_day(room)[-1]
        assert abroad.starts_at == tokyo + timedelta(days=1)
        assert (abroad.zone, by_day(room)[-2].zone) == ("Asia/Tokyo", ZONE)
        assert by_day(room)[-2].starts_at > NOW


def test_by_keyboard_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        page = page_for(room, qtbot)
        for _ in range(60):
            here = page.focusWidget()
            if here is not None and here.objectName() == "series_change_4":
                break
            page.focusNextChild()
        here = page.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Space)
        settle()
        assert page.focusWidget() is part(page, QDateEdit, "series_day_of_4")
