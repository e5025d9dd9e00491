"""Pictures in an entry: each can be told from the others, and is said where it does not come."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from ketaguide.flows import entry_pictures
from ketaguide.store import keeping
from ketaguide.store.attachments import AttachmentChunk
from ketaguide.ui.errands import GoBack, OpenPicture
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.pages.picture_page import PicturePage
from ketaguide.ui.widgets.photo import Photo
from tests.helpers.journals import Journal, press, said
from tests.helpers.photos import (
    a_photo,
    an_entry,
    contents,
    every,
    is_held,
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


def test_their_order_is_changed_by_keys_alone(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot, an_entry(journal, 60, 70, 80))
    press(page, "entry_edit")
    last = rows(page)[2]
    button = last.findChild(QWidget, "picture_up")
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert [one.id for one in every(journal)] == ["p60", "p80", "p70"]
    assert QApplication.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert [row.picture_id for row in rows(page)] == ["p80", "p60", "p70"]
    assert QApplication.focusWidget() is last.findChild(QWidget, "picture_down")
    names = [row.photo.accessibleName() for row in rows(page)]
    assert names == ["Picture 1 of 3", "Picture 2 of 3", "Picture 3 of 3"]


def test_what_it_shows_is_its_name(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot, an_entry(journal, 60))
    press(page, "entry_edit")
    title = page.findChild(QLineEdit, "picture_title")
    assert title is not None
    QTest.keyClicks(title, "<b>Lake</b>")
    press(page, "entry_back")
    journal.room.unsaved.flush()
    assert every(journal)[0].title == "<b>Lake</b>"
    again = journal.open_entry(qtbot, journal.only_entry().id)
    assert shown(again)[0].accessibleName() == "Picture: <b>Lake</b>"
    assert "<b>Lake</b>" in said(again)


def test_pressing_one_leads_to_it_and_back(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot, an_entry(journal, 60))
    photo = shown(page)[0]
    photo.setFocus()
    QTest.keyClick(photo, Qt.Key.Key_Space)
    assert journal.wanted == [OpenPicture("p60")]
    large = PicturePage(journal.room, picture_id="p60")
    large.go_wanted.connect(journal.wanted.append)
    journal.show(large, qtbot)
    seen = large.findChild(Photo)
    assert seen is not None
    assert not seen.image.isNull()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert journal.wanted[1:] == [GoBack()]


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_damaged_picture_says_so_and_the_words_stay(
    journal: Journal, qtbot: QtBot, harm: str
) -> None:
    entry_id = an_entry(journal, 60, 70)

    def damage(db: Any) -> None:
        piece = db.exec(select(AttachmentChunk).where(AttachmentChunk.attachment_id == "p60")).one()
        if harm == "missing":
            keeping.erase(db, piece)
        else:
            keeping.alter(db, piece, {"data": piece.data[:-9] + b"123456789"})

    journal.ask(damage)
    page = journal.open_entry(qtbot, entry_id)
    first, second = shown(page)
    assert (first.is_damaged, second.is_damaged) == (True, False)
    assert first.accessibleDescription() == "This picture is damaged."
    assert "The lake." in said(page)
    press(page, "entry_edit")
    assert [row.photo.is_damaged for row in rows(page)] == [True, False]


def test_one_bad_picture_does_not_hold_up_the_others(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([a_photo(60), b"slow", a_photo(70)])
    assert len(rows(page)) == 2
    assert "This picture took too long to read, so KetaGuide stopped." in said(page)


def test_leaving_waits_for_a_picture_on_its_way(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    journal.worker.is_patient = True
    page.pictures.add([a_photo()])
    assert is_held(page)
    press(page, "entry_back")
    assert journal.wanted == []
    journal.worker.work()
    assert not is_held(page)
    assert journal.wanted == [GoBack("Kept as you left it. You find it in the journal.")]
    assert len(every(journal)) == 1


def test_calling_off_ends_at_once(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    journal.worker.is_patient = True
    page.pictures.add([a_photo(60), a_photo(70)])
    qtbot.waitUntil(page.pictures.bar.isVisible, timeout=2000)
    assert page.pictures.bar.words == "Adding picture 1 of 2"
    journal.room.desk.cancel_jobs()
    journal.worker.work()
    assert not is_held(page)
    assert not page.pictures.bar.isVisible()
    assert every(journal) == []


def test_limits_of_a_vault(journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(a_photo())
    monkeypatch.setattr(entry_pictures, "MANY", size)
    monkeypatch.setattr(entry_pictures, "MOST", 2 * size)
    page = journal.open_entry(qtbot)
    page.pictures.add([a_photo()])
    assert not page.pictures.notice.isVisible()
    page.pictures.add([a_photo()])
    assert "The pictures in this vault take more than 200 MB now." in said(page)
    page.pictures.add([a_photo(), a_photo()])
    assert "There is no more room for pictures in this vault." in said(page)
    assert len(rows(page)) == len(every(journal)) == 2


def test_a_picture_is_pasted_and_text_stays_text(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    clipboard = QGuiApplication.clipboard()
    picture = QMimeData()
    picture.setData("image/jpeg", a_photo())
    clipboard.setMimeData(picture)
    paste = partial(QTest.keyClick, page.editor.words, Qt.Key.Key_V)
    paste(Qt.KeyboardModifier.ControlModifier)
    assert len(rows(page)) == 1
    both = QMimeData()
    both.setData("image/jpeg", a_photo())
    both.setText("soup")
    clipboard.setMimeData(both)
    paste(Qt.KeyboardModifier.ControlModifier)
    clipboard.clear()
    assert page.editor.words.toPlainText() == "soup"
    assert len(rows(page)) == 1


def test_copied_files_are_pictures_and_leave_no_name(
    journal: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    page = journal.open_entry(qtbot)
    file = tmp_path / "My_secret_place.jpg"
    file.write_bytes(a_photo())
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(file))])
    QGuiApplication.clipboard().setMimeData(copied)
    QTest.keyClick(page.editor.words, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    assert len(rows(page)) == 1
    journal.room.unsaved.flush()
    assert "secret" not in repr([one.model_dump() for one in every(journal)])
    assert "secret" not in str(journal.draft())


def test_deleting_the_entry_takes_its_pictures_and_undo_brings_them_back(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot, an_entry(journal, 60))
    page._delete()
    assert (every(journal), pieces(journal)) == ([], 0)
    undo(page, journal)
    assert contents(journal) == [a_photo(60)]


def test_a_vault_for_reading_takes_none(journal: Journal, qtbot: QtBot) -> None:
    page = EntryPage(replace(journal.room, reads_only=True))
    journal.show(page, qtbot)
    page.pictures.add([a_photo()])
    assert every(journal) == []
