"""Everything by which the vault locks itself: nobody there, a sleep, the system's own lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ketaguide.ui.clipboard import Clipboard
from ketaguide.ui.idle import Idle
from ketaguide.ui.room import Room
from ketaguide.ui.system_watch import SystemWatch
from ketaguide.ui.widgets.lock_notice import LockNotice
from ketaguide.ui.widgets.marks import COUNTS_AS_THERE
from ketaguide.ui.window import MainWindow


class AutoLock(QObject):
    """Made after the first paint; works by itself whenever a vault is open."""

    lock_wanted = Signal()
    hurry_wanted = Signal()  # lock, and leave out what can be done another time: a sleep is near

    def __init__(
        self,
        room: Room,
        window: MainWindow,
        *,
        is_open: Callable[[], bool],
    ) -> None:
        """Args:
        is_open: whether there is anything to lock; a look around has nothing.
        """
        super().__init__(window)
        Clipboard(self)
        self.idle = Idle(
            minutes=lambda: room.settings.number("idle_minutes"),
            is_open=is_open,
            is_present=lambda: bool(window.layer and window.layer.property(COUNTS_AS_THERE)),
            parent=self,
        )
        self.system = SystemWatch(self)
        self._notice = LockNotice(window, look=room.look)
        self.idle.opened.connect(self.system.start)
        self.idle.warned.connect(self._notice.say)
        self.idle.woken.connect(self._notice.hide)
        self.idle.cover_wanted.connect(window.cover_front)
        self.idle.expired.connect(self.lock_wanted)
        self.system.lock_wanted.connect(self.lock_wanted)
        self.system.sleep_is_near.connect(self.hurry_wanted)
        self.idle.start()

    def stop(self) -> None:
        """It is being locked."""
        self.idle.stop()
        self._notice.hide()

    def go_on(self) -> None:
        """The lock was called off; whoever did that is there."""
        self.idle.go_on()
