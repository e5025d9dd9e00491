"""Home: the path of this session, the next step, and what was written last."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import home, reminders
from ketaguide.store import preferences
from ketaguide.ui.errands import MakeRecoveryCode, OpenGuide, PlanSession
from ketaguide.ui.pages import home_view, home_words, series_words
from ketaguide.ui.pages.home_begun import BegunLine
from ketaguide.ui.pages.home_coming import ComingCard
from ketaguide.ui.pages.home_next import NextCard, SideCard
from ketaguide.ui.pages.home_path import HomePath
from ketaguide.ui.pages.home_recent import Recent
from ketaguide.ui.pages.home_recovery import RecoveryCard
from ketaguide.ui.pages.home_reminder import ReminderCard
from ketaguide.ui.pages.home_view import Offer
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.labels import Body, Heading
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.stone import StoneView
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.flows.home import HomeGlance
    from ketaguide.flows.series import Place
    from ketaguide.store.sessions import Session


# Own width at 100 % text from which the path is a row and two cards stand side by side.
_NARROW = 760
_MARGIN = 36


class HomePage(Page):
    """One question to the vault, whatever its size."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Session", "Run", "RunProgress", "Entry", "Draft", "Intention", "Preference"}
    )

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="home_page")
        self.sheet.set_sides(max_width=1040, margin=_MARGIN)
        self._glance: HomeGlance | None = None
        self._loaded_on: date | None = None
        look = room.look
        self._greeting = Heading(look=look)
        self._line = Body(look=look, tone="muted")
        self._facts = Body(look=look, tone="muted")
        self._path = HomePath(look=look, wide=self.sheet.wide_beside_bar)
        self._next = NextCard(look=look)
        self._side = SideCard(look=look)
        self._begun = BegunLine(look=look)
        self._coming = ComingCard(room)
        self._recent = Recent(look=look)
        self._recovery = RecoveryCard(look=look)
        self._has_code = False
        self._reminder = ReminderCard(look=look)
        self._lay()
        self._path.stone_wanted.connect(self._on_stone_wanted)
        self._next.go_wanted.connect(self.go_wanted)
        self._next.not_now_wanted.connect(self._on_not_now_wanted)
        self._next.show_again_wanted.connect(self._on_show_again_wanted)
        self._side.go_wanted.connect(self.go_wanted)
        self._begun.go_wanted.connect(self.go_wanted)
        self._coming.go_wanted.connect(self.go_wanted)
        self._coming.filled.connect(partial(follow_the_eye, self))
        self._recent.go_wanted.connect(self.go_wanted)
        self._recent.words_wanted.connect(self._on_words_wanted)
        self._recovery.make_wanted.connect(self._on_make_wanted)
        self._reminder.go_wanted.connect(self.go_wanted)
        self._reminder.drill_put_off.connect(self._on_drill_put_off)
        look.changed.connect(self._order)

    def reload(self) -> None:
        now = self.room.clock.now()
        self.room.desk.tend(reminders.has_code, self._on_code_known, owner=self)
        self.room.desk.tend(partial(reminders.due, now=now), self._on_due, owner=self)
        # Last: by then everything has its place, and nothing on the page moves once it is shown.
        question = partial(home.glance, now=now, catalogue=self.room.catalogue())
        self.room.desk.ask(question, self._on_loaded, owner=self)

    def focus_first(self) -> None:
        if self._glance is None:
            return
        wanted = (self._next.main, self._next.early, self._next.other)
        button = next((one for one in wanted if one.isVisibleTo(self)), self._next.main)
        button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Another day has other words, also when nothing in the vault has changed."""
        if self._loaded_on not in (None, self._today()):
            self._stale = True
            self._is_loaded = False
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._order()

    def _order(self) -> None:
        """The next step stands above the path where that is a long list (narrow, or large text)."""
        look = self.room.look
        narrow = self.width() < look.px(_NARROW) + 2 * look.gap(_MARGIN)
        card, pair = self._main
        first, then = (pair, card) if narrow else (card, pair)
        if self.body.indexOf(first) < self.body.indexOf(then):
            return
        place = self.body.indexOf(then)
        self.body.removeWidget(first)
        self.body.insertWidget(place, first)
        follow_the_eye(self)

    def _lay(self) -> None:
        look = self.room.look
        head = Stack()
        head.setSpacing(look.gap(4))
        for label in (self._greeting, self._line, self._facts):
            head.addWidget(label)
        pair = Columns(look=look, at=_NARROW, gap=20)
        pair.add(self._next, stretch=5)
        pair.add(self._side, stretch=4)
        self.body.addLayout(head)
        self.body.addWidget(self._path)
        self.body.addWidget(pair)
        self.body.addWidget(self._begun)
        self.body.addWidget(self._coming)
        self.body.addWidget(self._recent)
        self.body.addWidget(self._recovery)
        self.body.addWidget(self._reminder)
        self.body.addStretch(1)
        self._main = (self._path, pair)
        # Nothing to press before the vault has answered.
        self.sheet.whole.hide()

    def _on_loaded(self, glance: HomeGlance) -> None:
        self._glance = glance
        self._loaded_on = self._today()
        now, zone = self.room.clock.now(), self.room.clock.zone()
        chosen, session = glance.preferences, glance.session
        self._greeting.setText(home_words.greeting(now, zone, name=chosen.person_name.strip()))
        call_first = bool(glance.call_first)
        self._line.setText(home_words.session_line(session, now, call_first=call_first))
        self._show_path(glance)
        view = home_view.next_view(glance, now=now, zone=zone)
        self._next.show_view(home_view.marked(view, self.room.catalogue()))
        self._show_side(glance)
        self._begun.show_begun(glance.begun, shows_words=chosen.home_shows_words)
        self._recent.show_rows(
            glance.recent,
            shows_words=chosen.home_shows_words,
            has_draft=glance.has_draft,
            catalogue=self.room.catalogue(),
            now=now,
        )
        is_late = self._recovery.show_since(
            chosen.recovery_pending_since,
            is_done=chosen.recovery_done or self._has_code,
            now=now,
        )
        # Plain words belong where they are read: above the path once the code has waited long.
        self._put_in_place(self._recovery, is_first=is_late)
        self._put_in_place(self._reminder, is_first=self._reminder.is_pressing)
        self._show_whole()
        follow_the_eye(self)
        self.loaded()
        self._coming.ask_soon()

    def _show_whole(self) -> None:
        """At first all of it comes at once: nothing is laid out twice, or seen on its way."""
        if self.sheet.whole.isVisibleTo(self):
            return
        self.setUpdatesEnabled(False)
        self.sheet.whole.show()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.setUpdatesEnabled(True)

    def _show_path(self, glance: HomeGlance) -> None:
        now = self.room.clock.now()
        zone = glance.session.zone if glance.session else self.room.clock.zone()
        self._path.set_stones(
            [
                StoneView(
                    id=stone.id,
                    title=stone.title,
                    when_text=home_words.stone_when(stone, zone, now),
                    icon=stone.icon,
                    phase=stone.phase,
                    state=stone.state,
                )
                for stone in glance.stones
            ]
        )

    def _show_side(self, glance: HomeGlance) -> None:
        session, now = glance.session, self.room.clock.now()
        is_ahead = session is not None and not home_words.is_over(session, now)
        has_lists = is_ahead and bool(glance.ticks)
        self._side.setVisible(is_ahead)
        self._facts.setVisible(has_lists)
        if session is None or not is_ahead:
            return
        if has_lists:
            self._facts.setText(home_words.facts_line(session, now))
            guide = next(s for s in glance.stones if s.guide_id and s.phase == "session-day")
            errand = home_view.stone_errand(guide, glance, now=now)
            words = tr("Open the lists") if isinstance(errand, OpenGuide) else tr("See the day")
            self._side.show_lists(glance.list_title, glance.ticks, Offer(words, errand))
            return
        shown = glance.intention if glance.preferences.home_shows_words else ""
        self._side.show_plan(
            self._plan(session, glance.place),
            intention=home_words.one_line(shown),
            offer=Offer(tr("Change the plan"), PlanSession(session.id)),
        )

    def _plan(self, session: Session, place: Place | None) -> list[tuple[str, str]]:
        facts = [("calendar", home_words.when_line(session, self.room.clock.now()))]
        rows = (
            ("milestone", series_words.place_words(place) if place else ""),
            ("map-pin", session.place),
            ("users", session.with_whom),
            ("car", session.ride_home),
        )
        facts += [(icon, home_words.one_line(words)) for icon, words in rows if words.strip()]
        return facts

    def _today(self) -> date:
        return local(self.room.clock.now(), self.room.clock.zone()).date()

    def _on_stone_wanted(self, stone_id: str) -> None:
        glance = self._glance
        stone = next((one for one in glance.stones if one.id == stone_id), None) if glance else None
        if glance is not None and stone is not None:
            self.go_wanted.emit(home_view.stone_errand(stone, glance, now=self.room.clock.now()))

    def _on_not_now_wanted(self, stone_id: str) -> None:
        clock = self.room.clock
        value = home_view.not_now_value(stone_id, now=clock.now(), zone=clock.zone())
        self._put(preferences.NOT_NOW, value=value)

    def _on_show_again_wanted(self) -> None:
        self.begin_when_loaded()
        self._put(preferences.NOT_NOW, value="")

    def _on_words_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._put(preferences.HOME_SHOWS_WORDS, value=wanted)

    def _put(self, name: str, *, value: str | bool) -> None:
        self.room.desk.ask(partial(preferences.put, name=name, value=value), owner=self)

    def _on_code_known(self, has_code: bool) -> None:  # noqa: FBT001 - an answer
        self._has_code = has_code

    def _on_due(self, due: reminders.Reminder) -> None:
        """Someone who has just come in without their passphrase is told first."""
        self._reminder.show_due(due)
        # Behind long work it may come after the rest.
        if self.sheet.whole.isVisibleTo(self):
            self._put_in_place(self._reminder, is_first=self._reminder.is_pressing)
            follow_the_eye(self)

    def _put_in_place(self, card: QWidget, *, is_first: bool) -> None:
        self.body.removeWidget(card)
        self.body.insertWidget(1 if is_first else self.body.count() - 1, card)

    def _on_drill_put_off(self) -> None:
        now = self.room.clock.now()
        self.room.desk.ask(partial(reminders.put_off_drill, now=now), owner=self)

    def _on_make_wanted(self) -> None:
        self.go_wanted.emit(MakeRecoveryCode())
