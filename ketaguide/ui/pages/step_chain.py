"""One step with its chain: where it came from, what it is, when it was looked back at."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.errands import Errand, OpenEntry, OpenInsights, OpenSteps
from ketaguide.ui.look import Look
from ketaguide.ui.pages import steps_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Title
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.flows.steps import Opened


class StepChain(QWidget):
    """To be read, below the step itself. An open step and one that has been look the same."""

    go_wanted = Signal(object)  # an Errand
    edit_wanted = Signal()
    remove_wanted = Signal()
    status_wanted = Signal(str)

    def __init__(self, opened: Opened, *, look: Look, today: date) -> None:
        super().__init__()
        self.setObjectName("step_chain")
        self._look = look
        self._today = today
        self._opened = opened
        self.edit = Button(tr("Change the words"), look=look, icon="pencil")
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(16))
        chain = self._chain()
        if chain.body.count():
            self._column.addWidget(chain)
        if opened.step.wait_until is not None:
            self._column.addWidget(self._waits(opened.step.wait_until))
        if opened.looked:
            self._column.addWidget(self._looked())
        self._column.addWidget(self._ways())

    def _chain(self) -> Card:
        """In the order in which one leads to the next; what is not written takes no room."""
        opened, record = self._opened, self._opened.step.record
        card = _card(self._look, "step_links")
        insight = opened.insight
        rows = [
            (tr("It began with"), insight.text if insight else ""),
            (tr("What it asks of me"), record.asks or (insight.asks if insight else "")),
            (tr("What it is for"), record.value),
            (tr("When this happens"), record.cue),
            (tr("On this day"), self._day_words()),
        ]
        for label, words in rows:
            if words.strip():
                card.body.addWidget(_row(label, words, look=self._look))
        self._link(card, insight is not None, "step_insight_link", tr("Open the insight"))
        self._link(card, bool(record.entry_id), "step_entry_link", tr("Read where it began"))
        self._link(card, opened.before is not None, "step_before", tr("The step before this one"))
        if opened.after:
            self._link(card, True, "step_after", tr("The step that came of it"))
        return card

    def _day_words(self) -> str:
        step = self._opened.step
        if step.due_on is None:
            return ""
        return moments.day_words(step.due_on, today=self._today, weekday=True)

    def _link(self, card: Card, is_there: bool, name: str, words: str) -> None:  # noqa: FBT001
        """A way to what belongs to it."""
        if not is_there:
            return
        link = Button(words, look=self._look, kind="link", icon="arrow-right")
        link.setObjectName(name)
        link.clicked.connect(partial(self.go_wanted.emit, self._errand(name)))
        card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _errand(self, name: str) -> Errand:
        opened, record = self._opened, self._opened.step.record
        if name == "step_insight_link":
            return OpenInsights(record.insight_id or "")
        if name == "step_entry_link":
            return OpenEntry(record.entry_id or "")
        if name == "step_before":
            return OpenSteps(record.follows_id or "")
        return OpenSteps(opened.after[0].id)

    def _waits(self, until: date) -> Card:
        card = _card(self._look, "step_waits_card", tone="session")
        card.body.addWidget(Title(tr("What can't be taken back has time"), look=self._look))
        words = steps_words.waits(until, today=self._today)
        card.body.addWidget(Body(words, look=self._look))
        card.body.addWidget(Body(steps_words.waits_not(), look=self._look))
        return card

    def _looked(self) -> Card:
        card = _card(self._look, "step_looked")
        card.body.addWidget(Title(tr("Looking back"), look=self._look))
        for one in self._opened.looked:
            card.body.addWidget(
                _row(steps_words.looked(one, today=self._today), one.happened, look=self._look)
            )
        return card

    def _ways(self) -> QWidget:
        holder = QWidget()
        row = Flow(holder, gap=self._look.gap(8))
        self.edit.setObjectName("step_edit")
        self.edit.clicked.connect(self.edit_wanted)
        row.addWidget(self.edit)
        if self._opened.step.record.status == "open":
            self._way(row, "step_over", tr("It is done"), "kept")
            self._way(row, "step_drop", tr("Let it go"), "dropped")
        else:
            self._way(row, "step_again", tr("Take it up again"), "open")
        remove = Button(tr("Remove it"), look=self._look, kind="link", icon="trash-2")
        remove.setObjectName("step_remove")
        remove.clicked.connect(self.remove_wanted)
        row.addWidget(remove)
        return holder

    def _way(self, row: Flow, name: str, words: str, status: str) -> None:
        button = Button(words, look=self._look)
        button.setObjectName(name)
        button.clicked.connect(partial(self.status_wanted.emit, status))
        row.addWidget(button)


def _card(look: Look, name: str, *, tone: str = "surface") -> Card:
    card = Card(look=look, tone=tone, padding=20)
    card.setObjectName(name)
    card.body.setSpacing(look.gap(12))
    return card


def _row(label: str, words: str, *, look: Look) -> QWidget:
    holder = QWidget()
    column = Stack(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.gap(2))
    column.addWidget(Small(label, look=look))
    if words.strip():
        column.addWidget(Body(words.strip(), look=look))
    return holder
