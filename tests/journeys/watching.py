"""What a journey wants to know about the window, or to do to it, besides working it by keys."""

import gc
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QSystemTrayIcon, QWidget

from ketaguide import app
from ketaguide.vault.vault import Vault

_OURS = ("ketaguide", "sqlalchemy", "sqlmodel", "sqlcipher3", "tests", "pydantic")


class Watcher(QObject):
    """Notes what every window says outside itself: in its frame, the task bar, to a reader."""

    def __init__(self, house: app.House, room: Any) -> None:
        super().__init__()
        self._house = house
        self._room = room
        self._said: set[str] = set()
        self._done: list[str] = []
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While a page is built its parts are windows for a moment, but nobody sees them.
        if isinstance(watched, QWidget) and watched.isWindow() and watched.isVisible():
            self._note(watched)
        return False

    def titles(self) -> list[str]:
        """All that windows said so far where others can see it."""
        for window in QGuiApplication.topLevelWindows():
            self._said |= {window.title(), window.filePath(), window.objectName()}
        for icon in gc.get_objects():
            if isinstance(icon, QSystemTrayIcon):
                self._said.add(icon.toolTip())
        self._said.add(QGuiApplication.applicationDisplayName())
        return sorted(self._said)

    def names(self) -> list[str]:
        """What is on screen, for whoever looks into a journey that went wrong."""
        parts = self._house.window.findChildren(QWidget)
        return sorted({part.objectName() for part in parts if part.isVisible()} - {""})

    def title(self, words: str) -> bool:
        """What must be noticed, or the watch is of no use."""
        before = self._house.window.windowTitle()
        self._house.window.setWindowTitle(words)
        self._house.window.setWindowTitle(before)
        return True

    def choose(self, path: str) -> bool:
        """Go to the folder of this file in the open file dialog, and take it."""
        dialog = self._dialog()
        dialog.setDirectory(str(Path(path).parent))
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(path)
        dialog.accept()
        self._house.window.activateWindow()
        return True

    def visit(self, folder: str) -> bool:
        """Look into a folder in the open file dialog, and think better of it."""
        dialog = self._dialog()
        dialog.setDirectory(folder)
        dialog.reject()
        self._house.window.activateWindow()
        return True

    def crash(self, words: str) -> bool:
        """A bug of our own, whose error holds what someone wrote."""

        def fail() -> None:
            raise ValueError(words)

        QTimer.singleShot(0, fail)
        return True

    def dial(self, number: int) -> bool:
        """Ask for a socket that leads off this computer, as a bug or a library might."""
        try:
            socket.socket(socket.AF_INET).connect(("127.0.0.1", number))
        except OSError:
            return True
        return False

    def back_up(self) -> bool:
        """A backup by hand, on the vault's own thread."""
        from ketaguide.vault import backups

        return self._tend(lambda vault: backups.make(vault, reason="hand").path.name)

    def restore(self) -> bool:
        """The newest backup, as it was asked for by the person."""
        from ketaguide.vault import backups, epochs

        def work(vault: Vault) -> str:
            newest = backups.listed(vault.folder, vault.keys)[0]
            epochs.restore(vault, newest.path, keys=None)
            return newest.path.name

        return self._tend(work)

    def tended(self) -> list[str]:
        """What is done of the work on the vault's thread."""
        return self._done

    def log(self, path: str) -> bool:
        """Everything that any library has to say, at its most talkative."""
        logging.basicConfig(filename=path, level=logging.DEBUG, force=True)
        for name in ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "sqlalchemy.orm"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        return True

    def show_all(self, path: str) -> int:
        """Write down how every object of ours, and of the libraries below, shows itself."""
        count = 0
        with Path(path).open("w", errors="backslashreplace") as out:
            for one in gc.get_objects():
                if not str(type(one).__module__).startswith(_OURS):
                    continue
                try:
                    out.write(f"{one!r}\n")
                except Exception as problem:
                    out.write(f"{type(one)} {problem!r}\n")
                count += 1
        return count

    def _tend(self, work: Callable[[Vault], str]) -> bool:
        self._room.desk.tend(work, then=self._done.append, owner=self, failed=_fail)
        return True

    def _note(self, widget: QWidget) -> None:
        self._said |= {
            widget.windowTitle(),
            widget.windowFilePath(),
            widget.windowRole(),
            widget.objectName(),
            widget.accessibleName(),
            widget.accessibleDescription(),
        }

    def _dialog(self) -> QFileDialog:
        for one in QApplication.topLevelWidgets():
            for dialog in [one, *one.findChildren(QFileDialog)]:
                if isinstance(dialog, QFileDialog) and dialog.isVisible():
                    return dialog
        raise LookupError("no file dialog")


def _fail(problem: Exception) -> None:
    raise problem
