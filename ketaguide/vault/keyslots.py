"""Opening a vault's header with a secret, and changing the ways it can be opened.

Nothing here imports the database layer: the first window needs only this much.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ketaguide import __version__
from ketaguide.base.clock import Clock
from ketaguide.base.errors import (
    HeaderTampered,
    HeaderUnconfirmed,
    KdfParamsRefused,
    LastKeySlot,
    NotFound,
    VaultError,
    WrongPassphrase,
)
from ketaguide.base.text import tr
from ketaguide.vault import files, header, place, slots
from ketaguide.vault.header import Header, SignedHeader
from ketaguide.vault.kdf import DEFAULT, Argon2Params, KdfPolicy, calibrate, measure
from ketaguide.vault.keys import KEY_BYTES, VaultKeys
from ketaguide.vault.recovery import RecoveryCode, new_code
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, PracticeKey, Secret
from ketaguide.vault.slots import Slot


def create(
    folder: Path,
    *,
    passphrase: Passphrase,
    clock: Clock,
    policy: KdfPolicy = DEFAULT,
    seconds_for: Callable[[Argon2Params], float] = measure,
) -> VaultKeys:
    """Write the header of a new vault; ``Vault.create`` then adds the database.

    Takes seconds: it calibrates Argon2id for this computer first.

    Raises:
        VaultError: the folder cannot hold a vault, or the passphrase cannot be used.
    """
    place.check_folder(folder)
    params = calibrate(policy, seconds_for=seconds_for)
    keys = new_keys(secrets.token_bytes(16))
    slot = slots.wrap(keys.key, passphrase, vault_id=keys.vault_id, params=params)
    first = Header(
        vault_id=keys.vault_id,
        seq=1,
        epoch=1,
        db_salt=secrets.token_bytes(16),
        inbox=inbox_of(keys.inbox_secret or b""),
        created=clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        app=__version__,
        slots=(slot,),
    )
    with files.translated():
        files.make_private_folder(folder)
    header.create(folder, first, keys.header_mac())
    return keys


def new_keys(vault_id: bytes) -> VaultKeys:
    """A new vault key, and a new secret for the inbox that the database is to keep."""
    return VaultKeys(
        vault_id, bytearray(secrets.token_bytes(KEY_BYTES)), bytearray(new_inbox_secret())
    )


def new_inbox_secret() -> bytes:
    """The secret half of an inbox that holds no note yet."""
    return X25519PrivateKey.generate().private_bytes_raw()


def inbox_of(secret: bytes | bytearray) -> bytes:
    """The public key that belongs to the inbox's secret one."""
    private = X25519PrivateKey.from_private_bytes(bytes(secret))
    return private.public_key().public_bytes_raw()


def unlock(folder: Path, secret: Secret, *, policy: KdfPolicy = DEFAULT) -> VaultKeys:
    """The vault's keys. Passphrases cost Argon2id: never call this on the UI thread.

    Raises:
        WrongPassphrase: no slot of this kind opens.
        KdfParamsRefused: before anything was run.
        HeaderTampered: the secret fits, but the header was changed.
        VaultError: missing, damaged, of a newer version.
    """
    read = header.load(folder)
    return open_header(read, secret, policy=policy)


def open_header(read: SignedHeader, secret: Secret, *, policy: KdfPolicy = DEFAULT) -> VaultKeys:
    """As ``unlock``, for a header that was read already."""
    kind = slots.kind_of(secret)
    fitting = [slot for slot in read.header.slots if slot.kind == kind]
    policy.check(slot.argon2 for slot in fitting if slot.argon2 is not None)
    for slot in fitting:
        key = slots.unwrap(slot, secret, vault_id=read.header.vault_id)
        if key is not None:
            keys = VaultKeys(read.header.vault_id, key, opened_by=kind)
            try:
                read.verify(keys.header_mac())
            except HeaderTampered:
                keys.wipe()
                raise
            return keys
    raise _wrong(secret)


def restore_previous(folder: Path, secret: Secret, *, policy: KdfPolicy = DEFAULT) -> VaultKeys:
    """Put the previous header in the place of a damaged or lost one, once it has opened.

    The damaged one is kept beside it. Slots taken away on purpose are in neither.

    Raises:
        VaultError: as ``unlock``; nothing was changed.
    """
    keys = open_header(header.load(folder, name=header.PREVIOUS), secret, policy=policy)
    header.restore_previous(folder)
    return keys


def kinds(folder: Path) -> tuple[str, ...]:
    """The kinds of slots the header lists, in order; unverified, so for display only."""
    return tuple(slot.kind for slot in header.load(folder).header.slots)


