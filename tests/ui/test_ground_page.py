"""Ground me: the room before the breath, a way out at every moment, people only if allowed."""

import subprocess
import sys
from collections.abc import Iterator
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
from tests.helpers.guides import House, child, house
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room


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
for name in ("ground", "safety"):
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
