"""The folder in which backups lie: their names, the list of them, thinning, a second folder."""

import errno
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from ketaguide.base.errors import BackupInvalid, StorageProblem, VaultError
from ketaguide.base.text import tr
from ketaguide.vault import files, kgbak, retention, streams
from ketaguide.vault import manifest as lines
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.manifest import Found, Manifest
from ketaguide.vault.retention import Kept

FOLDER = "backups"
SUFFIX = ".kgbak"
REASONS = (
    *("day", "hand", "before-migration", "before-rotation", "before-restore", "before-import"),
    *("set-aside", "rescued"),
)
UNKNOWN = -1
_PART = ".part"
_NAMED = re.compile(r"(\d{8}T\d{6}Z)-g\d{1,15}(-\d{1,4})?\.kgbak", re.ASCII)
_LEFT = re.compile(r"[0-9a-f]{32}\.(db|kgbak|drill)\.part(-journal)?", re.ASCII)
_NOT_FOR_FOLDERS = (errno.EINVAL, errno.ENOTSUP)
_STAMP = "%Y%m%dT%H%M%SZ"
_MOST_OF_ONE_SECOND = 10_000
# Source: the design: a quarter of what would be free without any backup.
_SHARE = 4
_SPARE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Backup:
    """What a list shows of one backup.

    Attributes:
        reason: one of ``REASONS``, or "" where it cannot be read.
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


def listed(folder: Path, keys: VaultKeys | None = None) -> tuple[Backup, ...]:
    """The backups of a vault's folder, or in a folder of backups, newest first; never fails.

    Reads the first lines of each only: whether the rest is whole, ``check`` says.

    Args:
        keys: without them no backup is known to be ours.
    """
    found = [_seen(path, keys) for path in _paths(folder)]
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def give_name(packed: Path, manifest: Manifest) -> Path:
    """Give a finished file its name, by one rename.

    Raises:
        VaultError: it could not be made to last; it is then gone.
    """
    start = f"{manifest.at.astimezone(UTC).strftime(_STAMP)}-g{manifest.generation}"
    path = _free(packed.parent, start)
    try:
        with streams.writing():
            packed.rename(path)
            _sync(path.parent)
    except VaultError:
        streams.remove(packed)
        streams.remove(path)
        raise
    return path


def thin(folder: Path, *, now: datetime) -> int:
    """Delete the backups that ``retention`` does not keep; how many that were.

    Those of several vaults in one folder are thinned each by itself. What cannot be read stays, and
    so does all that lies in folders inside.

    Raises:
        VaultError: one could not be deleted.
    """
    groups: dict[bytes, list[tuple[Path, Kept]]] = {}
    for path in _in(folder):
        with suppress(VaultError):
            found = kgbak.read(path)
            read = found.manifest
            one = Kept(path.name, read.at, size=found.size, reason=read.reason)
            groups.setdefault(found.vault.header.vault_id, []).append((path, one))
    removed = 0
    for group in groups.values():
        together = sum(one.size for _path, one in group)
        with streams.writing():
            room = (shutil.disk_usage(group[0][0].parent).free + together) // _SHARE
            stays = retention.keep((one for _path, one in group), now=now, most_bytes=room)
            for path, one in group:
                if one.name not in stays:
                    path.unlink(missing_ok=True)
                    removed += 1
    return removed


def put_elsewhere(backup: Path, second: Path) -> None:
    """Copy a backup into a second folder, which is then thinned by the same rule.

    The folder is never made: where a stick is not plugged in, its place must stay empty.

    Raises:
        BackupInvalid: the backup is damaged, and was not copied.
        VaultError: the folder is not there, full, or cannot be written.
    """
    found = kgbak.read(backup)
    if not second.is_dir():
        raise StorageProblem(
            tr("The second folder for backups is not there."),
            hint=tr("If it lies on a USB stick or another disk, plug that in. Or choose another."),
        )
    ours = sha256(found.vault.header.vault_id).hexdigest()[:16]
    for left in second.glob(f"*.{ours}{_PART}"):
        streams.remove(left)
    if not _is_there(found, second):
        with streams.writing():
            if shutil.disk_usage(second).free < found.size + _SPARE:
                raise OSError(errno.ENOSPC, "")
        half = part(second, found.manifest.backup_id, ours)
        kgbak.duplicate(backup, half)
        give_name(half, found.manifest)
    with suppress(VaultError):
        thin(second, now=found.manifest.at)


def remove_leftovers(folder: Path) -> None:
    """Delete what a killed backup left behind; only while the vault's lock is held."""
    for one in (folder, folder / FOLDER):
        with suppress(OSError):
            for path in list(one.iterdir()):
                if _LEFT.fullmatch(path.name):
                    path.unlink(missing_ok=True)


def part(folder: Path, backup_id: str, kind: str) -> Path:
    """A name for what is half-made; ``remove_leftovers`` knows ``db``, ``kgbak`` and ``drill``."""
    return folder / f"{backup_id}.{kind}{_PART}"


def _paths(folder: Path) -> list[Path]:
    inside = folder / FOLDER
    return _in(inside if inside.is_dir() else folder)


def _in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == SUFFIX]
    except OSError:
        return []


def _seen(path: Path, keys: VaultKeys | None) -> Backup:
    try:
        found = kgbak.read(path)
    except VaultError as refused:
        return _unreadable(path, refused.user_text)
    read = found.manifest
    is_ours = keys is not None and lines.fits(found, keys)
    problem, entries = "", UNKNOWN
    if keys is not None:
        try:
            problem = lines.why_not(found, keys)
            if is_ours:
                entries = lines.open_facts(found, keys).entries
        except BackupInvalid as wrong:
            problem = wrong.user_text
    return Backup(
        path=path,
        at=read.at,
        size=found.size,
        reason=read.reason,
        generation=read.generation,
        entries=entries,
        is_ours=is_ours,
        problem=problem,
    )


def _unreadable(path: Path, problem: str) -> Backup:
    at, size = datetime(1970, 1, 1, tzinfo=UTC), 0
    with suppress(OSError):
        state = path.lstat()
        at, size = datetime.fromtimestamp(int(state.st_mtime), UTC), state.st_size
    named = _NAMED.fullmatch(path.name)
    if named is not None:
        with suppress(ValueError):
            at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
    return Backup(path, at, size, "", 0, UNKNOWN, is_ours=False, problem=problem)


def _free(folder: Path, start: str) -> Path:
    path = folder / (start + SUFFIX)
    for number in range(2, _MOST_OF_ONE_SECOND):
        if not os.path.lexists(path):
            break
        path = folder / f"{start}-{number}{SUFFIX}"
    return path


def _is_there(found: Found, second: Path) -> bool:
    for path in _in(second):
        with suppress(VaultError):
            there = kgbak.read(path)
            if there.signed == found.signed and there.tag == found.tag:
                kgbak.check(path, there)
                return True
    return False


def _sync(folder: Path) -> None:
    try:
        files.sync_folder(folder)
    except OSError as problem:
        # Some sticks cannot do it for a folder; the file itself is on the disk.
        if problem.errno not in _NOT_FOR_FOLDERS:
            raise
