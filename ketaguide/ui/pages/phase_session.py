"""The session that a phase page is about: which one, and what is planned for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.errands import OpenDay, PlanSession
from ketaguide.ui.look import Look
from ketaguide.ui.pages import home_words, session_words
from ketaguide.ui.pages.series_link import SeriesLink
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong, Title
from ketaguide.ui.widgets.marks import IconLine
from ketaguide.ui.widgets.phone import PhoneLine
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.content.clinic import Clinic
    from ketaguide.flows.series import Place
    from ketaguide.store.sessions import Session


class SessionChooser(QWidget):
    """One session after the other; hidden while there is only one."""

    session_wanted = Signal(str)
    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("session_chooser")
        self._ids: list[str] = []
        self._here = 0
        self._words = Strong(look=look)
        self._earlier = Button(tr("Earlier session"), look=look, kind="quiet", icon="chevron-left")
        self._later = Button(tr("Later session"), look=look, kind="quiet", icon="chevron-right")
        self._earlier.setObjectName("earlier_session")
        self._later.setObjectName("later_session")
        self._series = SeriesLink(look=look)
        row = Flow(self, gap=look.gap(8))
        for widget in (self._words, self._earlier, self._later, self._series):
            row.addWidget(widget)
        self._series.go_wanted.connect(self.go_wanted)
        self._earlier.clicked.connect(self._on_earlier_clicked)
        self._later.clicked.connect(self._on_later_clicked)
        self.hide()

    def show_sessions(
        self,
        sessions: Sequence[Session],
        here: Session | None,
        *,
        now: datetime,
        place: Place | None = None,
    ) -> None:
        """Args:
        sessions: the one furthest ahead first.
        here: the one that the page is about.
        place: where that one stands in its series.
        """
        self._ids = [one.id for one in sessions]
        self.setVisible(here is not None and len(self._ids) > 1)
        if here is None:
            return
        self._series.show_place(place)
        self._here = self._ids.index(here.id)
        today = local(now, here.zone).date()
        day = moments.day_words(local(here.starts_at, here.zone).date(), today=today)
        self._words.setText(tr("The session of {day}", day=day))
        self._earlier.setVisible(self._here < len(self._ids) - 1)
        self._later.setVisible(self._here > 0)

    def _on_earlier_clicked(self) -> None:
        self.session_wanted.emit(self._ids[self._here + 1])

    def _on_later_clicked(self) -> None:
        self.session_wanted.emit(self._ids[self._here - 1])


class SessionCard(Card):
    """The plan, or that there is none yet. ``whole`` also shows the clinic and its own rules."""

    go_wanted = Signal(object)  # an Errand

    def __init__(
        self, *, look: Look, phase: str, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(look=look, tone="session" if whole else "surface", parent=parent)
        self.setObjectName("session_card")
        self._look = look
        self._phase = phase
        self._whole = whole
        self._session_id = ""
        self._title = Title(look=look)
        self._lines = Stack()
        self._lines.setSpacing(look.gap(8))
        self.day = Button(tr("Open the day"), look=look, kind="quiet", icon="clock")
        self.day.setObjectName("open_day")
        self.day.clicked.connect(self._on_day_clicked)
        self.day.hide()
        self.change = Button("", look=look, icon="calendar")
        self.change.setObjectName("plan_session")
        self.change.clicked.connect(self._on_change_clicked)
        self.body.addWidget(self._title)
        self.body.addLayout(self._lines)
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self.day, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)

    def show_session(
        self, session: Session | None, *, now: datetime, clinic: Clinic | None = None
    ) -> None:
        """Args:
        clinic: what the session's clinic gave, to tell it from what the person noted.
        """
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._session_id = session.id if session else ""
        self._show_day(session, now)
        if session is None:
            self._show_none()
            return
        self._title.setText(tr("The plan") if self._whole else tr("Your session"))
        self.change.set_words(tr("Change the plan"))
        facts = [
            ("calendar", home_words.when_line(session, now)),
            ("map-pin", session.place),
            ("waves", session_words.route_words(session)),
            ("users", session.with_whom),
            ("car", session.ride_home),
        ]
        for icon, words in facts:
            if words.strip():
                line = home_words.one_line(words)
                self._add(IconLine(icon, line, look=self._look, color="session"))
        if self._whole:
            self._show_clinic(session, clinic)

    def _show_day(self, session: Session | None, now: datetime) -> None:
        """The way to the day's own page: quietly before, plainly on the day."""
        is_today = home_words.is_its_day(session, now)
        is_ahead = session is not None and session.starts_at > now
        self.day.setVisible(self._whole and (is_today or is_ahead))
        self.day.set_kind("secondary" if is_today else "quiet")

    def _show_none(self) -> None:
        self._title.setText(tr("No session planned yet"))
        words = {
            "preparation": tr(
                "You can prepare without a date. What you write joins the session later."
            ),
            "session-day": tr("Once a session is planned, its day, place and people stand here."),
        }.get(self._phase, tr("A session that has already been can be added, too."))
        self._add(Body(words, look=self._look, tone="muted"))
        self.change.set_words(tr("Plan a session"))

    def _show_clinic(self, session: Session, clinic: Clinic | None) -> None:
        look = self._look
        self._lines.addSpacing(look.gap(6))
        name, phone = session.clinic_name.strip(), session.clinic_phone.strip()
        if not phone and clinic is not None and name in ("", clinic.name):
            name, phone = clinic.name, clinic.phone
        if phone:
            title = name or tr("My clinic")
            self._add(PhoneLine(title, phone, look=look, role="title"))
            if clinic is not None and phone == clinic.phone:
                self._add(Small(tr("From your clinic"), look=look, tone="session"))
        else:
            self._add(Strong(name or tr("My clinic"), look=look))
            self._add(Small(tr("No number noted yet. It is good to have it here."), look=look))
        self._lines.addSpacing(look.gap(6))
        found = session_words.rules(session, clinic)
        if not found:
            words = tr("Your clinic's rules on food, drink, medicines and driving can stand here.")
            self._add(Small(words, look=look))
            return
        noted = tr("Your clinic's own rules, as you noted them")
        title = noted if clinic is None else tr("Your clinic's own rules")
        self._add(Strong(title, look=look))
        for heading, words in found:
            self._add(_Rule(heading, words, look=look))

    def _add(self, line: QWidget) -> None:
        self._lines.addWidget(line)

    def _on_day_clicked(self) -> None:
        self.go_wanted.emit(OpenDay(self._session_id))

    def _on_change_clicked(self) -> None:
        self.go_wanted.emit(PlanSession(self._session_id))


class _Rule(QWidget):
    def __init__(self, heading: str, words: str, *, look: Look) -> None:
        super().__init__()
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Small(heading, look=look))
        column.addWidget(Body(words, look=look))
