"""Ground me: the room before the breath, a way out at every moment, people only if allowed."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import CardPerson, SafetyCard, write_card
from ketaguide.ui.pages.ground_page import GroundPage
from ketaguide.ui.pages.ground_steps import STEPS
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.guides import House, child, house
from tests.helpers.inspect_page import clipped
from tests.helpers.opened import opened
from tests.helpers.pictures import make_look, settle
from tests.helpers.rooms import make_room
from tests.helpers.vaults import a_session


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def show(room: Room, qtbot: QtBot, *, unlocked: bool) -> GroundPage:
    page = GroundPage(room, unlocked=unlocked)
    qtbot.addWidget(page)
    page.resize(1280, 840)
    page.show()
    page.activateWindow()
    page.setFocus()
    settle()
    return page


def said(page: QWidget) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if isinstance(one, QLabel) and one.isVisible())


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def at(page: GroundPage, step_id: str) -> None:
    for _ in STEPS:
        if page.findChild(QWidget, f"ground_{step_id}"):
            return
        page._next.click()
        settle()
    raise AssertionError(f"never at {step_id}")


def test_eyes_and_feet_come_first_and_breath_near_the_end() -> None:
    order = [step.id for step in STEPS]
    assert order[:3] == ["open", "feet", "see"]
    assert order.index("breath") > order.index("taste")
    assert order[-2:] == ["people", "close"]


def test_the_space_bar_alone_goes_through_to_the_end(home: House, qtbot: QtBot) -> None:
    page = show(home.room, qtbot, unlocked=True)
    gone: list[bool] = []
    page.closed.connect(lambda: gone.append(True))
    for step in STEPS:
        assert page.findChild(QWidget, f"ground_{step.id}") is not None
        assert gone == []
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        settle()
    assert gone == [True]


@pytest.mark.parametrize("step_id", [step.id for step in STEPS])
def test_escape_and_the_way_back_are_on_every_screen(
    home: House, qtbot: QtBot, step_id: str
) -> None:
    page = show(home.room, qtbot, unlocked=True)
    at(page, step_id)
    assert child(page, "ground_leave").isVisible()
    assert child(page, "ground_worse").isVisible()
    with qtbot.waitSignal(page.closed, timeout=500):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)


def test_getting_worse_leads_to_the_numbers(home: House, qtbot: QtBot) -> None:
    page = show(home.room, qtbot, unlocked=True)
    with qtbot.waitSignal(page.layer_wanted, timeout=500) as asked:
        QTest.mouseClick(child(page, "ground_worse"), Qt.MouseButton.LeftButton)
    assert asked.args == ["safety"]


def test_my_people_when_unlocked(home: House, qtbot: QtBot) -> None:
    page = show(home.room, qtbot, unlocked=True)
    at(page, "people")
    assert "912 000 345" in said(page)


def test_while_locked_nobody_shows_unless_allowed(tmp_path: Path, qtbot: QtBot) -> None:
    room = make_room(tmp_path)
    page = show(room, qtbot, unlocked=False)
    at(page, "people")
    assert "once you unlock" in said(page)
    write_card(room.places.state, SafetyCard(people=(CardPerson("Ana", "sister", "912 000 345"),)))
    page = show(room, qtbot, unlocked=False)
    at(page, "people")
    assert "912 000 345" in said(page)


def test_the_clinic_and_the_plan_stand_beside_my_people(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path, fill=with_plan) as room:
        page = show(room, qtbot, unlocked=True)
        at(page, "people")
        words = said(page)
        assert "Linden Clinic" in words
        assert "020 7946 0190" in words
        assert "with me: Jo, and Dr Amari" in words
        assert "No one is listed" not in words


def with_plan(db: Db) -> None:
    session = a_session(db)
    session.clinic_name, session.clinic_phone = "Linden Clinic", "020 7946 0190"
    session.with_whom = "Jo,\nand Dr Amari"


def test_with_nobody_noted_it_says_where_to_add_them(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path) as room:
        page = show(room, qtbot, unlocked=True)
        at(page, "people")
        assert "No one is listed here yet" in said(page)


def test_while_locked_only_the_card_names_the_clinic(tmp_path: Path, qtbot: QtBot) -> None:
    room = make_room(tmp_path)
    write_card(room.places.state, SafetyCard("Linden Clinic", "020 7946 0190"))
    page = show(room, qtbot, unlocked=False)
    at(page, "people")
    assert "020 7946 0190" in said(page)
    assert "In my plan" not in said(page)


@pytest.fixture
def large(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    """Text at 200 %, for real; afterwards the application looks as usual."""
    (tmp_path / "look").mkdir()
    look = make_look(tmp_path / "look", percent=200)
    yield replace(make_room(tmp_path), look=look)
    make_look(tmp_path / "look")


@pytest.mark.parametrize("step_id", [step.id for step in STEPS])
def test_at_the_largest_text_in_a_small_window_words_and_buttons_are_whole(
    large: Room, qtbot: QtBot, step_id: str
) -> None:
    page = show(large, qtbot, unlocked=False)
    page.resize(640, 480)
    settle()
    at(page, step_id)
    assert (page.width(), page.height()) == (640, 480)
    assert clipped(page, (640, 480)) == []
    title, body = child(page, f"ground_{step_id}").findChildren(QLabel)[:2]
    assert title.visibleRegion().boundingRect() == title.rect()
    if step_id != "people":
        assert body.visibleRegion().boundingRect() == body.rect()


def test_words_are_as_large_as_there_is_room(large: Room, qtbot: QtBot) -> None:
    page = show(large, qtbot, unlocked=False)
    title = child(page, "ground_open").findChildren(QLabel)[0]
    heights = []
    for size in ((1366, 768), (640, 480), (1366, 768)):
        page.resize(*size)
        settle()
        heights.append(title.fontMetrics().height())
    assert heights[0] == heights[2]
    assert heights[1] < heights[0] / 2 + 10


def test_nothing_moves_where_less_movement_is_wanted(tmp_path: Path, qtbot: QtBot) -> None:
    room = make_room(tmp_path)
    room.settings.change("motion", "reduced")
    room.look.refresh()
    page = show(room, qtbot, unlocked=False)
    at(page, "breath")
    assert not child(page, "breath_circle").isVisible()
    assert "Breathe in as you read" in said(page)


def test_a_circle_to_watch_or_words_to_read(tmp_path: Path, qtbot: QtBot) -> None:
    room = make_room(tmp_path)
    room.settings.change("motion", "full")
    room.look.refresh()
    page = show(room, qtbot, unlocked=False)
    at(page, "breath")
    circle = child(page, "breath_circle")
    assert circle.isVisible()
    assert circle.is_running
    child(page, "breath_swap").click()
    assert not circle.isVisible()
    child(page, "breath_swap").click()
    assert circle.isVisible()


_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.helpers.rooms import make_room
from ketaguide.ui.layers import make_layer
app = QApplication([])
room = make_room(Path(sys.argv[1]))
room.look.apply(app)
for name in ("ground", "safety", "plan", "calls", "hard", "wallet"):
    make_layer(name, room, unlocked=False).show()
app.processEvents()
print(sorted({"sqlmodel", "sqlalchemy", "sqlcipher3"} & set(sys.modules)))
"""


def test_over_the_lock_screen_no_database_is_imported(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.strip() == "[]"
