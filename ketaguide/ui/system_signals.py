"""The signals by which a system asks a program to end, brought to the window's own thread."""

from __future__ import annotations

import os
import signal
from functools import partial

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class SystemSignals(QObject):
    """SIGTERM, SIGINT and SIGHUP close the vault cleanly, like closing the window."""

    end_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if os.name != "posix":
            return
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        os.set_blocking(reading, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(partial(self._on_activated, reading))

    def _on_activated(self, descriptor: int, *_: object) -> None:
        os.read(descriptor, 64)
        self.end_wanted.emit()
