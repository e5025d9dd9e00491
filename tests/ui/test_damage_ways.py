"""A lost header, an older copy, a place for reading only, a new computer: each has its way on."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import StorageProblem, UnsafeLocation
from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.restore_file_page import RestoreFilePage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.vault import header, opener, opening
from tests.helpers.damaged import (
    Met,
    database,
    keys_of,
    offers,
    said,
    spoil_start,
    with_backups,
    written,
)
from tests.helpers.gates import WORDS, make_doors, show
from tests.helpers.rooms import make_room
from tests.helpers.vaults import an_entry


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    yield room
    room.desk.close()


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    return with_backups(tmp_path / "abcdefgh.ketaguide", room)


@pytest.fixture
def met(qtbot: QtBot, room: Room, folder: Path) -> Met:
    return Met(qtbot, room, folder)


def lose_headers(folder: Path) -> None:
    for each in folder.glob("vault.kgh*"):
        each.write_bytes(each.read_bytes()[:100])


def clear_headers(folder: Path) -> None:
    for each in folder.glob("vault.kgh*"):
        each.write_bytes(b"")


@pytest.mark.parametrize("harm", [lose_headers, clear_headers])
def test_a_lost_header_comes_from_a_backup_and_nothing_written_since_is_lost(
    met: Met, room: Room, folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder)
    seen = met()
    assert "The header is damaged" in said(seen)
    assert "Your passphrase is not the problem." in said(seen)
    assert not offers(seen, "rescue"), "nothing can be read without the key"
    seen.press("restore_best")
    assert isinstance(seen.gate.page, RestoreFilePage)
    seen.type("passphrase", "not the one")
    seen.press("bring_back")
    assert "does not open this backup" in said(seen)
    edit = seen.find("passphrase")
    assert isinstance(edit, QLineEdit)
    edit.setText(WORDS)
    seen.press("bring_back")
    assert seen.opened == [folder]
    assert "Written after the newest backup." in written(room)


def test_with_header_and_database_gone_the_backup_becomes_a_vault_of_its_own(
    met: Met, room: Room, folder: Path, tmp_path: Path
) -> None:
    lose_headers(folder)
    spoil_start(folder)
    left = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    seen = met()
    seen.press("restore_best")
    new = tmp_path / "elsewhere" / "qwertyui.ketaguide"
    place = seen.find("folder")
    assert isinstance(place, QLineEdit)
    place.setText(str(new))
    seen.type("passphrase", WORDS)
    seen.press("bring_back")
    assert seen.opened == [new]
    assert written(room) == ["A line of that day."] * 2
    for path, content in left.items():
        if path.name != "vault.lock":
            assert path.read_bytes() == content


@pytest.mark.promise("R-05")
def test_an_older_copy_is_said_and_opens_for_reading_unless_wanted_otherwise(
    met: Met, room: Room, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    vault = make_doors(room).enter(folder, keys_of(folder))
    vault.ask(partial(an_entry, body="The newest of all."))
    vault.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    seen = met()
    assert "older than the one last used here: 1 change is missing" in said(seen)
    assert seen.gate.focusWidget() is seen.find("open_reading"), "reading is the first offer"
    buttons = [one for one in seen.gate.findChildren(Button) if one.isVisible()]
    primary = [one.objectName() for one in buttons if one._kind == "primary"]
    assert primary == ["open_reading"]
    assert "open_older" in [one.objectName() for one in buttons]
    seen.press("open_reading")
    assert seen.opened == []
    assert seen.read == [folder]
    assert len(written(room)) == 3


def test_a_newer_schema_can_be_read(met: Met, room: Room, folder: Path) -> None:
    keys = keys_of(folder)
    believed = header.load(folder).verify(keys.header_mac())
    connection = opener.open_existing(opening.target_of(folder, believed, keys), guarded=False)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    seen = met()
    assert "made by a newer KetaGuide" in said(seen)
    seen.press("open_reading")
    assert seen.read == [folder]
    assert len(written(room)) == 3


def test_a_place_not_fit_for_writing_can_be_read(
    met: Met, room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ketaguide.vault import place

    def unsafe(*_: object, **__: object) -> None:
        raise UnsafeLocation

    monkeypatch.setattr(place, "check_disk", unsafe)
    seen = met()
    assert "Network folders can lose what you write" in said(seen)
    seen.press("open_reading")
    assert seen.read == [folder]


def test_a_disk_that_does_not_answer_is_said_beside_the_passphrase(
    met: Met, room: Room, folder: Path
) -> None:
    def fail(*_: object) -> Any:
        raise StorageProblem

    seen = met(doors=replace(make_doors(room), enter=fail))
    assert isinstance(seen.gate.page, UnlockPage)
    assert "did not answer" in seen.says


def test_an_interrupted_change_is_never_read_past(
    met: Met, room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hot journal must be played back first, and that is writing."""
    from ketaguide.vault import place

    def unsafe(*_: object, **__: object) -> None:
        raise UnsafeLocation

    monkeypatch.setattr(place, "check_disk", unsafe)
    seen = met()
    journal = database(folder).with_name(database(folder).name + "-journal")
    journal.write_bytes(b"a change on its way")
    seen.press("open_reading")
    assert seen.read == seen.opened == []
    assert "interrupted" in seen.says
    assert journal.read_bytes() == b"a change on its way"


def test_a_new_computer_needs_only_the_file(
    qtbot: QtBot, room: Room, folder: Path, tmp_path: Path
) -> None:
    backup = max((folder / "backups").iterdir())
    moved = tmp_path / "stick" / backup.name
    moved.parent.mkdir()
    shutil.copy(backup, moved)
    shutil.rmtree(folder)
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=None))
    qtbot.addWidget(seen.gate)
    seen.press("from_backup")
    seen.press("bring_back")
    assert "Choose the backup first." in said(seen)
    seen.type("backup_file", str(moved))
    seen.press("bring_back")
    assert "Type the passphrase first." in said(seen)
    seen.type("passphrase", "something else entirely")
    seen.press("bring_back")
    assert "does not open this backup" in said(seen)
    seen.type("passphrase", WORDS)
    seen.press("bring_back")
    assert len(seen.opened) == 1
    assert seen.opened[0].parent == room.places.data
    assert len(written(room)) == 2
    assert moved.read_bytes()


@pytest.mark.parametrize("what", ["nothing", "not a backup", "cut off"])
def test_a_file_that_is_no_backup_is_said_beside_it(
    qtbot: QtBot, room: Room, folder: Path, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "some.kgbak"
    backup = max((folder / "backups").iterdir()).read_bytes()
    contents = {"nothing": b"", "not a backup": b"hello" * 999, "cut off": backup[:5000]}
    file.write_bytes(contents[what])
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=None))
    qtbot.addWidget(seen.gate)
    seen.press("from_backup")
    seen.type("backup_file", str(file))
    seen.type("passphrase", WORDS)
    seen.press("bring_back")
    assert isinstance(seen.gate.page, RestoreFilePage)
    assert seen.gate.page._file_field.error
    assert seen.opened == []
    assert not list(room.places.data.glob("*.ketaguide"))
