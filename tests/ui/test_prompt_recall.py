"""What was written earlier stands beside the question, dated; where nothing was, nothing is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.content.acting import Recall
from ketaguide.engine.recalled import Recalled
from ketaguide.ui.room import Room
from tests.helpers.guides import house
from tests.helpers.prompting import on_screen, open_at, says, sees
from tests.helpers.rooms import make_room

LAST_MAY = datetime(2025, 5, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


def test_the_words_stand_with_their_day(qtbot: QtBot, room: Room) -> None:
    words = Recalled(words="More room for rest.", when=LAST_MAY)
    prompt = Recall(id="p", label="Your intention", of="intention")
    widget = on_screen(qtbot, room, prompt, recalled={"p": words})
    assert says(widget).splitlines() == [
        "Your intention",
        "What you wrote on 3 May 2025",
        "More room for rest.",
    ]


def test_the_day_is_that_of_the_place_it_was_written_in(qtbot: QtBot, room: Room) -> None:
    late = Recalled(words="x", when=LAST_MAY.replace(hour=23), zone="Asia/Tokyo")
    widget = on_screen(qtbot, room, Recall(id="p", of="insight"), recalled={"p": late})
    assert "4 May 2025" in says(widget)


def test_rules_are_noted_in_the_plan_and_not_written_on_a_day(qtbot: QtBot, room: Room) -> None:
    rules = Recalled(words="Food: none.")
    widget = on_screen(qtbot, room, Recall(id="p", of="rules"), recalled={"p": rules})
    assert "In your session plan" in says(widget)


def test_markup_in_words_is_read_as_typed(qtbot: QtBot, room: Room) -> None:
    words = Recalled(words="<b>loud</b> & true", when=LAST_MAY)
    widget = on_screen(qtbot, room, Recall(id="p", of="insight"), recalled={"p": words})
    assert "<b>loud</b> & true" in says(widget)


def test_where_nothing_was_written_a_line_or_nothing_at_all(qtbot: QtBot, room: Room) -> None:
    silent = on_screen(qtbot, room, Recall(id="p", label="Then", of="insight"))
    assert silent.is_empty
    assert says(silent) == ""
    line = Recall(id="p", of="insight", empty="Nothing is written down.")
    assert "Nothing is written down." in says(on_screen(qtbot, room, line))


def test_on_a_page_an_empty_one_takes_no_room(qtbot: QtBot, tmp_path: Path) -> None:
    with house(tmp_path) as home:
        fresh = open_at(home, "day-after", "insight", path="something")
        qtbot.addWidget(fresh.page)
        assert not sees(fresh.page, "prompt_meant")
        assert sees(fresh.page, "prompt_insight")
