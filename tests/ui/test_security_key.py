"""A new key: what it ends, calling it off, the backups from before it, and where it runs."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull, KetaGuideError
from ketaguide.desk import Desk
from ketaguide.jobs import Threads
from ketaguide.store import entries, preferences
from ketaguide.ui import backup_work
from ketaguide.ui.errands import KeepRecoveryCode, MakeRecoveryCode, OpenSecurity
from ketaguide.ui.pages.old_backups_page import OldBackupsPage
from ketaguide.ui.pages.recovery_page import RecoveryPage
from ketaguide.ui.pages.security_page import SecurityPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.code_groups import GroupEdit
from ketaguide.ui.workspace import Workspace
from ketaguide.vault import backups, rotation
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import PassphraseWithKeyFile
from tests.helpers.gates import focused
from tests.helpers.opened import ask, opened, part, said
from tests.helpers.pictures import settle
from tests.helpers.security import (
    NEW,
    PASSPHRASE,
    Shown,
    add_code,
    add_slot,
    folder_of,
    opens,
    shown,
    watched_argon2,
    with_vault,
)
from tests.helpers.vaults import an_entry, new_vault, reopen

OLD = PASSPHRASE.text
FILE_WORDS = "a lantern on the quiet pier"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=lambda db: an_entry(db, "The river was high.")) as room:
        yield room


# A new key


def known_page(room: Room, qtbot: QtBot) -> Shown:
    view = shown(room, qtbot, "compromised")
    view.write("present_passphrase", OLD)
    view.write("passphrase", NEW)
    view.write("passphrase_again", NEW)
    return view


@pytest.mark.promise("C-08")
def test_a_new_key_ends_every_old_way_and_the_page_says_so(room: Room, qtbot: QtBot) -> None:
    code = add_code(room)
    with_file = PassphraseWithKeyFile(FILE_WORDS, bytes(32))
    add_slot(room, with_file)
    view = known_page(room, qtbot)
    assert "your key file no longer open it" in view.says
    assert "Backups made before still open with the old passphrase." in view.says
    assert "It cannot take back what someone has read" in view.says
    view.press("make_new_key")
    (errand,) = view.where
    assert isinstance(errand, KeepRecoveryCode)
    assert errand.then == "old-backups"
    folder = folder_of(room)
    for gone in (PASSPHRASE, code, with_file):
        assert not opens(folder, gone)
    assert opens(folder, NEW)
    assert opens(folder, errand.code)
    assert ask(room, entries.count) == 1
    assert not ask(room, preferences.every).recovery_done


def test_without_a_proof_no_new_key(room: Room, qtbot: QtBot) -> None:
    view = known_page(room, qtbot)
    view.write("present_passphrase", "somebody else's guess")
    view.press("make_new_key")
    assert view.where == []
    assert opens(folder_of(room), OLD)


@pytest.mark.parametrize("is_done", [True, False])
def test_a_new_key_that_failed_leaves_all_as_it_was(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, is_done: bool
) -> None:
    ask(room, lambda db: preferences.put(db, preferences.RECOVERY_DONE, is_done))

    def fail(*_given: object, **_named: object) -> RecoveryCode:
        raise DiskFull

    monkeypatch.setattr(rotation, "rotate", fail)
    view = known_page(room, qtbot)
    view.press("make_new_key")
    assert "The disk is full." in view.tells
    assert opens(folder_of(room), OLD)
    assert ask(room, preferences.every).recovery_done is is_done
    assert view.written("passphrase") == NEW


def test_old_backups_are_offered_once_the_code_is_typed_back(room: Room, qtbot: QtBot) -> None:
    with_vault(room, lambda vault: backups.make(vault, reason="hand"))
    view = known_page(room, qtbot)
    view.press("make_new_key")
    asked = shown(room, qtbot, "old-backups")
    assert "First make a recovery code" in asked.says
    asked.press("make_recovery")
    assert asked.where == [MakeRecoveryCode()]
    ask(room, lambda db: preferences.put(db, preferences.RECOVERY_DONE, True))
    asked = shown(room, qtbot, "old-backups")
    old = [one.path for one in _shelf(room) if not one.is_ours]
    assert len(old) == 2
    asked.press("delete_backup_1")
    assert "This cannot be taken back." in asked.tells
    assert all(path.exists() for path in old)
    assert focused() is part(asked.page, QAbstractButton, "notice_close")
    asked.press("notice_action")
    assert sum(path.exists() for path in old) == 1
    assert focused() is part(asked.page, QAbstractButton, "keep_backups")
    asked.press("delete_backup_1")
    asked.press("notice_action")
    assert not any(path.exists() for path in old)
    assert "There are none of them" in asked.says


def test_all_old_backups_at_once_and_never_a_new_one(room: Room, qtbot: QtBot) -> None:
    with_vault(room, lambda vault: backups.make(vault, reason="hand"))
    known_page(room, qtbot).press("make_new_key")
    ask(room, lambda db: preferences.put(db, preferences.RECOVERY_DONE, True))
    ours = with_vault(room, lambda vault: backups.make(vault, reason="hand"))
    view = shown(room, qtbot, "old-backups")
    view.press("delete_all_backups")
    view.press("notice_action")
    assert [one.path for one in _shelf(room)] == [ours.path]
    view.press("keep_backups")
    assert view.where == [OpenSecurity()]


@pytest.mark.parametrize("reason", ["hand", "set-aside"])
def test_what_only_an_old_backup_may_hold_is_said(room: Room, qtbot: QtBot, reason: str) -> None:
    """What was set aside at a restore is promised not to be deleted."""
    with_vault(room, lambda vault: backups.make(vault, reason=reason))
    known_page(room, qtbot).press("make_new_key")
    ask(room, lambda db: preferences.put(db, preferences.RECOVERY_DONE, True))
    view = shown(room, qtbot, "old-backups")
    is_aside = reason == "set-aside"
    assert ("not in the vault today" in view.says) is is_aside
    assert ("The vault itself holds it too" in view.says) is not is_aside
    assert "no backup with the new key yet" in view.says


def _shelf(room: Room) -> tuple[backups.Backup, ...]:
    shelf: backup_work.Shelf = with_vault(room, backup_work.look)
    return shelf.backups


def test_from_the_wish_to_the_old_backups_without_a_dead_end(room: Room, qtbot: QtBot) -> None:
    """Through the house itself: a new key, the code on screen, two groups of it, the backups."""
    house = Workspace(room)
    qtbot.addWidget(house)
    house.resize(1280, 840)
    house.show()
    house.do(OpenSecurity("compromised"))
    view = Shown(house.page, [])
    for name, words in (
        ("present_passphrase", OLD),
        ("passphrase", NEW),
        ("passphrase_again", NEW),
    ):
        view.write(name, words)
    view.press("make_new_key")
    assert isinstance(house.page, RecoveryPage)
    groups = part(house.page, QWidget, "code").accessibleName().split(", ")
    assert opens(folder_of(room), RecoveryCode.parse(" ".join(groups)))
    Shown(house.page, []).press("noted")
    for edit in house.page.findChildren(GroupEdit):
        edit.setText(groups[edit.index])
    Shown(house.page, []).press("check")
    assert isinstance(house.page, OldBackupsPage)
    assert "Your recovery code works." in house.page.notice.accessibleName()
    assert "Made before the key was changed" in said(house.page)
    Shown(house.page, []).press("keep_backups")
    assert isinstance(house.page, SecurityPage)
    Shown(house.page, []).press("see_old_backups")
    assert isinstance(house.page, OldBackupsPage)


# Where it runs


def test_no_key_is_derived_on_the_windows_thread(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "inline") as inline:
        desk = Desk(vault_worker=Threads(1, name="vault"), job_worker=Threads(2, name="job"))
        room = replace(inline, desk=desk)
        folder = tmp_path / "threaded"
        new_vault(folder).close()
        with qtbot.waitCallback() as there:
            desk.open(lambda: reopen(folder), there, owner=desk, failed=_fail)
        view = shown(room, qtbot, "passphrase")
        qtbot.waitUntil(lambda: view.page.findChild(QLineEdit, "passphrase") is not None)
        for name, words in (("present_passphrase", OLD), ("passphrase", NEW)):
            view.write(name, words)
        view.write("passphrase_again", NEW)
        with watched_argon2(monkeypatch) as threads:
            view.press("change_passphrase")
            qtbot.waitUntil(lambda: bool(view.where), timeout=10_000)
        assert len(threads) >= 2
        assert threading.current_thread().name not in threads
        desk.close().result(timeout=10)


def test_a_new_key_can_be_called_off(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held at a pulse: Cancel is there, and afterwards all is as before."""
    reached, go_on = threading.Event(), threading.Event()

    def slow(*_given: object, pulse: Callable[[int, int], None], **_named: object) -> RecoveryCode:
        pulse(1, 10)
        reached.set()
        assert go_on.wait(10)
        pulse(2, 10)
        raise AssertionError("it went on")

    monkeypatch.setattr(rotation, "rotate", slow)
    with opened(tmp_path / "inline") as inline:
        desk = Desk(vault_worker=Threads(1, name="vault"), job_worker=Threads(2, name="job"))
        room = replace(inline, desk=desk)
        folder = tmp_path / "threaded"
        new_vault(folder).close()
        with qtbot.waitCallback() as there:
            desk.open(lambda: reopen(folder), there, owner=desk, failed=_fail)
        view = shown(room, qtbot, "compromised")
        qtbot.waitUntil(lambda: view.page.findChild(QLineEdit, "passphrase") is not None)
        for name, words in (("present_passphrase", OLD), ("passphrase", NEW)):
            view.write(name, words)
        view.write("passphrase_again", NEW)
        view.press("make_new_key")
        qtbot.waitUntil(reached.is_set, timeout=10_000)
        settle()
        view.press("job_cancel")
        go_on.set()
        qtbot.waitUntil(lambda: "Called off." in view.tells, timeout=10_000)
        assert view.where == []
        assert view.written("passphrase") == NEW
        desk.close().result(timeout=10)
    assert opens(folder, OLD)


def _fail(problem: KetaGuideError) -> None:
    raise problem
