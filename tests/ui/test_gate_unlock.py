"""Coming back: the right passphrase opens, and each thing that can be wrong has its own words."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.damage_page import DamagePage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keyslots import add_recovery, unlock
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.gates import WORDS, Seen, a_vault, focused, make_doors, show, walk_to
from tests.helpers.pictures import settle
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
def seen(qtbot: QtBot, room: Room, folder: Path) -> Iterator[Seen]:
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=folder))
    qtbot.addWidget(seen.gate)
    yield seen
    room.desk.close()


def page_of(seen: Seen) -> UnlockPage:
    assert isinstance(seen.gate.page, UnlockPage)
    return seen.gate.page


def test_typing_and_enter_opens(seen: Seen, folder: Path, room: Room) -> None:
    assert focused() is page_of(seen).edit
    QTest.keyClicks(focused(), WORDS)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert seen.opened == [folder]
    assert room.desk.is_open


def test_the_button_opens_too(seen: Seen, folder: Path) -> None:
    seen.type("passphrase", WORDS)
    walk_to("unlock")
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert seen.opened == [folder]


def test_a_wrong_passphrase_stays_marked_for_typing_over(seen: Seen, folder: Path) -> None:
    seen.type("passphrase", "harbour lantern in the fox")
    seen.press("unlock")
    edit = page_of(seen).edit
    assert seen.says.startswith("That passphrase does not open this vault.")
    assert focused() is edit
    assert edit.selectedText()
    assert "passphrase does not open" in edit.accessibleDescription()
    QTest.keyClicks(edit, WORDS)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert seen.opened == [folder]
    assert seen.says == ""


def test_nothing_typed_is_no_attempt(seen: Seen) -> None:
    seen.press("unlock")
    assert "Type your passphrase first." in seen.words
    assert seen.says == ""


def change_header(folder: Path) -> None:
    for header in folder.glob("vault.kgh*"):
        first, second, mac, *rest = header.read_bytes().split(b"\n")
        changed = mac[:6] + (b"A" if mac[6:7] != b"A" else b"B") + mac[7:]
        header.write_bytes(b"\n".join((first, second, changed, *rest)))


def cut_header(folder: Path) -> None:
    for header in folder.glob("vault.kgh*"):
        header.write_bytes(header.read_bytes()[:100])


def make_newer(folder: Path) -> None:
    for header in folder.glob("vault.kgh*"):
        text = header.read_bytes()
        header.write_bytes(text.replace(b"ketaguide-vault/1", b"ketaguide-vault/2", 1))


def damage_database(folder: Path) -> None:
    database = folder / "vault-e1.db"
    database.write_bytes(database.read_bytes()[:4096] + b"\0" * 4096)


def take_away(folder: Path) -> None:
    shutil.rmtree(folder)


def swap_database(folder: Path) -> None:
    room = make_room(folder.parent / "elsewhere")
    other = a_vault(folder.parent / "zyxwvuts.ketaguide", room, words="another person altogether")
    shutil.copy(other / "vault-e1.db", folder / "vault-e1.db")


IN_PLACE: dict[Callable[[Path], None], str] = {
    make_newer: "made by a newer KetaGuide",
    take_away: "There is no vault in this folder",
}
DAMAGE: dict[Callable[[Path], None], str] = {
    change_header: "header was changed",
    cut_header: "header is damaged",
    damage_database: "data file is damaged",
    swap_database: "belong to two different vaults",
}


@pytest.mark.parametrize("damage", IN_PLACE)
def test_what_a_person_can_mend_is_said_beside_the_passphrase(
    seen: Seen, folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder)
    seen.type("passphrase", WORDS)
    seen.press("unlock")
    assert IN_PLACE[damage] in seen.says
    assert page_of(seen).notice.isVisible()
    assert page_of(seen).edit.text() == WORDS
    assert focused() is page_of(seen).edit
    assert seen.opened == []


@pytest.mark.promise("I-04")
@pytest.mark.parametrize("damage", DAMAGE)
def test_each_kind_of_damage_is_told_apart_from_a_wrong_passphrase(
    seen: Seen, folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder)
    seen.type("passphrase", WORDS)
    seen.press("unlock")
    said = " ".join(seen.words)
    assert isinstance(seen.gate.page, DamagePage)
    assert DAMAGE[damage] in said
    assert not [other for kind, other in DAMAGE.items() if kind is not damage and other in said]
    assert "passphrase does not open" not in said
    assert seen.opened == []


def test_a_vault_that_is_open_elsewhere_says_so(seen: Seen, folder: Path, room: Room) -> None:
    keys = unlock(folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())
    other = Vault.open(folder, keys, clock=room.clock)
    seen.type("passphrase", WORDS)
    seen.press("unlock")
    assert "open in another window" in seen.says
    other.close()
    seen.press("unlock")
    assert seen.opened == [folder]


def test_an_older_copy_is_opened_only_when_the_person_says_so(
    seen: Seen, folder: Path, room: Room, tmp_path: Path
) -> None:
    from ketaguide.store import preferences

    shutil.copytree(folder, tmp_path / "copy")
    vault = make_doors(room).enter(
        folder, unlock(folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())
    )
    with vault.transaction() as db:
        preferences.put(db, preferences.VAULT_NAME, "Notes")
    vault.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)

    seen.type("passphrase", WORDS)
    seen.press("unlock")
    assert "older than the one last used here" in " ".join(seen.words)
    assert seen.opened == []
    seen.press("open_older")
    assert seen.opened == [folder]


def test_the_locked_screen_tells_nothing_about_the_person(seen: Seen) -> None:
    assert not any("abcdefgh" in words or "/" in words for words in seen.words)


def test_a_capital_without_shift_gives_caps_lock_away(seen: Seen) -> None:
    edit, hint = page_of(seen).edit, seen.find("caps_hint")
    QTest.keyClicks(edit, "a")
    assert not hint.isVisible()
    QTest.keyClicks(edit, "A")  # an A without Shift
    assert hint.isVisible()
    QTest.keyClicks(edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible()


def test_the_passphrase_shows_on_request_and_hides_again(seen: Seen) -> None:
    seen.type("passphrase", WORDS)
    edit = page_of(seen).edit
    assert WORDS not in edit.displayText()
    seen.press("reveal")
    assert edit.displayText() == WORDS
    seen.press("reveal")
    assert WORDS not in edit.displayText()


def test_help_is_one_press_away(seen: Seen) -> None:
    seen.press("to_safety")
    seen.press("to_ground")
    assert seen.layers == ["safety", "ground"]


def test_another_vault_is_chosen_in_a_window_that_does_not_wait(
    seen: Seen, room: Room, tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QFileDialog

    other = a_vault(
        tmp_path / "other" / "zyxwvuts.ketaguide", room, words="twelve green bottles on it"
    )
    seen.press("open_other")
    dialog = seen.gate.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(other.parent))
    dialog.selectFile(other.name)
    dialog.accept()
    settle()
    seen.type("passphrase", "twelve green bottles on it")
    seen.press("unlock")
    assert seen.opened == [other]
    assert not list(Path.home().rglob("QtProject.conf"))


def lose_header(folder: Path) -> None:
    (folder / "vault.kgh").unlink()


def damage_header(folder: Path) -> None:
    (folder / "vault.kgh").write_bytes(b"ketaguide-vault/1\n{\n")


@pytest.mark.parametrize("harm", [lose_header, damage_header])
def test_a_lost_header_is_said_and_the_previous_one_offered(
    seen: Seen, folder: Path, harm: Callable[[Path], None]
) -> None:
    keys = unlock(folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())
    add_recovery(folder, keys)
    harm(folder)
    seen.type("passphrase", "harbour lantern in the fox")
    seen.press("unlock")
    assert "The previous one is still there." in seen.says
    page_of(seen).notice.action_wanted.emit()
    assert seen.says.startswith("That passphrase does not open this vault.")
    assert seen.opened == []
    QTest.keyClicks(focused(), WORDS)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert "The previous one is still there." in seen.says, "not without being asked"
    page_of(seen).notice.action_wanted.emit()
    assert seen.opened == [folder]
