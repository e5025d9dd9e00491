"""A backup that the disk refuses, or that is killed: never listed as good, nothing left behind."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.errors import VaultError
from ketaguide.vault import backups, files, opener, streams
from ketaguide.vault.vault import Vault
from tests.checks.tree import ROOT
from tests.helpers.backups import dump, left, unpacked, write
from tests.helpers.small_vaults import Made, make

# What the making of a backup asks of the system, but for SQLite's own calls.
SYSTEM: tuple[tuple[Any, str], ...] = (
    *((files, "open_new"), (files, "open_to_read"), (files, "make_private_folder")),
    *((files, "sync"), (files, "sync_folder"), (files, "read_limited")),
    *((shutil, "disk_usage"), (Path, "rename"), (os, "fstat")),
)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    opened = made.open()
    write(opened, 12)
    yield opened
    opened.close()


class Faults:
    """Lets one call fail, and counts them all."""

    def __init__(self, patch: pytest.MonkeyPatch, *, at: int = 0, number: int = 0) -> None:
        self.calls = 0
        self._at, self._number = at, number
        for owner, name in SYSTEM:
            patch.setattr(owner, name, self._wrapped(getattr(owner, name)))

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self._at:
                raise OSError(self._number, "")
            return real(*given, **named)

        return call


def sweep(act: Callable[[], object], after: Callable[[bool], object]) -> tuple[int, int]:
    """Let each call of ``act`` fail once in each way; how often it failed, and how often not.

    Args:
        after: looks at what is left; told whether ``act`` succeeded all the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        faults = Faults(patch)
        act()
    after(True)
    outcomes = [0, 0]
    for at in range(1, faults.calls + 1):
        for number in (errno.ENOSPC, errno.EIO, errno.EACCES):
            with pytest.MonkeyPatch.context() as patch:
                Faults(patch, at=at, number=number)
                try:
                    act()
                except VaultError:
                    well = False
                else:
                    well = True
            outcomes[well] += 1
            after(well)
    return outcomes[False], outcomes[True]


@pytest.mark.promise("R-02")
def test_each_call_the_disk_can_refuse(vault: Vault) -> None:
    first = backups.make(vault, reason="hand").path.name
    state = dump(vault.driver())

    def after(well: bool) -> None:
        made = set(left(vault.folder)) - {first}
        assert len(made) == well
        for name in made:
            backups.check(vault.folder / backups.FOLDER / name, vault.keys)
            (vault.folder / backups.FOLDER / name).unlink()
        assert dump(vault.driver()) == state

    failed, _well = sweep(lambda: backups.make(vault, reason="hand"), after)
    assert failed > 30


@pytest.mark.promise("R-02")
def test_each_call_a_second_folder_can_refuse(vault: Vault, tmp_path: Path) -> None:
    one = backups.make(vault, reason="hand")
    content = one.path.read_bytes()
    second = tmp_path / "second"
    second.mkdir()

    def after(well: bool) -> None:
        there = list(second.iterdir())
        assert len(there) == well
        assert all(path.read_bytes() == content for path in there)
        for path in there:
            path.unlink()

    failed, _well = sweep(lambda: backups.put_elsewhere(one.path, second), after)
    assert failed > 20


@pytest.mark.promise("R-02")
def test_each_call_the_drill_needs(vault: Vault) -> None:
    one = backups.make(vault, reason="hand")
    names = left(vault.folder)

    def after(_well: bool) -> None:
        assert left(vault.folder) == names

    failed, _well = sweep(lambda: backups.check(one.path, vault.keys), after)
    assert failed > 10


@pytest.mark.promise("R-02")
@pytest.mark.only_on("linux")
def test_a_disk_that_fills_up_at_any_byte(vault: Vault, tmp_path: Path) -> None:
    """The kernel refuses to let a file grow further: in the copy first, then in the packed file."""
    import resource

    one = backups.make(vault, reason="hand")
    names = left(vault.folder)
    inside = (vault.folder / "vault-e1.db").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 4096, inside // 2, inside - 1, inside, inside + 1000, one.size - 1):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            with pytest.raises(VaultError):
                backups.make(vault, reason="hand")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert left(vault.folder) == names
    write(vault)
    again = backups.make(vault, reason="hand")
    with unpacked(again.path, vault.keys, tmp_path) as connection:
        assert dump(connection) == dump(vault.driver())


@pytest.mark.promise("R-02")
def test_a_disk_that_gives_back_something_else(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written is read again; a byte that was lost on the way is noticed."""
    real = files.sync

    def sync(handle: int) -> None:
        real(handle)
        os.pwrite(handle, b"?", 3000)

    monkeypatch.setattr(files, "sync", sync)
    with pytest.raises(VaultError):
        backups.make(vault, reason="hand")
    assert left(vault.folder) == []


def test_the_driver_can_refuse_too(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    real, count, at = opener._connected, 0, -1

    def connected(target: Any) -> Any:
        nonlocal count
        count += 1
        if count == at:
            raise streams.refused(VaultError())
        return real(target)

    monkeypatch.setattr(opener, "_connected", connected)
    backups.make(vault, reason="hand").path.unlink()
    for each in range(1, count + 1):
        count, at = 0, each
        with pytest.raises(VaultError):
            backups.make(vault, reason="hand")
        assert left(vault.folder) == []


_KILLED = """
import os, sys
from pathlib import Path
from ketaguide.vault import backups, copying
from tests.helpers.small_vaults import Made
copying._PAGES = 4
folder, left = Path(sys.argv[1]), []
made = Made(folder)

def once(at):
    seen = 0
    def pulse(done, total):
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), 9)
    backups.make(made.open(), reason="hand", pulse=pulse)
    os._exit(0)

for at in range(1, 200):
    child = os.fork()
    if not child:
        once(at)
    status = os.waitpid(child, 0)[1]
    inside = folder / backups.FOLDER
    half = sum(path.name.endswith(".part") for path in inside.iterdir())
    good = len(backups.listed(folder))
    made.open().close()
    after = [path.name for path in inside.iterdir()]
    print(at, status, half, good, len(after) - good, flush=True)
    if status == 0:
        break
"""


@pytest.mark.promise("R-02")
@pytest.mark.only_on("linux", "darwin")
def test_a_backup_that_is_killed_is_gone_at_the_next_start(made: Made) -> None:
    opened = made.open()
    write(opened, 12)
    opened.close()
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(made.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    rows = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    killed = [row for row in rows if row[1]]
    assert len(killed) > 8
    for _at, _status, half, good, unknown in killed:
        assert half > 0
        assert good == 0
        assert unknown == 0
    assert rows[-1][1:] == (0, 0, 1, 0)
    vault = made.open()
    backups.check(backups.listed(vault.folder, vault.keys)[0].path, vault.keys)
    vault.close()
