"""By keyboard alone: back up, go back to it, come back again; and a damaged vault opened anew."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.base.paths import Places
from ketaguide.store import entries
from ketaguide.ui import backup_keeper
from ketaguide.vault import backups
from tests.helpers.house import Person, person
from tests.helpers.small_vaults import WORDS, Made, make

_BEFORE = "The rain on the roof, and nothing else."
_LATER = "The second morning was quieter."


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "kept.ketaguide")


def _unlock(someone: Person) -> None:
    someone.wait_for("unlock_page")
    someone.write("passphrase", WORDS)
    someone.key(Qt.Key.Key_Return)


def _write(someone: Person, words: str) -> None:
    someone.control(Qt.Key.Key_N)
    someone.write("entry_body", words)
    someone.press("entry_keep")
    someone.wait(lambda: words in _written(someone), what="stored entry")


def _written(someone: Person) -> set[str]:
    rows: set[str] = someone.ask(lambda db: {row.opening for row in entries.page(db)})
    return rows


def _to_backups(someone: Person) -> None:
    someone.key(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    someone.wait_for("settings_page")
    someone.press("open_backups")
    someone.wait_for("backups_page")


def _restore(someone: Person, number: int) -> None:
    """The backup of that place in the list, in two presses."""
    someone.wait_for("backup_restore")
    buttons = someone.window.findChildren(QAbstractButton, "backup_restore")
    wanted = [one for one in buttons if one.isVisible()][number]
    someone._tab_until(lambda: someone.focus is wanted, "backup_restore")
    someone.key(Qt.Key.Key_Space)
    someone.press("restore")
    someone.wait_for("home_page")
    someone.wait(lambda: someone.sees("notice_action"), what="the way back")


@pytest.mark.promise("R-03")
def test_back_up_go_back_and_come_back_again(
    qtbot: QtBot, places: Places, clock: FixedClock, made: Made
) -> None:
    with person(qtbot, places, clock, vault=made.folder) as someone:
        _unlock(someone)
        someone.wait_for("home_page")
        _write(someone, _BEFORE)
        _to_backups(someone)
        someone.press("backup_now")
        someone.wait(lambda: someone.sees("backup_row"), what="the new backup")
        assert len(backups.listed(made.folder)) == 1
        clock.pass_time(timedelta(hours=2))
        _write(someone, _LATER)
        _to_backups(someone)
        _restore(someone, 0)
        assert _written(someone) == {_BEFORE}
        someone.press("notice_action")
        someone.wait_for("backups_page")
        assert [one.reason for one in backups.listed(made.folder)] == ["set-aside", "hand"]
        _restore(someone, 0)
        assert _written(someone) == {_BEFORE, _LATER}
        assert not list(made.folder.rglob("*.part"))


@pytest.mark.promise("R-03")
def test_a_backup_comes_by_itself_and_opens_the_vault_that_was_damaged(
    qtbot: QtBot,
    places: Places,
    clock: FixedClock,
    made: Made,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backup_keeper, "FIRST_MS", 200)
    with person(qtbot, places, clock, vault=made.folder) as someone:
        _unlock(someone)
        someone.wait_for("home_page")
        someone.wait(lambda: bool(backups.listed(made.folder)), what="a backup by itself")
        assert not someone.sees("notice_action"), "a quiet line only"
    database = made.database
    database.write_bytes(database.read_bytes()[:-4096])
    clock.pass_time(timedelta(days=3))
    with person(qtbot, places, clock, vault=made.folder) as someone:
        _unlock(someone)
        someone.wait_for("damage_page")
        someone.wait_for("restore_best")
        someone.key(Qt.Key.Key_Space)
        someone.wait_for("home_page")
    assert list(made.folder.glob("*.damaged"))
