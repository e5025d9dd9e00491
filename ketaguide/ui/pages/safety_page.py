"""Safety (F9): the emergency number, the clinic and one's own people, locked or not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.safety_card import SafetyCard
from ketaguide.base.text import tr
from ketaguide.ui.pages.lifeline_page import LifelinePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Label, Lead, Small, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.phone import PhoneLine
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.tab_order import follow_the_eye


class SafetyPage(LifelinePage):
    """The number stands there before anything is asked of the vault."""

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="safety_page", unlocked=unlocked)
        look = room.look
        self._lines = room.catalogue().lines("grounding")["safety"]
        self._leave = Button(
            room.catalogue().lines("grounding")["close"]["back"],
            look=look,
            kind="quiet",
            icon="arrow-left",
        )
        self._leave.setObjectName("safety_leave")
        ground = Button(tr("Ground me"), look=look, kind="quiet", icon="wind")
        ground.setObjectName("safety_ground")
        self._leave.clicked.connect(self.closed)
        ground.clicked.connect(partial(self.layer_wanted.emit, "ground"))
        self._outer.insertWidget(0, Bar([self._leave], QWidget(), [ground], look=look))
        self.setFocusProxy(self._leave)
        self._add_number()
        self._columns: Columns | None = None
        self._opt_in = self._make_opt_in()
        self._small = self._make_small()
        self.show_lifelines()
        for part in (self._opt_in, self._small):
            self.body.addWidget(part)
        self._opt_in.setVisible(unlocked)
        follow_the_eye(self)

    def focus_first(self) -> None:
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lifelines(self) -> None:
        """Clinic and people as they are now; the number above never changes place."""
        old = self._columns
        self._columns = columns = Columns(look=self.room.look)
        if self.card is not None:
            columns.add(self._clinic(self.card))
        columns.add(self._people())
        if old is None:
            self.body.addWidget(columns)
        else:
            self.body.replaceWidget(old, columns)
            old.hide()
            old.deleteLater()
        self._check.setChecked(self.shown_when_locked)
        follow_the_eye(self)

    def _add_number(self) -> None:
        look = self.room.look
        title = Label(self._lines["title"], look=look, role="title", tone="muted")
        self.body.addWidget(title)
        words = self._lines["emergency"].replace("{number}", self.number)
        number = Label(words, look=look, role="emergency", tone="danger")
        number.setObjectName("emergency_number")
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(number)
        self.body.addWidget(Lead(self._lines["when"], look=look))
        self.body.addWidget(Body(self._lines["stay"], look=look))

    def _clinic(self, found: SafetyCard) -> Card:
        look = self.room.look
        card = Card(look=look, tone="soft")
        card.body.addWidget(Title(self._lines["clinic"], look=look))
        if found.clinic_phone:
            line = PhoneLine(found.clinic_name, found.clinic_phone, look=look, role="display")
            line.setObjectName("safety_clinic")
            card.body.addWidget(line)
            card.body.addWidget(Body(self._lines["clinic-body"], look=look))
            last = self._lines["clinic-no-answer"].replace("{number}", self.number)
            card.body.addWidget(Small(last, look=look))
        else:
            card.body.addWidget(Body(self._lines["clinic-none"], look=look))
        return card

    def _people(self) -> Card:
        look = self.room.look
        card = Card(look=look)
        title = self._lines["people"] if self.card else tr("Your clinic and your people")
        card.body.addWidget(Title(title, look=look))
        people = self.card.people if self.card else ()
        for one in people:
            line = PhoneLine(one.name, one.phone, look=look, relation=one.relation, role="title")
            card.body.addWidget(line)
        if not people:
            why = "people-none" if self.card is not None else "people-locked"
            card.body.addWidget(Body(self._lines[why], look=look))
        if self.unlocked:
            change = Button(
                tr("Add or change people"), look=look, icon="users" if people else "plus"
            )
            change.setObjectName("safety_contacts")
            change.clicked.connect(partial(self.layer_wanted.emit, "contacts"))
            card.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _make_opt_in(self) -> QWidget:
        self._check = CheckRow(
            tr("Show clinic and people here while locked"),
            look=self.room.look,
            hint=tr(
                "They are then kept in a file outside the vault, not encrypted. Anyone who uses "
                "this computer account can read it. Switch it off, and the file is erased."
            ),
        )
        self._check.setObjectName("safety_when_locked")
        self._check.clicked.connect(self._on_check_clicked)
        return self._check

    def _make_small(self) -> QWidget:
        return Small(f"{self._lines['nobody']} {self._lines['medicines']}", look=self.room.look)

    def _on_check_clicked(self) -> None:
        from ketaguide.store import preferences

        self.room.desk.ask(
            partial(
                preferences.put,
                name=preferences.SAFETY_WHEN_LOCKED,
                value=self._check.isChecked(),
            ),
            owner=self,
            failed=self._on_not_stored,
        )

    def _on_not_stored(self, problem: KetaGuideError) -> None:
        self._check.setChecked(self.shown_when_locked)
        self.refused(problem)
