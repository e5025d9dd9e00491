"""Open for reading only: all can be read, nothing tries to write, and a lock never waits."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import VaultReadOnly
from ketaguide.store import entries
from ketaguide.ui import keepers
from ketaguide.ui.backup_keeper import BackupKeeper
from ketaguide.ui.errands import (
    GoTo,
    NewEntry,
    OpenBackups,
    OpenCheck,
    OpenEntry,
    OpenGuide,
    OpenSecurity,
    RestoreBackup,
)
from ketaguide.ui.pages.security_page import SecurityPage
from ketaguide.ui.reading_only import why
from ketaguide.ui.room import Room
from ketaguide.ui.safety_keeper import SafetyKeeper
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.code_groups import GroupEdit
from ketaguide.ui.workspace import Workspace
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.vault import Vault
from tests.helpers.opened import ask, part, rowan, said, show
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room
from tests.helpers.vaults import PASSPHRASE, new_vault

_PLACES = ("home", "preparation", "session-day", "integration", "journal", "settings")
# What only shows another page, or puts a look on this one.
_PASSED_OVER = ("theme", "motion", "text_", "open_", "back")


def _unexpected(problem: Exception) -> None:
    raise problem


@pytest.fixture
def codes() -> list[RecoveryCode]:
    """The recovery codes that were made for the vault of ``room``."""
    return []


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path, codes: list[RecoveryCode]) -> Iterator[Room]:
    room = replace(make_room(tmp_path), reads_only=True)
    room.look.apply(qapp)
    folder = tmp_path / "vault"
    vault = new_vault(folder, clock=room.clock)
    vault.ask(rowan())
    codes.append(vault.add_recovery())
    vault.close()
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    room.desk.open(
        lambda: Vault.open(folder, keys, clock=room.clock, read_only=True),
        lambda _vault: None,
        owner=room.desk,
        failed=_unexpected,
    )
    room.desk.broke.connect(_unexpected)
    yield room
    room.desk.close()


@pytest.fixture
def workspace(qtbot: QtBot, room: Room) -> Workspace:
    workspace = Workspace(room)
    qtbot.addWidget(workspace)
    show(workspace, size=(1280, 840))
    workspace.activateWindow()
    return workspace


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every attempt to write that the vault has refused."""
    seen: list[str] = []
    real = VaultReadOnly.__init__

    def note(self: VaultReadOnly, *given: Any, **named: Any) -> None:
        seen.append("refused")
        real(self, *given, **named)

    monkeypatch.setattr(VaultReadOnly, "__init__", note)
    return seen


def test_a_line_says_so_on_every_page(room: Room, workspace: Workspace) -> None:
    for place in _PLACES:
        workspace.do(GoTo(place))
        settle()
        assert why() in said(workspace)


def test_what_is_written_can_be_read(room: Room, workspace: Workspace) -> None:
    row = ask(room, entries.page)[0]
    workspace.do(OpenEntry(row.id))
    settle()
    assert row.title in said(workspace)
    for name in ("entry_edit", "entry_delete"):
        button = part(workspace.page, QAbstractButton, name)
        assert not button.isEnabled()
        assert button.toolTip() == why()


@pytest.mark.parametrize("errand", [NewEntry(), OpenGuide("preparing")])
def test_a_page_for_writing_is_not_opened_and_says_why(workspace: Workspace, errand: Any) -> None:
    before = workspace.page
    workspace.do(errand)
    assert workspace.page is before
    assert why() in workspace.page.notice.accessibleName()


@pytest.mark.parametrize("place", _PLACES)
def test_nothing_that_can_be_pressed_tries_to_write(
    workspace: Workspace, refused: list[str], place: str
) -> None:
    workspace.do(GoTo(place))
    settle()
    page = workspace.page
    names = [button.objectName() for button in page.findChildren(QAbstractButton)]
    assert names
    for name in names:
        found = page.findChild(QAbstractButton, name)
        if name.startswith(_PASSED_OVER) or found is None:
            continue
        if found.isVisible() and found.isEnabled():
            found.click()
            settle()
            workspace.do(GoTo(place))
            settle()
    assert refused == []


def test_the_harness_notices_an_attempt(room: Room, refused: list[str]) -> None:
    from ketaguide.store import preferences

    room.desk.ask(
        lambda db: preferences.put(db, "person_name", "Al"),
        owner=room.desk,
        failed=lambda _problem: None,
    )
    assert refused


def test_backups_and_the_check_can_be_looked_at_but_not_made(
    workspace: Workspace, refused: list[str]
) -> None:
    workspace.do(OpenBackups())
    assert not part(workspace.page, QAbstractButton, "backup_now").isEnabled()
    assert not part(workspace.page, QAbstractButton, "second_choose").isEnabled()
    workspace.do(OpenCheck())
    assert not part(workspace.page, QAbstractButton, "tidy").isEnabled()
    part(workspace.page, QAbstractButton, "check_now").click()
    settle()
    assert "Everything" in said(workspace.page)
    assert refused == []


def test_security_can_be_looked_at_and_says_why_it_changes_nothing(
    workspace: Workspace, refused: list[str]
) -> None:
    workspace.do(OpenSecurity())
    settle()
    page = workspace.page
    assert isinstance(page, SecurityPage)
    assert "How things stand" in said(page)
    for name in ("change", "compromised", "add_key_file"):
        part(page, QAbstractButton, name).click()
        settle()
        assert workspace.page is page
        assert why() in page.notice.accessibleName()
        page.notice.clear()
    assert refused == []


def test_the_recovery_code_can_be_tried(
    workspace: Workspace, codes: list[RecoveryCode], refused: list[str]
) -> None:
    workspace.do(OpenSecurity("drill"))
    settle()
    page = workspace.page
    for edit, group in zip(page.findChildren(GroupEdit), codes[0].groups(), strict=True):
        edit.setText(group)
    part(page, QAbstractButton, "try_code").click()
    settle()
    assert "This code opens your vault" in said(page)
    assert "in a year" not in said(page)
    assert refused == []


def test_a_backup_is_not_restored_and_the_reason_is_said(workspace: Workspace) -> None:
    workspace.do(OpenBackups())
    before = workspace.page
    workspace.do(RestoreBackup(Path("a.kgbak")))
    assert workspace.page is before
    assert why() in before.notice.accessibleName()


def test_what_is_typed_all_the_same_never_holds_a_lock(
    room: Room, workspace: Workspace, refused: list[str]
) -> None:
    owner = QObject()
    saver = Autosave(lambda: lambda _db: None, desk=room.desk, unsaved=room.unsaved, parent=owner)
    saver.touch()
    assert room.unsaved.is_empty
    workspace.do(GoTo("settings"))
    settle()
    name = part(workspace.page, QLineEdit, "person_name")
    assert not name.isEnabled()
    name.setText("Al")
    name.textEdited.emit("Al")
    assert room.unsaved.is_empty
    room.unsaved.flush()
    assert refused == []


def test_nothing_works_unasked(room: Room, workspace: Workspace) -> None:
    keepers.start(room, workspace)
    assert workspace.findChildren(BackupKeeper) == []
    assert workspace.findChildren(SafetyKeeper) == []
