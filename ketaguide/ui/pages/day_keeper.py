"""Keeps what happens on a session's day: each note at once, what is typed within a second."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ketaguide.base.text import tr
from ketaguide.flows import day_music, session_day
from ketaguide.flows.session_day import DayBeside, DayGlance
from ketaguide.store import preferences
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave

if TYPE_CHECKING:
    from ketaguide.vault.db import Db


class DayKeeper(QObject):
    """Asks the desk for the page; ``pending`` says what is being typed."""

    noted = Signal(str, str)  # which words of the line were settled, and what to say
    failed = Signal(object)  # a KetaGuideError; nothing typed is lost

    def __init__(
        self, room: Room, session_id: str, *, pending: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._room = room
        self._session_id = session_id
        self._pending = pending
        self._undo: Undo | None = None
        self._saver = Autosave(self._draft, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.failed.connect(self.failed)

    def undo_over(self, undo: Undo) -> None:
        """Where the way back is offered."""
        self._undo = undo

    def read(self, then: Callable[[tuple[DayGlance, DayBeside]], None]) -> None:
        """All that the page shows, as it stands now."""
        question = partial(
            session_day.opened,
            session_id=self._session_id,
            now=self._room.clock.now(),
            catalogue=self._room.catalogue(),
        )
        self._room.desk.ask(question, then, owner=self, failed=self.failed.emit)

    def look_for(self, paths: tuple[str, ...], then: Callable[[frozenset[str]], None]) -> None:
        """Which files can be played: asked of the disk, beside everything else."""
        self._room.desk.run(partial(day_music.there, paths), then, owner=self)

    def touch(self) -> None:
        """Something was typed."""
        self._saver.touch()

    def note(self, words: str = "") -> None:
        """The time, now; what was being typed belongs to the note before."""
        question = partial(session_day.note, words=words)
        self._keep(question, tr("Noted."))

    def looked_in(self) -> None:
        self._keep(session_day.looked_in, tr("Noted. The next look is counted from now."))

    def add_words(self, words: str) -> None:
        """Words for the last note, after those that are typed already."""
        pending = self._pending()
        whole = f"{pending} {words}".strip()
        question = partial(
            session_day.add_words,
            session_id=self._session_id,
            at=self._room.clock.now(),
            words=whole,
        )
        self._store(question, pending, tr("Put to it."))

    def take_back(self) -> None:
        """The last note, with a way back for ten seconds."""
        pending = self._pending()
        name = self._session_id
        question = partial(session_day.take_back, session_id=name, pending=pending)
        if self._undo is None or self._room.unsaved.rests:
            return
        self.noted.emit(pending, "")
        self._undo.ask(
            question,
            words=tr("Taken back."),
            way_back=lambda taken: partial(
                session_day.undo_take_back, session_id=name, taken=taken
            ),
        )

    def choose_every(self, minutes: int) -> None:
        question = partial(preferences.put, name=preferences.LOOK_IN_MINUTES, value=minutes)
        self._ask(question)

    def add_music(self, paths: list[Path]) -> None:
        if paths:
            self._ask(partial(day_music.add, paths=tuple(paths)))

    def move_music(self, track_id: str, by: int) -> None:
        self._ask(partial(day_music.move, track_id=track_id, by=by))

    def remove_music(self, track_id: str) -> None:
        """From the list, with a way back."""
        if self._undo is not None:
            self._undo.ask(
                partial(day_music.remove, track_id=track_id),
                words=tr("Taken off the list. The file stays where it is."),
                way_back=lambda track: partial(day_music.undo_remove, track=track),
            )

    def leave(self) -> None:
        """What was typed goes to its note before anyone goes on."""
        if self._pending().strip() and not self._room.unsaved.rests:
            self.add_words("")

    def _keep(self, question: Callable[..., object], said: str) -> None:
        pending = self._pending()
        whole = partial(
            question, session_id=self._session_id, at=self._room.clock.now(), pending=pending
        )
        self._store(whole, pending, said)

    def _store(self, question: Callable[[Db], object], pending: str, said: str) -> None:
        """One transaction: the note and the words for the one before, or neither."""
        if self._room.unsaved.rests:
            return

        def done(_answer: Any) -> None:
            self.noted.emit(pending, said)

        self._saver.store(question, done, failed=self.failed.emit)

    def _ask(self, question: Callable[[Db], object]) -> None:
        if not self._room.unsaved.rests:
            self._room.desk.ask(question, owner=self, failed=self.failed.emit)

    def _draft(self) -> Callable[[Db], object]:
        words = self._pending()
        return partial(session_day.keep_draft, session_id=self._session_id, words=words)
