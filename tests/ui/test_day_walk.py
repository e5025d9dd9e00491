"""A session's day by keyboard alone: arriving, two looks, three notes, and on to First words."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ketaguide.base.clock import FixedClock
from ketaguide.flows import session_day
from ketaguide.store import entries
from ketaguide.ui.errands import GoTo
from ketaguide.ui.pages.day_page import DayPage
from ketaguide.ui.pages.first_words_page import FirstWordsPage
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.workspace import Workspace
from tests.helpers.guides import House, Reader, house, words_on
from tests.helpers.pictures import settle


@pytest.fixture
def home(tmp_path: Path, qapp: QApplication) -> Iterator[House]:
    with house(tmp_path) as made:
        wait(made, hours=24)
        yield made


@pytest.fixture
def reader(home: House) -> Iterator[Reader]:
    workspace = Workspace(home.room)
    workspace.do(GoTo("session-day"))
    reader = Reader(workspace)
    reader.show()
    yield reader
    workspace.hide()
    workspace.deleteLater()
    settle()


def wait(home: House, *, minutes: int = 0, hours: int = 0) -> None:
    clock = home.room.clock
    assert isinstance(clock, FixedClock)
    clock.pass_time(timedelta(minutes=minutes, hours=hours))


def here(reader: Reader) -> object:
    assert isinstance(reader.page, Workspace)
    return reader.page.page


def later(home: House, reader: Reader, *, minutes: int) -> None:
    """As after a while in front of the page."""
    wait(home, minutes=minutes)
    page = here(reader)
    assert isinstance(page, DayPage)
    page.tell_time()


def lines(home: House) -> tuple[str, ...]:
    found = home.vault.ask(partial(session_day.glance, session_id=home.session_id))[0]
    return found.lines


def test_the_day_from_arriving_to_first_words(home: House, reader: Reader) -> None:
    reader.press("open_day")
    assert isinstance(here(reader), DayPage)
    reader.press("day_arrived")
    later(home, reader, minutes=10)
    reader.press("day_way_looks")
    reader.press("day_looked")
    assert "Next look at 18:25" in words_on(reader)
    later(home, reader, minutes=15)
    assert "It is time to look in." in words_on(reader)
    reader.press("day_looked")
    assert "Next look at 18:40" in words_on(reader)
    later(home, reader, minutes=5)
    reader.key(Qt.Key.Key_N)
    reader.press("day_way_notes")
    reader.type("day_words", "nothing new")
    reader.key(Qt.Key.Key_Return)
    later(home, reader, minutes=1)
    reader.press("day_note")
    reader.press("day_tap_warm")
    later(home, reader, minutes=1)
    reader.key(Qt.Key.Key_N)
    assert lines(home) == (
        "18:00 Arrived",
        "18:10 Looked in",
        "18:25 Looked in",
        "18:30 nothing new",
        "18:31 warm",
        "18:32",
    )
    assert home.vault.ask(entries.count)[0] == 1
    reader.press("day_easing")
    assert isinstance(here(reader), FirstWordsPage)


def test_alt_left_leads_back_and_the_timer_goes_on(home: House, reader: Reader) -> None:
    reader.press("open_day")
    reader.press("day_way_looks")
    reader.press("day_looked")
    workspace = reader.page
    assert isinstance(workspace, Workspace)
    workspace.by_key("back")
    settle()
    assert isinstance(here(reader), PhasePage)
    assert workspace.sidebar.isVisible()
    wait(home, minutes=6)
    reader.press("open_day")
    assert not workspace.sidebar.isVisible()
    assert "Next look at 18:15" in words_on(reader)


def test_letters_typed_are_words_and_not_the_key(home: House, reader: Reader) -> None:
    reader.press("open_day")
    reader.press("day_note")
    reader.type("day_words", "no n one")
    assert lines(home) == ("18:00",)
    QTest.keyClick(reader.focus, Qt.Key.Key_N)
    home.room.unsaved.flush()
    found = home.vault.ask(partial(session_day.glance, session_id=home.session_id))[0]
    assert found.draft == "no n onen"
