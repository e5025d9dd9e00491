"""Prepare, Session day, Integrate: the guides of one phase, for one session."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.content.guide import Phase
from ketaguide.flows import phase as phases
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.phase_doors import Around, ShelfView
from ketaguide.ui.pages.phase_guide import GuideCard
from ketaguide.ui.pages.phase_lasting import LastingCard
from ketaguide.ui.pages.phase_passport import PassportCard
from ketaguide.ui.pages.phase_pieces import PiecesView
from ketaguide.ui.pages.phase_session import SessionCard, SessionChooser
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.labels import Body, Heading
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.flows.phase import GuideGlance, PhaseGlance


# Source: our own; shorter than any time that a guide waits for.
_HOLDS_FOR = timedelta(minutes=10)


class PhasePage(Page):
    """``phase`` is an id such as ``session-day``; the page is called after it."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Session", "Series", "Run", "RunProgress", "Entry"}
    )

    def __init__(self, room: Room, *, phase: Phase) -> None:
        super().__init__(room, name=f"{phase.replace('-', '_')}_page")
        self.sheet.set_sides(max_width=1040, margin=36)
        look = room.look
        self._phase: Phase = phase
        self._session_id = ""
        self._loaded_at: datetime | None = None
        self._first: GuideCard | None = None
        title, lead = _words(phase)
        self._chooser = SessionChooser(look=look)
        self._card = SessionCard(look=look, phase=phase, whole=phase == "session-day")
        self._guides = QWidget()
        self._list = Stack(self._guides)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(look.gap(16))
        head = Stack()
        head.setSpacing(look.gap(4))
        head.addWidget(Heading(title, look=look))
        head.addWidget(Body(lead, look=look, tone="muted"))
        self._more = QWidget()
        self._shelves = Stack(self._more)
        self._shelves.setContentsMargins(0, look.gap(12), 0, 0)
        self._shelves.setSpacing(look.gap(28))
        self._passport = PassportCard(look=look)
        beside = QWidget()
        column = Stack(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(16))
        column.addWidget(self._card)
        column.addWidget(self._passport)
        if phase == "integration":
            lasting = LastingCard(look=look)
            lasting.go_wanted.connect(self.go_wanted)
            column.addWidget(lasting)
        path = QWidget()
        self._path = Stack(path)
        self._path.setContentsMargins(0, 0, 0, 0)
        self._path.setSpacing(look.gap(16))
        self._path.addWidget(self._guides)
        self._path.addStretch(1)
        self._pair = Columns(look=look, at=760, gap=20)
        self._pair.add(path, stretch=5)
        self._pair.add(beside, stretch=4)
        self.body.addLayout(head)
        self.body.addWidget(self._chooser)
        self.body.addWidget(self._pair)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self._pair.turned.connect(self._place_shelves)
        self._chooser.session_wanted.connect(self._on_session_wanted)
        self._chooser.go_wanted.connect(self.go_wanted)
        self._card.go_wanted.connect(self.go_wanted)
        self._passport.go_wanted.connect(self.go_wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """What is at hand changes with the hours, also when nothing in the vault has changed."""
        loaded_at, now = self._loaded_at, self.room.clock.now()
        if loaded_at is not None and not timedelta() <= now - loaded_at <= _HOLDS_FOR:
            self._stale = True
            self._is_loaded = False
        super().showEvent(event)

    def reload(self) -> None:
        self._loaded_at = self.room.clock.now()
        question = partial(
            phases.glance,
            phase=self._phase,
            now=self.room.clock.now(),
            catalogue=self.room.catalogue(),
            session_id=self._session_id,
        )
        self.room.desk.ask(question, self._on_loaded, owner=self)

    def focus_first(self) -> None:
        """What the page is for, and not what stands beside it."""
        if self._first is not None:
            self._first.begin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_first()

    def _place_shelves(self) -> None:
        """On the session day the plan is far higher than the path: the room beside it is used."""
        beside = self._phase == "session-day" and not self._pair.is_stacked
        if beside == (self._path.indexOf(self._more) >= 0):
            return
        if beside:
            self.body.removeWidget(self._more)
            self._path.insertWidget(1, self._more)
        else:
            self._path.removeWidget(self._more)
            self.body.insertWidget(self.body.indexOf(self._pair) + 1, self._more)
        follow_the_eye(self)

    def _on_loaded(self, glance: PhaseGlance) -> None:
        now, session = self.room.clock.now(), glance.session
        self._chooser.show_sessions(glance.sessions, session, now=now, place=glance.place)
        self._card.show_session(session, now=now, clinic=glance.clinic)
        self._passport.show_standing(glance.passport, now=now)
        zone = session.zone if session else self.room.clock.zone()
        start = session.starts_at if session else None
        around = Around(session.id if session else "", now, zone, start)
        self._show_guides(glance.guides, around)
        self._show_shelves(glance, around)
        follow_the_eye(self)
        self.loaded()

    def _show_guides(self, guides: tuple[GuideGlance, ...], around: Around) -> None:
        """What is on the path. The first that is not finished has the page's main button."""
        _empty(self._list)
        leading = next((g.guide.id for g in guides if g.progress != "finished"), "")
        self._first = None
        for one in guides:
            leads = one.guide.id == leading
            card = GuideCard(one, look=self.room.look, around=around, leads=leads)
            card.go_wanted.connect(self.go_wanted)
            self._list.addWidget(card)
            # A layout shows its new widgets later, and what is hidden takes no focus.
            card.show()
            if self._first is None or leads:
                self._first = card
        if not guides:
            self._list.addWidget(Body(tr("No guide here yet."), look=self.room.look))

    def _show_shelves(self, glance: PhaseGlance, around: Around) -> None:
        """Below the path: never more than a person asked for, and none of it is due."""
        _empty(self._shelves)
        for shelf in glance.shelves:
            kind = PiecesView if shelf.id == phases.PIECES else ShelfView
            view = kind(shelf, look=self.room.look, around=around)
            view.go_wanted.connect(self.go_wanted)
            self._shelves.addWidget(view)
            view.show()

    def _on_session_wanted(self, session_id: str) -> None:
        self._session_id = session_id
        self.reload()


def _empty(column: Stack) -> None:
    while item := column.takeAt(0):
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def _words(phase: Phase) -> tuple[str, str]:
    words = {
        "preparation": (
            tr("Prepare"),
            tr("In the days before. A little at a time, in any order, or not at all."),
        ),
        "session-day": (
            tr("Session day"),
            tr("What is arranged, and a few questions before you begin."),
        ),
        "integration": (
            tr("Integrate"),
            tr("In the days after. Whatever is with you, or nothing much."),
        ),
    }
    return words[phase]
