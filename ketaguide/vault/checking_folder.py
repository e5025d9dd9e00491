"""The part of a check that looks around the database: header, files left over, modes, backups."""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from ketaguide.base.errors import BackupInvalid, StorageProblem, VaultError
from ketaguide.base.paths import PRIVATE_FILE, PRIVATE_FOLDER
from ketaguide.base.pulse import Pulse
from ketaguide.vault import backups, findings, header
from ketaguide.vault.findings import Found
from ketaguide.vault.header import Header

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault

_EVERYONE_ELSE = stat.S_IRWXG | stat.S_IRWXO
_HALF_MADE = (".tmp", ".part", ".new")


def look(vault: "Vault") -> list[Found]:
    """Header, files and modes.

    Raises:
        StorageProblem: the disk did not answer.
    """
    believed, found = _headers(vault)
    left = leftovers(vault.folder, believed)
    if left:
        found.append(findings.leftovers(len(left)))
    if exposed(vault.folder):
        found.append(findings.open_modes())
    return found


def read_header(vault: "Vault", name: str) -> Header | None:
    """The header or its spare copy, proven; None where it is missing or not to be believed.

    Raises:
        StorageProblem: the disk did not answer.
    """
    try:
        return header.load(vault.folder, name=name).verify(vault.keys.header_mac())
    except StorageProblem:
        raise
    except VaultError:
        return None


def leftovers(folder: Path, believed: Header | None) -> list[Path]:
    """Files that interrupted work has left: half-made ones, and databases of other epochs."""
    half_made = [path for path in folder.iterdir() if path.name.endswith(_HALF_MADE)]
    if believed is None:
        return half_made
    others = [path for path in folder.glob("vault-e*.db") if path.name != believed.db_file]
    return [*half_made, *others]


def exposed(folder: Path) -> list[Path]:
    """What other accounts may open; always nothing on a system without such modes."""
    if os.name == "nt":
        return []
    paths = [folder, *folder.rglob("*")]
    return [path for path in paths if _mode(path) & _EVERYONE_ELSE]


def make_private(folder: Path) -> None:
    """Take the rights of other accounts away.

    Raises:
        OSError: this file is not ours.
    """
    for path in exposed(folder):
        path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)


def look_at_backups(vault: "Vault", *, pulse: Pulse) -> tuple[list[Found], bool]:
    """Each by its seal, the newest that can be opened now page by page.

    Returns:
        What was found, and whether the newest was read through and is good.

    Raises:
        Cancelled: by the pulse.
    """
    known = backups.listed(vault.folder / backups.FOLDER, vault.keys)
    found = [findings.bad_backup(one.at) for one in known if one.problem]
    newest = next((one for one in known if one.is_ours and not one.problem), None)
    if newest is None:
        return found, False
    try:
        backups.check(newest.path, vault.keys, pulse=pulse)
    except BackupInvalid:
        return [findings.bad_backup(newest.at), *found], False
    return found, True


def _headers(vault: "Vault") -> tuple[Header | None, list[Found]]:
    believed, spare = read_header(vault, header.NAME), read_header(vault, header.PREVIOUS)
    if believed is None:
        return None, [findings.bad_header(has_spare=spare is not None)]
    missing = not (vault.folder / header.PREVIOUS).exists()
    if missing or (spare is not None and spare.epoch == believed.epoch):
        return believed, []
    return believed, [findings.bad_spare_header()]


def _mode(path: Path) -> int:
    """Its mode; none for what is gone meanwhile, and for a link, which has none of its own."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return 0
    return 0 if stat.S_ISLNK(mode) else mode
