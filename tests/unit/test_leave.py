"""Becoming another process: what passes to it, and what does not."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base import leave
from tests.checks.tree import ROOT

pytestmark = pytest.mark.only_on("linux", "darwin")

# Stands up in place of KetaGuide and tells what it was given.
_NEXT = """
import json, os, sys, threading
from ketaguide.base.leave import folder_from
def main():
    given = sys.argv[1:]
    fd = int(given[given.index("--locked-fd") + 1]) if "--locked-fd" in given else None
    open_before = sorted(int(n) for n in os.listdir("/proc/self/fd"))
    folder = folder_from(fd) if fd is not None else None
    with open(os.environ["TELL"] + ".part", "w") as out:
        json.dump({
            "pid": os.getpid(), "argv": given, "open": open_before, "fd": fd,
            "folder": str(folder), "threads": threading.active_count(), "cwd": os.getcwd(),
            "stdin": os.readlink("/proc/self/fd/0"),
        }, out)
    os.rename(os.environ["TELL"] + ".part", os.environ["TELL"])
main()
"""

_FIRST = """
import os, sys, threading, time
from pathlib import Path
from ketaguide.base import leave
print(os.getpid(), flush=True)
for _ in range(3):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
left_open = [os.open(os.devnull, os.O_RDONLY) for _ in range(20)]
for one in left_open:
    os.set_inheritable(one, True)
sys.path.insert(0, os.environ["NEXT"])
folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
if sys.argv[1] == "exec":
    leave.start_again(folder, module="next_one")
leave.start_child(folder, [sys.executable, "-m", "next_one"])
"""


def _left(tmp_path: Path, how: str, *given: str) -> tuple[int, int, dict[str, Any]]:
    """The first process's id and its exit code, and what the next one tells."""
    (tmp_path / "next_one.py").write_text(_NEXT)
    told = tmp_path / "told.json"
    environment = os.environ | {
        "TELL": str(told),
        "NEXT": str(tmp_path),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}",
    }
    done = subprocess.run(
        [sys.executable, "-c", _FIRST, how, *given],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    patience = threading.Event()
    for _ in range(500):
        if told.exists():
            break
        patience.wait(0.02)
    return int(done.stdout), done.returncode, json.loads(told.read_text())


@pytest.mark.only_on("linux")
@pytest.mark.parametrize("name", ["Notes", "mit Umlaut \u00e4 und \u0627", "x" * 200])
def test_the_same_process_begins_anew_with_the_path_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    pid, code, told = _left(tmp_path, "exec", str(folder))
    assert code == 0
    assert told["pid"] == pid
    assert told["folder"] == str(folder)
    assert str(folder) not in " ".join(map(str, told["argv"]))
    assert told["threads"] == 1
    # Standard input, output and errors, the path, and what lists them.
    assert len(set(told["open"]) - {0, 1, 2, told["fd"]}) == 1


@pytest.mark.only_on("linux")
def test_where_no_process_can_be_replaced_a_locked_child_takes_over(tmp_path: Path) -> None:
    folder = tmp_path / "Notes"
    pid, code, told = _left(tmp_path, "child", str(folder))
    assert code == 0
    assert told["pid"] != pid
    assert told["folder"] == str(folder)
    assert told["fd"] == 0
    assert str(folder) not in " ".join(map(str, told["argv"]))
    assert len(told["open"]) <= 4


@pytest.mark.only_on("linux")
@pytest.mark.parametrize("how", ["exec", "child"])
def test_without_a_vault_no_path_passes(tmp_path: Path, how: str) -> None:
    _, _, told = _left(tmp_path, how)
    assert told["fd"] is None
    assert told["argv"] == []


def test_the_standard_input_keeps_its_number() -> None:
    """A closed one would give its number to the next file that is opened."""
    code = (
        "import os; from ketaguide.base.leave import folder_from;"
        "print(folder_from(0)); print(os.open(os.devnull, os.O_RDONLY) > 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=b"/some/where", capture_output=True
    )
    assert done.stdout.split() == [b"/some/where", b"True"], done.stderr


def test_a_descriptor_that_is_not_there_is_no_path() -> None:
    assert leave.folder_from(9999) is None
