"""The vault's side of a guide on screen: begin, keep, finish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketaguide.content.guide import Guide
from ketaguide.engine.recalled import EarlierAnswer, Recalled
from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, lifelines, open_guide, save_run
from ketaguide.ui.prompts.base import Showing
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Autosave

if TYPE_CHECKING:
    from ketaguide.vault.db import Db


class GuideKeeper(QObject):
    """Asks the desk on behalf of one guide page and holds the run that is on screen.

    ``showing`` is how the person wants painted pickers on this page.
    """

    begun = Signal(object)  # GuideRun
    called = Signal(object)  # Lifelines, whenever they were read
    saved = Signal()
    finished = Signal()
    failed = Signal(object)  # KetaGuideError

    def __init__(self, room: Room, guide: Guide, *, session_id: str, parent: QObject) -> None:
        """Args:
        session_id: empty where the run belongs to no session.
        """
        super().__init__(parent)
        self._room = room
        self._guide = guide
        self._session_id = session_id
        self.run: GuideRun | None = None
        self.recalled: Mapping[str, Recalled] = {}
        self.earlier: Mapping[str, EarlierAnswer] = {}
        self.showing = Showing()
        self._saver = Autosave(self._question, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.saved.connect(self.saved)
        self._saver.failed.connect(self.failed)

    def read_lifelines(self) -> None:
        """Whom to call: the clinic of this session, and the person's own people."""
        question = partial(lifelines.read, now=self._room.clock.now(), session_id=self._session_id)
        self._room.desk.ask(question, self.called.emit, owner=self, failed=self.failed.emit)

    def begin(self) -> None:
        """Go on with an unfinished run, or begin one."""
        clock = self._room.clock
        question = partial(
            open_guide.opened,
            guide=self._guide,
            session_id=self._session_id or None,
            now=clock.now(),
            zone=clock.zone(),
        )

        def on_begun(opened: object) -> None:
            # Asked twice where whom to call was read twice: what was answered since stays.
            if isinstance(opened, open_guide.Opened) and self.run is None:
                self.recalled, self.earlier = opened.recalled, opened.earlier
                self.run = GuideRun(self._guide, opened.state)
                self.begun.emit(self.run)

        self._room.desk.ask(question, on_begun, owner=self, failed=self.failed.emit)

    def touch(self) -> None:
        """Something was typed: it is stored within a second."""
        self._saver.touch()

    def store_now(self) -> None:
        """The person went somewhere else in the guide, or away from it."""
        if self.run is not None:
            self._saver.touch()
        self._saver.flush()

    def finish(self) -> None:
        """Store what the guide makes, all of it or nothing; the answers in progress then go."""
        if self.run is None:
            return
        clock = self._room.clock
        question = partial(
            finish_run.finish,
            guide=self._guide,
            state=self.run.state,
            now=clock.now(),
            zone=clock.zone(),
        )
        self._room.desk.ask(question, self._on_finished, owner=self, failed=self.failed.emit)

    def _on_finished(self, _made: object) -> None:
        self._saver.forget()
        self.finished.emit()

    def _question(self) -> Callable[[Db], object]:
        if self.run is None:
            return _store_nothing
        return partial(save_run.save_state, state=self.run.state)


def _store_nothing(_db: Db) -> None:
    """Nothing has begun."""
