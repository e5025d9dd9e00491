"""Where work runs that may not hold up the window, and how the long kind tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ketaguide.base.pulse import Cancelled

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
# Source: own choice; twenty steps a second look smooth.
_TELL_EVERY_S = 0.05


class Threads:
    """A pool that is made for its first work: before the first paint its import is too dear."""

    def __init__(self, count: int, *, name: str) -> None:
        self._count = count
        self._name = name
        self._pool: Executor | None = None

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Do ``work`` on one of the threads; call this from the UI thread only."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._count, thread_name_prefix=self._name)
        return self._pool.submit(work)


class Job(QObject):
    """Long work under way. ``progress`` comes on the UI thread, at most twenty times a second."""

    progress = Signal(int, int)  # what is done, of how much

    def __init__(self, let_pass: Callable[[], None], *, parent: QObject) -> None:
        """Args:
        let_pass: called at each pulse, on the work's own thread.
        """
        super().__init__(parent)
        self._let_pass = let_pass
        self._is_called_off = False
        self._told_at = 0.0

    def cancel(self) -> None:
        """Ask it to stop at its next piece; its answer is then None. It may still succeed."""
        self._is_called_off = True

    def pulse(self, done: int, total: int) -> None:
        """For the work itself, on its own thread.

        Raises:
            Cancelled: ``cancel`` was called.
        """
        if self._is_called_off:
            raise Cancelled
        now = monotonic()
        if isValid(self) and (done >= total or now - self._told_at >= _TELL_EVERY_S):
            self._told_at = now
            self.progress.emit(done, total)
        self._let_pass()
