"""Backups: what a person sees of them, makes by hand, deletes, and where copies go."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.base.pulse import Pulse
from ketaguide.store import preferences, sessions
from ketaguide.ui.errands import OpenSecurity, RestoreBackup
from ketaguide.ui.pages.backups_page import BackupsPage
from ketaguide.ui.pages.backups_parts import BackupRow
from ketaguide.ui.room import Room
from ketaguide.vault import backing_up, backups, rotation
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.keeping import back_up, tend
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.vaults import ZONE

_DAYS = (40.0, 9.0, 3.0, 0.5)


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> Callable[[], BackupsPage]:
    kept: list[BackupsPage] = []

    def made() -> BackupsPage:
        page = BackupsPage(room)
        kept.append(page)
        qtbot.addWidget(page)
        show(page)
        return page

    return made


def rows(page: QWidget) -> list[BackupRow]:
    settle()
    return [row for row in page.findChildren(BackupRow) if row.isVisibleTo(page)]


def button(parent: QWidget, name: str) -> QAbstractButton | None:
    found = parent.findChild(QAbstractButton, name)
    return found if found is not None and found.isVisibleTo(parent) else None


def press(parent: QWidget, name: str) -> None:
    found = button(parent, name)
    assert found is not None, name
    found.click()


def listed(room: Room) -> tuple[backups.Backup, ...]:
    found: tuple[backups.Backup, ...] = tend(
        room, lambda vault: backups.listed(vault.folder, vault.keys)
    )
    return found


def test_each_is_listed_with_its_day_size_reason_and_that_it_was_checked(
    room: Room, page: Callable[[], BackupsPage]
) -> None:
    tend(room, partial(back_up, days=_DAYS))
    shown = rows(page())
    assert len(shown) == 4
    words = said(shown[0])
    assert "Monday 23 November, 06:00" in words
    assert "Made by itself" in words
    assert " kB" in words
    assert "4 entries" in words
    assert "Opened and checked" in words
    assert "1 entry" in said(shown[3])


def test_what_cannot_be_read_is_named_as_such_and_cannot_be_restored(
    room: Room, page: Callable[[], BackupsPage]
) -> None:
    made = tend(room, partial(back_up, days=_DAYS))
    made[0].path.write_bytes(made[0].path.read_bytes()[:3000])
    last = rows(page())[-1]
    assert "not complete" in said(last)
    assert "checked" not in said(last)
    assert button(last, "backup_restore") is None


def test_one_of_an_older_key_says_which_passphrase_opens_it(
    room: Room, page: Callable[[], BackupsPage]
) -> None:
    tend(room, partial(back_up, days=(9.0,)))
    policy = KdfPolicy.for_tests()
    tend(room, lambda vault: rotation.rotate(vault, Passphrase("a" * 20), policy=policy))
    tend(room, partial(back_up, days=(0.1,)))
    shown = rows(page())
    flagged = ["before you changed the key" in said(row) for row in shown]
    assert flagged == [True, False, True], "the one made on the way, the new one, the old one"


def test_one_made_by_hand_is_there_and_counts(room: Room, page: Callable[[], BackupsPage]) -> None:
    shown = page()
    assert "no backup yet" in said(shown)
    press(shown, "backup_now")
    assert shown.notice.accessibleName().startswith("Backed up, opened and checked.")
    assert [one.reason for one in listed(room)] == ["hand"]
    assert "Made by hand" in said(rows(shown)[0])
    assert button(shown, "backup_now") is not None
    assert not part(shown, QWidget, "job_bar").isVisible()


def test_called_off_nothing_is_left(
    room: Room, page: Callable[[], BackupsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backing_up.copy_out

    def copy_out(vault: Vault, *, reason: str, pulse: Pulse) -> Any:
        room.desk.cancel_jobs()
        pulse(0, 1)
        return real(vault, reason=reason, pulse=pulse)

    monkeypatch.setattr(backups, "copy_out", copy_out)
    shown = page()
    press(shown, "backup_now")
    assert shown.notice.accessibleName().startswith("Stopped.")
    folder = tend(room, lambda vault: vault.folder)
    assert not list(folder.rglob("*.part"))
    assert listed(room) == ()
    assert button(shown, "backup_now") is not None


def test_a_full_disk_is_said_and_the_button_comes_back(
    room: Room, page: Callable[[], BackupsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backups, "copy_out", full)
    shown = page()
    press(shown, "backup_now")
    assert "disk is full" in shown.notice.accessibleName()
    assert button(shown, "backup_now") is not None


def test_the_two_newest_good_ones_cannot_be_deleted(
    room: Room, page: Callable[[], BackupsPage]
) -> None:
    tend(room, partial(back_up, days=_DAYS))
    assert [button(row, "backup_delete") is not None for row in rows(page())] == [
        *(False, False),
        *(True, True),
    ]


def test_deleting_asks_a_second_time_in_the_same_place(
    room: Room, page: Callable[[], BackupsPage]
) -> None:
    tend(room, partial(back_up, days=_DAYS))
    shown = page()
    press(rows(shown)[2], "backup_delete")
    assert len(listed(room)) == 4
    assert button(rows(shown)[2], "backup_restore") is None, "one question at a time"
    press(rows(shown)[2], "backup_keep")
    assert len(listed(room)) == 4
    press(rows(shown)[2], "backup_delete")
    press(rows(shown)[2], "backup_delete_really")
    assert len(listed(room)) == 3
    assert len(rows(shown)) == 3
    assert not any("14 November" in said(row) for row in rows(shown))


def test_on_a_quiet_day_deleting_waits(room: Room, page: Callable[[], BackupsPage]) -> None:
    tend(room, partial(back_up, days=_DAYS))
    ask(
        room,
        lambda db: sessions.add(db, starts_at=NOW - timedelta(hours=3), zone=ZONE, place="").id,
    )
    shown = page()
    press(rows(shown)[2], "backup_delete")
    press(rows(shown)[2], "backup_delete_really")
    assert len(listed(room)) == 4
    assert button(shown, "quiet_wait") is not None


def test_copies_go_to_a_second_folder_that_is_kept_inside_the_vault(
    room: Room, page: Callable[[], BackupsPage], tmp_path: Path
) -> None:
    second = tmp_path / "Rowan's stick"
    second.mkdir()
    shown = page()
    shown._on_second_chosen(second)
    assert "can be reached now" in said(shown)
    press(shown, "backup_now")
    assert [path.name for path in second.iterdir()] == [listed(room)[0].path.name]
    stored = ask(room, partial(preferences.get, name=preferences.SECOND_FOLDER, default=""))
    assert stored == str(second)
    outside = [path for path in tmp_path.rglob("*.toml") if "Rowan" in path.read_text()]
    assert outside == []
    press(shown, "second_stop")
    press(shown, "backup_now")
    assert len(list(second.iterdir())) == 1


def test_a_folder_that_was_just_chosen_has_the_newest_backup_at_once(
    room: Room, page: Callable[[], BackupsPage], tmp_path: Path
) -> None:
    """Someone plugs a stick in, chooses it, and takes it out again."""
    second = tmp_path / "stick"
    second.mkdir()
    tend(room, partial(back_up, days=(3.0, 1.0)))
    shown = page()
    shown._on_second_chosen(second)
    assert [path.name for path in second.iterdir()] == [listed(room)[0].path.name]
    assert "copied there now" in shown.notice.accessibleName()


def test_a_second_folder_that_is_not_there_costs_no_backup(
    room: Room, page: Callable[[], BackupsPage], tmp_path: Path
) -> None:
    shown = page()
    shown._on_second_chosen(tmp_path / "not plugged in")
    assert "cannot be reached now" in said(shown)
    press(shown, "backup_now")
    assert len(listed(room)) == 1
    assert "second folder could not be made" in shown.notice.accessibleName()
    assert "plug that in" in shown.notice.accessibleName()
    assert not (tmp_path / "not plugged in").exists()


def test_restoring_and_going_back_are_said(room: Room, page: Callable[[], BackupsPage]) -> None:
    made = tend(room, partial(back_up, days=(1.0,)))
    shown = page()
    where = wishes(shown)
    press(rows(shown)[0], "backup_restore")
    press(shown, "backups_back")
    assert where == [RestoreBackup(made[0].path), OpenSecurity()]
