"""Which page stands behind which part of Security."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ketaguide.ui.pages.compromised_page import CompromisedPage
from ketaguide.ui.pages.key_file_page import KeyFilePage
from ketaguide.ui.pages.old_backups_page import OldBackupsPage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.passphrase_change_page import PassphraseChangePage, StrongerPage
from ketaguide.ui.pages.recovery_drill_page import NewCodePage, RecoveryDrillPage
from ketaguide.ui.pages.remove_way_page import RemoveWayPage
from ketaguide.ui.pages.security_page import SecurityPage
from ketaguide.ui.room import Room

_PAGES: Mapping[str, Callable[[Room], Page]] = {
    "": SecurityPage,
    "passphrase": PassphraseChangePage,
    "stronger": StrongerPage,
    "compromised": CompromisedPage,
    "old-backups": OldBackupsPage,
    "key-file": KeyFilePage,
    "drill": RecoveryDrillPage,
    "new-code": NewCodePage,
}


def make_page(part: str, room: Room) -> Page:
    """Args:
    part: of the errand ``OpenSecurity``; ``remove:`` and a slot's id, or one of the names above.
    """
    what, _, slot_id = part.partition(":")
    if what == "remove":
        return RemoveWayPage(room, slot_id=slot_id)
    return _PAGES.get(what, SecurityPage)(room)
