"""Pictures in an entry: none is lost, none stays behind, and each can be told from the others."""

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

from ketaguide.base.errors import PictureTooSlow
from ketaguide.base.pulse import Pulse
from ketaguide.flows import entry_pictures
from ketaguide.store import attachments, drafts, entries, keeping
from ketaguide.store.attachments import Attachment, AttachmentChunk
from ketaguide.ui.errands import GoBack, OpenPicture
from ketaguide.ui.pages import picture_queue
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.pages.picture_page import PicturePage
from ketaguide.ui.pages.picture_row import PictureRow
from ketaguide.ui.picture_sight import decoded
from ketaguide.ui.picture_work import Encoded
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.photo import Photo
from tests.helpers import picture_bytes
from tests.helpers.journals import Journal, press, said
from tests.helpers.vaults import NOW, ZONE


@pytest.fixture
def journal(tmp_path: Path, qapp: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """Without the other process: what it makes of a picture is asked in tests of its own."""
    monkeypatch.setattr(picture_queue, "taken_in", _taken_in)
    made = Journal(tmp_path)
    yield made
    made.close()


def _taken_in(source: Path | bytes, *, pulse: Pulse) -> Encoded:
    pulse(0, 1)
    content = source if isinstance(source, bytes) else source.read_bytes()
    if content == b"slow":
        raise PictureTooSlow
    image = decoded(content, mime="image/jpeg")
    return Encoded("image/jpeg", image.width(), image.height(), content)


def _photo(side: int = 60) -> bytes:
    return picture_bytes.photo(side, 40)


def _all(journal: Journal) -> list[Attachment]:
    """Every picture in the vault, of whatever entry."""
    return journal.ask(lambda db: sorted(db.exec(select(Attachment)), key=lambda one: one.position))


def _chunks(journal: Journal) -> int:
    return journal.ask(lambda db: len(db.exec(select(AttachmentChunk)).all()))


def _rows(page: QWidget) -> list[PictureRow]:
    QApplication.processEvents()
    rows = [one for one in page.findChildren(PictureRow) if one.isVisible()]
    return sorted(rows, key=lambda row: row.mapTo(page, row.rect().topLeft()).y())


def _shown(page: QWidget) -> list[Photo]:
    QApplication.processEvents()
    found = page.findChildren(Photo, "entry_photo")
    return [one for one in found if one.isVisible()]


def _is_held(page: EntryPage) -> bool:
    return page.holds


def _undo(page: QWidget, journal: Journal) -> None:
    Undo.over(page, journal.room)._on_undo_wanted()


def _entry(journal: Journal, *sides: int, body: str = "The lake.") -> str:
    """One that is kept, with pictures as wide as said."""

    def store(db: Any) -> str:
        entry = entries.add(db, title="", body=body, written_at=NOW, zone=ZONE)
        for side in sides:
            _add(db, entry.id, side)
        return entry.id

    return journal.ask(store)


def _add(db: Any, entry_id: str, side: int) -> None:
    content = _photo(side)
    entry_pictures.add(
        db,
        picture_id=f"p{side}",
        entry_id=entry_id,
        content=content,
        key="entry:x",
        draft="{}",
        mime="image/jpeg",
        width=side,
        height=40,
    )
    drafts.remove(db, key="entry:x")


def test_a_picture_alone_is_an_entry(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([_photo()])
    press(page, "entry_keep")
    assert journal.wanted == [GoBack("That is written down.")]
    entry = journal.only_entry()
    (picture,) = _all(journal)
    assert (entry.title, entry.body, picture.entry_id) == ("", "", entry.id)
    assert journal.draft() is None
    again = journal.open_entry(qtbot, entry.id)
    assert [one.accessibleName() for one in _shown(again)] == ["Picture"]


def test_a_picture_of_something_not_kept_is_there_after_a_crash(
    journal: Journal, qtbot: QtBot
) -> None:
    """Nothing more than the transaction of the picture itself was stored."""
    page = journal.open_entry(qtbot)
    journal.room.unsaved.rests = True  # no draft is stored any more, as after a kill
    page.pictures.add([_photo()])
    journal.room.unsaved.rests = False
    again = journal.open_entry(qtbot)
    assert "This is where you stopped." in said(again)
    assert len(_rows(again)) == 1
    press(again, "entry_keep")
    assert _all(journal)[0].entry_id == journal.only_entry().id


def test_words_and_pictures_find_each_other_again(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    QTest.keyClicks(page.editor.words, "Before.")
    page.pictures.add([_photo(60), _photo(70)])
    QTest.keyClicks(page.editor.words, " After.")
    press(page, "entry_back")
    again = journal.open_entry(qtbot)
    assert again.editor.words.toPlainText() == "Before. After."
    assert len(_rows(again)) == 2
    press(again, "entry_keep")
    entry = journal.only_entry()
    assert [one.entry_id for one in _all(journal)] == [entry.id] * 2


def test_what_was_begun_goes_with_its_pictures_and_comes_back_with_them(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([_photo()])
    journal.room.unsaved.flush()
    press(page, "entry_throw_away")
    assert (_all(journal), _chunks(journal), journal.draft()) == ([], 0, None)
    _undo(page, journal)
    again = journal.open_entry(qtbot)
    assert len(_rows(again)) == 1


def test_throwing_away_changes_keeps_the_pictures_from_before(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot, _entry(journal, 60))
    press(page, "entry_edit")
    page.pictures.add([_photo(70)])
    press(page, "entry_back")
    reading = journal.open_entry(qtbot, journal.only_entry().id)
    assert len(_shown(reading)) == 1, "what is not kept yet is no part of the entry"
    reading.notice.action_wanted.emit()
    assert len(_rows(reading)) == 2
    press(reading, "entry_throw_away")
    assert [one.id for one in _all(journal)] == ["p60"]
    _undo(reading, journal)
    assert len(_all(journal)) == 2


def test_kept_pictures_are_not_thrown_away_with_later_changes(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot, _entry(journal, 60))
    press(page, "entry_edit")
    page.pictures.add([_photo(70)])
    QTest.keyClick(page.editor.words, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.editor.words, "more")
    journal.room.unsaved.flush()
    press(page, "entry_throw_away")
    assert len(_all(journal)) == 2
    assert len(_shown(page)) == 2


def test_a_picture_taken_out_comes_back_by_undo(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([_photo()])
    press(page, "picture_remove")
    assert (_rows(page), _chunks(journal)) == ([], 0)
    journal.room.unsaved.flush()
    assert journal.draft() is None
    press(page, "entry_keep")
    assert "Nothing is written here yet." in said(page)
    _undo(page, journal)
    assert len(_rows(page)) == 1
    journal.room.unsaved.flush()
    again = journal.open_entry(qtbot)
    assert len(_rows(again)) == 1


def test_undo_after_one_has_left_brings_back_what_was_begun(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([_photo()])
    press(page, "picture_remove")
    page.hide()
    journal.room.unsaved.flush()
    _undo(page, journal)
    page.deleteLater()
    assert len(_rows(journal.open_entry(qtbot))) == 1


def test_their_order_is_changed_by_keys_alone(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot, _entry(journal, 60, 70, 80))
    press(page, "entry_edit")
    last = _rows(page)[2]
    button = last.findChild(QWidget, "picture_up")
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert [one.id for one in _all(journal)] == ["p60", "p80", "p70"]
    assert QApplication.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert [row.picture_id for row in _rows(page)] == ["p80", "p60", "p70"]
    assert QApplication.focusWidget() is last.findChild(QWidget, "picture_down")
    names = [row.photo.accessibleName() for row in _rows(page)]
    assert names == ["Picture 1 of 3", "Picture 2 of 3", "Picture 3 of 3"]


def test_what_it_shows_is_its_name(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot, _entry(journal, 60))
    press(page, "entry_edit")
    title = page.findChild(QLineEdit, "picture_title")
    assert title is not None
    QTest.keyClicks(title, "<b>Lake</b>")
    press(page, "entry_back")
    journal.room.unsaved.flush()
    assert _all(journal)[0].title == "<b>Lake</b>"
    again = journal.open_entry(qtbot, journal.only_entry().id)
    assert _shown(again)[0].accessibleName() == "Picture: <b>Lake</b>"
    assert "<b>Lake</b>" in said(again)


def test_pressing_one_leads_to_it_and_back(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot, _entry(journal, 60))
    photo = _shown(page)[0]
    photo.setFocus()
    QTest.keyClick(photo, Qt.Key.Key_Space)
    assert journal.wanted == [OpenPicture("p60")]
    large = PicturePage(journal.room, picture_id="p60")
    large.go_wanted.connect(journal.wanted.append)
    journal.show(large, qtbot)
    shown = large.findChild(Photo)
    assert shown is not None
    assert not shown.image.isNull()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert journal.wanted[1:] == [GoBack()]


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_damaged_picture_says_so_and_the_words_stay(
    journal: Journal, qtbot: QtBot, harm: str
) -> None:
    entry_id = _entry(journal, 60, 70)

    def damage(db: Any) -> None:
        piece = db.exec(select(AttachmentChunk).where(AttachmentChunk.attachment_id == "p60")).one()
        if harm == "missing":
            keeping.erase(db, piece)
        else:
            keeping.alter(db, piece, {"data": piece.data[:-9] + b"123456789"})

    journal.ask(damage)
    page = journal.open_entry(qtbot, entry_id)
    first, second = _shown(page)
    assert (first.is_damaged, second.is_damaged) == (True, False)
    assert first.accessibleDescription() == "This picture is damaged."
    assert "The lake." in said(page)
    press(page, "entry_edit")
    assert [row.photo.is_damaged for row in _rows(page)] == [True, False]


def test_one_bad_picture_does_not_hold_up_the_others(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    page.pictures.add([_photo(60), b"slow", _photo(70)])
    assert len(_rows(page)) == 2
    assert "This picture took too long to read, so KetaGuide stopped." in said(page)


def test_leaving_waits_for_a_picture_on_its_way(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    journal.worker.is_patient = True
    page.pictures.add([_photo()])
    assert _is_held(page)
    press(page, "entry_back")
    assert journal.wanted == []
    journal.worker.work()
    assert not _is_held(page)
    assert journal.wanted == [GoBack("Kept as you left it. You find it in the journal.")]
    assert len(_all(journal)) == 1


def test_calling_off_ends_at_once(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    journal.worker.is_patient = True
    page.pictures.add([_photo(60), _photo(70)])
    qtbot.waitUntil(page.pictures.bar.isVisible, timeout=2000)
    assert page.pictures.bar.words == "Adding picture 1 of 2"
    journal.room.desk.cancel_jobs()
    journal.worker.work()
    assert not _is_held(page)
    assert not page.pictures.bar.isVisible()
    assert _all(journal) == []


def test_limits_of_a_vault(journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(_photo())
    monkeypatch.setattr(entry_pictures, "MANY", size)
    monkeypatch.setattr(entry_pictures, "MOST", 2 * size)
    page = journal.open_entry(qtbot)
    page.pictures.add([_photo()])
    assert not page.pictures.notice.isVisible()
    page.pictures.add([_photo()])
    assert "The pictures in this vault take more than 200 MB now." in said(page)
    page.pictures.add([_photo(), _photo()])
    assert "There is no more room for pictures in this vault." in said(page)
    assert len(_rows(page)) == len(_all(journal)) == 2


def test_a_picture_is_pasted_and_text_stays_text(journal: Journal, qtbot: QtBot) -> None:
    page = journal.open_entry(qtbot)
    clipboard = QGuiApplication.clipboard()
    picture = QMimeData()
    picture.setData("image/jpeg", _photo())
    clipboard.setMimeData(picture)
    paste = partial(QTest.keyClick, page.editor.words, Qt.Key.Key_V)
    paste(Qt.KeyboardModifier.ControlModifier)
    assert len(_rows(page)) == 1
    both = QMimeData()
    both.setData("image/jpeg", _photo())
    both.setText("soup")
    clipboard.setMimeData(both)
    paste(Qt.KeyboardModifier.ControlModifier)
    clipboard.clear()
    assert page.editor.words.toPlainText() == "soup"
    assert len(_rows(page)) == 1


def test_copied_files_are_pictures_and_leave_no_name(
    journal: Journal, qtbot: QtBot, tmp_path: Path
) -> None:
    page = journal.open_entry(qtbot)
    file = tmp_path / "My_secret_place.jpg"
    file.write_bytes(_photo())
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(file))])
    QGuiApplication.clipboard().setMimeData(copied)
    QTest.keyClick(page.editor.words, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    assert len(_rows(page)) == 1
    journal.room.unsaved.flush()
    assert "secret" not in repr([one.model_dump() for one in _all(journal)])
    assert "secret" not in str(journal.draft())


def test_deleting_the_entry_takes_its_pictures_and_undo_brings_them_back(
    journal: Journal, qtbot: QtBot
) -> None:
    page = journal.open_entry(qtbot, _entry(journal, 60))
    page._delete()
    assert (_all(journal), _chunks(journal)) == ([], 0)
    _undo(page, journal)
    assert attachments_of(journal) == [_photo(60)]


def attachments_of(journal: Journal) -> list[bytes]:
    found = _all(journal)
    return [journal.ask(partial(attachments.content, attachment_id=one.id)) for one in found]


def test_a_vault_for_reading_takes_none(journal: Journal, qtbot: QtBot) -> None:
    page = EntryPage(replace(journal.room, reads_only=True))
    journal.show(page, qtbot)
    page.pictures.add([_photo()])
    assert _all(journal) == []
