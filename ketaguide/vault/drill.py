"""Proving that a backup could be restored, from the file alone; and opening it with a secret."""

import secrets as system_secrets
from pathlib import Path

from ketaguide.base.errors import BackupInvalid
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import history, keyslots, kgbak, proving, shelf, streams
from ketaguide.vault import manifest as lines
from ketaguide.vault.kdf import DEFAULT, KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.secrets import Secret


def check(
    path: Path, keys: VaultKeys, *, room: Path | None = None, pulse: Pulse = no_pulse
) -> None:
    """The restore drill: unpacked, opened, checked, compared, and its history read to the end.

    Args:
        room: a folder for the unpacked database, which is deleted again; beside the backup
            where none is given.

    Raises:
        BackupInvalid: it could not be restored, or not to what was backed up.
        Cancelled: by the pulse.
        VaultError: the disk refused, which says nothing about the backup.
    """
    found = kgbak.read(path)
    told = lines.open_facts(found, keys) if lines.verify(found, keys) else None
    unpacked = shelf.part(room or path.parent, system_secrets.token_hex(16), "drill")
    target = kgbak.unpack(path, keys, unpacked, pulse=pulse)
    try:
        with proving.proven(target, found.vault.header, pulse=pulse) as connection:
            if proving.facts_of(connection) != (told, found.manifest.generation):
                raise lines.damaged()
            if history.verify(connection, keys.history_chain()):
                raise BackupInvalid(
                    tr("What this backup holds does not fit its history of changes.")
                )
    finally:
        target.wipe()
        streams.remove(unpacked)


def unlock(path: Path, secret: Secret, *, policy: KdfPolicy = DEFAULT) -> VaultKeys:
    """The keys of a backup, from the header inside it; needs no vault.

    Passphrases cost Argon2id: never call this on the UI thread.

    Raises:
        WrongPassphrase: the file is whole, but this does not open it.
        KdfParamsRefused: before anything was run.
        BackupInvalid: damaged, cut off, changed, or not a backup.
        VaultError: of a newer version; or the disk did not answer.
    """
    found = kgbak.read(path)
    keys = keyslots.open_header(found.vault, secret, policy=policy)
    try:
        lines.verify(found, keys)
    except BackupInvalid:
        keys.wipe()
        raise
    return keys
