"""Sessions side by side: what was written, where it was written, by eye, ear and keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import series as flow
from ketaguide.store import series, sessions
from ketaguide.ui.errands import GoBack, OpenGuide, OpenSeries, PlanSeries, PlanSession, ShowEntries
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.pages.series_columns import SideBySide
from ketaguide.ui.pages.series_page import SeriesPage
from ketaguide.ui.pages.session_page import SessionPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.body_picture import BodyPicture
from ketaguide.ui.widgets.tag import Tag
from ketaguide.ui.widgets.toast import Toast
from tests.helpers.in_a_row import only_series, spring, spring_over
from tests.helpers.opened import ask, opened, part, rowan, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import a_session

WIDE, NARROW = (1056, 840), (520, 840)


def page_for(room: Room, qtbot: QtBot, *, size: tuple[int, int] = WIDE) -> SeriesPage:
    page = SeriesPage(room)
    qtbot.addWidget(page)
    show(page, size=size)
    return page


def press(page: QWidget, *names: str) -> None:
    for name in names:
        part(page, QAbstractButton, name).click()
        settle()


def order(room: Room) -> list[str]:
    return [one.id for one in reversed(ask(room, sessions.every))]


def choose(page: Page, name: str, value: str) -> None:
    select = part(page, QComboBox, name)
    select.setCurrentIndex(select.findData(value))
    select.activated.emit(select.currentIndex())
    settle()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_all_of_it_is_there_at_any_width(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot, size=size)
        words = said(page)
        assert "Spring" in words
        assert "The fifth of six comes next: Tuesday 24 November, 10:00." in words
        for told in (
            *("Session 6", "No particular goal. To come and see.", "The quiet is not empty."),
            *("Rang on Sunday. We talked about soup.", "stomach: more; “a fist”", "frightened"),
        ):
            assert told in words
        assert len([one for one in page.findChildren(BodyPicture) if one.isVisible()]) == 2
        assert (len(page.findChildren(SideBySide)) == 1) == (size == WIDE)
        assert page.sheet.horizontalScrollBar().maximum() == 0


def test_an_empty_place_says_so_to_who_cannot_see_it(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        names = {one.accessibleName() for one in page.findChildren(QLabel) if one.text() == "–"}
        assert "Session 2, Insights: Nothing noted" in names
        assert "Session 1, Insights: Nothing noted" not in names


def test_each_session_leads_to_its_entries_and_its_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        ids = order(room)
        press(page, f"series_entries_{ids[2]}", "series_session_plan")
        assert where == [ShowEntries(session_id=ids[2]), PlanSession(ids[0])]
        assert page.findChild(QAbstractButton, f"series_entries_{ids[4]}") is None


def test_arrows_move_the_columns_and_the_headings_stay(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        board = part(page, SideBySide, "series_side_by_side")
        title = next(one for one in board.findChildren(QLabel) if one.text() == "Feelings")
        first = next(one for one in board.findChildren(QLabel) if one.text() == "Session 1")
        before = title.mapTo(board, title.rect().topLeft())
        bar = board.horizontalScrollBar()
        board.setFocus()
        QTest.keyClick(board, Qt.Key.Key_End)
        settle()
        assert bar.value() == bar.maximum() > 0
        assert title.mapTo(board, title.rect().topLeft()) == before
        assert first.visibleRegion().isEmpty()
        QTest.keyClick(board, Qt.Key.Key_Left)
        assert bar.value() < bar.maximum()
        QTest.keyClick(board, Qt.Key.Key_Home)
        assert bar.value() == 0
        press(page, "series_later")
        assert bar.value() > 0
        assert board.verticalScrollBar().maximum() == 0


def test_tab_brings_a_column_into_sight(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        plans = page.findChildren(QAbstractButton, "series_session_plan")
        assert plans[-1].visibleRegion().isEmpty()
        plans[-1].setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        assert not plans[-1].visibleRegion().isEmpty()


def test_as_a_list_each_session_is_one_stop(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        press(page, "series_list")
        ids = order(room)
        first = part(page, QLabel, f"series_text_{ids[0]}")
        text = first.text()
        assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
        for told in (
            "Session 1",
            "Feelings: settled, curious, sad",
            "left hand: warm",
            "Kept: Rang",
        ):
            assert told in text
        assert "Insights" not in part(page, QLabel, f"series_text_{ids[1]}").text()
        assert page.findChildren(BodyPicture) == []
        press(page, "series_list")
        assert len(page.findChildren(BodyPicture)) == 2


def test_any_two_are_compared(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        loose = ask(room, lambda db: a_session(db, in_days=40, place="Elsewhere"))
        page = page_for(room, qtbot)
        press(page, "series_compare")
        words = said(page)
        assert "To be a little less busy with myself." in words
        assert "More room for the people at my table." in words
        assert "No particular goal" not in words
        choose(page, "series_compare_other", order(room)[2])
        assert "No particular goal" in said(page)
        assert len([one for one in page.findChildren(BodyPicture) if one.isVisible()]) == 2
        assert {one.text() for one in page.findChildren(Tag)} >= {"settled", "frightened"}
        choose(page, "series_compare_one", loose.id)
        assert "A session by itself" in said(page)
        press(page, "series_compare")
        assert "More room for the people at my table." in said(page)


def test_out_of_the_series_and_back_by_undo(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        press(page, "series_take_out")
        assert "The fourth of five comes next" in said(page)
        toast = page.findChild(Toast)
        assert toast is not None
        toast.action_wanted.emit()
        settle()
        assert "The fifth of six comes next" in said(page)


def test_a_session_that_is_there_is_put_in(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        loose = ask(room, lambda db: a_session(db, in_days=40))
        page = page_for(room, qtbot)
        choose(page, "series_loose", loose.id)
        press(page, "series_put_in")
        assert "The fifth of seven" in said(page)
        assert not part(page, QComboBox, "series_loose").isVisible()


def test_removing_the_series_keeps_the_sessions(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        press(page, "series_remove")
        assert len(order(room)) == 6
        assert "Sessions in a row" in said(page)
        assert "Session 1" not in said(page)
        toast = page.findChild(Toast)
        assert toast is not None
        toast.action_wanted.emit()
        settle()
        assert "Spring" in said(page)


def test_a_look_back_is_offered_once_all_have_been(qtbot: QtBot, tmp_path: Path) -> None:
    for number, (fill, guide_id) in enumerate(
        ((spring, "between-sessions"), (spring_over, "series-review"))
    ):
        with opened(tmp_path / str(number), fill=fill) as room:
            page = page_for(room, qtbot)
            where = wishes(page)
            press(page, "series_review")
            (errand,) = where
            assert isinstance(errand, OpenGuide)
            assert errand.guide_id == guide_id
            assert core_catalogue().guide(guide_id).title in said(page)
            assert errand.session_id == order(room)[5 if number else 3]


def test_without_a_series_sessions_can_be_put_together(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        press(page, "series_plan", "series_gather")
        (made,) = ask(room, series.every)
        assert where == [PlanSeries(), OpenSeries(made.id)]
        press(page, "series_put_in", "series_put_in", "series_back")
        assert len(ask(room, lambda db: flow.places(db, sessions.every(db)))) == 2
        assert where[-1] == GoBack()


def test_what_is_ahead_leads_to_changing_it(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        where = wishes(page)
        press(page, "series_change")
        assert where == [PlanSeries(ask(room, only_series))]


def test_home_the_session_day_and_the_plan_say_which_one_it_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(tmp_path, fill=spring) as room:
        home = HomePage(room)
        qtbot.addWidget(home)
        show(home, size=(1280, 840))
        assert "Session 5 of 6 of “Spring”" in said(home)
        pages: tuple[Page, ...] = (
            PhasePage(room, phase="session-day"),
            SessionPage(room, session_id=order(room)[4]),
        )
        for page in pages:
            qtbot.addWidget(page)
            show(page)
            where = wishes(page)
            assert "Session 5 of 6 of “Spring”" in said(page)
            press(page, "session_series")
            assert where == [OpenSeries(ask(room, only_series))]


def test_a_session_by_itself_says_nothing_of_a_series(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        page = PhasePage(room, phase="session-day")
        qtbot.addWidget(page)
        show(page)
        assert not part(page, QAbstractButton, "session_series").isVisible()


def test_the_keyboard_begins_at_the_top(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=spring) as room:
        page = page_for(room, qtbot)
        page.begin()
        settle()
        here = QApplication.focusWidget()
        assert here is not None
        assert here.objectName() == "series_list"
        assert page.sheet.verticalScrollBar().value() == 0
