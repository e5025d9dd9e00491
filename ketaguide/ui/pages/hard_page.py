"""Something is hard: a few doors, one's own people first, and what gets in the way of calling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.pages import safety_cards
from ketaguide.ui.pages.crisis_card import CrisisLines
from ketaguide.ui.pages.safety_sheet import SafetySheet
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.labels import Body, Heading, Label, Lead, Small, Title
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

# Source: clinical review: prompts that only named crisis services led to no calls to them, so
# one's own people stand first, and what gets in the way is asked.
_DOORS = ("now", "people", "plan", "clinic", "lines", "way")
_FIRST = "people"
# How much of the page what is behind a door takes at least. Source: our own.
_SHARE = 0.7


@dataclass(frozen=True)
class _Option:
    id: str
    label: str


class HardPage(SafetySheet):
    """Nothing is stored and nothing is counted: it only shows what is there."""

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="hard_page", unlocked=unlocked)
        look = room.look
        self._base = room.catalogue().lines("grounding")
        self.sheet.set_sides(max_width=1040, margin=36)
        self.body.addWidget(Heading(self.words("hard", "title"), look=look))
        self.body.addWidget(Lead(self.words("hard", "lead"), look=look))
        options = [_Option(name, self.words("hard", name)) for name in _DOORS]
        self.doors = Choices(options, look=look, name=self.words("hard", "lead"))
        self.doors.setObjectName("hard_doors")
        self.doors.set_value(_FIRST)
        self._panel = Card(look=look, padding=24)
        self._panel.setObjectName("hard_panel")
        self._inside: QWidget = QWidget()
        self._panel.body.addWidget(self._inside)
        self._columns = Columns(look=look, gap=20)
        self._columns.add(self._held(self.doors), stretch=2)
        self._columns.add(self._held(self._panel), stretch=3)
        self.body.addWidget(self._columns)
        self.body.addWidget(Small(self.words("hard", "nobody"), look=look))
        self.body.addStretch(1)
        self.keep_below(self._make_foot())
        self.doors.changed.connect(self._on_door_chosen)
        self._show()

    def show_lifelines(self) -> None:
        self._show()

    def focus_first(self) -> None:
        self.doors.setFocus(Qt.FocusReason.OtherFocusReason)

    def _held(self, part: QWidget) -> QWidget:
        """At the top of its column, however high the other is."""
        holder, body = safety_cards.column(self.room.look)
        body.addWidget(part)
        body.addStretch(1)
        return holder

    def _make_foot(self) -> QWidget:
        look = self.room.look
        ground = Button(tr("Ground me"), look=look, icon="wind")
        ground.setObjectName("hard_ground")
        ground.clicked.connect(partial(self.layer_wanted.emit, "ground"))
        onward = Button(self.words("hard", "go-on"), look=look, icon="arrow-right")
        onward.setObjectName("hard_go_on")
        onward.clicked.connect(self.closed)
        return Bar([ground], QWidget(), [onward], look=look)

    def _on_door_chosen(self, _value: object) -> None:
        self._show()
        announce(self._panel, self.words("hard", str(self.doors.value())))
        # Its place is known once the layouts have taken it in, and what is in it in turn.
        QTimer.singleShot(0, self, partial(QTimer.singleShot, 0, self, self._bring_panel))

    def _bring_panel(self) -> None:
        """In large text the panel is below the doors: what was asked for must not be out of sight.

        As little as shows its beginning, so that the chosen door stays where there is room.
        """
        if not self._columns.is_stacked:
            return
        top = self._panel.mapTo(self._columns, QPoint(0, self._columns.y())).y()
        seen = self.sheet.viewport().height()
        wanted = min(self._panel.heightForWidth(self._panel.width()), round(seen * _SHARE))
        bar = self.sheet.verticalScrollBar()
        if top + wanted > bar.value() + seen:
            bar.setValue(top + wanted - seen)

    def _show(self) -> None:
        """Build what is behind the chosen door; what stood there goes."""
        door = str(self.doors.value() or _FIRST)
        makers = {
            "now": self._now,
            "people": self._people,
            "plan": self._plan,
            "clinic": self._clinic,
            "lines": self._lines,
            "way": self._way,
        }
        made = makers[door]()
        old, self._inside = self._inside, made
        self._panel.body.replaceWidget(old, made)
        old.hide()
        old.deleteLater()
        self._panel.setAccessibleName(self.words("hard", door))
        follow_the_eye(self, last=self.top)

    def _opened(self, door: str) -> tuple[QWidget, Stack]:
        holder, body = safety_cards.column(self.room.look, gap=12)
        body.addWidget(Title(self.words("hard", door), look=self.room.look))
        return holder, body

    def _now(self) -> QWidget:
        look = self.room.look
        holder, body = safety_cards.column(look, gap=12)
        words = self._base["safety"]["emergency"].replace("{number}", self.number)
        body.addWidget(Label(words, look=look, role="display", tone="danger"))
        body.addWidget(Body(self.words("hard", "now-body"), look=look))
        return holder

    def _people(self) -> QWidget:
        look = self.room.look
        holder, body = self._opened("people")
        body.addWidget(safety_cards.people_list(self.card, lines=self._base, look=look))
        body.addWidget(Body(self.words("hard", "people-body"), look=look))
        self._add_way(body, "contacts", tr("Add or change people"), icon="users")
        return holder

    def _plan(self) -> QWidget:
        look, card = self.room.look, self.card
        holder, body = self._opened("plan")
        if card is None or not card.shows_plan:
            body.addWidget(Body(self.words("plan", "locked"), look=look))
        elif not card.plan:
            body.addWidget(Body(self.words("page", "plan-none"), look=look))
        else:
            body.addWidget(
                safety_cards.plan_list(card.plan, lines=self.lines, look=look, wide=False)
            )
        self._add_way(body, "plan", tr("Open my plan"), icon="pencil")
        return holder

    def _clinic(self) -> QWidget:
        look, card = self.room.look, self.card
        holder, body = self._opened("clinic")
        if card is None or not card.shows_people:
            body.addWidget(Body(self._base["safety"]["people-locked"], look=look))
        else:
            body.addWidget(
                safety_cards.clinic_lines(card, number=self.number, lines=self._base, look=look)
            )
        self._add_way(body, "calls", self.words("page", "calls"), icon="phone", always=True)
        return holder

    def _lines(self) -> QWidget:
        holder, body = self._opened("lines")
        lines = CrisisLines(self.room)
        lines.failed.connect(self.refused)
        lines.changed.connect(partial(follow_the_eye, self, last=self.top))
        body.addWidget(lines)
        return holder

    def _way(self) -> QWidget:
        look = self.room.look
        holder, body = safety_cards.column(look, gap=12)
        body.addWidget(Title(self.words("hard", "way-body"), look=look))
        body.addWidget(Small(self.words("hard", "way-keep"), look=look))
        reasons = [_Option(name, text) for name, text in self.lines["way"].items()]
        choices = Choices(reasons, look=look, name=self.words("hard", "way-body"))
        choices.setObjectName("hard_reasons")
        answer = Card(look=look, tone="soft", padding=16)
        answer.setObjectName("hard_answer")
        said = Lead("", look=look)
        answer.body.addWidget(said)
        answer.hide()
        body.addWidget(choices)
        body.addWidget(answer)
        choices.changed.connect(partial(self._on_reason_chosen, answer, said))
        return holder

    def _on_reason_chosen(self, answer: Card, said: Label, reason: object) -> None:
        words = self.words("way-on", str(reason))
        said.setText(words)
        answer.show()
        announce(answer, words)
        # Its place is known once the layouts have taken it in.
        QTimer.singleShot(0, answer, partial(self.sheet.ensureWidgetVisible, answer))

    def _add_way(
        self, body: Stack, layer: str, words: str, *, icon: str, always: bool = False
    ) -> None:
        if self.unlocked or always:
            button = Button(words, look=self.room.look, icon=icon)
            button.setObjectName(f"hard_{layer}")
            button.clicked.connect(partial(self.layer_wanted.emit, layer))
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
