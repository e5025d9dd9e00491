"""A live window in a process of its own that stands up again after each lock."""

import json
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.checks.tree import ROOT
from tests.journeys.remote import world

_PATIENCE_S = 60


class Live:
    """Sends lines to ``tests.journeys.lock_driver``."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    @property
    def pid(self) -> int:
        return self.process.pid

    def do(self, what: str, *given: Any, **named: Any) -> Any:
        """Have it done, and return the answer."""
        self.send(what, *given, **named)
        answer = self.read()
        assert not (isinstance(answer, dict) and "problem" in answer), (what, given, answer)
        assert answer is not False, f"{what} {given}: never"
        return answer

    def send(self, what: str, *given: Any, **named: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([what, given, named]) + "\n")
        self.process.stdin.flush()

    def read(self) -> Any:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], _PATIENCE_S)
        line = self.process.stdout.readline() if ready else ""
        assert line, "the program says nothing any more"
        return json.loads(line)

    def wait_for_the_lock_screen(self) -> None:
        """Until the process has begun anew and its first picture stands."""
        while (said := self.read()) != "ready":
            assert said in (True, None), said


@contextmanager
def live(folder: Path, vault: Path, *, further: Mapping[str, str] | None = None) -> Iterator[Live]:
    """The program on its lock screen; killed at the end where it still runs.

    Args:
        further: for its environment, such as the address of a bus.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.lock_driver", str(vault)],
        env=world(folder)
        | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        | {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
        | dict(further or {}),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    one = Live(process)
    try:
        assert one.read() == "ready"
        yield one
    finally:
        process.kill()
        process.communicate()
