"""Safety (F9): the emergency number, one's own people, the clinic, crisis lines, the plan."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.pages import safety_cards
from ketaguide.ui.pages.crisis_card import CrisisLines, chosen
from ketaguide.ui.pages.lifeline_page import LifelinePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Label, Lead, Small, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye


class SafetyPage(LifelinePage):
    """The number stands there before anything is asked of the vault."""

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="safety_page", unlocked=unlocked)
        self._base = room.catalogue().lines("grounding")
        self._lines = self._base["safety"]
        self._words = room.catalogue().lines("safety")
        self._add_top()
        self._add_number()
        self.body.addWidget(self._make_doors())
        self._columns: QWidget = QWidget()
        self._plan: QWidget = QWidget()
        self._crisis = CrisisLines(room)
        self._crisis.changed.connect(self._on_country_changed)
        self._crisis.failed.connect(self.refused)
        self._opt_ins = self._make_opt_ins()
        small = Small(f"{self._lines['nobody']} {self._lines['medicines']}", look=room.look)
        for part in (self._columns, self._crisis_card(), self._plan, self._opt_ins, small):
            self.body.addWidget(part)
        self._show_number()
        self.show_lifelines()
        self._opt_ins.setVisible(unlocked)

    def focus_first(self) -> None:
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lifelines(self) -> None:
        """People, clinic and plan as they are now; the number above never changes place."""
        columns = Columns(look=self.room.look)
        columns.add(self._people())
        if self.card is not None and self.card.shows_people:
            columns.add(self._clinic())
        self._columns = self._put(self._columns, columns)
        self._plan = self._put(self._plan, self._plan_card())
        self._people_check.setChecked(self.shown_when_locked)
        self._plan_check.setChecked(self.plan_when_locked)
        follow_the_eye(self)

    def _put(self, old: QWidget, new: QWidget) -> QWidget:
        self.body.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new

    def _add_top(self) -> None:
        look = self.room.look
        self._leave = Button(
            self._base["close"]["back"], look=look, kind="quiet", icon="arrow-left"
        )
        self._leave.setObjectName("safety_leave")
        ground = Button(tr("Ground me"), look=look, kind="quiet", icon="wind")
        ground.setObjectName("safety_ground")
        self._leave.clicked.connect(self.closed)
        ground.clicked.connect(partial(self.layer_wanted.emit, "ground"))
        self._outer.insertWidget(0, Bar([self._leave], QWidget(), [ground], look=look))
        self.setFocusProxy(self._leave)

    def _add_number(self) -> None:
        look = self.room.look
        title = Label(self._lines["title"], look=look, role="title", tone="muted")
        self.body.addWidget(title)
        self._number = Label("", look=look, role="emergency", tone="danger")
        self._number.setObjectName("emergency_number")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._number)
        self._other = Body("", look=look)
        self._other.setObjectName("other_emergency")
        self.body.addWidget(self._other)
        self._other.hide()
        self.body.addWidget(Lead(self._lines["when"], look=look))
        self.body.addWidget(Body(self._lines["stay"], look=look))

    def _show_number(self) -> None:
        """The person's own number, and what is listed for their country where that differs."""
        self._number.setText(self._lines["emergency"].replace("{number}", self.number))
        country = chosen(self.room.settings)
        words = ""
        if country is not None and not country.emergency:
            words = self._words["crisis"]["no-emergency"].replace("{number}", self.number)
        elif country is not None and country.emergency != self.number.strip():
            words = self._words["crisis"]["other-emergency"]
            words = words.replace("{number}", country.emergency)
        self._other.setText(words.replace("{country}", country.name if country else ""))
        self._other.setVisible(bool(words))

    def _on_country_changed(self) -> None:
        self._show_number()
        # The clinic's card names the emergency number, too.
        self.show_lifelines()

    def _make_doors(self) -> QWidget:
        look = self.room.look
        words = {**self._words["page"], "sitter": tr("A page for the person with me")}
        holder = QWidget()
        row = Flow(holder, gap=look.gap(10))
        doors = [("hard", "hand-heart", "primary"), ("calls", "phone", "secondary")]
        doors += [("sitter", "users", "secondary")]
        if self.unlocked:
            doors += [("wallet", "printer", "secondary")]
        for layer, icon, kind in doors:
            button = Button(words[layer], look=look, kind=kind, icon=icon)
            button.setObjectName(f"safety_{layer}")
            button.clicked.connect(partial(self.layer_wanted.emit, layer))
            row.addWidget(button)
        return holder

    def _people(self) -> Card:
        look = self.room.look
        card = Card(look=look)
        may_see = self.card is not None and self.card.shows_people
        title = self._lines["people"] if may_see else tr("Your clinic and your people")
        card.body.addWidget(Title(title, look=look))
        shown = self.card if may_see else None
        card.body.addWidget(safety_cards.people_list(shown, lines=self._base, look=look))
        if self.unlocked:
            change = Button(
                tr("Add or change people"),
                look=look,
                icon="users" if shown and shown.people else "plus",
            )
            change.setObjectName("safety_contacts")
            change.clicked.connect(partial(self.layer_wanted.emit, "contacts"))
            card.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _clinic(self) -> Card:
        look = self.room.look
        card = Card(look=look, tone="soft")
        card.body.addWidget(Title(self._lines["clinic"], look=look))
        card.body.addWidget(
            safety_cards.clinic_lines(self.card, number=self.number, lines=self._base, look=look)
        )
        return card

    def _crisis_card(self) -> Card:
        card = Card(look=self.room.look)
        card.body.addWidget(Title(self._words["crisis"]["title"], look=self.room.look))
        card.body.addWidget(self._crisis)
        return card

    def _plan_card(self) -> QWidget:
        """Nothing where the plan may not be seen: a locked page has enough to say."""
        look, words = self.room.look, self._words["page"]
        found = self.card
        if found is None or not found.shows_plan:
            return QWidget()
        card = Card(look=look)
        card.body.addWidget(Title(words["plan"], look=look))
        if found.plan:
            card.body.addWidget(
                safety_cards.plan_list(found.plan, lines=self._words, look=look, wide=True)
            )
        else:
            card.body.addWidget(Body(words["plan-none"], look=look))
        if self.unlocked:
            label = tr("Change my plan") if found.plan else tr("Write my plan")
            change = Button(label, look=look, icon="pencil")
            change.setObjectName("safety_plan")
            change.clicked.connect(partial(self.layer_wanted.emit, "plan"))
            card.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _make_opt_ins(self) -> QWidget:
        holder = QWidget()
        rows = Stack(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.room.look.gap(8))
        outside = tr(
            "Kept then in a file outside the vault, not encrypted. Anyone who uses this computer "
            "account can read it. Switch it off, and it is erased from that file."
        )
        self._people_check = CheckRow(
            tr("Show clinic and people here while locked"), look=self.room.look, hint=outside
        )
        self._people_check.setObjectName("safety_when_locked")
        self._plan_check = CheckRow(
            tr("Show my plan here while locked"), look=self.room.look, hint=outside
        )
        self._plan_check.setObjectName("plan_when_locked")
        for row in (self._people_check, self._plan_check):
            row.clicked.connect(partial(self._on_check_clicked, row))
            rows.addWidget(row)
        return holder

    def _on_check_clicked(self, row: CheckRow) -> None:
        # Only here, so that a locked window never imports the database.
        from ketaguide.store import preferences

        is_plan = row is self._plan_check
        name = preferences.PLAN_WHEN_LOCKED if is_plan else preferences.SAFETY_WHEN_LOCKED
        self.room.desk.ask(
            partial(preferences.put, name=name, value=row.isChecked()),
            owner=self,
            failed=self._on_not_stored,
        )

    def _on_not_stored(self, problem: KetaGuideError) -> None:
        self._people_check.setChecked(self.shown_when_locked)
        self._plan_check.setChecked(self.plan_when_locked)
        self.refused(problem)
