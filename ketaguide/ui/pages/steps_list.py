"""All steps in three groups that look alike: for now, for later, and what has been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages import home_words, steps_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Title
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tiles import EntryCard

if TYPE_CHECKING:
    from ketaguide.flows.steps import Step, Steps

# Source: own choice; enough to see at once, and the rest is one press away.
_PAST_AT_FIRST = 8
_QUOTED_CHARS = 160


class StepsList(QWidget):
    """Built anew whenever something has changed."""

    step_wanted = Signal(str)
    write_wanted = Signal()
    rest_wanted = Signal()
    older_shown = Signal()

    def __init__(self, found: Steps, *, look: Look, today: date) -> None:
        super().__init__()
        self.setObjectName("steps_list")
        self._look = look
        self._today = today
        self.cards: list[EntryCard] = []
        words = tr("Go on with the step you began") if found.has_draft else tr("Write a step")
        self.write = Button(words, look=look, kind="primary", icon="pencil")
        self.write.setObjectName("step_write")
        self.rest = Button(steps_words.rest(), look=look, icon="leaf")
        self.rest.setObjectName("step_rest")
        self.write.clicked.connect(self.write_wanted)
        self.rest.clicked.connect(self.rest_wanted)
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(10))
        ways = QWidget()
        row = Flow(ways, gap=look.gap(8))
        row.addWidget(self.write)
        row.addWidget(self.rest)
        self._column.addWidget(ways)
        self._group("steps_soon", tr("Now"), found.soon)
        self._group("steps_later", tr("Later"), found.later)
        self._group("steps_past", tr("Before"), found.past[:_PAST_AT_FIRST])
        self._older(found.past[_PAST_AT_FIRST:])
        if not self.cards:
            words = tr("No step is written here. That is fine; rest counts.")
            self._column.addWidget(Body(words, look=look, tone="muted"))

    def _group(self, name: str, title: str, steps: Sequence[Step]) -> None:
        if not steps:
            return
        self._column.addSpacing(self._look.gap(8))
        heading = Title(title, look=self._look)
        heading.setObjectName(name)
        self._column.addWidget(heading)
        for step in steps:
            self._column.addWidget(self._card(step))

    def _card(self, step: Step) -> EntryCard:
        record = step.record
        card = EntryCard(
            home_words.one_line(record.action)[:_QUOTED_CHARS] or tr("Without words"),
            look=self._look,
            when=steps_words.when(step, today=self._today),
            opening=record.cue,
            phase="integration",
        )
        card.setObjectName(f"step_{len(self.cards)}")
        card.clicked.connect(partial(self.step_wanted.emit, record.id))
        self.cards.append(card)
        return card

    def _older(self, steps: Sequence[Step]) -> None:
        if not steps:
            return
        more = Button(tr("Show older ones"), look=self._look, kind="link", icon="chevron-down")
        more.setObjectName("steps_older")
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

        def show() -> None:
            more.hide()
            for step in steps:
                card = self._card(step)
                self._column.addWidget(card)
                card.show()
            self.cards[_at(self.cards, steps)].setFocus(Qt.FocusReason.OtherFocusReason)
            self.older_shown.emit()

        more.clicked.connect(show)


def _at(cards: Sequence[EntryCard], added: Sequence[Step]) -> int:
    """Where the first of those added last stands."""
    return len(cards) - len(added)
