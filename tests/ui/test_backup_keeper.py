"""Backups that need no answer: when they are made, tried, and what is said of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ketaguide.base.errors import BackupInvalid, DiskFull
from ketaguide.store import preferences
from ketaguide.ui.backup_keeper import BackupKeeper
from ketaguide.ui.room import Room
from ketaguide.vault import backups, upkeep
from ketaguide.vault.vault import Vault
from tests.helpers.keeping import age, back_up, spoil, tend
from tests.helpers.opened import ask, opened
from tests.helpers.vaults import an_entry


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=partial(an_entry, body="Something.")) as room:
        yield room


class Heard:
    """A keeper, and what it said."""

    def __init__(self, room: Room) -> None:
        self.owner = QObject()
        self.keeper = BackupKeeper(room, parent=self.owner)
        self.noted: list[str] = []
        self.failed: list[str] = []
        self.keeper.noted.connect(self.noted.append)
        self.keeper.failed.connect(lambda what, step: self.failed.append(f"{what} {step}"))


def listed(room: Room) -> list[backups.Backup]:
    return list(tend(room, lambda vault: backups.listed(vault.folder, vault.keys)))


def test_one_is_made_when_something_changed_and_none_again_the_same_day(room: Room) -> None:
    heard = Heard(room)
    heard.keeper.look()
    assert [one.reason for one in listed(room)] == ["day"]
    assert heard.noted == ["Backed up just now."]
    ask(room, lambda db: an_entry(db, "More.").id)
    heard.keeper.look()
    assert len(listed(room)) == 1
    age(room, timedelta(days=1, minutes=1))
    heard.keeper.look()
    assert len(listed(room)) == 2
    assert heard.failed == []


def test_nothing_new_needs_no_backup(room: Room) -> None:
    heard = Heard(room)
    heard.keeper.look()
    age(room, timedelta(days=9))
    heard.keeper.look()
    assert len(listed(room)) == 1


def test_it_comes_by_itself_some_time_after_opening(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtTest import QTest

    from ketaguide.ui import backup_keeper

    monkeypatch.setattr(backup_keeper, "FIRST_MS", 20)
    heard = Heard(room)
    assert listed(room) == []
    QTest.qWait(200)
    assert len(listed(room)) == 1
    assert heard.noted


def test_a_vault_open_for_reading_gets_none(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtTest import QTest

    from ketaguide.ui import backup_keeper

    monkeypatch.setattr(backup_keeper, "FIRST_MS", 20)
    heard = Heard(replace(room, reads_only=True))
    QTest.qWait(200)
    assert listed(room) == []
    assert heard.noted == []


def test_a_failure_is_said_once_and_again_after_it_worked(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    heard = Heard(room)
    with monkeypatch.context() as patch:
        patch.setattr(backups, "copy_out", full)
        heard.keeper.look()
        heard.keeper.look()
        assert len(heard.failed) == 1
        assert "could not be made" in heard.failed[0]
        assert "disk is full" in heard.failed[0]
    heard.keeper.look()
    assert heard.noted == ["Backed up just now."]
    ask(room, lambda db: an_entry(db, "More.").id)
    age(room, timedelta(days=2))
    with monkeypatch.context() as patch:
        patch.setattr(backups, "copy_out", full)
        heard.keeper.look()
    assert len(heard.failed) == 2


def test_the_newest_is_tried_once_a_month(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Path] = []
    real = backups.check

    def check(path: Path, *given: object, **named: object) -> None:
        tried.append(path)
        real(path, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "check", check)
    made = tend(room, partial(back_up, days=(0.9, 0.1)))
    heard = Heard(room)
    heard.keeper.look()
    assert tried == [made[-1].path]
    assert tend(room, upkeep.read).drilled == room.clock.now()
    heard.keeper.look()
    age(room, timedelta(days=29))
    heard.keeper.look()
    assert len(tried) == 1
    age(room, timedelta(days=2))
    heard.keeper.look()
    assert len(tried) == 2
    assert heard.failed == []


def test_one_that_does_not_hold_is_replaced_by_a_new_one(room: Room) -> None:
    made = tend(room, partial(back_up, days=(0.1,)))
    spoil(made[0].path, at=0.9)
    heard = Heard(room)
    heard.keeper.look()
    assert len(listed(room)) == 2
    assert tend(room, upkeep.read).drilled is None
    assert heard.noted == ["The newest backup could not be read, so a new one was made."]
    assert heard.failed == []
    age(room, timedelta(days=1, minutes=1))
    heard.keeper.look()
    assert tend(room, upkeep.read).drilled == room.clock.now()
    assert len(listed(room)) == 2


def test_a_drill_that_fails_for_good_is_said_and_makes_one_backup_a_day(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BackupInvalid

    tend(room, partial(back_up, days=(0.1,)))
    monkeypatch.setattr(backups, "check", fail)
    heard = Heard(room)
    for day in range(3):
        for _ in range(20):
            heard.keeper.look()
            age(room, timedelta(hours=1))
        assert len(listed(room)) == 2 + day
        # The person is told from the second day on, each day once.
        assert len(heard.failed) == day
        age(room, timedelta(hours=4, minutes=1))
        heard = heard if day else _anew(room, heard)
    assert "Check my vault" in heard.failed[0]
    assert len(heard.noted) == 2


def test_a_backup_that_could_not_be_tried_is_said_once_and_none_is_made(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    tend(room, partial(back_up, days=(0.1,)))
    monkeypatch.setattr(backups, "check", full)
    heard = Heard(room)
    for _ in range(3):
        heard.keeper.look()
    assert len(listed(room)) == 1
    assert len(heard.failed) == 1
    assert "could not be tried" in heard.failed[0]


def _anew(room: Room, before: Heard) -> Heard:
    """As after the next start: only what is in the vault is known."""
    heard = Heard(room)
    before.owner.deleteLater()
    return heard


def test_old_ones_are_thinned_and_what_was_left_half_made_is_tidied_away(room: Room) -> None:
    tend(room, partial(back_up, days=tuple(each / 2 for each in range(70, 2, -1))))
    folder: Path = tend(room, lambda vault: vault.folder) / backups.FOLDER
    left = folder / f"{'a' * 32}.db.part"
    left.write_bytes(b"half")
    ask(room, lambda db: an_entry(db, "More.").id)
    Heard(room).keeper.look()
    assert not left.exists()
    assert 2 <= len(listed(room)) <= 22


def test_a_copy_that_could_not_be_made_is_said_and_the_backup_stands(
    room: Room, tmp_path: Path
) -> None:
    missing = str(tmp_path / "not plugged in")
    ask(room, partial(preferences.put, name=preferences.SECOND_FOLDER, value=missing))
    heard = Heard(room)
    heard.keeper.look()
    assert len(listed(room)) == 1
    assert len(heard.failed) == 1
    assert "second copy" in heard.failed[0]


def test_a_copy_that_is_missing_is_made_up_for(room: Room, tmp_path: Path) -> None:
    """A backup made while locking goes nowhere else, and a stick is not always plugged in."""
    second = tmp_path / "stick"
    ask(room, partial(preferences.put, name=preferences.SECOND_FOLDER, value=str(second)))
    tend(room, lambda vault: backups.make(vault, reason="day"))
    tend(room, lambda vault: upkeep.note(vault, upkeep.DRILLED, room.clock.now()))
    heard = Heard(room)
    heard.keeper.look()
    assert not second.exists(), "its place stays empty while it is not plugged in"
    assert heard.failed == []
    second.mkdir()
    heard.keeper.look()
    assert [path.name for path in second.iterdir()] == [listed(room)[0].path.name]


def test_after_the_vault_is_closed_nothing_is_asked_or_said(room: Room) -> None:
    heard = Heard(room)
    folder = tend(room, _folder)
    room.desk.close()
    heard.keeper.look()
    assert heard.noted == heard.failed == []
    assert not (folder / backups.FOLDER).exists()


def _folder(vault: Vault) -> Path:
    return vault.folder
