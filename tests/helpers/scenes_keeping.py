"""Scenes of backups, restoring, checking, damage, a full disk, and reading only."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import DiskFull
from ketaguide.store import preferences
from ketaguide.ui.disk_banner import DiskBanner
from ketaguide.ui.errands import Errand, GoTo, OpenBackups, OpenCheck, RestoreBackup, Restored
from ketaguide.ui.gate import Gate
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.job_bar import JobBar
from ketaguide.ui.window import MainWindow
from ketaguide.vault import backups, checking, findings, keyslots, rotation
from ketaguide.vault.checking import Report
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.gates import WORDS, a_vault, make_doors
from tests.helpers.keeping import back_up, tend
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import at, gate, put
from tests.helpers.stage import Scene, both, find, press, write

_DAYS = (40.0, 9.0, 3.2, 0.4)


def keeping_scenes() -> tuple[Scene, ...]:
    second = put(preferences.SECOND_FOLDER, "/media/stick/copies of my notes")
    asked = press("backup_delete")
    opened = both(write("passphrase", WORDS), press("unlock"))
    return (
        Scene("backups", _kept(OpenBackups()), "demo"),
        Scene("backups-none", at(OpenBackups(), first=second), "empty"),
        Scene("backups-busy", _kept(OpenBackups()), "empty", act=_busy("Copying.", 40)),
        Scene("backups-sure", _kept(OpenBackups()), "empty", act=asked),
        Scene("backups-older-key", _rotated(OpenBackups()), "empty"),
        Scene("restore", _restoring(), "demo"),
        Scene("restore-older-key", _rotated(None), "empty"),
        Scene("restored", at(Restored("Your vault is as it was on 14 November.")), "demo"),
        Scene("check", at(OpenCheck()), "empty"),
        Scene("check-whole", at(OpenCheck()), "empty", act=press("check_now")),
        Scene("check-found", at(OpenCheck()), "empty", act=_found),
        Scene("damage", _damaged(_hurt_pages), act=opened),
        Scene("damage-all", _damaged(_hurt_pages), act=both(opened, press("all_backups_toggle"))),
        Scene("damage-rescued", _damaged(_hurt_end), act=both(opened, press("rescue"))),
        Scene("damage-header", _damaged(_hurt_header), act=opened),
        Scene("damage-older", _older, act=opened),
        Scene("backup-elsewhere", gate(), act=press("from_backup")),
        Scene(
            "backup-elsewhere-empty", gate(), act=both(press("from_backup"), press("bring_back"))
        ),
        Scene("reading-only", _reading(GoTo("home")), "demo"),
        Scene("disk-full", at(GoTo("home")), "demo", act=_disk("full")),
        Scene("disk-tight", at(GoTo("home")), "demo", act=_disk("tight")),
    )


def _kept(errand: Errand) -> Callable[[Room], QWidget]:
    def make(room: Room) -> QWidget:
        tend(room, partial(back_up, days=_DAYS))
        tend(room, _spoil_oldest)
        return at(errand)(room)

    return make


def _spoil_oldest(vault: Vault) -> None:
    oldest = backups.listed(vault.folder)[-1]
    oldest.path.write_bytes(oldest.path.read_bytes()[:4000])


def _restoring() -> Callable[[Room], QWidget]:
    def make(room: Room) -> QWidget:
        made = tend(room, partial(back_up, days=_DAYS))
        return at(RestoreBackup(made[1].path))(room)

    return make


def _rotated(errand: Errand | None) -> Callable[[Room], QWidget]:
    """Backups from before and after a new key; without an errand the older is to be restored."""

    def make(room: Room) -> QWidget:
        made = tend(room, partial(back_up, days=(9.0,)))
        policy = KdfPolicy.for_tests()
        tend(room, lambda vault: rotation.rotate(vault, Passphrase(WORDS), policy=policy))
        return at(errand or RestoreBackup(made[0].path))(room)

    return make


def _reading(errand: Errand) -> Callable[[Room], QWidget]:
    return lambda room: at(errand)(replace(room, reads_only=True))


def _busy(words: str, percent: int) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        find(window, "backup_now").hide()
        for bar in window.findChildren(JobBar):
            bar.start(words)
            bar._on_progress(percent, 100)

    return act


def _found(window: MainWindow) -> None:
    """As if a page and an unused page were damaged."""
    from ketaguide.ui.pages.check_parts import ReportCard

    found = (findings.bad_pages(1), findings.bad_free_pages(2))
    checked = checking._checked()
    for card in window.findChildren(ReportCard):
        card.show_report(Report(NOW, found, checked, is_whole=False))


def _damaged(hurt: Callable[[Path], None]) -> Callable[[Room], QWidget]:
    """The gate before a vault with backups that something has happened to."""

    def make(room: Room) -> QWidget:
        folder = a_vault(room.places.data / "kept.ketaguide", room)
        keys = keyslots.unlock(folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())
        vault = Vault.open(folder, keys, clock=room.clock)
        back_up(vault, days=_DAYS)
        vault.close()
        hurt(folder)
        return Gate(room, doors=make_doors(room), folder=folder)

    return make


def _hurt_pages(folder: Path) -> None:
    database = next(folder.glob("vault-e*.db"))
    content = bytearray(database.read_bytes())
    content[4096 : 4096 * 6] = bytes(4096 * 5)
    database.write_bytes(bytes(content))


def _hurt_end(folder: Path) -> None:
    database = next(folder.glob("vault-e*.db"))
    content = database.read_bytes()
    database.write_bytes(content[: len(content) - 4096])


def _hurt_header(folder: Path) -> None:
    for header in folder.glob("vault.kgh*"):
        header.write_bytes(header.read_bytes()[:100])


def _older(room: Room) -> QWidget:
    """A copy from before the last change, put back."""
    folder = a_vault(room.places.data / "kept.ketaguide", room)
    database = next(folder.glob("vault-e*.db"))
    before = database.read_bytes()
    doors = make_doors(room)
    vault = doors.enter(
        folder, keyslots.unlock(folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())
    )
    back_up(vault, days=(0.2,))
    vault.close()
    database.write_bytes(before)
    return Gate(room, doors=doors, folder=folder)


def _disk(state: str) -> Callable[[MainWindow], Any]:
    def act(window: MainWindow) -> None:
        for banner in window.findChildren(DiskBanner):
            banner._on_delayed(DiskFull())
            if state == "tight":
                banner._waits = False
                banner._on_kept(False)

    return act
