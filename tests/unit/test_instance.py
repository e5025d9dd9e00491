"""Two starts at the same moment: exactly one has the vault, and a killed one lets go of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from ketaguide.base.errors import VaultInUse
from ketaguide.vault import files
from ketaguide.vault.instance import InstanceLock, in_use
from tests.checks.tree import ROOT
from tests.helpers.reopened import Reopened
from tests.helpers.small_vaults import make

# Forks two openers for each race, lets both go at the same moment, and kills the winner.
_RACES = """
import os, select, signal, sys
from pathlib import Path
from tests.helpers.small_vaults import Made
made = Made(Path(sys.argv[1]))
made.open().close()  # everything is imported before the races
def opener(start, told):
    from ketaguide.base.errors import VaultInUse
    keys = made.keys()
    from ketaguide.vault.vault import Vault
    os.write(told, b"r")
    os.read(start, 1)
    try:
        Vault.open(made.folder, keys, clock=made.clock)
        os.write(told, b"o")
    except VaultInUse:
        os.write(told, b"u")
    except BaseException:
        os.write(told, b"x")
    signal.pause()
for race in range(int(sys.argv[2])):
    start_r, start_w = os.pipe()
    children = {}
    for _ in range(2):
        told_r, told_w = os.pipe()
        pid = os.fork()
        if pid == 0:
            opener(start_r, told_w)
        children[told_r] = pid
        os.close(told_w)
    for told in children:
        assert os.read(told, 1) == b"r"
    os.write(start_w, b"gg")
    found = ""
    for told in children:
        ready, _, _ = select.select([told], [], [], 20)
        found += os.read(told, 1).decode() if ready else "t"
    for told, pid in children.items():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(told)
    os.close(start_r); os.close(start_w)
    print("".join(sorted(found)), flush=True)
    made.open().close()  # free again at once
"""


@pytest.mark.only_on("linux", "darwin")
@pytest.mark.promise("P-01")
def test_of_two_starts_exactly_one_has_the_vault(tmp_path: Path) -> None:
    """Fifty races; after each the winner is killed and the vault opened once more."""
    made = make(tmp_path / "kept.ketaguide")
    done = subprocess.run(
        [sys.executable, "-c", _RACES, str(made.folder), "50"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["ou"] * 50


def test_a_second_lock_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    first = InstanceLock(tmp_path)
    assert in_use(tmp_path)
    with pytest.raises(VaultInUse):
        InstanceLock(tmp_path)
    with pytest.raises(VaultInUse):
        InstanceLock(tmp_path, shared=True)
    first.release()
    first.release()
    assert not in_use(tmp_path)


def test_readers_share_and_keep_writers_out(tmp_path: Path) -> None:
    InstanceLock(tmp_path).release()
    readers = [InstanceLock(tmp_path, shared=True) for _ in range(2)]
    with pytest.raises(VaultInUse):
        InstanceLock(tmp_path)
    for one in readers:
        one.release()
    InstanceLock(tmp_path).release()


_WRITE = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], timeout=0.2)
connection.execute(f"PRAGMA key=\\"x'{sys.argv[2]}'\\"")
try:
    connection.execute("CREATE TABLE planted (a)")
    print("written")
except dbapi2.Error as problem:
    print(type(problem).__name__)
"""


@pytest.mark.promise("P-02")
def test_another_program_with_the_key_cannot_write_while_it_is_open(tmp_path: Path) -> None:
    made = make(tmp_path / "kept.ketaguide")
    keys = made.keys()
    key = bytes(keys.database(1)).hex() + made.db_salt.hex()
    command = [sys.executable, "-c", _WRITE, str(made.database), key]
    vault = made.open()
    try:
        held = subprocess.run(command, capture_output=True, text=True)
        assert held.stdout.split() == ["OperationalError"], held.stderr
    finally:
        vault.close()
    control = subprocess.run(command, capture_output=True, text=True)
    assert control.stdout.split() == ["written"], control.stderr


@pytest.mark.only_on("linux")
@pytest.mark.promise("P-02")
def test_opening_an_open_database_again_fails_in_every_test(tmp_path: Path) -> None:
    """The control of the hook that watches the whole suite; see ``tests.helpers.reopened``."""
    made = make(tmp_path / "kept.ketaguide")
    assert files.read_limited(made.database, most=16)
    vault = made.open()
    try:
        with pytest.raises(Reopened):
            files.read_limited(made.database, most=16)
    finally:
        vault.close()
    assert files.read_limited(made.database, most=16)
