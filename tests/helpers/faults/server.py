"""A process that has imported everything once, and forks one child for each trial.

Run as ``python -m tests.helpers.faults.server FD MODULE...``; ``forking.ForkServer`` starts it. It
has one thread, so that forking it is allowed, and reaps a child only when asked, so that a process
id always means the child that was meant.
"""

import ctypes
import importlib
import json
import os
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from ketaguide.base.errors import KetaGuideError

MOST_BYTES = 1 << 20
# Source: own choice; a child that takes longer has hung.
LONGEST_S = 120
# Source: linux/prctl.h
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_PTRACER = 1, 4, 0x59616D61


class Channel:
    """How a child tells what it did. ``sendto`` and ``recvfrom`` are never injected with faults."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def wait(self) -> None:
        """All is ready for what is to be watched; go on when the test says so."""
        self.say("ready")
        if not self._end.recv(MOST_BYTES):
            os._exit(3)

    def say(self, what: str, value: object = None) -> None:
        """One message; it is with the test when this returns, whatever happens to the child."""
        self._end.send(json.dumps([what, value]).encode())

    def refuse(self, problem: KetaGuideError) -> None:
        """What the person would be told; before it, where it comes from, for who reads a log."""
        self.say("why", _chain(problem))
        self.say("refused", type(problem).__name__)


def serve(door: socket.socket, *names: str) -> None:
    """Fork and reap as asked, until the test goes."""
    modules: list[Any] = [importlib.import_module(name) for name in names]
    for module in modules:
        module.warm()
    acts = {name: act for module in modules for name, act in vars(module).items()}
    door.send(b'"ready"')
    while True:
        said, handles, *_ = socket.recv_fds(door, MOST_BYTES, 2)
        if not said:
            return
        what, *given = json.loads(said)
        if what == "wait":
            _, status = os.waitpid(given[0], 0)
            door.send(json.dumps(os.waitstatus_to_exitcode(status)).encode())
            continue
        pid = os.fork()
        if pid == 0:
            door.close()
            _live(acts[given[0]], *handles)
        for handle in handles:
            os.close(handle)
        door.send(json.dumps(pid).encode())


def _live(act: Any, end: int, data: int) -> None:
    """The child: acts, tells how it went. Every act waits once."""
    channel = Channel(socket.socket(fileno=end))
    with os.fdopen(data, "rb") as stream:
        stream.seek(0)
        given = json.load(stream)
    prctl = ctypes.CDLL(None).prctl
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    signal.alarm(LONGEST_S)
    try:
        channel.say("done", act(channel, **given))
    except KetaGuideError as problem:
        channel.refuse(problem)
    except BaseException:
        channel.say("escaped", traceback.format_exc())
    os._exit(0)


def _chain(problem: BaseException | None) -> list[str]:
    """Each error behind this one, with the lines that led to it."""
    found = []
    while problem is not None:
        lines = traceback.extract_tb(problem.__traceback__)
        places = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(lines))
        found.append(f"{problem!r} at {places}")
        problem = problem.__context__
    return found


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), *sys.argv[2:])
