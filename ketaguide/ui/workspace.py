"""The unlocked house: the sidebar, the pages, and every connection between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.content.guide import Phase
from ketaguide.flows import passport
from ketaguide.ui import reading_only, visits
from ketaguide.ui.disk_banner import DiskBanner
from ketaguide.ui.errands import (
    Errand,
    GoBack,
    GoTo,
    NewEntry,
    OpenBackups,
    OpenGuide,
    OpenLayer,
    OpenSecurity,
    PlanSession,
    Restored,
    SearchJournal,
    ShowEntries,
)
from ketaguide.ui.pages.first_words_page import FirstWordsPage
from ketaguide.ui.pages.guide_page import GuidePage
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.pages.journal_page import JournalPage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.passport_page import PassportPage
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.pages.session_page import SessionPage
from ketaguide.ui.pages.settings_page import SettingsPage
from ketaguide.ui.pages.tap_page import GUIDE_ID as FIRST_WORDS
from ketaguide.ui.reading_only import ReadingLine, Resting
from ketaguide.ui.room import Room
from ketaguide.ui.trail import Trail
from ketaguide.ui.widgets.demo_line import DemoLine
from ketaguide.ui.widgets.marks import NOTHING_KEPT, TELLS_OF_DISK
from ketaguide.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from ketaguide.store.sessions import Session

PHASES: tuple[Phase, ...] = ("preparation", "session-day", "integration")


class Workspace(QWidget):
    """Places in the sidebar are built at their first visit and kept; the rest comes and goes."""

    layer_wanted = Signal(str)
    lock_wanted = Signal()
    own_vault_wanted = Signal()  # from a look around

    def __init__(self, room: Room, *, is_demo: bool = False) -> None:
        super().__init__()
        self.setProperty(NOTHING_KEPT, is_demo)
        self.setProperty(TELLS_OF_DISK, True)
        self.setObjectName("workspace")
        self._room = room
        room.unsaved.rests = room.reads_only
        self._places: dict[str, Page] = {}
        self._visitor: Page | None = None
        self._trail = Trail()
        self._told: Page | None = None  # the place that says what one came back from
        self._place = ""
        self.sidebar = Sidebar(look=room.look, parent=self)
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if is_demo:
            line = DemoLine(look=room.look)
            line.own_vault_wanted.connect(self.own_vault_wanted)
            column.addWidget(line)
        if room.reads_only:
            Resting(self)
            column.addWidget(ReadingLine(look=room.look))
        column.addWidget(DiskBanner(room))
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        row.addWidget(self.sidebar)
        row.addWidget(self._pages, 1)
        self.sidebar.place_wanted.connect(self._on_place_wanted)
        room.desk.refused.connect(self._on_refused)
        self.do(GoTo("home"))

    @property
    def page(self) -> Page:
        """What is on screen now."""
        return self._visitor or self._places[self._place]

    def do(self, errand: Errand) -> None:
        """Act on a page's wish. The one place that knows which page follows which."""
        room = self._room
        if room.reads_only and reading_only.is_writing(errand):
            self.page.notice.show_text(reading_only.why(), reading_only.how())
            return
        match errand:
            case GoTo(place):
                self._go(place)
            case OpenGuide():
                self._open_guide(errand)
            case PlanSession(session_id):
                self._visit(SessionPage(room, session_id=session_id), errand)
            case SearchJournal():
                self._go("journal")
                journal = self._places["journal"]
                if isinstance(journal, JournalPage):
                    journal.focus_search()
            case ShowEntries():
                self._go("journal")
                journal = self._places["journal"]
                if isinstance(journal, JournalPage):
                    journal.show_entries(errand)
            case OpenSecurity():
                self._open_security(errand)
            case Restored(note):
                self._begin_anew(note)
            case OpenLayer(layer):
                self.layer_wanted.emit(layer)
            case GoBack(note, is_gone):
                self._go_back(note, self._trail.back(is_gone=is_gone))
            case _:
                page = visits.page_for(errand, room)
                if page is not None:
                    self._visit(page, errand, alone=page.stands_alone)

    def prepare(self, place: str) -> None:
        """Build a place unseen, and paint it once; it asks for nothing until it is shown."""
        page = self._built(place)
        page.resize(self._pages.size())
        page.grab()

    def by_key(self, name: str) -> None:
        """Do what a shortcut of ``actions.WORKSPACE`` is for."""
        page = self.page
        if page.holds:
            return
        if name == "new_entry":
            self.do(NewEntry())
        elif name == "search":
            self.do(SearchJournal())
        elif name in ("forward", "back") and isinstance(page, GuidePage | FirstWordsPage):
            (page.forward if name == "forward" else page.back)()
        elif name == "back" and self._visitor is not None:
            self.do(page.leads_back or GoBack())
        elif name not in ("forward", "back"):
            self._go(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the sidebar, too, the keys that scroll are for the page."""
        if not self.page.sheet.scroll_by(event):
            super().keyPressEvent(event)

    def next_pane(self) -> None:
        """F6: from the sidebar to the page and back."""
        if self.sidebar.isVisible() and not self.sidebar.has_focus():
            self.sidebar.focus_current()
        else:
            self.page.focus_first()

    def _go(self, place: str) -> None:
        self._leave_visitor()
        self._trail.clear()
        page = self._built(place)
        self._place = place
        self._show(page)
        self.sidebar.set_current(place)

    def _built(self, place: str) -> Page:
        if place not in self._places:
            page = self._places[place] = self._makers()[place]()
            page.go_wanted.connect(self.do)
            self._pages.addWidget(page)
        return self._places[place]

    def _makers(self) -> dict[str, Callable[[], Page]]:
        makers: dict[str, Callable[[], Page]] = {
            phase: partial(PhasePage, self._room, phase=phase) for phase in PHASES
        }
        return makers | {
            "home": partial(HomePage, self._room),
            "journal": partial(JournalPage, self._room),
            "settings": partial(SettingsPage, self._room),
        }

    def _visit(self, page: Page, errand: Errand, *, alone: bool = False) -> None:
        left = self.page
        self._trail.lead_to(errand, again=left.reopened(), is_up=errand == left.leads_back)
        self._leave_visitor()
        page.go_wanted.connect(self.do)
        self._visitor = page
        self._pages.addWidget(page)
        self._show(page)
        self.sidebar.setVisible(not alone)

    def _open_guide(self, errand: OpenGuide) -> None:
        """First words are tapped; while a session lasts, the passport is only looked at."""
        if errand.guide_id == FIRST_WORDS:
            page = FirstWordsPage(self._room, session_id=errand.session_id)
            self._visit(page, errand, alone=True)
            return
        if errand.guide_id != passport.GUIDE_ID:
            self._visit_guide(errand, None)
            return
        question = partial(passport.during, now=self._room.clock.now())
        self._room.desk.ask(question, partial(self._visit_guide, errand), owner=self)

    def _visit_guide(self, errand: OpenGuide, session: Session | None) -> None:
        if session is not None:
            self._visit(PassportPage(self._room, session_id=session.id), errand)
            return
        page = GuidePage(
            self._room,
            guide_id=errand.guide_id,
            session_id=errand.session_id,
            part_id=errand.part_id,
        )
        self._visit(page, errand, alone=True)

    def _open_security(self, errand: OpenSecurity) -> None:
        from ketaguide.ui.pages.security_parts import make_page

        page = make_page(errand.part, self._room)
        self._visit(page, errand)
        if errand.note:
            page.notice.show_text(errand.note)

    def _leave_visitor(self) -> None:
        self._room.unsaved.flush()
        page, self._visitor = self._visitor, None
        if page is not None:
            # An answer that comes late must not move the person from where they are by then.
            page.go_wanted.disconnect(self.do)
            self._pages.removeWidget(page)
            page.setParent(self)
            page.hide()
            self._room.unsaved.retire(page)
            self.sidebar.setVisible(True)

    def _go_back(self, note: str, before: Errand | None) -> None:
        if before is not None:
            self.do(before)
        else:
            self._leave_visitor()
            self._show(self._places[self._place])
            self._told = self.page if note else None
        if note:
            self.page.notice.show_text(note)

    def _show(self, page: Page) -> None:
        told, self._told = self._told, None
        if told is not None and told is not page:
            told.notice.clear()
        self._pages.setCurrentWidget(page)
        page.begin()

    def _begin_anew(self, note: str) -> None:
        """Another state of the vault is open: what was shown or typed before is not of it."""
        self._leave_visitor()
        for page in self._places.values():
            self._pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._places = {}
        self._go("home")
        self.page.notice.show_text(
            note,
            tr("To come back to how it was before, restore the newest backup."),
            action=tr("Backups"),
            deed=partial(self.do, OpenBackups()),
        )

    def _on_place_wanted(self, place: str) -> None:
        if self.page.holds and place not in ("lock", "ground", "safety", "help"):
            return
        if place == "lock":
            self.lock_wanted.emit()
        elif place in ("ground", "safety", "help"):
            self.layer_wanted.emit(place)
        else:
            self._go(place)

    def _on_refused(self, problem: KetaGuideError) -> None:
        self.page.refused(problem)
