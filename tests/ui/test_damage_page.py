"""A database that does not open: the right sentence, and each way leads into an open vault."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DatabaseDamaged
from ketaguide.ui.pages.damage_page import DamagePage
from ketaguide.ui.pages.unlock_page import UnlockPage
from ketaguide.ui.room import Room
from ketaguide.vault import backups
from ketaguide.vault.vault import Vault
from tests.helpers.damaged import (
    Met,
    cut_off,
    database,
    empty,
    offers,
    plain,
    said,
    spoil_start,
    swap,
    take_database,
    with_backups,
    written,
)
from tests.helpers.gates import make_doors
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room


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
