"""The system's own words that a person goes: its screen lock, its screen saver, its sleep.

On Linux they come over D-Bus; where there is none, nothing is said and nothing is missed but the
early word: the clocks of ``idle`` notice a sleep when it is over.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCall

# Source: systemd, org.freedesktop.login1(5).
_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_MANAGER = f"{_LOGIN}.Manager"
# All say ``ActiveChanged(b)``. Source: the desktops' own interface files.
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
# logind lets a sleep be put off for 5 s by default (InhibitDelayMaxSec); storing takes far less.
HOLD_MS = 4_500
_CALL_MS = 3_000


class SystemWatch(QObject):
    """Listens from ``start`` on, and puts a sleep off for the moment that storing takes."""

    lock_wanted = Signal()
    sleep_is_near = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._system: QDBusConnection | None = None
        self._held = -1
        self._has_started = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(HOLD_MS)
        self._patience.timeout.connect(self.release)

    @property
    def is_holding(self) -> bool:
        """Whether a sleep would wait for this program."""
        return self._held >= 0

    def start(self) -> None:
        """Once a vault is open; does nothing a second time, or where there is no D-Bus."""
        if self._has_started or not sys.platform.startswith("linux"):
            return
        self._has_started = True
        session, system = _buses()
        if session.isConnected():
            for saver in _SAVERS:
                # Any sender and path: to ask who owns a name would wait for the bus.
                session.connect("", "", saver, "ActiveChanged", self, _slot("_on_saver(bool)"))
        if system.isConnected():
            self._system = system
            system.connect(
                "", _LOGIN_PATH, _MANAGER, "PrepareForSleep", self, _slot("_on_sleep(bool)")
            )
            self._ask_for_session()
            self._ask_for_delay()

    def release(self) -> None:
        """A sleep need not wait any longer: everything is stored, or it took too long."""
        self._patience.stop()
        held, self._held = self._held, -1
        if held >= 0:
            with suppress(OSError):
                os.close(held)

    @Slot(bool)
    def _on_saver(self, active: bool) -> None:  # noqa: FBT001 - a signal's argument
        if active:
            self.lock_wanted.emit()

    @Slot(bool)
    def _on_sleep(self, going: bool) -> None:  # noqa: FBT001 - a signal's argument
        if going:
            self._patience.start()
            self.sleep_is_near.emit()

    @Slot()
    def _on_session_lock(self) -> None:
        self.lock_wanted.emit()

    def _ask_for_session(self) -> None:
        """The system bus carries the locks of everyone; only those of this session count."""
        session = os.environ.get("XDG_SESSION_ID", "")
        if not session:
            self._listen_to_session("")
            return

        def on_answer(answer: QDBusMessage | None) -> None:
            found = answer.arguments() if answer is not None else []
            path = found[0].path() if found and hasattr(found[0], "path") else ""
            self._listen_to_session(path)

        self._call("GetSession", [session], on_answer)

    def _listen_to_session(self, path: str) -> None:
        """Without a path, to any: one lock too many is better than one too few."""
        if self._system is not None:
            self._system.connect(
                "", path, f"{_LOGIN}.Session", "Lock", self, _slot("_on_session_lock()")
            )

    def _ask_for_delay(self) -> None:
        from ketaguide.base.text import tr

        def on_answer(answer: QDBusMessage | None) -> None:
            found = answer.arguments() if answer is not None else []
            lent = found[0].fileDescriptor() if found and hasattr(found[0], "isValid") else -1
            if lent >= 0:
                # Qt's own goes with the message; this one goes when everything is stored.
                self._held = os.dup(lent)

        why = tr("Closing the vault")
        self._call("Inhibit", ["sleep", "KetaGuide", why, "delay"], on_answer)

    def _call(self, method: str, given: list[object], then: object) -> None:
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        if self._system is None or not callable(then):
            return
        message = QDBusMessage.createMethodCall(_LOGIN, _LOGIN_PATH, _MANAGER, method)
        message.setArguments(given)
        call: QDBusPendingCall = self._system.asyncCall(message, _CALL_MS)
        watcher = QDBusPendingCallWatcher(call, self)

        def on_finished(done: QDBusPendingCallWatcher) -> None:
            then(None if done.isError() else done.reply())
            done.deleteLater()

        watcher.finished.connect(on_finished)


def _buses() -> tuple[QDBusConnection, QDBusConnection]:
    """The session's and the system's; where there is none, one that is not connected."""
    # Its import takes 12 ms that the first paint does without.
    from PySide6.QtDBus import QDBusConnection

    return QDBusConnection.sessionBus(), QDBusConnection.systemBus()


def _slot(name: str) -> Any:
    # PySide6 takes the str that its own SLOT makes, and its type hints ask for bytes.
    return SLOT(name)
