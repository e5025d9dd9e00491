"""The test's side of a fork server: trials, what they say, and their end."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.checks.tree import ROOT
from tests.helpers.faults.server import MOST_BYTES

# Source: own choice; only a fault takes so long.
PATIENCE_S = 90.0
_COMMAND = (sys.executable, "-m", "tests.helpers.faults.server")


@dataclass
class Trial:
    """One forked child, which has prepared itself and waits for ``go``.

    Attributes:
        status: once it has been reaped: minus the signal that killed it, or its exit code.
    """

    pid: int
    channel: socket.socket
    status: int | None = None

    def go(self) -> None:
        self.channel.send(b"true")

    def next(self, patience: float = PATIENCE_S) -> tuple[str, Any] | None:
        """What it says next; None once it has ended, however.

        Raises:
            AssertionError: it says nothing for too long; it has been killed.
        """
        ready, _, _ = select.select([self.channel], [], [], patience)
        if not ready:
            self.kill()
            raise AssertionError("a child hung")
        try:
            said = self.channel.recv(MOST_BYTES)
        except ConnectionResetError:  # it was killed before it had read all we said
            return None
        if not said:
            return None
        what, value = json.loads(said)
        return what, value

    def rest(self) -> list[tuple[str, Any]]:
        """All it still says, to its end."""
        return list(iter(self.next, None))

    def kill(self) -> None:
        """Kill -9. It has ended when ``rest`` has returned."""
        os.kill(self.pid, signal.SIGKILL)


class ForkServer:
    """Imports some modules once, and forks trials that call one of their functions."""

    def __init__(self, *modules: str) -> None:
        self._door, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.settimeout(PATIENCE_S)
        with far:
            self._process = subprocess.Popen(
                [*_COMMAND, str(far.fileno()), *modules],
                cwd=ROOT,
                pass_fds=[far.fileno()],
            )
        try:
            started = bool(self._door.recv(MOST_BYTES))
        except OSError:
            started = False
        if not started:
            self.close()
            raise AssertionError("the fork server did not start; its error is above")

    @contextmanager
    def trial(self, act: str, **given: Any) -> Iterator[Trial]:
        """A child that calls ``act(channel, **given)`` after ``go``; reaped afterwards."""
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Its data may be longer than any message.
        with near, far, os.fdopen(os.memfd_create("given"), "w+b") as data:
            data.write(json.dumps(given).encode())
            data.flush()
            request = json.dumps(["fork", act]).encode()
            socket.send_fds(self._door, [request], [far.fileno(), data.fileno()])
            pid = int(json.loads(self._door.recv(MOST_BYTES)))
            far.close()
            data.close()
            trial = Trial(pid, near)
            try:
                said = trial.next()
                assert said == ("ready", None), said
                yield trial
                trial.rest()
            finally:
                trial.kill()
                trial.status = int(self.ask("wait", pid))

    def ask(self, *request: Any) -> Any:
        """One request of the server's own."""
        self._door.send(json.dumps(request).encode())
        return json.loads(self._door.recv(MOST_BYTES))

    def close(self) -> None:
        self._door.close()
        try:
            self._process.wait(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def fork_server(*modules: str) -> Iterator[ForkServer]:
    """A server for as long as it is needed."""
    server = ForkServer(*modules)
    try:
        yield server
    finally:
        server.close()


def until(there: Any, *, what: str, patience: float = PATIENCE_S) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + patience
    while not there():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.001)
