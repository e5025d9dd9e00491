"""A program running in another process, and the folders that are all it has."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.checks.tree import ROOT

_PATIENCE_S = 60


@dataclass
class Remote:
    """Sends lines to ``tests.journeys.driver`` and reads its answers."""

    process: "subprocess.Popen[str]"

    @property
    def pid(self) -> int:
        return self.process.pid

    def do(self, what: str, *given: Any) -> Any:
        """Have it done, and return the answer."""
        self.send(what, *given)
        answer = self.read()
        assert not (isinstance(answer, dict) and "problem" in answer), (what, given, answer)
        assert answer is not False, f"{what} {given}: never"
        return answer

    def send(self, what: str, *given: Any) -> None:
        """Have it done, without waiting for the answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([what, *given]) + "\n")
        self.process.stdin.flush()

    def read(self) -> Any:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], _PATIENCE_S)
        line = self.process.stdout.readline() if ready else ""
        assert line, "the program says nothing any more"
        return json.loads(line)

    def unlock(self, words: str) -> None:
        self.do("type", "passphrase", words)
        self.do("key", "Return")
        self.do("wait", "home_page")

    def kill(self) -> None:
        """As a power cut does it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=_PATIENCE_S)

    def end(self, how: int = signal.SIGTERM) -> int:
        """Ask it to end, and return its code."""
        self.process.send_signal(how)
        return self.process.wait(timeout=_PATIENCE_S)


def world(folder: Path) -> dict[str, str]:
    """An environment whose home, own folders and temporary folder lie below ``folder``."""
    made = {"HOME": folder / "home", "TMPDIR": folder / "tmp"}
    for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
        made[f"XDG_{name}"] = folder / name.lower()
    for path in made.values():
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    plain = {name: str(path) for name, path in made.items()}
    own = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return os.environ | plain | own


@contextmanager
def running(
    folder: Path, *arguments: str, under: tuple[str, ...] = (), umask: int = -1
) -> Iterator[Remote]:
    """The program, started in a world of its own; killed at the end where it still runs.

    Args:
        under: a command that starts it, such as strace with its options.
        umask: what the person's account sets; -1 is whatever holds here.
    """
    command = [*under, sys.executable, "-m", "tests.journeys.driver", *arguments]
    process = subprocess.Popen(
        command,
        env=world(folder),
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        umask=umask,
        # A group of its own: strace is not all that has to be ended.
        start_new_session=True,
    )
    remote = Remote(process)
    try:
        assert remote.read() == "ready"
        yield remote
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=_PATIENCE_S)
