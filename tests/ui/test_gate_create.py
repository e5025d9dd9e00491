"""Making a vault: refusals in place, and nothing that was typed is lost."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull, UnsafeLocation
from ketaguide.store import preferences
from ketaguide.ui.doors import Doors
from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.create_page import CreatePage
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.room import Room
from ketaguide.vault import place
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.sight import is_vault
from ketaguide.vault.vault import Vault
from tests.helpers.gates import WORDS, Seen, focused, make_doors, show, walk_to
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


def fill(seen: Seen, words: str = WORDS, *, again: str | None = None) -> None:
    seen.type("passphrase", words)
    seen.type("passphrase_again", words if again is None else again)


def test_the_folder_offered_says_nothing_about_whose_it_is(creating: Seen, room: Room) -> None:
    offered = Path(page_of(creating).folder.text())
    assert offered.parent == room.places.data
    assert offered.suffix == ".ketaguide"
    assert len(offered.stem) == 8
    assert offered.stem.isalpha()
    assert offered.stem.islower()


def test_from_first_screen_to_open_vault_by_keyboard_alone(seen: Seen, room: Room) -> None:
    assert focused().objectName() == "create"
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert focused().objectName() == "passphrase"
    QTest.keyClicks(focused(), WORDS)
    QTest.keyClicks(walk_to("passphrase_again"), WORDS)
    QTest.keyClicks(walk_to("vault_name"), "Notes")
    folder = Path(page_of(seen).folder.text())
    QTest.keyClick(walk_to("create"), Qt.Key.Key_Space)
    assert isinstance(seen.gate.page, RecoveryPage)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    groups = seen.find("code").accessibleName().split(", ")
    QTest.keyClick(walk_to("noted"), Qt.Key.Key_Space)
    for _ in range(2):
        number = int(focused().objectName().removeprefix("group_"))
        QTest.keyClicks(focused(), groups[number - 1])
    QTest.keyClick(walk_to("check"), Qt.Key.Key_Space)
    assert seen.opened == [folder]
    stored: list[preferences.Preferences] = []
    room.desk.ask(preferences.every, stored.append, owner=seen.gate)
    assert stored[0].vault_name == "Notes"
    assert stored[0].recovery_done
    assert stored[0].recovery_pending_since is None


def test_the_recovery_code_may_wait_and_home_will_know(creating: Seen, room: Room) -> None:
    fill(creating)
    creating.press("create")
    creating.press("later")
    assert len(creating.opened) == 1
    stored: list[preferences.Preferences] = []
    room.desk.ask(preferences.every, stored.append, owner=creating.gate)
    assert stored[0].recovery_pending_since == room.clock.now()
    assert not stored[0].recovery_done


def test_a_new_vault_is_found_again_even_if_the_program_ends_now(
    creating: Seen, room: Room
) -> None:
    fill(creating)
    creating.press("create")
    assert creating.opened == []
    assert is_vault(Path(room.settings.text("vault_folder")))


@pytest.mark.parametrize(
    ("words", "why"),
    [("too short", "15 characters or more"), ("passwordpassword", "repeats")],
)
def test_a_weak_passphrase_is_refused_beside_its_field(
    creating: Seen, words: str, why: str
) -> None:
    fill(creating, words)
    creating.press("create")
    page = page_of(creating)
    assert why in page.problem_of("passphrase")
    assert focused() is page.passphrase
    assert page.passphrase.text() == words
    assert not Path(page.folder.text()).exists()


def test_both_fields_have_to_agree(creating: Seen) -> None:
    fill(creating, again=WORDS + " bank")
    creating.press("create")
    assert "not the same" in page_of(creating).problem_of("again")


def test_a_passphrase_that_is_shown_needs_no_second_typing(creating: Seen) -> None:
    creating.type("passphrase", WORDS)
    creating.press("reveal")
    assert not page_of(creating).again.isVisible()
    creating.press("create")
    assert isinstance(creating.gate.page, RecoveryPage)


def test_pasting_a_passphrase_works(creating: Seen) -> None:
    QApplication.clipboard().setText(WORDS)
    page_of(creating).passphrase.paste()
    page_of(creating).again.paste()
    creating.press("create")
    assert isinstance(creating.gate.page, RecoveryPage)


def test_strength_is_said_in_words(creating: Seen, qtbot: QtBot) -> None:
    page = page_of(creating)
    creating.type("passphrase", "harbour lant")
    qtbot.waitUntil(lambda: page.strength.words == "3 more characters are needed.")
    creating.type("passphrase", "ern in the fog of a winter night")
    qtbot.waitUntil(lambda: page.strength.words.startswith("Strong"))
    page.passphrase.clear()
    assert page.strength.words == ""


def test_a_very_long_passphrase_has_a_strength_too(creating: Seen, qtbot: QtBot) -> None:
    page = page_of(creating)
    page.passphrase.setText("a long walk along the canal " * 12)
    qtbot.waitUntil(lambda: page.strength.words != "")


def test_a_folder_with_files_in_it_is_refused_in_place(creating: Seen, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").touch()
    page = page_of(creating)
    page.folder.setText(str(taken))
    fill(creating)
    creating.press("create")
    assert "other files in this folder" in page.problem_of("folder")
    assert focused() is page.folder
    assert page.passphrase.text() == WORDS
    page.folder.setText(str(tmp_path / "free.ketaguide"))
    creating.press("create")
    assert isinstance(creating.gate.page, RecoveryPage)


def test_a_place_that_cannot_be_written_is_refused_in_place(creating: Seen, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    page = page_of(creating)
    page.folder.setText(str(tmp_path / "file" / "new.ketaguide"))
    fill(creating)
    creating.press("create")
    assert "cannot be written" in page.problem_of("folder")
    assert page.passphrase.text() == WORDS


def test_a_network_disk_is_refused_in_place(
    creating: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> NoReturn:
        raise UnsafeLocation

    monkeypatch.setattr(place, "check_disk", refuse)
    fill(creating)
    creating.press("create")
    assert "cannot live on this kind of disk" in page_of(creating).problem_of("folder")
    assert "Network folders" in page_of(creating).problem_of("folder")


def test_a_folder_that_a_sync_program_watches_is_allowed_with_one_sentence(
    creating: Seen, tmp_path: Path
) -> None:
    page = page_of(creating)
    page.folder.setText(str(tmp_path / "Dropbox" / "new.ketaguide"))
    page.folder.editingFinished.emit()
    advice = [words for words in creating.words if "Dropbox copies this folder" in words]
    assert len(advice) == 1
    fill(creating)
    creating.press("create")
    assert isinstance(creating.gate.page, RecoveryPage)


def test_a_half_made_vault_is_not_in_the_way_of_the_second_try(qtbot: QtBot, room: Room) -> None:
    doors = make_doors(room)
    tries: list[Path] = []

    def begin(folder: Path, keys: VaultKeys) -> Vault:
        tries.append(folder)
        if len(tries) == 1:
            raise DiskFull
        return doors.begin(folder, keys)

    flaky: Doors = replace(doors, begin=begin)
    seen = show(lambda: Gate(room, doors=flaky, folder=None))
    qtbot.addWidget(seen.gate)
    seen.press("create")
    fill(seen)
    seen.press("create")
    assert seen.says.startswith("The disk is full.")
    assert page_of(seen).passphrase.text() == WORDS
    assert not tries[0].exists()
    seen.press("create")
    assert isinstance(seen.gate.page, RecoveryPage)
    assert tries[0] == tries[1]
    room.desk.close()


def test_nothing_of_a_new_vault_is_readable_by_others(creating: Seen, room: Room) -> None:
    if not sys.platform.startswith("linux"):
        return
    fill(creating)
    creating.press("create")
    folder = Path(room.settings.text("vault_folder"))
    assert folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
