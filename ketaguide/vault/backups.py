"""Backups: made of the open vault, read back, checked, listed, and thinned."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.vault.kdf import DEFAULT, KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Target
from ketaguide.vault.secrets import Secret

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault

FOLDER = "backups"
REASONS = (
    *("day", "hand", "before-migration", "before-rotation", "before-restore", "before-import"),
    *("set-aside", "rescued"),
)
UNKNOWN = -1


@dataclass(frozen=True)
class Backup:
    """What a list shows of one backup.

    Attributes:
        generation: how far the history had come.
        entries: ``UNKNOWN`` where it cannot be read: the number is encrypted.
        is_ours: made under the vault key that is in use now. After a rotation older ones are
            not: they open with the old passphrase or recovery code.
        problem: a sentence for the person; "" where the file reads well.
    """

    path: Path
    at: datetime
    size: int
    reason: str
    generation: int
    entries: int
    is_ours: bool
    problem: str = ""


@dataclass(frozen=True)
class Waiting:
    """A copy that was made on the vault thread and is not yet checked: part of ``finish``."""

    folder: Path
    target: Target = field(repr=False)


def make(vault: "Vault", *, reason: str, pulse: Pulse = no_pulse) -> Backup:
    """Both parts at once, for commands and flows."""
    return finish(copy_out(vault, reason=reason, pulse=pulse), pulse=pulse)


def copy_out(vault: "Vault", *, reason: str, pulse: Pulse = no_pulse) -> Waiting:
    """Part one, on the vault thread: the database is copied under a key of its own."""
    raise NotImplementedError


def copy_connection(
    connection: Any, folder: Path, keys: VaultKeys, *, reason: str, at: datetime
) -> Waiting:
    """As ``copy_out``, from a database that is being opened (before a migration)."""
    raise NotImplementedError


def begin(
    folder: Path, keys: VaultKeys, *, reason: str, at: datetime, header_text: bytes
) -> Waiting:
    """A backup whose database the caller makes himself at ``waiting.target`` (salvage)."""
    raise NotImplementedError


def finish(waiting: Waiting, *, pulse: Pulse = no_pulse) -> Backup:
    """Part two, on any thread: opened, checked, compared, packed, and given its name."""
    raise NotImplementedError


def listed(folder: Path, keys: VaultKeys | None = None) -> tuple[Backup, ...]:
    """What lies in a folder of backups (``vault.folder / FOLDER``), newest first."""
    raise NotImplementedError


def check(path: Path, keys: VaultKeys, *, pulse: Pulse = no_pulse) -> None:
    """The restore drill: prove, from the file alone, that it could be restored."""
    raise NotImplementedError


def unlock(path: Path, secret: Secret, *, policy: KdfPolicy = DEFAULT) -> VaultKeys:
    """The keys of a backup, from the header inside it; needs no vault."""
    raise NotImplementedError


def unpack(path: Path, keys: VaultKeys, target_part: Path, *, pulse: Pulse = no_pulse) -> Target:
    """Write the database inside to a new private file, and say how to open it."""
    raise NotImplementedError


def thin(folder: Path, *, now: datetime) -> int:
    """Delete the backups that ``retention`` does not keep; how many that were."""
    raise NotImplementedError


def is_due(vault: "Vault") -> bool:
    """Whether something changed since the newest backup and that one is a day old."""
    raise NotImplementedError


def put_elsewhere(backup: Path, second: Path) -> None:
    """Copy a backup into a second folder, which is then thinned by the same rule."""
    raise NotImplementedError


def remove_leftovers(folder: Path) -> None:
    """Delete what a killed backup left behind in a folder of backups."""
    raise NotImplementedError
