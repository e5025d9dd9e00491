"""Scenes of Security, its pages, and of a quiet day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.store import preferences
from ketaguide.ui.errands import Errand, GoTo, OpenSecurity
from ketaguide.ui.pages.compromised_page import CompromisedPage
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.pages.key_file_unlock_page import KeyFileUnlockPage
from ketaguide.ui.pages.recovery_drill_page import RecoveryDrillPage
from ketaguide.ui.pages.security_state import StateCard
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.vault import backups, keyslots, rotation, upkeep
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, PracticeKey
from ketaguide.vault.vault import Vault
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import all_of, at, at_entry, put
from tests.helpers.stage import Scene, both, press, wait, write

_WORDS = "the heron waits by the grey river"
_QUIET = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)  # five hours after Rowan's session began


def security_scenes() -> tuple[Scene, ...]:
    """All of Security's parts, and what a quiet day does to them."""
    change = at(OpenSecurity("passphrase"))
    known = at(OpenSecurity("compromised"))
    asked = press("quiet_anyway")
    return (
        Scene("security", _furnished(OpenSecurity()), "demo", act=_more_facts),
        Scene("security-new", at(OpenSecurity()), "empty"),
        Scene("passphrase-change", _furnished(OpenSecurity("passphrase")), "empty"),
        Scene("passphrase-change-words", change, "empty", act=press("make_words")),
        Scene(
            "passphrase-change-wrong",
            change,
            "empty",
            act=both(_filled("not the passphrase at all"), press("change_passphrase")),
        ),
        Scene("passphrase-quiet", change, "demo", now=_QUIET),
        Scene("passphrase-quiet-twice", change, "demo", act=asked, now=_QUIET),
        Scene("stronger", at(OpenSecurity("stronger")), "empty"),
        Scene("compromised", _furnished(OpenSecurity("compromised")), "empty"),
        Scene("old-backups-pending", at(OpenSecurity("old-backups")), "empty"),
        Scene("old-backups-none", at(OpenSecurity("old-backups"), first=_checked()), "empty"),
        Scene("old-backups", _renewed, "empty"),
        Scene("old-backups-sure", _renewed, "empty", act=press("delete_all_backups")),
        Scene("compromised-busy", known, "empty", act=_busy),
        Scene("key-file", at(OpenSecurity("key-file")), "empty"),
        Scene("key-file-unlock", KeyFileUnlockPage),
        Scene("key-file-unlock-empty", KeyFileUnlockPage, act=press("unlock")),
        Scene("remove-way", _removing("passphrase-key-file"), "empty"),
        Scene("remove-way-last", _removing("passphrase", furnished=False), "empty"),
        Scene("drill", _furnished(OpenSecurity("drill")), "empty"),
        Scene(
            "drill-typo", _furnished(OpenSecurity("drill")), "empty", act=write("group_1", "AAAAA")
        ),
        Scene("drill-opens", _furnished(OpenSecurity("drill")), "empty", act=_opens),
        Scene("drill-none", at(OpenSecurity("drill")), "empty"),
        Scene("new-code", _furnished(OpenSecurity("new-code")), "empty"),
        Scene("entry-quiet", at_entry(), "demo", act=press("entry_delete"), now=_QUIET),
        Scene("home-new-passphrase", at(GoTo("home")), "demo", act=_by_code),
        Scene("home-drill", at(GoTo("home")), "demo", act=_a_year_later),
        Scene("settings-quiet", at(GoTo("settings")), "empty", now=NOW + timedelta(hours=1)),
    )


def _checked() -> Callable[[Any], object]:
    return put(preferences.RECOVERY_DONE, True)


def _furnished(errand: Errand) -> Callable[[Room], QWidget]:
    """A vault with every kind of way in it, and everything done that can be."""

    def make(room: Room) -> QWidget:
        room.desk.tend(_furnish, owner=room.desk)
        return at(errand, first=all_of(_checked()))(room)

    return make


def _furnish(vault: Vault) -> None:
    policy = KdfPolicy.for_tests()
    vault.add_recovery()
    key = bytes(range(32))
    keyslots.add(vault.folder, vault.keys, PassphraseWithKeyFile(_WORDS, key), policy=policy)
    keyslots.add(vault.folder, vault.keys, PracticeKey(key), policy=policy)
    for days, name in ((3, upkeep.VERIFIED), (40, upkeep.RECOVERY_TRIED)):
        upkeep.note(vault, name, NOW - timedelta(days=days))


def _renewed(room: Room) -> QWidget:
    """After a new key, with two backups from before it."""

    def renew(vault: Vault) -> None:
        backups.make(vault, reason="hand")
        rotation.rotate(vault, Passphrase(_WORDS), policy=KdfPolicy.for_tests())

    room.desk.tend(renew, owner=room.desk)
    return at(OpenSecurity("old-backups"), first=_checked())(room)


def _busy(window: MainWindow) -> None:
    for page in window.findChildren(CompromisedPage):
        page.form.setEnabled(False)
        page._start("Writing everything again with a new key.", can_cancel=True)


def _opens(window: MainWindow) -> None:
    for page in window.findChildren(RecoveryDrillPage):
        page._on_opens(None)


def _by_code(window: MainWindow) -> None:
    for page in window.findChildren(HomePage):
        page._on_due("new-passphrase")


def _a_year_later(window: MainWindow) -> None:
    for page in window.findChildren(HomePage):
        page._on_due("drill")
        page.sheet.verticalScrollBar().setValue(page.sheet.verticalScrollBar().maximum())


def _removing(kind: str, *, furnished: bool = True) -> Callable[[Room], QWidget]:
    def make(room: Room) -> QWidget:
        found: list[str] = []

        def look(vault: Vault) -> None:
            from ketaguide.flows import ways

            if furnished:
                _furnish(vault)
            found.extend(w.slot_id for w in ways.look(vault).ways if w.kind == kind)

        room.desk.tend(look, owner=room.desk)
        return at(OpenSecurity(f"remove:{found[0]}"))(room)

    return make


def _filled(present: str) -> Callable[[MainWindow], object]:
    return both(
        write("present_passphrase", present),
        write("passphrase", _WORDS),
        write("passphrase_again", _WORDS),
        wait(300),
    )


def _more_facts(window: MainWindow) -> None:
    """What this computer and its clock would say."""
    for card in window.findChildren(StateCard):
        card.say_swap(
            "This computer may put parts of its memory on the disk without encrypting them (swap). "
            "Words from an open vault can be among them. Encrypting the whole disk helps."
        )
        card.offer_stronger()
