"""The database files of a vault folder, by epoch, and which of them nobody needs any more."""

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ketaguide.base.errors import VaultError
from ketaguide.vault import files, header
from ketaguide.vault.header import Header

# On its way to become an epoch's database; and what is unpacked on the way.
NEW, STAGED = ".new", ".part"
_JOURNAL = "-journal"
_NAMED = re.compile(
    rf"vault-e([1-9][0-9]{{0,5}})\.db({re.escape(NEW)}|{re.escape(STAGED)})?(?:{_JOURNAL})?",
    re.ASCII,
)

_KEPT = re.compile(r"vault-e([1-9][0-9]{0,5})\.db\.damaged[0-9]*", re.ASCII)


def newest(folder: Path) -> int:
    """The highest epoch of which there is a database, or 0."""
    return max((epoch for _path, epoch, half in _ours(folder) if not half), default=0)


def newer_than(folder: Path, epoch: int) -> bool:
    """Whether there is a database of a later epoch."""
    return newest(folder) > epoch


def remove(path: Path) -> None:
    """Delete a database that is not open, and its journal.

    Raises:
        OSError: it is still there.
    """
    path.unlink(missing_ok=True)
    path.with_name(path.name + _JOURNAL).unlink(missing_ok=True)


def keep_beside(path: Path) -> Path:
    """Give a damaged database a second name, under which nobody deletes it; its journal, too.

    It may be open, and the first name stays: killed now, the header still names a file.

    Returns:
        That name; a copy has it where the disk gives a file one name only.

    Raises:
        OSError: there is nothing under that name.
    """
    kept = _name_aside(path)
    try:
        for suffix in (_JOURNAL, ""):
            own, new = (each.with_name(each.name + suffix) for each in (path, kept))
            if own.exists():
                _give_second_name(own, new)
        files.sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            remove(kept)
        raise
    return kept


def epoch_of_kept(path: Path) -> int:
    """Of a database that was set aside; 0 for any other name."""
    named = _KEPT.fullmatch(path.name)
    return 0 if named is None else int(named[1])


def set_aside_all(folder: Path, epochs: range) -> tuple[tuple[Path, Path], ...]:
    """Rename every whole database of these epochs, so that nobody deletes it; none may be open.

    Each may hold what nothing else does.

    Returns:
        The names before and after.

    Raises:
        OSError: one could not be renamed; then none is.
    """
    done: list[tuple[Path, Path]] = []
    try:
        for path, epoch, half in _ours(folder):
            if epoch in epochs and not half and not path.name.endswith(_JOURNAL):
                # Noted before: where only the last sync fails, it has its new name all the same.
                done.append((path, _name_aside(path)))
                rename(*done[-1])
    except OSError:
        back_again(done)
        raise
    return tuple(done)


def back_again(done: Iterable[tuple[Path, Path]]) -> None:
    """Undo what was set aside, as far as that can be; each pair is the name before and after."""
    for path, kept in done:
        with suppress(OSError):
            rename(kept, path)


def rename(old: Path, new: Path) -> None:
    """Rename a database that is not open, together with its journal."""
    for suffix in (_JOURNAL, ""):
        path = old.with_name(old.name + suffix)
        if path.exists():
            path.rename(new.with_name(new.name + suffix))
    files.sync_folder(new.parent)


def tidy(folder: Path, named: Header, *, newer_too: bool) -> None:
    """Delete what steps between epochs left behind; what cannot be deleted waits for next time.

    Only for a header whose database has opened. The previous header goes first, if it is of an
    older epoch, so that no header ever names a file that is gone.

    Args:
        newer_too: also databases of later epochs, which a killed step left. Not where another
            program may have brought them, before the header that names them.
    """
    with suppress(OSError):
        before = _epoch_of_previous(folder)
        if before > named.epoch:
            return
        if 0 < before < named.epoch:
            (folder / header.PREVIOUS).unlink(missing_ok=True)
            files.sync_folder(folder)
        for path, epoch, half in _ours(folder):
            if half or epoch < named.epoch or (newer_too and epoch > named.epoch):
                path.unlink(missing_ok=True)


def _give_second_name(own: Path, new: Path) -> None:
    try:
        new.hardlink_to(own)
    except OSError:
        with own.open("rb") as source, os.fdopen(files.open_new(new), "wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            files.sync(copy.fileno())


def _name_aside(path: Path) -> Path:
    kept = path.with_name(path.name + ".damaged")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.damaged{number}")
    return kept


def _ours(folder: Path) -> list[tuple[Path, int, bool]]:
    """Path, epoch, and whether it is only half made."""
    found = []
    for path in sorted(folder.iterdir()):
        named = _NAMED.fullmatch(path.name)
        if named is not None and not path.is_dir():
            found.append((path, int(named[1]), named[2] is not None))
    return found


def _epoch_of_previous(folder: Path) -> int:
    try:
        return header.load(folder, name=header.PREVIOUS).header.epoch
    except VaultError:
        return 0
