"""Painted pickers in a guide: a list soon after a session, and whatever the person chose since."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ketaguide.store import sessions
from tests.helpers.guides import House, Reader, house, onward, open_guide, to_step
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def at_feelings(home: House, qtbot: QtBot) -> Reader:
    reader = open_guide(home, "day-after")
    qtbot.addWidget(reader.page)
    reader.page.resize(1280, 840)
    onward(reader)
    reader.press("choice_something")
    to_step(reader, "feelings")
    return reader


def begun(home: House, *, hours: int) -> None:
    start = NOW - timedelta(hours=hours)
    home.session_id = home.vault.ask(partial(sessions.add, starts_at=start, zone=ZONE))[0].id


def test_the_wish_for_a_list_holds_for_the_next_steps_too(home: House, qtbot: QtBot) -> None:
    reader = at_feelings(home, qtbot)
    assert reader.sees("family_calm")
    reader.press("feelings_toggle")
    assert not reader.sees("family_calm")
    reader.press("guide_back")
    to_step(reader, "feelings")
    assert not reader.sees("family_calm")
    reader.press("feeling_moved")
    onward(reader)
    assert reader.sees("listed_chest")


@pytest.mark.parametrize(("hours", "is_list"), [(2, True), (20, True), (30, False)])
def test_soon_after_a_session_the_list_stands_first(
    home: House, qtbot: QtBot, hours: int, is_list: bool
) -> None:
    begun(home, hours=hours)
    assert at_feelings(home, qtbot).sees("family_calm") is not is_list
