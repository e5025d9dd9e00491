"""Pictures in an entry: none is lost, and none stays behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ketaguide.ui.errands import GoBack
from tests.helpers.journals import Journal, press, said
from tests.helpers.photos import (
    a_photo,
    an_entry,
    every,
    opened,
    pieces,
    rows,
    shown,
    undo,
)


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    with opened(tmp_path) as made:
        yield made


def test_a_picture_alone_is_an_entry(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([a_photo()])
    press(page, "entry_keep")
    assert journal.wanted == [GoBack("That is written down.")]
    entry = journal.only_entry()
    (picture,) = every(journal)
    assert (entry.title, entry.body, picture.entry_id) == ("", "", entry.id)
    assert journal.draft() is None
    again = journal.open_entry(qtbot, entry.id)
    assert [one.accessibleName() for one in shown(again)] == ["Picture"]


def test_a_picture_of_something_not_kept_is_there_after_a_crash(
    journal: Journal, qtbot: QtBot
) -> None:
    """Nothing more than the transaction of the picture itself was stored."""
    page = journal.open_entry(qtbot)
    journal.room.unsaved.rests = True  # no draft is stored any more, as after a kill
    page.pictures.add([a_photo()])
    journal.room.unsaved.rests = False
    again = journal.open_entry(qtbot)
    assert "This is where you stopped." in said(again)
    assert len(rows(again)) == 1
    press(again, "entry_keep")
    assert every(journal)[0].entry_id == journal.only_entry().id


def test_words_and_pictures_find_each_other_again(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.words, "Before.")
    page.pictures.add([a_photo(60), a_photo(70)])
    QTest.keyClicks(page.editor.words, " After.")
    press(page, "entry_back")
    again = journal.open_entry(qtbot)
    assert again.editor.words.toPlainText() == "Before. After."
    assert len(rows(again)) == 2
    press(again, "entry_keep")
    entry = journal.only_entry()
    assert [one.entry_id for one in every(journal)] == [entry.id] * 2


def test_what_was_begun_goes_with_its_pictures_and_comes_back_with_them(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([a_photo()])
    journal.room.unsaved.flush()
    press(page, "entry_throw_away")
    assert (every(journal), pieces(journal), journal.draft()) == ([], 0, None)
    undo(page, journal)
    again = journal.open_entry(qtbot)
    assert len(rows(again)) == 1


def test_throwing_away_changes_keeps_the_pictures_from_before(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot, an_entry(journal, 60))
    press(page, "entry_edit")
    page.pictures.add([a_photo(70)])
    press(page, "entry_back")
    reading = journal.open_entry(qtbot, journal.only_entry().id)
    assert len(shown(reading)) == 1, "what is not kept yet is no part of the entry"
    reading.notice.action_wanted.emit()
    assert len(rows(reading)) == 2
    press(reading, "entry_throw_away")
    assert [one.id for one in every(journal)] == ["p60"]
    undo(reading, journal)
    assert len(every(journal)) == 2


def test_kept_pictures_are_not_thrown_away_with_later_changes(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot, an_entry(journal, 60))
    press(page, "entry_edit")
    page.pictures.add([a_photo(70)])
    QTest.keyClick(page.editor.words, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.editor.words, "more")
    journal.room.unsaved.flush()
    press(page, "entry_throw_away")
    assert len(every(journal)) == 2
    assert len(shown(page)) == 2


def test_a_picture_taken_out_comes_back_by_undo(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([a_photo()])
    press(page, "picture_remove")
    assert (rows(page), pieces(journal)) == ([], 0)
    journal.room.unsaved.flush()
    assert journal.draft() is None
    press(page, "entry_keep")
    assert "Nothing is written here yet." in said(page)
    undo(page, journal)
    assert len(rows(page)) == 1
    journal.room.unsaved.flush()
    again = journal.open_entry(qtbot)
    assert len(rows(again)) == 1


def test_undo_after_one_has_left_brings_back_what_was_begun(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([a_photo()])
    press(page, "picture_remove")
    page.hide()
    journal.room.unsaved.flush()
    undo(page, journal)
    page.deleteLater()
    assert len(rows(journal.open_entry(qtbot))) == 1