def add_recovery(folder: Path, keys: VaultKeys) -> RecoveryCode:
    """Make a recovery code and its slot; an older code stops working.

    Raises:
        VaultError: nothing was changed.
    """
    code = new_code()
    try:
        _put(folder, keys, code, params=None, replaces=(slots.RECOVERY,))
    except HeaderUnconfirmed:
        # Where it is live all the same, it must be shown; where nobody can say, it must not.
        with suppress(VaultError):
            unlock(folder, code).wipe()
            return code
        raise
    return code


def change_passphrase(
    folder: Path, keys: VaultKeys, passphrase: Passphrase, *, policy: KdfPolicy = DEFAULT
) -> None:
    """Let this passphrase open the vault instead of the old one, never more cheaply.

    An old copy of the header still opens with the old passphrase.

    Raises:
        VaultError: nothing was changed.
    """
    params = _no_cheaper(_verified(folder, keys), policy)
    _put(folder, keys, passphrase, params=params, replaces=(slots.PASSPHRASE,))


def fresh(
    keys: VaultKeys, passphrase: Passphrase, *, before: Header, policy: KdfPolicy = DEFAULT
) -> tuple[tuple[Slot, ...], RecoveryCode]:
    """For a new vault key: the only two ways to open it, never more cheaply than before."""
    params = _no_cheaper(before, policy)
    code = new_code()
    made = slots.wrap(keys.key, passphrase, vault_id=keys.vault_id, params=params)
    recovery = slots.wrap(keys.key, code, vault_id=keys.vault_id, params=params)
    return (made, recovery), code


def add(
    folder: Path,
    keys: VaultKeys,
    secret: PassphraseWithKeyFile | PracticeKey | Passphrase,
    *,
    policy: KdfPolicy = DEFAULT,
) -> str:
    """Add a further way to open the vault and return its slot id.

    Raises:
        VaultError: nothing was changed.
    """
    params = calibrate(policy)
    listed = _verified(folder, keys).slots
    same = [s.argon2 for s in listed if s.kind == slots.kind_of(secret) and s.argon2 is not None]
    if same:
        try:
            policy.check([*same, params])
        except KdfParamsRefused:
            raise VaultError(
                tr("There are enough ways of this kind to open the vault."),
                hint=tr("Remove one first."),
            ) from None
    return _put(folder, keys, secret, params=params, replaces=())


def remove(folder: Path, keys: VaultKeys, slot_id: str) -> None:
    """Take one way to open the vault away.

    Raises:
        LastKeySlot: it is the only one that a person holds.
        NotFound: there is no such slot.
    """
    read = _verified(folder, keys)
    left = tuple(slot for slot in read.slots if slot.slot_id != slot_id)
    if len(left) == len(read.slots):
        raise NotFound
    if not any(slot.kind != slots.PRACTICE for slot in left):
        raise LastKeySlot
    header.store(folder, replace(read, slots=left), keys.header_mac(), forgets=True)


def _put(
    folder: Path,
    keys: VaultKeys,
    secret: Secret,
    *,
    params: Argon2Params | None,
    replaces: tuple[str, ...],
) -> str:
    read = _verified(folder, keys)
    kept = tuple(slot for slot in read.slots if slot.kind not in replaces)
    if len(kept) >= header.MOST_SLOTS:
        raise VaultError(
            tr("There are enough ways to open the vault."), hint=tr("Remove one first.")
        )
    made = slots.wrap(
        keys.key, secret, vault_id=keys.vault_id, params=params or Argon2Params(0, 0, 0)
    )
    changed = replace(read, slots=_ordered((*kept, made)))
    header.store(folder, changed, keys.header_mac(), forgets=len(kept) < len(read.slots))
    return made.slot_id


def _no_cheaper(before: Header, policy: KdfPolicy) -> Argon2Params:
    old = [slot.argon2 for slot in before.slots if slot.kind == slots.PASSPHRASE]
    return max([calibrate(policy), *filter(None, old)], key=lambda each: each.work)


def _ordered(listed: tuple[Slot, ...]) -> tuple[Slot, ...]:
    order = (slots.PASSPHRASE, slots.KEY_FILE, slots.RECOVERY, slots.PRACTICE)
    return tuple(sorted(listed, key=lambda slot: order.index(slot.kind)))


def _verified(folder: Path, keys: VaultKeys) -> Header:
    return header.load(folder).verify(keys.header_mac())


def _wrong(secret: Secret) -> WrongPassphrase:
    if isinstance(secret, RecoveryCode):
        return WrongPassphrase(
            tr("That recovery code does not open this vault."),
            hint=tr("Check that the sheet belongs to this vault. An older code stops working."),
        )
    if isinstance(secret, PassphraseWithKeyFile):
        return WrongPassphrase(tr("That passphrase with this key file does not open this vault."))
    if isinstance(secret, PracticeKey):
        return WrongPassphrase(tr("The practice vault's key does not open this vault."))
    return WrongPassphrase()
