"""The day of a session: dim and large, one thing at a time, for whoever lies there or stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content import sitter
from ketaguide.content.sitter import Known, SitterPage
from ketaguide.flows import day_music as music
from ketaguide.flows.lifelines import Lifelines
from ketaguide.flows.session_day import DayBeside, DayGlance
from ketaguide.ui.dialogs import files
from ketaguide.ui.errands import GoBack, OpenGuide
from ketaguide.ui.night import NightLook
from ketaguide.ui.pages import day_music
from ketaguide.ui.pages.day_keeper import DayKeeper
from ketaguide.ui.pages.day_looks import Due, LooksPanel, due
from ketaguide.ui.pages.day_music import MusicPanel
from ketaguide.ui.pages.day_notes import NotesPanel
from ketaguide.ui.pages.day_parts import DayHead, Panel
from ketaguide.ui.pages.day_tonight import CallPanel, TonightPanel
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.tap_foot import Foot
from ketaguide.ui.pages.tap_page import GUIDE_ID as FIRST_WORDS
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.tab_order import follow_the_eye
from ketaguide.ui.widgets.tap import TapWords

_WIDTH = 1100
# How often the words on the next look are looked at again. Source: our own: words name minutes.
_PACE_MS = 15_000
_NOTES, _LOOKS, _CALL = "notes", "looks", "call"


@dataclass(frozen=True)
class _Way:
    id: str
    label: str


class DayPage(Page):
    """Notes, looking in, music, tonight and whom to call: one of them at a time.

    The vault locks as everywhere else while nobody touches anything: someone who lies there is not
    someone who watches the screen. Notes and the start of the timer are in the vault, so both are
    there again after unlocking; until then the lock screen has the sitter's own page.
    """

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Session", "Entry", "Track", "Contact", "Preference", "RunProgress"}
    )
    stands_alone: ClassVar[bool] = True

    def __init__(self, room: Room, *, session_id: str) -> None:
        night = NightLook(room.look, room.settings)
        super().__init__(replace(room, look=night), name="day_page")
        night.dress(self)
        self._session_id = session_id
        self._glance: DayGlance | None = None
        self._beside = DayBeside()
        self._due = Due()
        self._told: tuple[Lifelines, str] | None = None
        self.sheet.set_sides(max_width=_WIDTH, margin=36, below=8)
        self._head = DayHead(look=night)
        self._panels = self._make_panels()
        options = (
            _Way(_NOTES, tr("Notes")),
            _Way(_LOOKS, tr("Look in")),
            _Way("music", tr("Music")),
            _Way("tonight", tr("Tonight")),
        )
        self._ways = TapWords(options, look=night, name="day_way", several=False)
        self._ways.setAccessibleName(tr("Parts of the day"))
        self._ways.tapped.connect(self.show_part)
        self.body.addWidget(self._head)
        self.body.addWidget(self._ways)
        self.body.addSpacing(night.gap(6))
        for panel in self._panels.values():
            self.body.addWidget(panel)
            panel.go_wanted.connect(self.go_wanted)
        self._head.go_wanted.connect(self.go_wanted)
        self.body.addStretch(1)
        self._foot = self._make_foot()
        self.keep_below(self._foot)
        self._keeper = DayKeeper(
            self.room, session_id, pending=lambda: self._notes.pending, parent=self
        )
        self._keeper.undo_over(Undo(self.sheet, self.room))
        self._connect()
        self.show_part(_NOTES)

    def reload(self) -> None:
        self._keeper.read(self._on_loaded)

    def focus_first(self) -> None:
        self._foot.places[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_part(self, name: str) -> None:
        """Show one of the parts, and put the others away."""
        self._ways.set_value((name,))
        for other, panel in self._panels.items():
            panel.setVisible(other == name)
        self.tell_time()
        self.sheet.verticalScrollBar().setValue(0)
        follow_the_eye(self)

    def tell_time(self) -> None:
        """Say anew when to look in; aloud once, when it comes to be time."""
        if self._glance is None:
            return
        zone = self._glance.session.zone
        found = due(self._beside, now=self.room.clock.now(), zone=zone)
        self._looks.show_due(found, every=self._beside.every)
        self._head.show_due("" if self._looks.isVisibleTo(self) else found.words)
        if found.is_now and not self._due.is_now:
            announce(self._head, found.words)
        self._due = found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N, or Space where nothing else has a use for it, notes the time; held down, once."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_N, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self._on_note_wanted()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.set_side(self.body.contentsMargins().left())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._foot.set_side(self.body.contentsMargins().left())
        self._pace.start(_PACE_MS)

    def _make_panels(self) -> dict[str, Panel]:
        look, catalogue = self.room.look, self.room.catalogue()
        number = self.room.settings.text("emergency_number")
        lines = catalogue.lines("day")
        self._notes = NotesPanel(lines["tap"], look=look)
        self._looks = LooksPanel(look=look)
        self._music = MusicPanel(look=look)
        self._tonight = TonightPanel(lines, look=look, number=number)
        self._call = CallPanel(look=look, number=number)
        return {
            _NOTES: self._notes,
            _LOOKS: self._looks,
            "music": self._music,
            "tonight": self._tonight,
            _CALL: self._call,
        }

    def _make_foot(self) -> Foot:
        ways = (
            ("day_note", tr("Note the time")),
            ("day_easing", tr("Effects easing")),
            ("day_to_call", tr("When to call")),
            ("day_leave", tr("Back")),
        )
        foot = Foot(ways, look=self.room.look)
        note, easing, call, leave = foot.places
        note.set_main(is_main=True)
        note.setToolTip(tr("N notes the time, too"))
        note.clicked.connect(self._on_note_wanted)
        easing.clicked.connect(self._on_easing)
        call.clicked.connect(partial(self.show_part, _CALL))
        leave.clicked.connect(self._on_leave_wanted)
        return foot

    def _connect(self) -> None:
        keeper, notes, tracks = self._keeper, self._notes, self._music
        keeper.noted.connect(self._on_noted)
        keeper.failed.connect(self.refused)
        notes.arrived.connect(lambda: keeper.note(tr("Arrived")))
        notes.typed.connect(keeper.touch)
        notes.words_wanted.connect(keeper.add_words)
        notes.back_wanted.connect(keeper.take_back)
        self._looks.looked.connect(keeper.looked_in)
        self._looks.every_chosen.connect(keeper.choose_every)
        tracks.add_wanted.connect(self._on_music_wanted)
        tracks.play_wanted.connect(self._on_play_wanted)
        tracks.move_wanted.connect(keeper.move_music)
        tracks.remove_wanted.connect(keeper.remove_music)
        self._pace = QTimer(self)
        self._pace.timeout.connect(self.tell_time)

    def _on_loaded(self, found: tuple[DayGlance, DayBeside]) -> None:
        glance, self._beside = found
        self._glance = glance
        self._head.show_glance(glance)
        self._notes.show_glance(glance)
        self._notes.show_beside(self._beside)
        looks = sum(tr("Looked in") in line for line in glance.lines)
        self._looks.show_page(self._sitter_page(), looks=looks)
        self._music.show_tracks(glance.tracks)
        # On an earlier day nothing can be easing yet.
        self._foot.places[1].setVisible(not self._is_ahead(glance))
        self._show_people(glance.session.ride_home)
        self.tell_time()
        paths = tuple(track.path for track in glance.tracks)
        if paths:
            self._keeper.look_for(paths, self._music.show_there)
        follow_the_eye(self)
        self.loaded()

    def _is_ahead(self, glance: DayGlance) -> bool:
        zone, now = glance.session.zone, self.room.clock.now()
        return local(now, zone).date() < local(glance.session.starts_at, zone).date()

    def _show_people(self, ride: str) -> None:
        """Only where it is other than before: the keyboard may be on a number."""
        found = self._beside.lifelines
        told = (found, ride)
        if told == self._told:
            return
        self._told = told
        self._tonight.show_ride(ride, found.card())
        lines = self.room.catalogue().lines(FIRST_WORDS)
        page, who = self._sitter_page(), found.with_whom
        self._call.show_page(page, found.card(), lines, who=who)

    def _sitter_page(self) -> SitterPage:
        number = self.room.settings.text("emergency_number")
        found = self._beside.lifelines
        known = Known(number)
        if found.clinic_phone:
            known = Known(number, found.clinic_name or tr("My clinic"), found.clinic_phone)
        return sitter.page(self.room.catalogue().lines("sitter"), known)

    def _on_note_wanted(self) -> None:
        self._keeper.note()

    def _on_noted(self, pending: str, said: str) -> None:
        self._notes.settled(pending)
        self._foot.kept.setText(said)
        self._foot.kept.setVisible(bool(said))
        if said:
            announce(self._foot.kept, said)

    def _on_easing(self) -> None:
        self._keeper.leave()
        self.go_wanted.emit(OpenGuide(FIRST_WORDS, self._session_id))

    def _on_leave_wanted(self) -> None:
        self._keeper.leave()
        self.go_wanted.emit(GoBack())

    def _on_music_wanted(self) -> None:
        files.ask_files(
            self,
            title=tr("Add music files"),
            start=Path.home(),
            kinds=day_music.kinds(),
            then=self._keeper.add_music,
        )

    def _on_play_wanted(self, path: str) -> None:
        self.room.desk.run(partial(music.playable, path), self._on_found, owner=self)

    def _on_found(self, place: Path | None) -> None:
        if not day_music.play(place):
            self.notice.show_text(
                tr("This piece could not be handed to a player."),
                tr("The file may have been moved, or no program here plays it."),
            )
