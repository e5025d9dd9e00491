"""The three kinds of work that move a vault to its next epoch, and what stands after it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ketaguide.base.errors import WrongPassphrase
from ketaguide.vault import backups, epochs, header
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.backups import Dump, dump, write
from tests.helpers.small_vaults import POLICY, Made, clock

NEW_WORDS = "eleven slow geese over the marsh"
Work = Callable[[Vault], object]


def restore_newest(vault: Vault) -> None:
    """The newest backup made by hand."""
    newest = next(b for b in backups.listed(vault.folder, vault.keys) if b.reason == "hand")
    epochs.restore(vault, newest.path)


WORKS: Mapping[str, Work] = {
    "rotate": lambda vault: epochs.rotate(vault, Passphrase(NEW_WORDS), policy=POLICY),
    "compact": epochs.compact,
    "restore": restore_newest,
}


def keys(folder: Path) -> VaultKeys:
    """By the passphrase that holds now."""
    try:
        return Made(folder).keys()
    except WrongPassphrase:
        return Made(folder).keys(NEW_WORDS)


def opened(folder: Path) -> Vault:
    """The vault, whether it has its new passphrase or not."""
    return Vault.open(folder, keys(folder), clock=clock())


def entries(vault: Vault) -> list[object]:
    """Every entry as it is stored."""
    return dump(vault.driver())["entry"]


def databases(folder: Path) -> list[str]:
    """The database files, whatever their state."""
    return sorted(
        p.name for p in folder.iterdir() if ".db" in p.name and not p.name.endswith("-journal")
    )


def is_tidy(folder: Path) -> bool:
    """Whether only what the header names is there."""
    named = header.load(folder).header
    previous = folder / header.PREVIOUS
    same = not previous.exists() or header.parse(previous.read_bytes()).header.epoch == named.epoch
    return same and databases(folder) == [named.db_file]


def records(vault: Vault) -> Dump:
    """All that a person would call theirs, without what the vault tells of itself."""
    found = dump(vault.driver())
    return {name: rows for name, rows in found.items() if name not in ("vault_meta", "history")}


def written(vault: Vault, count: int = 1, *, seed: int = 3) -> Dump:
    """What is there after so many more entries."""
    write(vault, count, seed=seed)
    return records(vault)
