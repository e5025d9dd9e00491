"""A vault that does not open: the right sentence, and each way on leads into an open vault."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DatabaseDamaged, StorageProblem, UnsafeLocation
from ketaguide.store import entries
from ketaguide.ui.doors import Doors
from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.damage_page import DamagePage
from ketaguide.ui.pages.restore_file_page import RestoreFilePage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.vault import backups, header, keyslots, opener, opening
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.gates import WORDS, Seen, a_vault, make_doors, show
from tests.helpers.keeping import back_up
from tests.helpers.opened import ask
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room
from tests.helpers.vaults import an_entry

POLICY = KdfPolicy.for_tests()


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    yield room
    room.desk.close()


def keys_of(folder: Path, words: str = WORDS) -> Any:
    return keyslots.unlock(folder, Passphrase(words), policy=POLICY)


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    """Two backups, and one entry after them."""
    folder = a_vault(tmp_path / "abcdefgh.ketaguide", room)
    vault = make_doors(room).enter(folder, keys_of(folder))
    back_up(vault, days=(9.0, 1.0))
    vault.ask(partial(an_entry, body="Written after the newest backup."))
    vault.close()
    return folder


Met = Callable[..., Seen]


@pytest.fixture
def met(qtbot: QtBot, room: Room, folder: Path) -> Met:
    """Type the passphrase before the vault as it is now."""
    kept = []

    def unlock(words: str = WORDS, *, doors: Doors | None = None) -> Seen:
        seen = show(lambda: Gate(room, doors=doors or make_doors(room), folder=folder))
        kept.append(seen)
        qtbot.addWidget(seen.gate)
        seen.type("passphrase", words)
        seen.press("unlock")
        settle()
        return seen

    return unlock


def database(folder: Path) -> Path:
    return max(folder.glob("vault-e*.db"))


def written(room: Room) -> list[str]:
    return sorted(ask(room, lambda db: [row.opening for row in entries.page(db)]))


def said(seen: Seen) -> str:
    settle()
    buttons = [
        one.text() for one in seen.gate.page.findChildren(QAbstractButton) if one.isVisible()
    ]
    return "\n".join([*seen.words, *buttons])


def offers(seen: Seen, name: str) -> bool:
    found = seen.gate.page.findChildren(QAbstractButton, name)
    return any(one.isVisible() for one in found)


def spoil_start(folder: Path) -> None:
    path = database(folder)
    content = bytearray(path.read_bytes())
    content[20:4000] = bytes(3980)
    path.write_bytes(bytes(content))


def cut_off(folder: Path) -> None:
    path = database(folder)
    path.write_bytes(path.read_bytes()[:-4096])


def empty(folder: Path) -> None:
    database(folder).write_bytes(b"")


def take_database(folder: Path) -> None:
    database(folder).unlink()


def plain(folder: Path) -> None:
    database(folder).write_bytes(b"SQLite format 3\x00" + bytes(8176))


def swap(folder: Path) -> None:
    other = make_room(folder.parent / "elsewhere")
    theirs = a_vault(folder.parent / "zyxwvuts.ketaguide", other, words="another person's words")
    shutil.copy(database(theirs), database(folder))


HARMS = (spoil_start, cut_off, empty, take_database, plain, swap)


@pytest.mark.promise("I-04")
@pytest.mark.parametrize("harm", HARMS)
def test_the_newest_good_backup_is_one_press_away(
    met: Met, room: Room, folder: Path, harm: Callable[[Path], None]
) -> None:
    before = {path.name for path in folder.iterdir()}
    harm(folder)
    seen = met()
    assert isinstance(seen.gate.page, DamagePage)
    assert "Your passphrase is not the problem." in said(seen)
    assert "Do not delete anything." in said(seen)
    assert "Sunday 22 November, 18:00" in said(seen)
    assert "What you wrote after that is not in it." in said(seen)
    assert {path.name for path in folder.iterdir()} <= before, "nothing was made by looking"
    seen.press("restore_best")
    assert seen.opened == [folder]
    assert written(room) == ["A line of that day."] * 2


@pytest.mark.parametrize("harm", [spoil_start, cut_off])
def test_the_damaged_file_is_kept(met: Met, folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder)
    damaged = database(folder).read_bytes()
    met().press("restore_best")
    assert damaged in [path.read_bytes() for path in folder.glob("*.damaged")]


def test_an_older_one_can_be_chosen_and_a_bad_one_is_passed_over(
    met: Met, room: Room, folder: Path
) -> None:
    newest = max((folder / "backups").iterdir())
    newest.write_bytes(newest.read_bytes()[:2000])
    cut_off(folder)
    seen = met()
    assert "Saturday 14 November, 18:00" in said(seen)
    problem = next(one.problem for one in backups.listed(folder) if one.path == newest)
    assert problem not in said(seen)
    seen.press("all_backups_toggle")
    assert problem in said(seen)
    assert len(seen.gate.page.findChildren(QAbstractButton, "damage_restore")) == 1
    seen.press("damage_restore")
    assert seen.opened == [folder]
    assert written(room) == ["A line of that day."]


def test_what_can_be_read_is_rescued_with_what_is_newer_than_any_backup(
    met: Met, room: Room, folder: Path
) -> None:
    cut_off(folder)
    damaged = database(folder).read_bytes()
    seen = met()
    seen.press("rescue")
    assert "Rescued: " in said(seen)
    assert "could not be read" in said(seen)
    assert database(folder).read_bytes() == damaged
    assert not offers(seen, "rescue")
    seen.press("restore_best")
    assert seen.opened == [folder]
    assert "Written after the newest backup." in written(room)


def test_where_nothing_can_be_rescued_that_is_said_and_the_backup_stays_on_offer(
    met: Met, folder: Path
) -> None:
    path = database(folder)
    path.write_bytes(path.read_bytes()[:16] + bytes(path.stat().st_size - 16))
    seen = met()
    seen.press("rescue")
    assert seen.says
    assert offers(seen, "restore_best")
    seen.press("restore_best")
    assert seen.opened == [folder]


def test_a_read_error_that_passed_is_only_a_matter_of_trying_again(
    met: Met, room: Room, folder: Path
) -> None:
    doors = make_doors(room)
    problems = [DatabaseDamaged(), DatabaseDamaged()]

    def enter(where: Path, keys: Any) -> Vault:
        if problems:
            raise problems.pop()
        return doors.enter(where, keys)

    seen = met(doors=replace(doors, enter=enter))
    seen.press("try_again")
    settle()
    assert "still so" in seen.says
    seen.press("try_again")
    assert seen.opened == [folder]
    assert len(written(room)) == 3


def test_one_can_go_back_to_the_passphrase(met: Met, folder: Path) -> None:
    cut_off(folder)
    seen = met()
    seen.press("back")
    assert isinstance(seen.gate.page, UnlockPage)
    assert seen.gate._opening.kept is None, "the key is not kept for nothing"


def test_where_the_files_lie_is_shown_only_when_asked(met: Met, folder: Path) -> None:
    cut_off(folder)
    seen = met()
    assert str(folder) not in said(seen)
    assert not seen.find("damaged_folder").isVisible()
    seen.press("show_folder")
    assert seen.find("damaged_folder").isVisible()


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
    assert "does not open" in seen.says
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
