"""Two letters from the first word to the last, by the keyboard: one let go, one sealed."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketaguide.store import drafts, entries, letters, runs, search, sessions
from ketaguide.ui.errands import GoTo
from ketaguide.ui.pages.guide_page import GuidePage
from ketaguide.ui.pages.letters_page import LettersPage
from ketaguide.ui.workspace import Workspace
from tests.helpers.guides import House, Reader, house, words_on
from tests.helpers.pages import decrypted
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW

CANARY = "zephyrwren"


@pytest.fixture
def home(tmp_path: Path, qapp: QApplication) -> Iterator[House]:
    with house(tmp_path) as made:
        began = NOW - timedelta(days=3)
        made.vault.ask(partial(sessions.change, session_id=made.session_id, starts_at=began))
        yield made


@pytest.fixture
def reader(home: House) -> Iterator[Reader]:
    workspace = Workspace(home.room)
    reader = Reader(workspace)
    reader.show()
    yield reader
    workspace.hide()
    workspace.deleteLater()
    settle()


def _house(reader: Reader) -> Workspace:
    assert isinstance(reader.page, Workspace)
    return reader.page


def _step(reader: Reader) -> str:
    page = _house(reader).page
    assert isinstance(page, GuidePage)
    assert page._keeper.run is not None
    return page._keeper.run.step.id


def _write(reader: Reader) -> None:
    """From the page of the phase to the letter, and write it."""
    _house(reader).do(GoTo("integration"))
    settle()
    reader.press("begin_letter")
    while _step(reader) != "fork":
        reader.press("guide_onward")
    reader.press("choice_write")
    while _step(reader) != "write":
        reader.press("guide_onward")
    reader.type("text_letter", f"Dear {CANARY}, I miss you.")


def _finish(reader: Reader) -> None:
    while isinstance(_house(reader).page, GuidePage):
        reader.press("guide_onward")


def test_a_letter_that_was_let_go_is_nowhere(home: House, reader: Reader, tmp_path: Path) -> None:
    _write(reader)
    home.room.unsaved.flush()
    reader.press("choice_shred")
    reader.press("shred_now")
    assert "The letter is shredded." in words_on(reader)
    _finish(reader)
    (entry,), _ = home.vault.ask(entries.page)
    assert entry.kind == "letter"
    assert (
        "A letter was written and let go."
        in home.vault.ask(lambda db: entries.get(db, entry.id).body)[0]
    )
    assert home.vault.ask(lambda db: search.find(db, text=CANARY))[0].count == 0
    assert home.vault.ask(letters.count)[0] == 0
    assert home.vault.ask(drafts.every)[0] == []
    assert [one.guide_id for one in home.vault.ask(runs.every_finished)[0]] == ["letter"]
    home.room.desk.close()
    assert CANARY.encode() not in decrypted(tmp_path / "vault").lower()


def test_a_sealed_letter_waits_in_the_journal_until_it_is_wanted(
    home: House, reader: Reader
) -> None:
    _write(reader)
    reader.press("choice_seal")
    _finish(reader)
    assert home.vault.ask(lambda db: search.find(db, text=CANARY))[0].count == 0
    _house(reader).do(GoTo("journal"))
    settle()
    reader.press("sealed_letters")
    assert isinstance(_house(reader).page, LettersPage)
    assert CANARY not in words_on(reader)
    reader.key(Qt.Key.Key_Space)
    assert reader.focus.objectName() == "letter_seal"
    reader.press("letter_to_journal")
    assert home.vault.ask(letters.count)[0] == 0
    assert home.vault.ask(lambda db: search.find(db, text=CANARY))[0].count == 1
