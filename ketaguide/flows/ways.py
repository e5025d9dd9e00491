"""The ways to open a vault, and changing them by someone who has just proven to hold one.

``prove`` runs beside the vault; all else on the vault thread, so that no two of them write the
header at once. Those that end in Argon2id take seconds.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ketaguide.base.errors import WrongDatabase
from ketaguide.base.pulse import Pulse
from ketaguide.store import preferences
from ketaguide.vault import files, header, keyfile, keyslots, slots, upkeep
from ketaguide.vault.kdf import DEFAULT, KdfPolicy, calibrate
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, Secret
from ketaguide.vault.upkeep import Upkeep

if TYPE_CHECKING:
    from ketaguide.vault.db import Db
    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.vault import Vault

_KEY_ID_LENGTH = 8
# A busy computer measures itself slower than it is; twice is no matter of measuring.
# Source: own choice, far above what two measurements on one busy computer differ by.
_WEAKER_BY = 2

NewCode = tuple[RecoveryCode, str]  # with the public name for its sheet


@dataclass(frozen=True)
class Way:
    """One slot: ``kind`` is one of ``vault.slots``; ``is_last`` ones cannot be removed."""

    slot_id: str
    kind: str
    is_last: bool = False


@dataclass(frozen=True)
class Standing:
    """What the security page shows of an open vault.

    Attributes:
        opened_by: the kind of the way used this time; empty in a vault that was just made.
        is_code_checked: two groups of the recovery code were typed back.
        quiet_hours: how long big steps wait after a session.
    """

    folder: Path
    ways: tuple[Way, ...]
    opened_by: str
    upkeep: Upkeep
    is_code_checked: bool
    quiet_hours: int

    def has(self, kind: str) -> bool:
        """Whether there is a way of this kind."""
        return any(way.kind == kind for way in self.ways)


def look(vault: Vault) -> Standing:
    """Raises VaultError: the header cannot be read or was changed by something else."""
    chosen, _names = vault.ask(preferences.every)
    return Standing(
        vault.folder,
        _listed(vault),
        vault.keys.opened_by,
        upkeep.read(vault),
        chosen.recovery_done,
        chosen.quiet_hours,
    )


def prove(
    folder: Path, secret: Callable[[], Secret], *, policy: KdfPolicy | None = None
) -> VaultKeys:
    """What the functions below want to see. Takes a second; needs no vault.

    Args:
        secret: a call, because a key file may lie on a slow disk.

    Raises:
        WrongPassphrase: nothing opens with this secret.
        VaultError: the header is damaged, cannot be read, ...
    """
    return keyslots.unlock(folder, secret(), policy=policy or DEFAULT)


def change_passphrase(
    vault: Vault,
    pulse: Pulse,
    *,
    proven: VaultKeys,
    passphrase: Passphrase,
    policy: KdfPolicy | None = None,
) -> bool:
    """Also makes a passphrase that stays the same harder to guess, where this computer can.

    Raises:
        VaultError: nothing was changed.
    """
    _insist(vault, proven)
    pulse(0, 1)
    keyslots.change_passphrase(vault.folder, vault.keys, passphrase, policy=policy or DEFAULT)
    # Nobody who has just chosen a passphrase needs to be reminded of having lost one.
    vault.keys.opened_by = slots.PASSPHRASE
    return True


def add_key_file(
    vault: Vault,
    pulse: Pulse,
    *,
    proven: VaultKeys,
    path: Path,
    passphrase: Passphrase,
    policy: KdfPolicy | None = None,
) -> bool:
    """Write a new key file and let it open the vault together with the passphrase.

    Raises:
        VaultError: nothing was changed, and no file is left.
    """
    _insist(vault, proven)
    pulse(0, 1)
    key = keyfile.make(path)
    try:
        secret = PassphraseWithKeyFile(passphrase.text, key)
        keyslots.add(vault.folder, vault.keys, secret, policy=policy or DEFAULT)
    except BaseException:
        with files.translated():
            path.unlink(missing_ok=True)
        raise
    return True


def remove(vault: Vault, _pulse: Pulse, *, proven: VaultKeys, slot_id: str) -> bool:
    """Raises LastKeySlot, NotFound, or another VaultError: nothing was changed."""
    _insist(vault, proven)
    keyslots.remove(vault.folder, vault.keys, slot_id)
    return True


def note_code_works(vault: Vault, _pulse: Pulse, *, proven: VaultKeys, at: datetime) -> bool:
    """The recovery drill: the key that came out of the code is the key this vault's data is under.

    A vault open for reading only does not remember that it was tried.

    Raises:
        WrongDatabase: it is another vault's.
    """
    _insist(vault, proven)
    if not vault.read_only:
        upkeep.note(vault, upkeep.RECOVERY_TRIED, at)
        if not vault.ask(preferences.every)[0].recovery_done:
            vault.ask(partial(_note_pending, done=True, since=None))
    return True


def renew_code(vault: Vault, _pulse: Pulse, *, proven: VaultKeys, at: datetime) -> NewCode:
    """A new recovery code instead of the one on paper, which stops working at once.

    Raises:
        VaultError: the old one still works.
    """
    _insist(vault, proven)
    vault.ask(partial(_note_pending, done=False, since=at))
    return vault.add_recovery(), key_id(vault)


def rotate(
    vault: Vault,
    pulse: Pulse,
    *,
    proven: VaultKeys,
    passphrase: Passphrase,
    at: datetime,
    policy: KdfPolicy | None = None,
) -> NewCode:
    """A new key, and with it a new recovery code.

    The vault counts as one without a code from before the first step until two groups are typed
    back: a computer that stops on the way must never leave a person trusting a sheet.

    Raises:
        VaultError: the old key still holds; nothing but that note was changed.
        Cancelled: likewise.
    """
    from ketaguide.vault.rotation import rotate as renew  # heavy, and few people ever need it

    _insist(vault, proven)
    before, _names = vault.ask(preferences.every)
    vault.ask(partial(_note_pending, done=False, since=at))
    try:
        code = renew(vault, passphrase, policy=policy or DEFAULT, pulse=pulse)
    except Exception:
        since = before.recovery_pending_since
        vault.ask(partial(_note_pending, done=before.recovery_done, since=since))
        raise
    return code, key_id(vault)


def key_id(vault: Vault) -> str:
    """A public name that tells the sheets of several vaults apart."""
    return vault.vault_id.hex()[:_KEY_ID_LENGTH].upper()


def is_weak(folder: Path, *, policy: KdfPolicy | None = None) -> bool:
    """Whether this computer would make the passphrase much harder to guess. Takes seconds.

    Beside the vault, never on its thread.

    Raises:
        VaultError: the header cannot be read.
    """
    stored = [s.argon2 for s in header.load(folder).header.slots if s.kind == slots.PASSPHRASE]
    works = [params.work for params in stored if params is not None]
    return bool(works) and calibrate(policy or DEFAULT).work >= _WEAKER_BY * min(works)


def _listed(vault: Vault) -> tuple[Way, ...]:
    listed = header.load(vault.folder).verify(vault.keys.header_mac()).slots
    held = [slot for slot in listed if slot.kind != slots.PRACTICE]
    return tuple(Way(slot.slot_id, slot.kind, is_last=held == [slot]) for slot in listed)


def _insist(vault: Vault, proven: VaultKeys) -> None:
    """Wipes what was shown: it has done its work."""
    is_same = hmac.compare_digest(bytes(proven.key), bytes(vault.keys.key))
    proven.wipe()
    if not is_same:
        raise WrongDatabase


def _note_pending(db: Db, *, done: bool, since: datetime | None) -> None:
    preferences.put(db, preferences.RECOVERY_DONE, done)
    preferences.put_moment(db, preferences.RECOVERY_PENDING_SINCE, since)
