"""One's own people as choices, and the way to change them without losing one's place."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.safety_card import CardPerson
from ketaguide.content.acting import People
from ketaguide.flows.lifelines import Lifelines
from ketaguide.store import contacts
from ketaguide.ui.errands import OpenLayer
from ketaguide.ui.layers import make_layer
from ketaguide.ui.prompts.base import PromptWidget
from ketaguide.ui.room import Room
from tests.helpers.guides import House, house, onward, stored
from tests.helpers.pictures import settle
from tests.helpers.prompting import given, named, on_screen, open_at, press, says, told
from tests.helpers.rooms import make_room

KNOWN = Lifelines(
    people=(CardPerson("Ana", "sister", "1"), CardPerson("Tom", "", "2"), CardPerson("Kai", "", ""))
)


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def shown(
    qtbot: QtBot, room: Room, *, most: int = 5, chosen: list[str] | None = None
) -> PromptWidget:
    prompt = People(id="p", label="Whom I could ring", most=most)
    return on_screen(qtbot, room, prompt, chosen, lifelines=KNOWN)


def test_names_are_chosen_and_taken_back(qtbot: QtBot, room: Room) -> None:
    widget = shown(qtbot, room)
    heard = told(widget)
    press(widget, "person_p_1", "person_p_0", "person_p_1", "person_p_0")
    assert heard == [["Tom"], ["Ana", "Tom"], ["Ana"], None]


def test_no_more_than_fit_and_it_says_so(qtbot: QtBot, room: Room) -> None:
    widget = shown(qtbot, room, most=2)
    press(widget, "person_p_0", "person_p_1")
    assert not named(widget, "person_p_2").isEnabled()
    assert "2 names fit here." in says(widget)
    press(widget, "person_p_0")
    assert named(widget, "person_p_2").isEnabled()


def test_a_name_that_was_chosen_stays_when_the_person_is_gone(qtbot: QtBot, room: Room) -> None:
    widget = shown(qtbot, room, chosen=["Jo", "Tom"])
    heard = told(widget)
    press(widget, "person_p_0")
    assert heard == [["Ana", "Tom", "Jo"]]


def test_with_nobody_listed_there_is_the_way_to_add_one(qtbot: QtBot, room: Room) -> None:
    widget = on_screen(qtbot, room, People(id="p", label="Whom"))
    assert "No one is listed yet" in says(widget)
    assert widget.first() is named(widget, "people_change_p")
    with qtbot.waitSignal(widget.go_wanted) as gone:
        press(widget, "people_change_p")
    assert gone.args == [OpenLayer("people")]


def test_people_added_meanwhile_are_there_and_the_answer_is_kept(home: House, qtbot: QtBot) -> None:
    reader = open_at(home, "preparing", "who-knows", my_people=["Ana"])
    qtbot.addWidget(reader.page)
    assert named(reader.page, "person_my-people_0").isChecked()
    reader.press("people_change_my-people")
    assert reader.wishes == [OpenLayer("people")]
    home.room.desk.ask(partial(contacts.add, name="Tom"), owner=home.room.desk)
    settle()
    assert named(reader.page, "person_my-people_1").accessibleName() == "Tom"
    reader.press("person_my-people_1")
    onward(reader)
    assert given(stored(home, "preparing")[1], "my-people") == ["Ana", "Tom"]


def test_done_leads_back_to_where_one_was(home: House, qtbot: QtBot) -> None:
    layer = make_layer("people", home.room, unlocked=True)
    qtbot.addWidget(layer)
    layer.show()
    settle()
    with (
        qtbot.waitSignal(layer.closed),
        qtbot.assertNotEmitted(layer.layer_wanted),
    ):
        press(layer, "contacts_done")
