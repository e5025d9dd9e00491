"""Taking in pictures one after another: by another process, then into the vault."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ketaguide.base.errors import KetaGuideError, PicturesFull
from ketaguide.base.pulse import Pulse
from ketaguide.base.text import tr
from ketaguide.ui.picture_work import Encoded, taken_in
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.job_bar import JobBar

if TYPE_CHECKING:
    from ketaguide.jobs import Job

Store = Callable[[Encoded, Callable[[], None], Callable[[KetaGuideError], None]], None]
# Source: our own choice: what is over sooner is no wait, and a bar would only flash.
_SHOWN_AFTER_MS = 300


class PictureQueue(QObject):
    """``store`` puts one into the vault and calls back; ``ended`` comes when all are through."""

    failed = Signal(object)  # KetaGuideError, about one of them; the others go on
    ended = Signal()

    def __init__(self, room: Room, *, bar: JobBar, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = room.desk
        self._bar = bar
        self._store = store
        self._waiting: deque[Path | bytes] = deque()
        self._count = 0
        self._done = 0
        self._is_working = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_AFTER_MS)
        self._timer.timeout.connect(self._show)
        self._job: Job | None = None

    @property
    def is_working(self) -> bool:
        return self._is_working

    def add(self, sources: Iterable[Path | bytes]) -> None:
        """Behind those that are waiting already."""
        found = list(sources)
        self._waiting.extend(found)
        self._count += len(found)
        if not self._is_working and self._waiting:
            self._is_working = True
            self._timer.start()
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        work = partial(_work, self._waiting.popleft(), self._done, self._count)
        if self._bar.is_running:
            self._bar.start(self._words())
        self._job = self._desk.run_long(work, self._on_taken_in, owner=self, failed=self._on_failed)
        self._bar.follow(self._job)

    def _on_taken_in(self, made: Encoded | None) -> None:
        if made is None:  # called off
            self._end()
            return
        self._store(made, self._on_stored, self._on_failed)

    def _on_stored(self) -> None:
        self._done += 1
        self._next()

    def _on_failed(self, problem: KetaGuideError) -> None:
        self.failed.emit(problem)
        if isinstance(problem, PicturesFull):
            self._end()
            return
        self._on_stored()

    def _end(self) -> None:
        self._timer.stop()
        self._waiting.clear()
        self._count = self._done = 0
        self._is_working = False
        self._job = None
        self._bar.stop()
        self.ended.emit()

    def _show(self) -> None:
        self._bar.start(self._words())
        if self._job is not None:
            self._bar.follow(self._job)

    def _words(self) -> str:
        if self._count == 1:
            return tr("Adding the picture")
        return tr("Adding picture {number} of {count}", number=self._done + 1, count=self._count)


def _work(source: Path | bytes, done: int, count: int, pulse: Pulse) -> Encoded:
    return taken_in(source, pulse=lambda _done, _total: pulse(done, count))
