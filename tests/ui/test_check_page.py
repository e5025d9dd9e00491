"""Check my vault: what is whole is said calmly, and each finding with what mends it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import StorageProblem
from ketaguide.base.pulse import Pulse
from ketaguide.store import entries
from ketaguide.ui.errands import OpenBackups, OpenSecurity
from ketaguide.ui.pages.check_page import CheckPage
from ketaguide.ui.room import Room
from ketaguide.vault import checking, epochs, findings, upkeep
from ketaguide.vault.checking import Report
from ketaguide.vault.vault import Vault
from tests.helpers.keeping import back_up, spoil, tend
from tests.helpers.opened import ask, opened, part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW
from tests.helpers.vaults import an_entry


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path, fill=partial(an_entry, body="Something.")) as room:
        yield room


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> CheckPage:
    page = CheckPage(room)
    qtbot.addWidget(page)
    show(page)
    return page


def press(page: Any, name: str) -> None:
    part(page, QAbstractButton, name).click()


def test_what_fits_is_said_with_what_was_looked_at(room: Room, page: CheckPage) -> None:
    assert "Not checked from end to end yet." in said(page)
    press(page, "check_now")
    words = said(page)
    assert "Everything fits" in words
    assert "as it was written" in words
    assert "Every page of the data file" in words
    assert "Every record against its history" in words
    last = part(page, QLabel, "last_verified").text()
    assert last.startswith("Last checked and found whole: Monday 23")
    assert tend(room, upkeep.read).verified == NOW


def test_what_is_found_stands_with_what_mends_it(
    room: Room, page: CheckPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (findings.bad_pages(3), findings.bad_free_pages(1))
    report = Report(NOW, found, ("Every page of the data file",), is_whole=False)
    monkeypatch.setattr(checking, "check", lambda *_, **__: report)
    where = wishes(page)
    press(page, "check_now")
    words = said(page)
    assert "Something needs your attention" in words
    assert "Everything fits" not in words
    for each in found:
        assert each.words in words
        assert each.advice in words
    press(page, "repair_restore")
    assert where == [OpenBackups()]


def test_a_real_fault_is_found_and_mended_on_the_spot(room: Room, page: CheckPage) -> None:
    folder = tend(room, lambda vault: vault.folder)
    folder.chmod(0o755)
    press(page, "check_now")
    assert "Everything written in this vault is as it was written." in said(page)
    press(page, "repair_modes")
    settle()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert "Everything fits" in said(page)


def test_a_damaged_backup_is_among_the_findings(room: Room, page: CheckPage) -> None:
    made = tend(room, partial(back_up, days=(1.0,)))
    spoil(made[0].path, at=0.9)
    press(page, "check_now")
    assert "backup" in said(page).split("What was looked at")[0].lower()
    assert "Everything fits" not in said(page)


def test_called_off_nothing_is_noted(
    room: Room, page: CheckPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = checking.check

    def check(vault: Vault, *, pulse: Pulse) -> Report:
        room.desk.cancel_jobs()
        return real(vault, pulse=pulse)

    monkeypatch.setattr(checking, "check", check)
    press(page, "check_now")
    assert page.notice.accessibleName().startswith("Stopped.")
    assert tend(room, upkeep.read).verified is None
    assert part(page, QAbstractButton, "check_now").isVisible()


def test_a_disk_that_does_not_answer_is_no_verdict_on_the_vault(
    page: CheckPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageProblem

    monkeypatch.setattr(checking, "check", fail)
    press(page, "check_now")
    assert "did not answer" in page.notice.accessibleName()
    assert "attention" not in said(page)
    assert part(page, QAbstractButton, "check_now").isVisible()


def test_compacting_gives_space_back_and_keeps_every_word(room: Room, page: CheckPage) -> None:
    long = "Words that were written and then deleted. " * 4000
    entry = ask(room, lambda db: an_entry(db, long).id)
    ask(room, partial(entries.remove, entry_id=entry))
    database = tend(room, lambda vault: vault.folder)
    before = sum(path.stat().st_size for path in database.glob("vault-e*.db"))
    press(page, "tidy")
    after = sum(path.stat().st_size for path in database.glob("vault-e*.db"))
    assert after < before
    assert page.notice.accessibleName().startswith("Compacted:")
    assert "are free again" in page.notice.accessibleName()
    assert [row.opening for row in ask(room, entries.page)] == ["Something."]


def test_compacting_called_off_leaves_the_file(
    room: Room, page: CheckPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compact(_vault: Vault, *, pulse: Pulse) -> int:
        room.desk.cancel_jobs()
        pulse(1, 2)
        return 0

    monkeypatch.setattr(epochs, "compact", compact)
    press(page, "tidy")
    assert page.notice.accessibleName().startswith("Stopped.")


def test_going_back_is_said(page: CheckPage) -> None:
    where = wishes(page)
    press(page, "check_back")
    assert where == [OpenSecurity()]
