"""What Home says once in a while about the ways into the vault; at most one thing at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from ketaguide.base.errors import VaultError
from ketaguide.store import preferences
from ketaguide.vault import keyslots, slots, upkeep

if TYPE_CHECKING:
    from ketaguide.vault.db import Db
    from ketaguide.vault.vault import Vault

Reminder = Literal["", "new-passphrase", "untried", "drill"]

# Source: own choice, like the yearly drills of organisations; paper gets lost when people move.
_DRILL_EVERY = timedelta(days=365)
# Source: own choice; long enough to be no nagging.
_PUT_OFF_FOR = timedelta(days=30)


def due(vault: Vault, *, now: datetime) -> Reminder:
    """What to say now. On the vault thread."""
    if vault.keys.opened_by == slots.RECOVERY:
        return "new-passphrase"
    if vault.read_only:
        return ""
    tried = upkeep.read(vault).recovery_tried
    made, put_off = vault.ask(_drill)[0]
    if made is None and has_code(vault):
        return "untried"
    if made is None or (put_off is not None and now < put_off):
        return ""
    return "drill" if now - max(made, tried or made) >= _DRILL_EVERY else ""


def has_code(vault: Vault) -> bool:
    """Whether a recovery code opens the vault, also where the vault does not remember one.

    What it remembers goes back with a restored backup; the header stays that of today.
    """
    try:
        return slots.RECOVERY in keyslots.kinds(vault.folder)
    except VaultError:
        return True  # nothing is claimed about a header that cannot be read


def put_off_drill(db: Db, *, now: datetime) -> None:
    """Say nothing of the drill for a month."""
    preferences.put_moment(db, preferences.DRILL_PUT_OFF, now + _PUT_OFF_FOR)


def _drill(db: Db) -> tuple[datetime | None, datetime | None]:
    """When the code was typed back, if it was; and until when the drill was put off."""
    is_done = preferences.get(db, preferences.RECOVERY_DONE, False)
    made = preferences.chosen_at(db, preferences.RECOVERY_DONE) if is_done else None
    return made, preferences.get_moment(db, preferences.DRILL_PUT_OFF)
