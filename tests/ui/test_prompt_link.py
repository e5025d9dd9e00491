"""A way elsewhere from inside a step: kept first, and of the same session."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.content.acting import Link
from ketaguide.store import sessions
from ketaguide.ui.errands import GoBack, OpenGuide, OpenLayer, PlanSession
from ketaguide.ui.room import Room
from ketaguide.ui.workspace import Workspace
from ketaguide.vault.db import Db
from tests.helpers.guides import House, house, onward, stored
from tests.helpers.pictures import settle
from tests.helpers.prompting import begun, given, on_screen, open_at, press, says, sees
from tests.helpers.rooms import make_room


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.mark.parametrize(
    ("to", "wish"),
    [
        ("session", PlanSession()),
        ("people", OpenLayer("people")),
        ("safety", OpenLayer("safety")),
        ("calls", OpenLayer("calls")),
        ("plan", OpenLayer("plan")),
        ("guide", OpenGuide("day-after")),
    ],
)
def test_each_leads_where_it_says(qtbot: QtBot, room: Room, to: Any, wish: object) -> None:
    guide = "day-after" if to == "guide" else ""
    widget = on_screen(qtbot, room, Link(id="p", label="There", to=to, guide=guide))
    with qtbot.waitSignal(widget.go_wanted) as gone:
        press(widget, "link_p")
    assert gone.args == [wish]


def test_ground_me_is_the_guides_own(qtbot: QtBot, room: Room) -> None:
    widget = on_screen(qtbot, room, Link(id="p", label="There", to="ground"))
    with qtbot.waitSignal(widget.ground_wanted):
        press(widget, "link_p")


def test_the_plan_is_that_of_the_guides_session_and_answers_are_kept(
    home: House, qtbot: QtBot
) -> None:
    reader = open_at(home, "day-before", "rules")
    qtbot.addWidget(reader.page)
    reader.press("check_food")
    reader.press("link_to-plan")
    back = OpenGuide("day-before", home.session_id)
    assert reader.wishes == [PlanSession(home.session_id, back=back)]
    assert given(stored(home, "day-before")[1], "rules-list")["ticked"] == ["food"]


@pytest.mark.parametrize(
    ("way", "page"),
    [("session_store", "guide_page"), ("session_cancel", "guide_page"), ("gone", "home_page")],
)
def test_from_the_plan_one_comes_back_to_the_step_one_left(
    home: House, qtbot: QtBot, way: str, page: str
) -> None:
    home.vault.ask(lambda db: begun(db, home=home, guide_id="day-before", step="rules", answers={}))
    workspace = Workspace(home.room)
    qtbot.addWidget(workspace)
    workspace.resize(1280, 840)
    workspace.show()
    workspace.do(OpenGuide("day-before", home.session_id))
    settle()
    press(workspace.page, "link_to-plan")
    assert workspace.page.objectName() == "session_page"
    if way == "gone":
        press(workspace.page, "session_remove", "notice_action")
    else:
        press(workspace.page, way)
    settle()
    assert workspace.page.objectName() == page
    if page == "guide_page":
        assert sees(workspace.page, "step_rules")
    if way == "session_store":
        assert "The plan is saved." in says(workspace.page)
    workspace.do(GoBack())
    assert workspace.page.objectName() == "home_page", "the guide is opened again only once"


def test_another_guide_is_of_the_same_session(home: House, qtbot: QtBot) -> None:
    reader = open_at(home, "preparing-short", "stop-and-touch")
    qtbot.addWidget(reader.page)
    reader.press("link_to-passport")
    assert reader.wishes == [OpenGuide("consent-passport", home.session_id)]


def test_a_step_that_ends_offers_to_stop_and_keeps_the_answers(home: House, qtbot: QtBot) -> None:
    home.vault.ask(lambda db: _begun_now(db, home))
    reader = open_at(home, "feelings-and-release", "too-soon")
    qtbot.addWidget(reader.page)
    assert reader.find("guide_onward").accessibleName() == "Stop here; my answers are kept"
    assert not reader.sees("guide_skip")
    onward(reader)
    assert reader.wishes == [GoBack("Kept. You can go on where you stopped.")]
    assert stored(home, "feelings-and-release")[0].status == "open"


def _begun_now(db: Db, home: House) -> None:
    sessions.change(db, home.session_id, starts_at=home.room.clock.now())
