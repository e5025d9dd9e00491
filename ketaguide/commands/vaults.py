"""``ketaguide vault``: made, looked at, checked and copied without a window."""

from pathlib import Path

from ketaguide.base.errors import (
    DatabaseDamaged,
    FolderNotEmpty,
    HeaderRolledBack,
    VaultMissing,
    WrongPassphrase,
)
from ketaguide.base.text import tr, trn
from ketaguide.commands.asking import NoSecret
from ketaguide.commands.kit import Kit
from ketaguide.vault import backups, checking, epochs, header, instance, keyslots, sight
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import Passphrase, Secret
from ketaguide.vault.vault import Vault

DAMAGED = 7


def create(kit: Kit) -> int:
    """A new vault; with ``--recovery-code`` its code is printed, once."""
    given = kit.given
    passphrase = kit.asker.new()
    keys = keyslots.create(kit.folder, passphrase=passphrase, clock=kit.clock, policy=kit.policy)
    try:
        vault = Vault.create(kit.folder, keys, clock=kit.clock, state=kit.state)
    except BaseException:
        keys.wipe()
        sight.remove_half_made(kit.folder)
        raise
    try:
        code = vault.add_recovery() if given.with_code else None
    finally:
        vault.close()
    kit.teller.answer(
        {"folder": str(kit.folder), **_code_facts(code)},
        [tr("The vault is made."), *(_told(code) or [_only_way()])],
    )
    return 0


def info(kit: Kit) -> int:
    """What anyone can see of the vault, unverified."""
    read = header.load(kit.folder).header
    database = kit.folder / read.db_file
    facts = {
        "format": 1,
        "epoch": read.epoch,
        "seq": read.seq,
        "created": read.created,
        "app": read.app,
        "slots": [slot.kind for slot in read.slots],
        "database_bytes": database.stat().st_size if database.is_file() else None,
        "backups": len(backups.listed(kit.folder)),
        "in_use": instance.in_use(kit.folder),
    }
    lines = (f"{name}: {', '.join(v) if isinstance(v, list) else v}" for name, v in facts.items())
    kit.teller.answer(facts, list(lines))
    return 0


def verify(kit: Kit) -> int:
    """Every check there is; 7 where something does not fit."""
    with kit.open() as vault:
        report = checking.check(vault, pulse=kit.teller.pulse(tr("Checking")))
    facts = {
        "whole": report.is_whole,
        "checked": list(report.checked),
        "found": [
            {"what": each.what, "words": each.words, "advice": each.advice, "repair": each.repair}
            for each in report.found
        ],
    }
    lines = [f"{each.words} {each.advice}".rstrip() for each in report.found]
    kit.teller.answer(facts, lines or [tr("Everything fits.")])
    return 0 if report.is_whole else DAMAGED


def backup(kit: Kit) -> int:
    """A backup beside the vault, checked; with ``--to`` a copy of it elsewhere."""
    with kit.open() as vault:
        made = backups.make(vault, reason="hand", pulse=kit.teller.pulse(tr("Backing up")))
        backups.thin(made.path.parent, now=kit.clock.now())
    if kit.given.to is not None:
        backups.put_elsewhere(made.path, kit.given.to)
    facts = {"file": str(made.path), "bytes": made.size, "entries": made.entries}
    told = trn(
        "Backed up and checked: {count} entry.", "Backed up and checked: {count} entries.",
        made.entries,
    )  # fmt: skip
    kit.teller.answer(facts, [told, str(made.path)])
    return 0


def restore(kit: Kit) -> int:
    """Into the backup's own vault, whose state of today is set aside; or into an empty folder.

    Raises:
        FolderNotEmpty: other files are there.
        VaultError: as ``epochs`` and ``backups`` say; the vault is as it was.
    """
    path = Path(kit.given.backup).absolute()
    if not path.is_file():
        raise VaultMissing(tr("There is no such backup, or it cannot be read."))
    pulse = kit.teller.pulse(tr("Restoring"))
    if not sight.is_vault(kit.folder):
        if kit.folder.exists() and (not kit.folder.is_dir() or any(kit.folder.iterdir())):
            raise FolderNotEmpty
        keys = backups.unlock(path, kit.secret(), policy=kit.policy)
        epochs.restore_new(path, keys, kit.folder, clock=kit.clock, state=kit.state, pulse=pulse)
    else:
        secret = kit.secret()
        of_backup = _keys_of(kit, path, secret)
        try:
            with kit.open(secret=secret) as vault:
                epochs.restore(vault, path, keys=of_backup, pulse=pulse)
        except (DatabaseDamaged, HeaderRolledBack, VaultMissing):
            keys = keyslots.unlock(kit.folder, secret, policy=kit.policy)
            epochs.restore_closed(
                kit.folder,
                keys,
                path,
                backup_keys=of_backup,
                clock=kit.clock,
                state=kit.state,
                pulse=pulse,
            )
    kit.teller.answer({"folder": str(kit.folder)}, [tr("The backup is back.")])
    return 0


def passphrase(kit: Kit) -> int:
    """Another passphrase for the same key; a recovery code may stand in for a forgotten one."""
    with kit.open() as vault:
        keyslots.change_passphrase(kit.folder, vault.keys, kit.asker.new(), policy=kit.policy)
    told = tr("From now on the new passphrase opens the vault.")
    note = tr("Older copies and backups still open with the one before.")
    kit.teller.answer({"changed": True}, [told, note])
    return 0


def rotate(kit: Kit) -> int:
    """For when someone may know the passphrase: everything that opens the vault is new."""
    with kit.open() as vault:
        wanted: Passphrase = kit.asker.new()
        pulse = kit.teller.pulse(tr("Changing the key"))
        code = epochs.rotate(vault, wanted, policy=kit.policy, pulse=pulse)
    note = tr("Backups from before still open with the old passphrase. Delete those you can reach.")
    kit.teller.answer({"rotated": True, **_code_facts(code)}, [*_told(code), note])
    return 0


def _keys_of(kit: Kit, path: Path, secret: Secret) -> VaultKeys:
    try:
        return backups.unlock(path, secret, policy=kit.policy)
    except WrongPassphrase:
        try:
            other = kit.asker.present(what=tr("Passphrase of the backup: "))
        except NoSecret:
            raise WrongPassphrase(
                tr("That passphrase does not open this backup."),
                hint=tr(
                    "Where the passphrase was another then, send today's first, and that of the "
                    "backup on the next line."
                ),
            ) from None
        return backups.unlock(path, other, policy=kit.policy)


def _code_facts(code: RecoveryCode | None) -> dict[str, str]:
    return {} if code is None else {"recovery_code": "-".join(code.groups())}


def _only_way() -> str:
    return tr(
        "It has no recovery code yet: if the passphrase is lost, nobody can open it. The window "
        "offers to make one."
    )


def _told(code: RecoveryCode | None) -> list[str]:
    if code is None:
        return []
    about = tr("Recovery code. Write it down and keep it apart from this computer:")
    return [about, "-".join(code.groups())]
