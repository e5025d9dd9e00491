"""A forked child under ``strace``: counted, failed at one system call, or written down whole."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketaguide.base import errors
from tests.helpers.faults.disk import STRACE, Call, calls
from tests.helpers.faults.forking import PATIENCE_S, ForkServer, Trial

# What a vault's files can be changed with, and what opens them.
READS = ("read", "pread64")
CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "openat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat", "copy_file_range"),
)
FAULTS = ("SIGKILL", "ENOSPC", "EIO")


@dataclass(frozen=True)
class Point:
    """One system call of a run, by its kind and how many of the kind came before."""

    call: str
    number: int

    def __str__(self) -> str:
        return f"{self.call} {self.number}"


@contextmanager
def traced(trial: Trial, out: Path, *options: str) -> Iterator[None]:
    """Attach to a child that waits for its start; afterwards it has ended and ``out`` is whole."""
    command = ["strace", "-p", str(trial.pid), "-o", str(out), *options]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        assert "attached" in said, said
        yield
    except BaseException:
        trial.kill()
        raise
    finally:
        tracer.communicate(timeout=PATIENCE_S)


def count(
    server: ForkServer, out: Path, act: str, *, among: tuple[str, ...] = CALLS, **given: Any
) -> tuple[Point, ...]:
    """Every point of an undisturbed run, in the order of their kinds.

    Args:
        among: the system calls to look for.
    """
    watched = ("-e", f"trace={','.join(among)}")
    with server.trial(act, **given) as trial, traced(trial, out, *watched):
        trial.go()
        said = trial.rest()
    assert said[-1][0] == "done", said
    called = Counter(re.findall(r"^(\w+)\(", out.read_text(errors="replace"), re.MULTILINE))
    return tuple(Point(call, number) for call in among for number in range(1, called[call] + 1))


def record(server: ForkServer, out: Path, act: str, **given: Any) -> list[Call]:
    """All that an undisturbed run did to files, with the bytes."""
    with server.trial(act, **given) as trial, traced(trial, out, *STRACE):
        trial.go()
        said = trial.rest()
    assert said[-1][0] == "done", said
    return list(calls(out))


@dataclass(frozen=True)
class Struck:
    """What came of one injected fault.

    Attributes:
        fired: whether the run came to that point.
    """

    said: list[tuple[str, Any]]
    fired: bool

    def values(self, what: str) -> list[Any]:
        return [value for said, value in self.said if said == what]


def strike(
    server: ForkServer, out: Path, point: Point, fault: str, act: str, **given: Any
) -> Struck:
    """Run ``act`` with one fault: killed on entering the call, or the call refused once."""
    how = f"signal={fault}" if fault.startswith("SIG") else f"error={fault}"
    inject = f"inject={point.call}:{how}:when={point.number}"
    watched = ("-e", f"trace={point.call}", "-e", inject)
    with server.trial(act, **given) as trial, traced(trial, out, *watched):
        trial.go()
        said = trial.rest()
    log = out.read_text(errors="replace")
    return Struck(said, "(INJECTED)" in log or "killed by SIGKILL" in log)


def misbehaved(struck: Struck, *, may_end: bool) -> list[str]:
    """Errors that are not ours, and a run that did not come to its end.

    Args:
        may_end: the fault may have ended it: a kill, or a person who does not try again.
    """
    found = [f"escaped: {text}" for text in struck.values("escaped")]
    found += [
        f"not of the vault: {name}"
        for name in struck.values("refused")
        if not issubclass(getattr(errors, name), errors.VaultError)
    ]
    ended = bool(struck.said) and struck.said[-1][0] == "done"
    if not ended and not (may_end and struck.fired):
        found.append(f"a second try failed: {struck.said}")
    return found
