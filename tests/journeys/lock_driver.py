"""The real program, which locks into itself: worked by lines, and again after each lock.

Like ``driver``, but what stands up after a lock is this program again, and typing goes the way of
real keys, through the window.
"""

import json
import os
import resource
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ketaguide import app
from ketaguide.base.arguments import parse
from ketaguide.base.harden import harden
from ketaguide.base.leave import start_again
from ketaguide.ui.idle import Instant
from tests.helpers.house import tiny_doors

_PATIENCE_MS = 20_000
_STEP_MS = 10
_PR_GET_DUMPABLE = 3  # Source: linux/prctl.h


class LockDriver(QObject):
    """Does what it is told on the thread of the window."""

    def __init__(self, house: app.House) -> None:
        super().__init__()
        self._house = house
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)

    def unlock(self, words: str) -> bool:
        """Type the passphrase on the lock screen and come in."""
        self._until("passphrase")
        self.type(words)
        self.key("Return")
        return self._until("home_page")

    def write(self, words: str) -> bool:
        """Begin a free entry; whether the words stand there."""
        self.key("Ctrl+N")
        self._until("entry_body")
        self.type(words)
        return words in self.text()

    def type(self, words: str) -> bool:
        QTest.keyClicks(QApplication.focusWidget() or self._house.window, words)
        return True

    def key(self, keys: str) -> bool:
        one: Any = QKeySequence(keys)[0]  # type: ignore[index]
        QTest.keyClick(self._window, one.key(), one.keyboardModifiers())  # type: ignore[call-overload]
        return True

    def lock(self) -> dict[str, float | bool]:
        """Lock as the key does; how long until nothing is to be seen, in milliseconds."""
        begun = time.monotonic()
        self._house.lock()
        taken = (time.monotonic() - begun) * 1000
        return {"ms": taken, "hidden": not self._house.window.isVisible()}

    def text(self) -> str:
        """What stands in the entry on screen."""
        for edit in self._house.window.findChildren(QPlainTextEdit, "entry_body"):
            if isinstance(edit, QPlainTextEdit) and edit.isVisible():
                return edit.toPlainText()
        return ""

    def wait_for_text(self) -> str:
        """What was begun before the lock, once it is there again."""
        for _ in range(_PATIENCE_MS // _STEP_MS):
            if self.text():
                break
            QTest.qWait(_STEP_MS)
        return self.text()

    def state(self) -> dict[str, Any]:
        """What can be seen of this process from inside."""
        import ctypes

        links = []
        for one in _descriptors():
            with suppress(FileNotFoundError):  # closed since it was listed
                links.append(str(one.readlink()))
        return {
            "pid": os.getpid(),
            "dumpable": ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0),
            "core": resource.getrlimit(resource.RLIMIT_CORE),
            "vault_files": sum(".ketaguide/" in link for link in links),
            "is_open": self._house._room.desk.is_open,
            "is_hidden": not self._house.window.isVisible(),
            "holds": bool(self._house._auto and self._house._auto.system.is_holding),
        }

    def pass_time(self, *, wall: float = 0.0, running: float = 0.0, asleep: float = 0.0) -> bool:
        """As if so many seconds had gone by since the last look, on each of the clocks."""
        assert self._house._auto is not None
        idle = self._house._auto.idle
        now, idle.now = idle.now(), Instant.now
        idle.now = lambda: Instant(
            now.wall + wall, now.running + running, now.with_sleep + running + asleep
        )
        idle.look()
        return True

    def look(self) -> bool:
        """As the program itself does every two seconds."""
        assert self._house._auto is not None
        self._house._auto.idle.look()
        return True

    @property
    def _window(self) -> object:
        return self._house.window.windowHandle()

    def _until(self, name: str) -> bool:
        for _ in range(_PATIENCE_MS // _STEP_MS):
            for one in self._house.window.findChildren(QWidget, name):
                if isinstance(one, QWidget) and one.isVisible() and one.isEnabled():
                    return True
            QTest.qWait(_STEP_MS)
        return False

    def _on_activated(self) -> None:
        line = sys.stdin.readline()
        if not line:
            QApplication.exit(3)
            return
        what, given, named = json.loads(line)
        self._notifier.setEnabled(False)
        try:
            answer = getattr(self, what)(*given, **named)
        except Exception as problem:
            answer = {"problem": repr(problem)}
        print(json.dumps(answer), flush=True)
        self._notifier.setEnabled(True)


def _descriptors() -> list[Path]:
    return [one for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]


def main() -> int:
    harden()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("KetaGuide")
    vars(app)["doors"] = tiny_doors
    leave_by = partial(start_again, module="tests.journeys.lock_driver")
    house = app.House(parse(sys.argv[1:]), room=app.build_room(), leave_by=leave_by)
    house.start()
    house.window.activateWindow()
    house.window.painted.connect(lambda: print(json.dumps("ready"), flush=True))
    driver = LockDriver(house)
    code = application.exec()
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
