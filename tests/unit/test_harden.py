"""Other programs of the same person cannot read this one's memory, and no core file holds it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.tree import ROOT

pytestmark = pytest.mark.only_on("linux")

# Another program of the same person: it starts a second process and tries to read its memory
# before and after that has hardened itself, and after five new beginnings. On a root account it
# first gives up for good what sets root apart (PR_CAPBSET_DROP is 24; the exec makes it hold).
# A parent may look at its child under every setting of Yama. Source: capabilities(7); LSM/Yama.
_READER = """
import ctypes, os, subprocess, sys
if os.getuid() == 0 and sys.argv[1] == "privileged":
    for capability in range(64):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
    os.execv(sys.executable, [sys.executable, "-c", os.environ["READER"], "plain"])
child = subprocess.Popen(
    [sys.executable, "-c", os.environ["CHILD"], "0"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
)
def look():
    child.stdout.readline()
    try:
        with open(f"/proc/{child.pid}/mem", "rb"):
            answer = "read"
    except OSError as problem:
        answer = type(problem).__name__
    child.stdin.write(b"\\n"); child.stdin.flush()
    return answer
print(*[look() for _ in range(7)])
child.stdin.close(); child.wait()
"""
_CHILD = """
import os, sys
sys.path.insert(0, os.environ["ROOT"])
def meet():
    print("here", flush=True); os.read(0, 1)
turn = int(sys.argv[1])
if turn == 0:
    meet()
from ketaguide.base.harden import harden
harden()
meet()
if turn < 5:
    os.execv(sys.executable, [sys.executable, "-c", os.environ["CHILD"], str(turn + 1)])
"""


@pytest.mark.promise("M-05")
def test_another_program_of_the_same_person_cannot_read_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READER, "privileged"],
        env=os.environ | {"ROOT": str(ROOT), "READER": _READER, "CHILD": _CHILD},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
    )
    answers = done.stdout.split()
    assert answers[:1] == ["read"], f"the control: {done.stdout}{done.stderr}"
    assert answers[1:] == ["PermissionError"] * 6, done.stderr


_ABORT = """
import os, resource, sys
most = resource.RLIM_INFINITY if os.getuid() == 0 else resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
if sys.argv[1] == "hardened":
    from ketaguide.base.harden import harden
    harden()
os.abort()
"""


def _dumped(tmp_path: Path, how: str) -> bool:
    """Whether the kernel wrote the dying process's memory anywhere."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", _ABORT, how],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
    )
    _, status = os.waitpid(process.pid, 0)
    process.returncode = status
    assert os.WIFSIGNALED(status)
    return os.WCOREDUMP(status)


@pytest.mark.promise("L-06")
def test_a_crash_leaves_no_core_file(tmp_path: Path) -> None:
    assert not _dumped(tmp_path, "hardened")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.promise("L-06")
def test_without_it_there_is_one(tmp_path: Path) -> None:
    """The control. The kernel says so of itself, wherever its files go."""
    assert _dumped(tmp_path, "plain")
