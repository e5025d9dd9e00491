"""Opening by the code from the printed sheet, however it is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.recovery_unlock_page import RecoveryUnlockPage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.code_groups import GroupEdit
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.recovery import new_code
from ketaguide.vault.secrets import Passphrase
from tests.helpers.gates import WORDS, Seen, a_vault, focused, make_doors, show, walk_to
from tests.helpers.rooms import make_room


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    return a_vault(tmp_path / "abcdefgh.ketaguide", room)


@pytest.fixture
def groups(folder: Path) -> tuple[str, ...]:
    keys = keyslots.unlock(folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())
    return keyslots.add_recovery(folder, keys).groups()


@pytest.fixture
def seen(qtbot: QtBot, room: Room, folder: Path, groups: tuple[str, ...]) -> Iterator[Seen]:
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=folder))
    qtbot.addWidget(seen.gate)
    seen.press("use_recovery")
    yield seen
    room.desk.close()


def page_of(seen: Seen) -> RecoveryUnlockPage:
    assert isinstance(seen.gate.page, RecoveryUnlockPage)
    return seen.gate.page


def fields(seen: Seen) -> list[GroupEdit]:
    return page_of(seen).code.entry.groups


def test_typing_runs_from_group_to_group_and_enter_opens(
    seen: Seen, folder: Path, groups: tuple[str, ...]
) -> None:
    for letter in "".join(groups).lower():
        QTest.keyClicks(focused(), letter)
    assert [edit.text() for edit in fields(seen)] == list(groups)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert seen.opened == [folder]


@pytest.mark.parametrize("between", [" ", "-", "", "\n", " - "])
def test_a_paste_of_the_whole_code_fills_every_group(
    seen: Seen, folder: Path, groups: tuple[str, ...], between: str
) -> None:
    QApplication.clipboard().setText(between.join(groups))
    fields(seen)[0].paste()
    assert [edit.text() for edit in fields(seen)] == list(groups)
    walk_to("unlock")
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert seen.opened == [folder]


def test_look_alikes_are_read_as_what_was_printed(
    seen: Seen, folder: Path, groups: tuple[str, ...]
) -> None:
    QApplication.clipboard().setText(" ".join(groups).replace("0", "o").replace("1", "l"))
    fields(seen)[0].paste()
    assert "typo" not in " ".join(seen.words)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert seen.opened == [folder]


def test_a_typo_is_named_while_typing_and_goes_away_when_mended(
    seen: Seen, groups: tuple[str, ...]
) -> None:
    wrong = groups[2][:-1] + ("A" if groups[2][-1] != "A" else "B")
    QApplication.clipboard().setText(" ".join((*groups[:2], wrong)))
    fields(seen)[0].paste()
    assert "Group 3 has a typo." in seen.words
    assert fields(seen)[2].property("invalid")
    fields(seen)[2].setFocus()
    fields(seen)[2].selectAll()
    QTest.keyClicks(focused(), groups[2])
    assert "Group 3 has a typo." not in seen.words
    assert not fields(seen)[2].property("invalid")


def test_enter_with_a_typo_goes_to_that_group_and_keeps_the_rest(
    seen: Seen, groups: tuple[str, ...]
) -> None:
    wrong = groups[4][:-1] + ("A" if groups[4][-1] != "A" else "B")
    QApplication.clipboard().setText(" ".join((*groups[:4], wrong, *groups[5:])))
    fields(seen)[0].paste()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert seen.says.startswith("Group 5 has a typo.")
    assert focused() is fields(seen)[4]
    assert fields(seen)[6].text() == groups[6]
    assert seen.opened == []


def test_a_part_of_the_code_says_what_is_missing(seen: Seen, groups: tuple[str, ...]) -> None:
    QApplication.clipboard().setText(" ".join(groups[:3]))
    fields(seen)[0].paste()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert "seven groups" in seen.says
    assert focused() is fields(seen)[3]


def test_backspace_in_an_empty_group_goes_back(seen: Seen) -> None:
    fields(seen)[1].setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    assert focused() is fields(seen)[0]


def test_the_sheet_of_another_vault_says_so_and_the_code_stays(seen: Seen) -> None:
    other = new_code().groups()
    QApplication.clipboard().setText(" ".join(other))
    fields(seen)[0].paste()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert "does not open this vault" in seen.says
    assert "sheet belongs to this vault" in seen.says
    assert [edit.text() for edit in fields(seen)] == list(other)


def test_one_can_go_back_to_the_passphrase(seen: Seen) -> None:
    walk_to("back")
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert isinstance(seen.gate.page, UnlockPage)
    assert focused() is seen.gate.page.edit


def _wrong(group: str) -> str:
    return group[:-1] + ("A" if group[-1] != "A" else "B")


def test_a_wrong_group_keeps_the_keyboard_and_the_next_key_mends_it(
    seen: Seen, groups: tuple[str, ...]
) -> None:
    QTest.keyClicks(focused(), _wrong(groups[0]))
    first = fields(seen)[0]
    assert focused() is first
    assert first.selectedText() == first.text()
    QTest.keyClicks(focused(), groups[0][0])
    assert first.text() == groups[0][0]
    assert focused() is first
    QTest.keyClicks(focused(), groups[0][1:])
    assert focused() is fields(seen)[1]


def test_one_sign_of_a_wrong_group_can_be_mended_in_its_place(
    seen: Seen, groups: tuple[str, ...]
) -> None:
    first, second = fields(seen)[:2]
    QTest.keyClicks(focused(), _wrong(groups[0]))
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left):
        QTest.keyClick(focused(), key)
    QTest.keyClicks(focused(), groups[0][-1])
    assert first.text() == groups[0]
    assert focused() is second
    assert second.text() == ""


def test_a_tab_right_after_the_keyboard_moved_on_by_itself_skips_no_group(
    seen: Seen, groups: tuple[str, ...]
) -> None:
    QTest.keyClicks(focused(), groups[0])
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is fields(seen)[1]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is fields(seen)[2]
