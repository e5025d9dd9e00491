"""The real program in a process of its own, worked by lines on standard input.

Each line is a JSON list: what to do, then with what. Each is answered by one line of JSON. Only
key derivation is made tiny; threads, files, signals and leaving are the program's own.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ketaguide import app
from ketaguide.base.arguments import parse
from ketaguide.base.leave import start_again
from tests.helpers.house import tiny_doors
from tests.journeys.watching import Watcher

_PATIENCE_MS = 20_000
_STEP_MS = 20
# What a person chooses so that every field of the guides comes by.
_WAYS = ("choice_something", "choice_small", "choice_hand", "choice_awake", "choice_here")
# Kept outside the vault on purpose, and not personal.
_PUBLIC = ("emergency_number", "folder", "qt_spinbox_lineedit")


class Driver(QObject):
    """Does what it is told on the thread of the window."""

    def __init__(self, house: app.House, watcher: Watcher) -> None:
        super().__init__()
        self._house = house
        self._watcher = watcher
        self._typed = 0
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)

    def wait(self, name: str) -> bool:
        """Until it is on screen and can be used."""
        return self._until(lambda: self._seen(name) is not None)

    def gone(self, name: str) -> bool:
        return self._until(lambda: self._seen(name) is None)

    def type(self, name: str, words: str) -> bool:
        """Whether the words stand there now; an answer must not repeat them."""
        edit = self._get(name)
        edit.setFocus()
        QTest.keyClicks(edit, words)
        return words in _text(edit)

    def clear(self, name: str) -> bool:
        """Take out what stands in the field."""
        self._get(name).clear()
        return True

    def press(self, name: str) -> bool:
        button = self._get(name)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        return True

    def key(self, keys: str) -> bool:
        one: Any = QKeySequence(keys)[0]  # type: ignore[index]
        at = QApplication.focusWidget() or self._house.window
        QTest.keyClick(at, one.key(), one.keyboardModifiers())
        return True

    def accessible(self, name: str) -> str:
        return str(self._get(name).accessibleName())

    def fill(self, words: str) -> int:
        """Type into every empty field on screen; each gets a number of its own behind the words."""
        count = 0
        for edit in self._house.window.findChildren(QWidget):
            if _is_open(edit) and not _text(edit):
                edit.setFocus()
                self._typed += 1
                QTest.keyClicks(edit, f"{words}x{self._typed}")
                count += 1
        return count

    def walk(self, words: str) -> int:
        """Go through the guide on screen to its end, and fill what there is to fill."""
        count = 0
        while self._seen("guide_page") is not None:
            QTest.qWait(_STEP_MS)
            if self._seen("guide_onward") is None:  # nothing is begun yet, or it is being stored
                continue
            for name in _WAYS:
                choice: Any = self._seen(name)
                if choice is not None and not choice.isChecked():
                    choice.click()
            for none in self._house.window.findChildren(QWidget):
                if none.objectName().startswith("none_") and none.isVisible():
                    self.press(none.objectName())
            count += self.fill(words)
            adder = self._seen("own_add")
            if adder is not None:
                self.press("own_add")
            self.press("guide_onward")
        return count

    def pid(self) -> int:
        return os.getpid()

    def leak(self, path: str, words: str) -> int:
        """What must be noticed, or the search is of no use."""
        return Path(path).write_text(words)

    def _until(self, there: Callable[[], bool]) -> bool:
        for _ in range(_PATIENCE_MS // _STEP_MS):
            if there():
                return True
            QTest.qWait(_STEP_MS)
        return False

    def _seen(self, name: str) -> QWidget | None:
        for one in self._house.window.findChildren(QWidget, name):
            if isinstance(one, QWidget) and one.isVisible() and one.isEnabled():
                return one
        return None

    def _get(self, name: str) -> Any:
        self.wait(name)
        found = self._seen(name)
        if found is None:
            raise LookupError(name)
        return found

    def _on_activated(self) -> None:
        line = sys.stdin.readline()
        if not line:
            QApplication.exit(3)
            return
        self._notifier.setEnabled(False)
        what, *given = json.loads(line)
        try:
            who = self if hasattr(type(self), what) else self._watcher
            answer = getattr(who, what)(*given)
        except LookupError as problem:
            found = self._seen("crash_report")
            answer = {"problem": repr(problem), "crash": _text(found) if found else ""}
        except Exception as problem:
            answer = {"problem": repr(problem)}
        print(json.dumps(answer), flush=True)
        self._notifier.setEnabled(True)


def _is_open(edit: QWidget) -> bool:
    return (
        isinstance(edit, QLineEdit | QPlainTextEdit)
        and edit.isVisible()
        and edit.isEnabled()
        and not edit.isReadOnly()
        and edit.objectName() not in _PUBLIC
    )


def _text(edit: Any) -> str:
    if isinstance(edit, QPlainTextEdit):
        return edit.toPlainText()
    return edit.text() if isinstance(edit, QLineEdit) else ""


def main() -> int:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("KetaGuide")
    vars(app)["doors"] = tiny_doors
    room = app.build_room()
    house = app.House(parse(sys.argv[1:]), room=room, leave_by=start_again)
    house.start()
    house.window.activateWindow()
    driver = Driver(house, Watcher(house, room))
    print(json.dumps("ready"), flush=True)
    code = application.exec()
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
