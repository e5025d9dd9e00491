"""On a slow disk answers come late; none of them may take back what was typed meanwhile."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.store import contacts, entries
from ketaguide.ui.pages.contacts_page import ContactsPage
from ketaguide.ui.pages.guide_page import GuidePage
from tests.helpers.journals import Journal
from tests.helpers.opened import part
from tests.helpers.vaults import an_entry


@pytest.fixture
def journal(tmp_path: Path, qapp: QApplication) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def answer(journal: Journal) -> None:
    """The oldest question only."""
    journal.worker.waiting.pop(0)()


def test_a_second_reading_does_not_undo_a_new_entry(journal: Journal, qtbot: QtBot) -> None:
    journal.worker.is_patient = True
    page = journal.open_entry(qtbot)
    journal.room.desk.changed.emit(frozenset({"Draft"}))
    answer(journal)
    QTest.keyClicks(page.editor.words, "The lake")
    answer(journal)
    assert page.editor.words.toPlainText() == "The lake"


def test_a_second_reading_does_not_take_the_editor_away(journal: Journal, qtbot: QtBot) -> None:
    entry = journal.ask(partial(an_entry, body="The lake"))
    page = journal.open_entry(qtbot, entry.id)
    journal.worker.is_patient = True
    journal.room.desk.changed.emit(frozenset({"Draft"}))
    page._on_edit_wanted()
    QTest.keyClicks(page.editor.words, " again")
    answer(journal)
    assert page.is_writing
    assert page.editor.words.toPlainText() == "The lake again"
    assert journal.ask(partial(entries.get, entry_id=entry.id)).body == "The lake"


def test_a_guide_begins_once(journal: Journal, qtbot: QtBot) -> None:
    journal.worker.is_patient = True
    page = GuidePage(journal.room, guide_id="preparing")
    journal.show(page, qtbot)
    journal.room.desk.changed.emit(frozenset({"Contact"}))
    for _ in range(3):  # both readings of whom to call, and the first beginning
        answer(journal)
    begun = page._keeper.run
    assert begun is not None
    journal.worker.work()
    assert page._keeper.run is begun


def test_people_are_read_again_with_what_was_just_typed(journal: Journal, qtbot: QtBot) -> None:
    journal.ask(partial(contacts.add, name="Al"))
    page = ContactsPage(journal.room, unlocked=True)
    journal.show(page, qtbot)
    QTest.keyClicks(part(page, QLineEdit, "contact_name"), "ba")
    page.reload()
    assert [row._edits["name"].text() for row in page._rows] == ["Alba"]
