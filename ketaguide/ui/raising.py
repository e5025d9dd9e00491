"""A second start brings the first window to the front instead of opening another.

The two speak by a socket file that only this person can reach; there is no network in it, and
nothing is carried but the wish itself and the word that it was heard.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.paths import PRIVATE_FOLDER, Places

_HEARD = b"heard\n"
# A window that does not answer for so long is hung: the second start goes on by itself.
# Source: our own.
_PATIENCE_MS = 1500
# sun_path holds 108 bytes on Linux and 104 elsewhere. Source: unix(7); BSD unix(4).
_LONGEST = 100


class Raising(QObject):
    """Listens for later starts with the same vault, and shows the window to them."""

    def __init__(self, places: Places, *, window: QWidget) -> None:
        super().__init__(window)
        self._places = places
        self._window = window
        self._name = ""
        self._server: QObject | None = None

    def listen(self, folder: Path | None) -> None:
        """From now on, for this vault; None stands for the welcome page.

        Where it cannot be done the program goes on: the vault's own lock is what protects it.
        """
        # Costs start-up time; nothing before the first paint needs it.
        from PySide6.QtNetwork import QLocalServer

        name = server_name(self._places, folder)
        if not name or name == self._name:
            return
        self.stop()
        if os.name == "posix":
            Path(name).parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
            if _answers(name):  # a window of the same vault, started at the same moment
                return
            # What a killed program left behind.
            QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if server.listen(name):
            server.newConnection.connect(self._on_new_connection)
            self._server, self._name = server, name

    def stop(self) -> None:
        """Take the socket file away; before leaving, too."""
        from PySide6.QtNetwork import QLocalServer

        server, self._server = self._server, None
        self._name = ""
        if isinstance(server, QLocalServer):
            server.close()
            server.deleteLater()

    def _on_new_connection(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        server = self._server
        while isinstance(server, QLocalServer) and server.hasPendingConnections():
            caller = server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_HEARD)
            caller.flush()
            caller.disconnectFromServer()
            to_front(self._window)


def raise_first(places: Places, folder: Path | None) -> bool:
    """Whether a window of this vault is open, and has come to the front."""
    name = server_name(places, folder)
    # Without the file nobody listens, and the first paint need not wait for a library.
    if not name or (os.name == "posix" and not Path(name).exists()):
        return False
    return _answers(name)


def server_name(places: Places, folder: Path | None) -> str:
    """Tells apart people and vaults, and tells nobody where a vault lies; '' if there is none."""
    who = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    where = str(folder.resolve()) if folder is not None else ""
    mark = hashlib.sha256(f"ketaguide/raise/1\0{who}\0{where}".encode()).hexdigest()[:24]
    if os.name != "posix":
        return f"ketaguide-{mark}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    home = Path(runtime) if runtime and Path(runtime).is_dir() else places.state
    name = str(home / f"ketaguide-{mark}")
    return name if len(os.fsencode(name)) <= _LONGEST else ""


def to_front(window: QWidget) -> None:
    """Show it where the person is; where a program may not take the focus, it asks for it."""
    if not window.isVisible():
        return  # it is locking: the next window comes by itself
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _answers(name: str) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    heard = bool(socket.bytesAvailable()) or socket.waitForReadyRead(_PATIENCE_MS)
    return heard and bytes(socket.readAll().data()) == _HEARD
