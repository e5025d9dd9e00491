"""Notices that nobody is there: no key, mouse, touch or wheel, a sleep, or a clock that jumped."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from shiboken6 import isValid

# Source: own choice; "about a minute" stays true, and the computer can rest in between.
TICK_MS = 2_000
WARN_S = 60.0
# Ground me and the like count as being there for so long. Source: the longest step of a guide.
PRESENT_S = 3600.0
# The clock on the wall may be corrected by so much in one tick before it counts as a jump.
# Source: own choice; corrections by NTP are below it, sleeps and wrong dates above.
_JUMP_S = 60.0
# What a sleep leaves between the clock that runs and the one that also counts sleep.
_SLEPT_S = 2.0

_PRESSES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)
_OTHER_INPUT = frozenset(
    (
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
    )
)


@dataclass(frozen=True)
class Instant:
    """One moment on three clocks, in seconds.

    Attributes:
        wall: what anybody can set.
        running: only goes on, and on most systems stands while the computer sleeps.
        with_sleep: goes on while it sleeps, where the system has such a clock.
    """

    wall: float
    running: float
    with_sleep: float

    @classmethod
    def now(cls) -> Instant:
        running = time.monotonic()
        boot: int | None = getattr(time, "CLOCK_BOOTTIME", None)
        return cls(time.time(), running, time.clock_gettime(boot) if boot is not None else running)

    def jumped_since(self, before: Instant) -> bool:
        """Whether a sleep, a changed clock or a long standstill lies between."""
        ran = self.running - before.running
        slept = (self.with_sleep - before.with_sleep) - ran
        moved = (self.wall - before.wall) - ran
        return slept > _SLEPT_S or abs(moved) > _JUMP_S or ran > _JUMP_S


class Idle(QObject):
    """Counts from the last real input while a vault is open; what programs send is no input."""

    opened = Signal()  # a vault is open, from now on or since a moment ago
    warned = Signal(int)  # the seconds that are left
    woken = Signal()  # somebody is there after all
    cover_wanted = Signal()  # somebody counts as there, but nobody reads
    expired = Signal()

    def __init__(
        self,
        *,
        minutes: Callable[[], int],
        is_open: Callable[[], bool],
        is_present: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """Args:
        minutes: until it locks.
        is_open: whether there is anything to lock.
        is_present: something is on screen that is meant to be followed without touching anything.
        """
        super().__init__(parent)
        self._minutes = minutes
        self._is_open = is_open
        self._is_present = is_present
        self.now: Callable[[], Instant] = Instant.now
        self._seen: Instant | None = None
        self._last = 0.0
        self._is_warned = False
        self._is_covered = False
        self._pointer: QPointF | None = None
        self._field: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on, for as long as the program runs."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._follow_windows)
            application.focusObjectChanged.connect(self._follow_field)
        self._follow_windows()
        self._follow_field(QGuiApplication.focusObject())
        self._timer.start()

    def stop(self) -> None:
        """It is being locked: nothing more to notice."""
        self._timer.stop()
        self._is_warned = False

    def go_on(self) -> None:
        """Count anew after ``stop``: somebody is there."""
        self._seen = None
        self._timer.start()

    def look(self) -> None:
        """Judge the time that has passed."""
        now, before = self.now(), self._seen
        if not self._is_open():
            self._seen = None
            return
        self._seen = now
        self._follow_windows()
        if before is None:
            self._last = now.running
            self.opened.emit()
        elif now.jumped_since(before):
            self._expire()
        else:
            self._judge(now.running - self._last)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True swallows what only woke: a first key is not typed into anything."""
        kind = event.type()
        if watched is self._field:
            if kind == QEvent.Type.InputMethod:
                self._touch()  # sent in place of keys; its words are never dropped
        elif not event.spontaneous():
            return False
        elif kind == QEvent.Type.ShortcutOverride:
            # The key itself follows at once, unless it is one of our own shortcuts, which act.
            QTimer.singleShot(0, self, self._touch)
        elif kind in _PRESSES:
            if isinstance(event, QKeyEvent) and event.isAutoRepeat():
                return False  # something lies on the keyboard
            was_warned = self._is_warned
            self._touch()
            return was_warned
        elif kind in _OTHER_INPUT or (
            kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and self._moved(event)
        ):
            self._touch()
        return False

    def _judge(self, idle: float) -> None:
        present = self._is_present()
        own = self._minutes() * 60.0
        limit = max(own, PRESENT_S) if present else own
        left = limit - idle
        if left <= 0:
            self._expire()
            return
        if present and idle >= own and not self._is_covered:
            self._is_covered = True
            self.cover_wanted.emit()
        if left <= min(WARN_S, limit / 2) and not self._is_warned:
            self._is_warned = True
            self.warned.emit(round(left))

    def _expire(self) -> None:
        self.stop()
        self.expired.emit()

    def _touch(self) -> None:
        self._last = self.now().running
        self._is_covered = False
        if self._is_warned:
            self._is_warned = False
            self.woken.emit()

    def _moved(self, event: QMouseEvent) -> bool:
        """Windows that come and go under a resting pointer also tell of a move."""
        before, self._pointer = self._pointer, event.globalPosition()
        return before is not None and before != self._pointer

    def _follow_windows(self, *_: object) -> None:
        """Real input comes to windows first; menus and dialogs have windows of their own."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)

    def _follow_field(self, field: QObject | None) -> None:
        """Input methods speak to the field that has the keyboard."""
        before, self._field = self._field, None
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if field is not None and not field.isWindowType():
            self._field = field
            field.installEventFilter(self)
