"""Restoring in two presses: what will change is said, nothing is lost, and there is a way back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.base.pulse import Pulse
from ketaguide.store import drafts, entries, preferences, sessions
from ketaguide.ui import backup_work
from ketaguide.ui.errands import OpenBackups, OpenCheck, RestoreBackup, Restored
from ketaguide.ui.pages.restore_page import RestorePage
from ketaguide.ui.room import Room
from ketaguide.ui.workspace import Workspace
from ketaguide.vault import backups, epochs, rotation
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.keeping import back_up, tend
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.vaults import PASSPHRASE, ZONE, an_entry

_NEW = "a sentence that only I would say"


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


@pytest.fixture
def at(qtbot: QtBot, room: Room) -> Callable[[Path], RestorePage]:
    kept = []

    def made(path: Path) -> RestorePage:
        page = RestorePage(room, path=path)
        kept.append(page)
        qtbot.addWidget(page)
        show(page)
        return page

    return made


def bodies(room: Room) -> list[str]:
    return sorted(ask(room, lambda db: [row.opening for row in entries.page(db)]))


def listed(room: Room) -> list[backups.Backup]:
    return list(tend(room, lambda vault: backups.listed(vault.folder, vault.keys)))


def press(page: Any, name: str) -> None:
    part(page, QAbstractButton, name).click()


def write(room: Room, count: int) -> None:
    for number in range(count):
        ask(room, lambda db, number=number: an_entry(db, f"Newer {number}.").id)  # type: ignore[misc]


def test_what_will_change_is_said_before_anything_is_touched(
    room: Room, at: Callable[[Path], RestorePage]
) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    write(room, 14)
    before = bodies(room)
    words = said(at(path))
    assert "Go back to Friday 20 November" in words
    assert "14 entries newer than this backup will be set aside, not deleted." in words
    assert "becomes a backup first" in words
    assert "recovery code stay those of today" in words
    assert bodies(room) == before
    assert len(listed(room)) == 1


def test_where_nothing_is_newer_that_is_said(room: Room, at: Callable[[Path], RestorePage]) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    assert "Nothing in your vault is newer" in said(at(path))


def test_an_unfinished_text_that_would_be_set_aside_is_counted(
    room: Room, at: Callable[[Path], RestorePage]
) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    ask(room, lambda db: drafts.put(db, key="entry:new", content="{}").id)
    words = said(at(path))
    assert "1 unfinished text newer than this backup will be set aside, not deleted." in words
    assert "Nothing in your vault is newer" not in words
    write(room, 2)
    words = said(at(path))
    assert "2 entries newer than this backup will be set aside, not deleted." in words
    assert "1 unfinished text will be set aside as well." in words


@pytest.mark.promise("R-03")
def test_restoring_and_coming_back_again(room: Room, at: Callable[[Path], RestorePage]) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    then = bodies(room)
    write(room, 2)
    now = bodies(room)
    page = at(path)
    where = wishes(page)
    press(page, "restore")
    assert where == [Restored("Your vault is as it was on Friday 20 November, 18:00.")]
    assert bodies(room) == then
    newest = listed(room)[0]
    assert newest.reason == "set-aside"
    page = at(newest.path)
    press(page, "restore")
    assert bodies(room) == now


def test_where_copies_go_and_that_the_code_is_on_paper_stay_those_of_today(
    room: Room, at: Callable[[Path], RestorePage], tmp_path: Path
) -> None:
    """Otherwise copies would end without a word, and a good recovery code be called missing."""
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    today: dict[str, bool | int | str] = {
        preferences.SECOND_FOLDER: str(tmp_path),
        preferences.RECOVERY_DONE: True,
    }
    ask(room, partial(preferences.put_several, values=today))
    press(at(path), "restore")
    assert tend(room, backup_work.second_folder) == str(tmp_path)
    assert ask(room, preferences.every).recovery_done


def test_leaving_it_changes_nothing(room: Room, at: Callable[[Path], RestorePage]) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    write(room, 1)
    before = bodies(room)
    page = at(path)
    where = wishes(page)
    press(page, "restore_leave")
    assert where == [OpenBackups()]
    assert bodies(room) == before


def test_called_off_the_vault_is_as_it_was(
    room: Room, at: Callable[[Path], RestorePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = epochs.restore

    def restore(vault: Vault, path: Path, *, keys: Any, pulse: Pulse) -> None:
        room.desk.cancel_jobs()
        real(vault, path, keys=keys, pulse=pulse)

    monkeypatch.setattr(epochs, "restore", restore)
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    write(room, 1)
    before = bodies(room)
    page = at(path)
    where = wishes(page)
    press(page, "restore")
    assert where == []
    assert "as it was" in page.notice.accessibleName()
    assert bodies(room) == before


@pytest.mark.promise("R-03")
def test_a_full_disk_leaves_the_vault_and_says_so(
    room: Room, at: Callable[[Path], RestorePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(epochs, "restore", full)
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    page = at(path)
    press(page, "restore")
    assert "disk is full" in page.notice.accessibleName()
    assert part(page, QAbstractButton, "restore").isEnabled()


def test_on_a_quiet_day_it_waits(room: Room, at: Callable[[Path], RestorePage]) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    begun = NOW - timedelta(hours=3)
    ask(room, lambda db: sessions.add(db, starts_at=begun, zone=ZONE, place="").id)
    page = at(path)
    press(page, "restore")
    assert len(listed(room)) == 1
    press(page, "quiet_anyway")
    press(page, "quiet_anyway")
    assert len(listed(room)) == 2


def test_one_of_an_older_key_asks_for_what_opened_it(
    room: Room, at: Callable[[Path], RestorePage]
) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    then = bodies(room)
    write(room, 1)
    policy = KdfPolicy.for_tests()
    tend(room, lambda vault: rotation.rotate(vault, Passphrase(_NEW), policy=policy))
    page = at(path)
    press(page, "restore")
    assert "Type the passphrase first." in said(page)
    edit = part(page, QLineEdit, "passphrase")
    edit.setText(_NEW)
    press(page, "restore")
    assert "does not open this backup" in said(page)
    assert edit.selectedText() == _NEW, "what is typed next takes its place"
    edit.setText(PASSPHRASE.text)
    press(page, "restore")
    assert bodies(room) == then
    folder = tend(room, lambda vault: vault.folder)
    room.desk.close()
    from ketaguide.vault import keyslots

    keyslots.unlock(folder, Passphrase(_NEW), policy=policy).wipe()


def test_one_that_is_gone_or_damaged_is_said(room: Room, at: Callable[[Path], RestorePage]) -> None:
    made = tend(room, partial(back_up, days=(3.0, 2.0)))
    made[0].path.unlink()
    page = at(made[0].path)
    assert "no longer here" in page.notice.accessibleName()
    assert not part(page, QAbstractButton, "restore").isEnabled()
    made[1].path.write_bytes(made[1].path.read_bytes()[:3000])
    page = at(made[1].path)
    assert "not complete" in page.notice.accessibleName()
    assert not part(page, QAbstractButton, "restore").isEnabled()


def test_home_shows_the_restored_state_and_the_way_back(qtbot: QtBot, room: Room) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    ask(room, lambda db: an_entry(db, "Newer.").id)
    workspace = Workspace(room)
    qtbot.addWidget(workspace)
    show(workspace)
    assert "23 November, Note" in _everything(workspace)
    workspace.do(RestoreBackup(path))
    press(workspace.page, "restore")
    assert workspace.page.objectName() == "home_page"
    assert "as it was on Friday 20 November" in workspace.page.notice.accessibleName()
    assert "23 November, Note" not in _everything(workspace)
    assert "20 November, Note" in _everything(workspace)
    press(workspace.page, "notice_action")
    assert workspace.page.objectName() == "backups_page"


def test_the_key_for_back_leads_the_way_one_came(qtbot: QtBot, room: Room) -> None:
    """Step by step, as the buttons do, and not past Security at once."""
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    workspace = Workspace(room)
    qtbot.addWidget(workspace)
    show(workspace)
    workspace.do(RestoreBackup(path))
    seen = []
    for _ in range(3):
        workspace.by_key("back")
        seen.append(workspace.page.objectName())
    assert seen == ["backups_page", "security_page", "settings_page"]
    workspace.do(OpenCheck())
    workspace.by_key("back")
    assert workspace.page.objectName() == "security_page"


def test_while_it_is_restored_nobody_writes_elsewhere(
    qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tend(room, partial(back_up, days=(3.0,)))[0].path
    workspace = Workspace(room)
    qtbot.addWidget(workspace)
    show(workspace)
    workspace.do(RestoreBackup(path))
    stayed: list[bool] = []

    def restore(*_: object, **__: object) -> None:
        workspace.by_key("new_entry")
        workspace._on_place_wanted("journal")
        stayed.append(workspace.page.objectName() == "restore_page")

    monkeypatch.setattr(epochs, "restore", restore)
    press(workspace.page, "restore")
    assert stayed == [True]


def _everything(workspace: Workspace) -> str:
    settle()
    buttons = workspace.findChildren(QAbstractButton)
    return "\n".join(button.accessibleName() for button in buttons if button.isVisible())
