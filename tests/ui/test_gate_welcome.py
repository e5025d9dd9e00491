"""The first screen of all: few words, three ways on, and a number to call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.welcome_page import WelcomePage
from ketaguide.ui.room import Room
from tests.helpers.gates import Seen, focused, make_doors, show
from tests.helpers.rooms import make_room

MOST_WORDS = 120


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def seen(qtbot: QtBot, room: Room) -> Iterator[Seen]:
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=None))
    qtbot.addWidget(seen.gate)
    yield seen
    room.desk.close()


def test_welcome_is_short_enough_to_be_read(seen: Seen) -> None:
    page = seen.gate.page
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    pressed = [b.accessibleName() for b in page.findChildren(QAbstractButton) if b.isVisible()]
    words = " ".join((*shown, *pressed))
    assert len(words.split()) < MOST_WORDS
    for promised in ("no medical advice", "Nobody is watching", "In an emergency, call 112 now."):
        assert promised in words


def test_the_emergency_number_can_be_the_one_where_you_live(seen: Seen, room: Room) -> None:
    seen.press("change_number")
    assert focused().objectName() == "emergency_number"
    QTest.keyClicks(focused(), "9")
    assert room.settings.text("emergency_number") == "112", "half a number is none"
    QTest.keyClicks(focused(), "11")
    assert "In an emergency, call 911 now." in seen.words
    assert room.settings.text("emergency_number") == "911"
    QTest.keyClicks(focused(), "x")
    assert room.settings.text("emergency_number") == "911"


def test_looking_around_is_a_wish_only(seen: Seen) -> None:
    seen.press("demo")
    assert seen.demos == [True]


def test_a_vault_that_is_not_there_is_said_on_the_first_screen(
    qtbot: QtBot, room: Room, tmp_path: Path
) -> None:
    gone = tmp_path / "stick" / "abcdefgh.ketaguide"
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=gone))
    qtbot.addWidget(seen.gate)
    assert isinstance(seen.gate.page, WelcomePage)
    assert "There is no vault in this folder" in seen.says
    gone.mkdir(parents=True)
    (gone / "vault.kgh").touch()
    seen.gate.page.notice.action_wanted.emit()
    assert seen.gate.page.objectName() == "unlock_page"
