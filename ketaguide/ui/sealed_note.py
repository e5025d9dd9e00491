"""Keeps what is written while the vault is locked: sealed as it grows, one version at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ketaguide.base.errors import KetaGuideError
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Autosave
from ketaguide.vault import inbox

if TYPE_CHECKING:
    from ketaguide.desk import Desk
    from ketaguide.vault.inbox import Slip


class SealedNote(QObject):
    """One note in the inbox. Whoever walks away leaves it there; no text at all removes it."""

    saved = Signal()
    failed = Signal(object)  # KetaGuideError; it is tried again by itself
    settled = Signal()  # nothing of it waits any more

    def __init__(self, room: Room, *, slip: Slip, text: Callable[[], str], parent: QObject) -> None:
        """Args:
        text: what the note says now.
        """
        super().__init__(parent)
        self._room = room
        self._slip = slip
        self._text = text
        self._note_id = inbox.new_note()
        self._started_at = room.clock.now()
        self._saver = Autosave(
            self._compose, desk=_InTurn(room.desk), unsaved=room.unsaved, parent=self
        )
        self._saver.saved.connect(self.saved)
        self._saver.failed.connect(self.failed)
        self._saver.settled.connect(self.settled)

    @property
    def is_clean(self) -> bool:
        """Whether everything touched so far is sealed."""
        return self._saver.is_clean

    def touch(self) -> None:
        """The text changed: it is sealed within a second."""
        self._saver.touch()

    def flush(self) -> None:
        """Seal it now."""
        self._saver.flush()

    def _compose(self) -> Callable[[Any], object]:
        text = self._text()
        if not text.strip():
            return _Sealing(partial(inbox.take_back, self._slip, self._note_id))
        return _Sealing(
            partial(
                inbox.seal,
                self._slip,
                text,
                note_id=self._note_id,
                at=self._started_at,
                zone=self._room.clock.zone(),
            )
        )


@dataclass(frozen=True)
class _Sealing:
    """Looks like a question to the vault, but needs none."""

    work: Callable[[], object]

    def __call__(self, _db: object = None) -> object:
        return self.work()


class _InTurn:
    """A desk without a vault: one job after the other, so that an older version never wins."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._line: deque[Callable[[], None]] = deque()
        self._is_busy = False

    def ask(
        self,
        question: Callable[[Any], Any],
        then: Callable[[Any], None] | None = None,
        *,
        owner: QObject,
        failed: Callable[[KetaGuideError], None] | None = None,
    ) -> None:
        """As ``Desk.ask``, for work that needs no vault."""

        def ended(answer: object) -> None:
            self._is_busy = False
            if then is not None:
                then(answer)
            self._next()

        def refused(problem: KetaGuideError) -> None:
            self._is_busy = False
            if failed is not None:
                failed(problem)
            self._next()

        def begin() -> None:
            self._is_busy = True
            self._desk.run(partial(question, None), ended, owner=owner, failed=refused)

        self._line.append(begin)
        self._next()

    def _next(self) -> None:
        if self._line and not self._is_busy:
            self._line.popleft()()
