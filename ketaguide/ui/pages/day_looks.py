"""Looking in, for whoever stays: when the next look is, what to look at, what one could say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ketaguide.base.text import tr, trn
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.pages.day_parts import Panel, card_of, empty
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tap import TapWords

if TYPE_CHECKING:
    from ketaguide.content.sitter import SitterPage
    from ketaguide.flows.session_day import DayBeside

# Minutes to choose from. Source: 15 is `sitter-page` in the core pack's SOURCES.md; the others
# are our own choice, because clinics differ.
MINUTES = (5, 10, 15, 20, 30)
# Source: our own choice: few enough to keep in mind while saying one.
_SAID = 3


@dataclass(frozen=True)
class _Every:
    id: str
    label: str


@dataclass(frozen=True)
class Due:
    """How the next look stands.

    Attributes:
        words: when it is, or that it is now; empty while nobody counts.
        about: how far ahead; empty where that says nothing more.
    """

    words: str = ""
    about: str = ""
    is_now: bool = False


def due(beside: DayBeside, *, now: datetime, zone: str) -> Due:
    """The next look from the last; counted on the clock, so that a lock between costs nothing."""
    if beside.looked_at is None:
        return Due()
    ahead = beside.looked_at + timedelta(minutes=beside.every)
    left = -((now - ahead) // timedelta(minutes=1))
    at = moments.time_words(ahead, zone)
    if left <= 0:
        return Due(tr("It is time to look in."), tr("It was meant for {time}.", time=at), True)
    about = trn("in about {count} minute", "in about {count} minutes", left)
    return Due(tr("Next look at {time}, or as the clinic said.", time=at), about)


class LooksPanel(Panel):
    """Says when it is time, once, and does nothing else: no sound, nothing that blinks."""

    looked = Signal()
    every_chosen = Signal(int)

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, name="day_looks")
        self._told: tuple[SitterPage, int] | None = None
        self._when = self.head()
        self._when.setObjectName("day_next_look")
        self._about = self.say(tone="muted")
        self._about.setObjectName("day_about")
        looked = self.button(tr("Looked in"), "day_looked")
        looked.clicked.connect(self.looked)
        self._cards = Columns(look=look, at=900, gap=18)
        self.column.addWidget(self._cards)
        self._look_in, self._say = Stack(), Stack()
        for stack in (self._look_in, self._say):
            holder = Panel(look=look, name="day_look_lines")
            holder.column.addLayout(stack)
            self._cards.add(holder)
        self.say(tr("How often, as your clinic says"), tone="muted")
        options = [
            _Every(str(count), trn("{count} minute", "{count} minutes", count)) for count in MINUTES
        ]
        self._every = TapWords(options, look=look, name="day_every", several=False)
        self._every.setAccessibleName(tr("How often to look in"))
        self._every.tapped.connect(lambda name: self.every_chosen.emit(int(name)))
        self.column.addWidget(self._every)

    def show_page(self, page: SitterPage, *, looks: int) -> None:
        """Args:
        looks: how many were noted; other lines to say come with each.
        """
        told = (page, looks)
        if told == self._told:
            return
        self._told = told
        parts = {part.id: part for part in page.parts}
        for stack in (self._look_in, self._say):
            empty(stack)
        see, say = parts["look-in"], [sign.text for sign in parts["say"].signs]
        first = (looks * _SAID) % len(say)
        said = (say * 2)[first : first + _SAID]
        title = tr("What to look at")
        lines = [sign.text for sign in see.signs]
        self._look_in.addWidget(card_of(title, lines, look=self.look, tone="session"))
        self._say.addWidget(card_of(parts["say"].title, said, look=self.look))

    def show_due(self, found: Due, *, every: int) -> None:
        first = tr("Press Looked in after each look. The next one is counted from it.")
        self._when.setText(found.words or first)
        self._about.setText(found.about)
        self._about.setVisible(bool(found.about))
        self._every.set_value((str(every),))
