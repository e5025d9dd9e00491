"""The way home and the night after a session; and when to call, one press away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ketaguide.base.text import tr
from ketaguide.ui.errands import OpenLayer
from ketaguide.ui.look import Look
from ketaguide.ui.pages.day_parts import Panel, card_of, empty
from ketaguide.ui.pages.first_words_parts import Beside, clinic_number, numbers
from ketaguide.ui.pages.home_words import one_line
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.phone import PhoneLine
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tap import TapButton

if TYPE_CHECKING:
    from ketaguide.base.safety_card import SafetyCard
    from ketaguide.content.sitter import SitterPage

Lines = Mapping[str, Mapping[str, str]]


class TonightPanel(Panel):
    """The same lines for everyone; they end with the call."""

    def __init__(self, lines: Lines, *, look: Look, number: str) -> None:
        super().__init__(look=look, name="day_tonight")
        words = {
            group: {name: text.replace("{number}", number) for name, text in lines[group].items()}
            for group in ("tonight", "tonight-call")
        }
        self.head(tr("The way home"))
        self._ride = self.say()
        self._ride.setObjectName("day_ride")
        self._numbers = Stack()
        self.column.addLayout(self._numbers)
        night, call = words["tonight"], words["tonight-call"]
        unsure = call.pop("unsure")
        pair = Columns(look=look, at=900, gap=18)
        rest = [text for name, text in night.items() if name != "title"]
        pair.add(card_of(night["title"], rest, look=look))
        signs = [text for name, text in call.items() if name != "title"]
        pair.add(card_of(call["title"], signs, look=look, tone="session"))
        self.column.addWidget(pair)
        self.say(unsure, role="title")
        calls = self.button(tr("When to call: the whole list"), "day_calls")
        calls.clicked.connect(lambda: self.go_wanted.emit(OpenLayer("calls")))

    def show_ride(self, ride: str, card: SafetyCard) -> None:
        """Whoever fetches the person, and their number where it is among the people."""
        known = one_line(ride)
        nobody = tr("Who takes you home is not noted yet. You could ask whoever is with you.")
        self._ride.setText(known or nobody)
        empty(self._numbers)
        words = known.casefold().replace(",", " ").split()
        for one in card.people:
            name = one.name.casefold().split()
            if one.phone and name and name[0] in words:
                self._numbers.addWidget(PhoneLine(one.name, one.phone, look=self.look))


class CallPanel(Panel):
    """Whom to call and when; the safety page and the page for the person who stays."""

    def __init__(self, *, look: Look, number: str) -> None:
        super().__init__(look=look, name="day_call")
        self._number = number
        self._lines = Stack()
        self._lines.setSpacing(look.gap(14))
        self.column.addLayout(self._lines)
        ways = (
            (tr("Safety page"), "day_safety", "safety"),
            (tr("For the person who stays"), "day_sitter", "sitter"),
            (tr("Ground me"), "day_ground", "ground-dark"),
        )
        pair = Columns(look=look, at=700, gap=14)
        for words, name, layer in ways:
            button = TapButton(words, look=look)
            button.setObjectName(name)
            button.clicked.connect(lambda _on=False, to=layer: self.go_wanted.emit(OpenLayer(to)))
            pair.add(button)
        self.column.addWidget(pair)

    def show_page(self, page: SitterPage, card: SafetyCard, lines: Lines, *, who: str) -> None:
        """Args:
        lines: of ``words/first-words.toml``, for whom nobody is noted.
        """
        empty(self._lines)
        look = self.look
        parts = {part.id: part for part in page.parts}
        now = parts["call-now"]
        beside = Beside(look=look, lines=lines, number=self._number, card=card, with_whom=who)
        self._lines.addWidget(Label(now.title, look=look, role="display", tone="danger"))
        pair = Columns(look=look, at=900, gap=18)
        pair.add(card_of("", [sign.text for sign in now.signs], look=look), stretch=3)
        people = Panel(look=look, name="day_people")
        clinic = clinic_number(beside)
        if clinic is not None:
            people.column.addWidget(clinic)
        people.column.addWidget(numbers(beside))
        people.say(page.unsure, role="title")
        pair.add(people, stretch=2)
        self._lines.addWidget(pair)
