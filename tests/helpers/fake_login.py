"""A bus of its own with a made-up logind and screen saver on it, in a process of its own.

``python -m tests.helpers.fake_login ADDRESS`` takes one JSON list a line and answers each with one
line: what the system would say is sent, and whether a sleep is still put off is told.
"""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)

from tests.checks.tree import ROOT

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
SESSION_PATH = "/org/freedesktop/login1/session/_37"
_PATIENCE_S = 20
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


class Login(QDBusVirtualObject):
    """Answers what SystemWatch asks, and keeps the ends of the pipes that delay a sleep."""

    def __init__(self, *, refuses: bool = False) -> None:
        super().__init__()
        self.asked: list[list[Any]] = []
        self.pipes: list[int] = []
        self.refuses = refuses

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802
        self.asked.append([message.member(), *message.arguments()])
        if self.refuses:
            connection.send(message.createErrorReply("org.example.No", "no"))
            return True
        answer = message.createReply()
        if message.member() == "Inhibit":
            reading, writing = os.pipe()
            answer.setArguments([QDBusUnixFileDescriptor(writing)])
            os.close(writing)
            self.pipes.append(reading)
        else:
            answer.setArguments([QDBusObjectPath(SESSION_PATH)])
        connection.send(answer)
        return True

    def holds(self) -> int:
        """How many delays are still held: a pipe whose other end is closed is at its end."""
        held = 0
        for reading in self.pipes:
            poll = select.poll()
            poll.register(reading, 0)
            held += not poll.poll(0)
        return held


def say(connection: QDBusConnection, path: str, interface: str, name: str, *given: Any) -> bool:
    """Send a signal, as the system would."""
    signal = QDBusMessage.createSignal(path, interface, name)
    signal.setArguments(list(given))
    return connection.send(signal)


@contextmanager
def a_bus(folder: Path) -> Iterator[str]:
    """A bus that lives as long as the context; yields its address."""
    folder.mkdir(parents=True, exist_ok=True)
    config, path = folder / "bus.conf", folder / "bus"
    config.write_text(_CONFIG.format(path=path))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


class LoginElsewhere:
    """The made-up logind in its own process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def do(self, *line: Any) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        return self.read()

    def read(self) -> Any:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], _PATIENCE_S)
        assert ready, "the made-up logind says nothing any more"
        return json.loads(self._process.stdout.readline())


@contextmanager
def login_elsewhere(address: str) -> Iterator[LoginElsewhere]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.fake_login", address],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    login = LoginElsewhere(process)
    try:
        assert login.read() is True
        yield login
    finally:
        process.kill()
        process.communicate()


def main() -> int:
    application = QCoreApplication(sys.argv[:1])
    connection = QDBusConnection.connectToBus(sys.argv[1], "login")
    login = Login()
    sub = QDBusConnection.VirtualObjectRegisterOption.SubPath
    ready = connection.registerVirtualObject(LOGIN_PATH, login, sub)
    ready = connection.registerService(LOGIN) and ready
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def on_line() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        what, *given = json.loads(line)
        answer: Any = login.holds() if what == "holds" else say(connection, what, *given)
        print(json.dumps(answer), flush=True)

    notifier.activated.connect(on_line)
    print(json.dumps(ready), flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
