"""A quiet word at noon, for those who want it: once, neutral, and never over something else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.flows.due_days import due_at
from ketaguide.store import commitments, preferences
from ketaguide.ui import keepers
from ketaguide.ui.errands import GoTo, OpenGuide
from ketaguide.ui.pages.settings_page import SettingsPage
from ketaguide.ui.reminder_keeper import ReminderKeeper
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.toast import Toast
from ketaguide.ui.window import MainWindow
from ketaguide.ui.workspace import Workspace
from ketaguide.vault.db import Db
from tests.helpers.opened import ask, opened, part, said, show
from tests.helpers.pictures import settle
from tests.helpers.vaults import ZONE

WORDS = "A note for today"


def fill(db: Db) -> None:
    commitments.add(db, action="Walk.", zone=ZONE, due_at=due_at("2026-11-24", ZONE))
    preferences.put(db, preferences.NOTES_WHILE_OPEN, True)


class House:
    """The window with its workspace and the keeper, whose clock is turned by hand."""

    def __init__(self, room: Room, qtbot: QtBot) -> None:
        self.room = room
        self.window = MainWindow(room)
        qtbot.addWidget(self.window)
        self.workspace = Workspace(room)
        self.window.show_front(self.workspace)
        self.window.show()
        keepers.start(room, self.workspace)
        settle()
        self.keeper = self.workspace.findChildren(ReminderKeeper)[0]

    def at(self, day: int, hour: int, minute: int = 0) -> None:
        """Half a minute later at the most the keeper looks at the clock."""
        assert isinstance(self.room.clock, FixedClock)
        self.room.clock.at = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
        self.keeper.look()
        settle()

    @property
    def told(self) -> list[str]:
        toasts = self.workspace.findChildren(Toast)
        return [one.accessibleName() for one in toasts if not one.isHidden()]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=fill) as room:
        yield room


@pytest.fixture
def house(room: Room, qtbot: QtBot) -> House:
    return House(room, qtbot)


def test_the_word_comes_once_at_noon_and_says_nothing_else(house: House) -> None:
    house.at(24, 11, 59)
    assert house.told == []
    house.at(24, 12)
    assert house.told == [WORDS]
    (toast,) = [one for one in house.workspace.findChildren(Toast) if not one.isHidden()]
    assert said(toast).strip() == WORDS
    toast.gone.emit()
    toast.hide()
    house.at(24, 12, 30)
    assert house.told == []


def test_a_computer_that_slept_over_the_day_says_nothing_late(house: House) -> None:
    house.at(25, 9)
    assert house.told == []


def test_without_the_wish_nothing_is_said(house: House) -> None:
    ask(house.room, partial(preferences.put, name=preferences.NOTES_WHILE_OPEN, value=False))
    house.at(24, 12)
    assert house.told == []


def test_it_never_comes_over_a_cover_and_waits_until_it_is_taken_away(house: House) -> None:
    house.window.cover()
    house.at(24, 12)
    assert house.told == []
    house.window.toggle_cover()
    house.at(24, 12, 1)
    assert house.told == [WORDS]


@pytest.mark.parametrize(
    "errand",
    [OpenGuide("day-after"), OpenGuide("first-words"), GoTo("session-day")],
    ids=["guide", "first words", "session day"],
)
def test_it_never_comes_into_a_guide_first_words_or_the_session_day(
    house: House, errand: OpenGuide | GoTo
) -> None:
    house.workspace.do(errand)
    house.at(24, 12)
    assert house.told == []
    house.workspace.do(GoTo("home"))
    house.at(24, 12, 5)
    assert house.told == [WORDS]


def test_a_step_that_is_let_go_is_not_told_of(house: House) -> None:
    (step,) = ask(house.room, commitments.recent)
    ask(house.room, partial(commitments.change, commitment_id=step.id, status="dropped"))
    house.at(24, 12)
    assert house.told == []


def test_it_is_off_until_switched_on_in_settings(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        assert not ask(room, preferences.every).notes_while_open
        page = SettingsPage(room)
        qtbot.addWidget(page)
        show(page)
        row = part(page, CheckRow, "notes_while_open")
        assert not row.isChecked()
        row.click()
        settle()
        assert ask(room, preferences.every).notes_while_open
