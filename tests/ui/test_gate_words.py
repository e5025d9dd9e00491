"""Six words made by the program: in sight, and typed once before the vault is made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.create_page import CreatePage
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.room import Room
from tests.helpers.gates import WORDS, Seen, focused, make_doors, show, walk_to
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room


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


@pytest.fixture
def creating(seen: Seen) -> Seen:
    seen.press("create")
    return seen


def page_of(seen: Seen) -> CreatePage:
    assert isinstance(seen.gate.page, CreatePage)
    return seen.gate.page


def test_six_words_are_made_shown_and_taken(creating: Seen) -> None:
    creating.press("make_words")
    page = page_of(creating)
    words = page.passphrase.displayText()
    assert len(words.split()) == 6
    assert words in creating.words
    creating.press("make_words")
    new = page.passphrase.displayText()
    assert new != words
    assert new in creating.words
    creating.type("passphrase_again", new)
    creating.press("create")
    assert isinstance(creating.gate.page, RecoveryPage)


@pytest.mark.parametrize("typed", ["", "other words than those that were made"])
def test_six_words_that_were_never_written_down_lock_nobody_out(creating: Seen, typed: str) -> None:
    creating.press("make_words")
    creating.type("passphrase_again", typed)
    creating.press("create")
    page = page_of(creating)
    assert "not the same" in page.problem_of("again")
    assert focused() is page.again
    assert page.passphrase.displayText() in creating.words, "still there to be written down"


def test_the_made_words_are_hidden_with_the_passphrase(creating: Seen) -> None:
    creating.press("make_words")
    words = page_of(creating).passphrase.text()
    creating.press("reveal")
    assert words not in creating.words
    assert page_of(creating).again.isVisible()


def test_words_of_ones_own_after_all(creating: Seen) -> None:
    creating.press("make_words")
    page = page_of(creating)
    page.passphrase.clear()
    creating.type("passphrase", WORDS)
    assert not creating.find("keep_words").isVisible()
    assert not page.again.isVisible()
    creating.press("create")
    assert isinstance(creating.gate.page, RecoveryPage)


def test_at_large_text_the_made_words_are_in_sight_while_they_are_typed(
    qapp: QApplication, creating: Seen, room: Room
) -> None:
    room.settings.change("text_percent", 200)
    room.look.refresh()
    creating.gate.resize(1366, 728)
    settle()
    creating.press("make_words")
    settle()
    walk_to("passphrase_again")
    settle()
    page = page_of(creating)
    for name in ("made_words", "passphrase_again"):
        part = creating.find(name)
        seen = part.visibleRegion().boundingRect()
        assert seen.size() == part.size(), name
    assert page.again.hasFocus()
    room.settings.change("text_percent", 100)
    room.look.apply(qapp)
