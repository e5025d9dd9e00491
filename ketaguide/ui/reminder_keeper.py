"""While the program is open: one quiet word on a day with something on it, for those who want it.

It says only that there is a note for today. It never comes over a cover or a layer, in a guide, in
First words, or on the day of a session; where it cannot come now, it waits for a while, that day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ketaguide.base.clock import local
from ketaguide.base.errors import KetaGuideError
from ketaguide.flows import coming_up
from ketaguide.ui.pages.first_words_page import FirstWordsPage
from ketaguide.ui.pages.guide_page import GuidePage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room

_WATCHES = frozenset({"Commitment", "CheckIn", "Session", "Preference"})
# Source: own choice; the word is about a day, so half a minute is no delay. The clock is read and
# not the time that a timer ran, because a computer sleeps.
_LOOK_MS = 30_000
# Where nobody is spoken to: the day of a session and its companion.
_STILL = ("session_day_page", "day_page")


class ReminderKeeper(QObject):
    """Lives as long as the workspace. Without a day ahead no clock runs."""

    due = Signal()

    def __init__(self, room: Room, *, may_say: Callable[[], bool], parent: QObject) -> None:
        """Args:
        may_say: whether the person can be spoken to right now.
        """
        super().__init__(parent)
        self._room = room
        self._may_say = may_say
        self._next: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        room.desk.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Find out when there is something to say next."""
        clock = self._room.clock
        question = partial(coming_up.next_note, now=clock.now(), zone=clock.zone())
        self._room.desk.ask(question, self._on_known, owner=self, failed=_leave_it)

    def look(self) -> None:
        """Say it, if its time has come and nothing is in the way."""
        now, zone = self._room.clock.now(), self._room.clock.zone()
        moment = self._next
        if moment is None or now < moment:
            return
        is_today = local(moment, zone).date() == local(now, zone).date()
        if is_today and not self._may_say():
            return
        self._next = None
        if is_today:
            self.due.emit()
        self.begin()

    def _on_changed(self, names: frozenset[str]) -> None:
        # What waits to be said stands: it would not be found again, as its time is over.
        if names & _WATCHES and (self._next is None or self._room.clock.now() < self._next):
            self.begin()

    def _on_known(self, moment: datetime | None) -> None:
        self._next = moment
        if moment is not None:
            self._timer.start()
        else:
            self._timer.stop()


def is_still(page: Page) -> bool:
    """Whether nobody speaks to a person who is on this page."""
    return isinstance(page, GuidePage | FirstWordsPage) or page.objectName() in _STILL


def _leave_it(_problem: KetaGuideError) -> None:
    """The days stand on Home all the same."""
