"""Coming up on Home: a few lines, no words unless wanted, each left by one press."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.flows import insights
from ketaguide.store import check_ins, preferences
from ketaguide.ui.errands import OpenInsights, OpenSeries, OpenSteps
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.gates import focused
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.scenes_steps import SISTER, fill_steps
from tests.helpers.small_steps import later, press, status, step_id, undo
from tests.helpers.vaults import NOW, ZONE


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=fill_steps) as room:
        yield room


def home(room: Room, qtbot: QtBot) -> HomePage:
    page = HomePage(room)
    qtbot.addWidget(page)
    show(page)
    return page


def show_words(db: Db) -> None:
    preferences.put(db, preferences.HOME_SHOWS_WORDS, True)


def card(page: HomePage) -> QWidget:
    return part(page, QWidget, "coming_card")


def test_with_nothing_ahead_there_is_no_card(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        assert not card(home(room, qtbot)).isVisible()


def test_words_stay_hidden_until_home_may_show_them(room: Room, qtbot: QtBot) -> None:
    page = home(room, qtbot)
    assert "Tomorrow: a small step of yours" in said(card(page))
    names = [one.accessibleName() for one in page.findChildren(QAbstractButton)]
    assert not [name for name in names if "sister" in name]
    ask(room, show_words)
    settle()
    assert f"Tomorrow: {SISTER}" in said(card(page))


def test_a_line_leads_to_its_step(room: Room, qtbot: QtBot) -> None:
    page = home(room, qtbot)
    where = wishes(page)
    press(page, "coming_0")
    assert where == [OpenSteps(step_id(room, "Ring"))]


def test_leaving_a_look_back_is_one_press_and_can_be_taken_back(room: Room, qtbot: QtBot) -> None:
    later(room, 2)
    page = home(room, qtbot)
    assert "A small step of yours, to look back at" in said(card(page))
    press(page, "coming_skip")
    assert not card(page).isVisible()
    assert [one.choice for one in ask(room, check_ins.every)] == ["skip"]
    assert status(room, "Ring") == "open"
    undo(page)
    assert card(page).isVisible()
    assert ask(room, check_ins.every) == []


def test_how_sure_someone_is_leads_to_the_insight(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        insights.keep(db, text="Slow is fine.", now=NOW, zone=ZONE)
        show_words(db)

    with opened(tmp_path, fill=fill) as room:
        later(room, 7)
        page = home(room, qtbot)
        where = wishes(page)
        assert "How sure of it are you now? Slow is fine." in said(card(page))
        press(page, "coming_0")
        assert [type(one) for one in where] == [OpenInsights]


def test_home_stands_there_before_it_is_asked_what_comes(room: Room, qtbot: QtBot) -> None:
    """Nobody waits for it: the first picture of Home is painted without this card."""
    page = HomePage(room)
    qtbot.addWidget(page)
    page.resize(1056, 840)
    page.show()
    assert page.sheet.whole.isVisible()
    assert not card(page).isVisible()
    settle()
    assert card(page).isVisible()


def test_the_keyboard_stays_where_it_is_when_the_card_comes(room: Room, qtbot: QtBot) -> None:
    page = home(room, qtbot)
    page.activateWindow()
    page.focus_first()
    settle()
    before = focused()
    later(room, 2)
    ask(room, show_words)
    settle()
    assert focused() is before


@pytest.mark.parametrize("phase", ["preparation", "integration"])
def test_what_lasts_is_reached_from_the_days_after(room: Room, qtbot: QtBot, phase: str) -> None:
    page = PhasePage(room, phase=phase)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    show(page)
    found = page.findChild(QWidget, "lasting_card")
    assert (found is not None) == (phase == "integration")
    if found is not None:
        where = wishes(page)
        for name in ("open_insights", "open_steps", "open_series"):
            press(page, name)
        assert where == [OpenInsights(), OpenSteps(), OpenSeries()]
