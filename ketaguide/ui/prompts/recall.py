"""What the person wrote on an earlier day, beside the question."""

from __future__ import annotations

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.acting import Recall
from ketaguide.ui.moments import day_words
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Lead, Small, Strong


class RecallView(PromptWidget):
    """A quiet card. With nothing written it says the prompt's own line, or is not there at all."""

    def __init__(self, prompt: Recall, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._recalled = kit.recalled.get(prompt.id)
        self._is_empty = self._recalled is None and not prompt.empty
        if self._is_empty:
            return
        card = Card(look=self.look, tone="sunk", padding=18, parent=self)
        card.setObjectName(f"recall_{prompt.id}")
        if prompt.label:
            card.body.addWidget(Strong(prompt.label, look=self.look))
        if self._recalled is None:
            card.body.addWidget(Body(prompt.empty, look=self.look, tone="muted"))
        else:
            card.body.addWidget(Small(self._when(prompt), look=self.look))
            card.body.addWidget(Lead(self._recalled.words, look=self.look))
        self.place(card)

    @property
    def is_empty(self) -> bool:
        return self._is_empty

    def _when(self, prompt: Recall) -> str:
        """The clinic's rules are noted for a session, not written on a day."""
        if prompt.of == "rules" or self._recalled is None or self._recalled.when is None:
            return tr("In your session plan") if prompt.of == "rules" else tr("What you wrote")
        clock = self.kit.clock
        today = local(clock.now(), clock.zone()).date()
        day = local(self._recalled.when, self._recalled.zone).date()
        return tr("What you wrote on {day}", day=day_words(day, today=today))
