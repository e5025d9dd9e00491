"""The recovery code: shown once, on paper, typed back; and what happens when it is put off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import KetaGuideError, WrongPassphrase
from ketaguide.paper import recovery_sheet
from ketaguide.paper.recovery_sheet import RecoverySheet
from ketaguide.store import preferences
from ketaguide.store.preferences import Preferences
from ketaguide.ui import printing
from ketaguide.ui.errands import GoBack
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.code_groups import GroupEdit
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.recovery import RecoveryCode, new_code
from tests.helpers.gates import focused, walk_to
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room
from tests.helpers.vaults import new_vault


def _fail(problem: KetaGuideError) -> None:
    raise problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "abcdefgh.ketaguide"


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path, folder: Path) -> Iterator[Room]:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    room.desk.open(lambda: new_vault(folder), lambda _: None, owner=qapp, failed=_fail)
    yield room
    room.desk.close()


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> RecoveryPage:
    page = RecoveryPage(room)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    page.focus_first()
    return page


@pytest.fixture
def gone(page: RecoveryPage) -> list[GoBack]:
    gone: list[GoBack] = []
    page.go_wanted.connect(gone.append)
    return gone


def press(page: RecoveryPage, name: str) -> None:
    button = page.findChild(QWidget, name)
    assert isinstance(button, QWidget)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def code_on(page: RecoveryPage) -> list[str]:
    shown = page.findChild(QWidget, "code")
    assert isinstance(shown, QWidget)
    return shown.accessibleName().split(", ")


def type_back(groups: list[str], *, spoil: bool = False) -> None:
    for _ in range(2):
        index = int(focused().objectName().removeprefix("group_")) - 1
        typed = groups[index].lower()
        if spoil:
            typed = typed[::-1] if typed[::-1] != typed else "zzzzz"
        QTest.keyClicks(focused(), typed)


def stored(room: Room, page: RecoveryPage) -> Preferences:
    found: list[Preferences] = []
    room.desk.ask(preferences.every, found.append, owner=page)
    return found[0]


def opens(folder: Path, groups: list[str]) -> bool:
    try:
        keyslots.unlock(
            folder, RecoveryCode.parse(" ".join(groups)), policy=KdfPolicy.for_tests()
        ).wipe()
    except WrongPassphrase:
        return False
    return True


def test_nothing_secret_shows_before_one_asks(page: RecoveryPage, folder: Path) -> None:
    assert page.findChild(QWidget, "code") is None
    assert "recovery" not in keyslots.kinds(folder)


def test_the_code_on_screen_opens_the_vault(page: RecoveryPage, folder: Path) -> None:
    press(page, "make_code")
    assert opens(folder, code_on(page))


def test_two_groups_typed_back_are_remembered(
    page: RecoveryPage, room: Room, gone: list[GoBack]
) -> None:
    press(page, "make_code")
    groups = code_on(page)
    press(page, "noted")
    type_back(groups)
    QTest.keyClick(walk_to("check"), Qt.Key.Key_Space)
    assert len(gone) == 1
    assert "recovery code works" in gone[0].note
    assert stored(room, page).recovery_done
    assert stored(room, page).recovery_pending_since is None


def test_a_wrong_group_is_named_and_the_code_can_be_seen_again(
    page: RecoveryPage, gone: list[GoBack]
) -> None:
    press(page, "make_code")
    groups = code_on(page)
    press(page, "noted")
    settle()
    assert page.findChild(QWidget, "code") is None
    type_back(groups, spoil=True)
    QTest.keyClick(walk_to("check"), Qt.Key.Key_Space)
    assert gone == []
    assert focused().objectName().startswith("group_")
    press(page, "show_again")
    settle()
    assert code_on(page) == groups


def test_a_group_that_differs_is_replaced_by_the_next_key(page: RecoveryPage) -> None:
    press(page, "make_code")
    right = code_on(page)
    press(page, "noted")
    settle()
    edit = focused()
    index = int(edit.objectName().removeprefix("group_")) - 1
    other = next(group for group in _other_codes(index) if group != right[index])
    QTest.keyClicks(edit, other)
    press(page, "check")
    assert focused() is edit
    QTest.keyClick(edit, Qt.Key.Key_End)
    QTest.keyClicks(edit, right[index])
    assert isinstance(edit, GroupEdit)
    assert edit.text() == right[index]


def _other_codes(index: int) -> Iterator[str]:
    """Groups for that place without a typo, from other sheets."""
    while True:
        yield new_code().groups()[index]


def test_put_off_it_stays_pending_from_the_first_day(
    page: RecoveryPage, room: Room, gone: list[GoBack]
) -> None:
    press(page, "later")
    assert len(gone) == 1
    assert stored(room, page).recovery_pending_since == room.clock.now()


def test_a_code_that_was_shown_but_not_typed_back_works_and_is_replaced_by_the_next(
    qtbot: QtBot, page: RecoveryPage, room: Room, folder: Path
) -> None:
    press(page, "make_code")
    first = code_on(page)
    press(page, "later")
    assert opens(folder, first)
    assert not stored(room, page).recovery_done
    again = RecoveryPage(room)
    qtbot.addWidget(again)
    again.show()
    press(again, "make_code")
    assert code_on(again) != first
    assert opens(folder, code_on(again))
    assert not opens(folder, first)


def test_the_pdf_is_private_and_names_nothing(
    page: RecoveryPage, tmp_path: Path, folder: Path
) -> None:
    press(page, "make_code")
    press(page, "save_pdf")
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("sheet")
    dialog.accept()
    target = tmp_path / "sheet.pdf"
    content = target.read_bytes()
    assert content.startswith(b"%PDF")
    for word in ("KetaGuide", "ketamine", "vault"):
        assert word.lower().encode() not in content.lower()
        assert word.encode("utf-16-be") not in content
    assert target.stat().st_mode & 0o077 == 0
    assert page.notice.accessibleName().startswith("Saved as PDF.")


def test_a_place_that_cannot_be_written_is_said_and_the_code_stays(
    page: RecoveryPage, tmp_path: Path
) -> None:
    press(page, "make_code")
    groups = code_on(page)
    (tmp_path / "file").touch()
    page._on_file_chosen(tmp_path / "file" / "sheet.pdf")
    assert page.notice.accessibleName().startswith("The file could not be written.")
    assert code_on(page) == groups


def test_printing_hands_the_sheet_over(page: RecoveryPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def print_at_once(
        _parent: QWidget, *, title: str, then: Callable[[bool], None], **_rest: object
    ) -> None:
        assert "Keta" not in title
        then(True)

    monkeypatch.setattr(printing, "ask_and_print", print_at_once)
    press(page, "make_code")
    press(page, "print")
    assert page.notice.accessibleName().startswith("Sent to the printer.")


def test_the_print_dialog_does_not_wait(page: RecoveryPage) -> None:
    press(page, "make_code")
    press(page, "print")
    dialog = page.findChild(QWidget, "print_dialog")
    assert isinstance(dialog, QWidget)
    dialog.close()


def a_sheet() -> RecoverySheet:
    return RecoverySheet(new_code().groups(), key_id="0A1B2C3D", made_on="23 November 2026")


def test_the_qr_code_holds_the_code_with_its_quiet_zone(qapp: QApplication) -> None:
    import segno

    sheet = a_sheet()
    content = "-".join(sheet.groups)
    rows = [list(row) for row in segno.make(content, micro=False, error="m").matrix]
    each, side = 4, (len(rows) + 8) * 4
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    from PySide6.QtCore import QRectF

    recovery_sheet.qr_code(painter, QRectF(0, 0, side, side), content)
    painter.end()
    for y in range(len(rows) + 8):
        for x in range(len(rows) + 8):
            inside = 4 <= x < len(rows) + 4 and 4 <= y < len(rows) + 4
            dark = bool(rows[y - 4][x - 4]) if inside else False
            pixel = image.pixelColor(x * each + each // 2, y * each + each // 2)
            assert (pixel.lightness() < 128) == dark


def test_the_sheet_shows_no_secret_when_it_is_printed_as_an_object() -> None:
    sheet = a_sheet()
    assert sheet.groups[0] not in repr(sheet)
