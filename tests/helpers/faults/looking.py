"""Small vaults copied from a template, and a look into what a fault left of them."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ketaguide.base.errors import KetaGuideError
from ketaguide.vault import reserve
from ketaguide.vault.vault import Vault
from tests.helpers.faults import writing
from tests.helpers.faults.writing import State
from tests.helpers.small_vaults import WORDS, Made, make

_MEMORY_DISK = Path("/dev/shm")
# Some hundred copies of a small vault; in a container the memory disk may be tiny.
_ROOM_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True)
class Template:
    """A filled vault, and the folder on the same disk where its copies live."""

    room: Path
    made: Made
    state: State

    def copy(self, name: str) -> Made:
        """The vault again, under another folder's name; its ballast is shared."""
        target = self.room / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.made.folder, target, ignore=shutil.ignore_patterns(reserve.NAME))
        target.chmod(0o700)
        share_ballast(self.made.folder, target)
        return Made(target)


def share_ballast(source: Path, target: Path) -> None:
    """Eight megabytes that nothing ever writes into, only deletes, need no copying."""
    if (source / reserve.NAME).exists():
        os.link(source / reserve.NAME, target / reserve.NAME)


@contextmanager
def template() -> Iterator[Template]:
    """On a memory disk where there is one: a kill leaves the same there, only faster."""
    room = Path(tempfile.mkdtemp(prefix="ketaguide-faults-", dir=_disk()))
    try:
        made = make(room / "template")
        vault = made.open()
        state = writing.fill(vault)
        vault.close()
        yield Template(room, made, state)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def problems(made: Made, allowed: Sequence[State], *, words: str = WORDS) -> list[str]:
    """What is wrong with the vault in the eyes of the person; nothing where all is well.

    Args:
        allowed: the states it may be in, each a whole number of deeds.
    """
    try:
        vault = Vault.open(made.folder, made.keys(words), clock=made.clock)
    except KetaGuideError as problem:
        return [f"does not open: {type(problem).__name__}"]
    try:
        found = vault.ask(writing.read)[0]
        wrong = [] if found in allowed else [_difference(found, allowed[-1])]
        return wrong + checks(vault)
    except KetaGuideError as problem:
        return [f"cannot be read: {type(problem).__name__}"]
    finally:
        vault.close()


def checks(vault: Vault) -> list[str]:
    """Both integrity checks, the search index, the history."""
    found = [f"history: {finding}" for finding in vault.verify_history()]
    run = vault.driver().execute
    found += [f"cipher: {row}" for row in run("PRAGMA cipher_integrity_check").fetchall()]
    said = run("PRAGMA integrity_check").fetchall()
    found += [] if said == [("ok",)] else [f"integrity: {row}" for row in said]
    run("INSERT INTO entry_fts(entry_fts, rank) VALUES ('integrity-check', 1)")
    return found


def _difference(found: State, wanted: State) -> str:
    lost = sorted(wanted.keys() - found.keys())
    more = sorted(found.keys() - wanted.keys())
    other = sorted(key for key in found.keys() & wanted.keys() if found[key] != wanted[key])
    return f"lost {lost}, not expected {more}, changed {other}"


def _disk() -> Path | None:
    if not _MEMORY_DISK.is_dir() or not os.access(_MEMORY_DISK, os.W_OK):
        return None
    return _MEMORY_DISK if shutil.disk_usage(_MEMORY_DISK).free > _ROOM_BYTES else None
