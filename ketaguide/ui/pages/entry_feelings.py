"""Feelings of an entry: what is chosen in a line, and the words to choose from when wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import SystemClock
from ketaguide.base.text import tr
from ketaguide.content.felt import MOST_OWN, Feelings
from ketaguide.engine.gate import Gate
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_told import families_of, feeling_words
from ketaguide.ui.prompts.base import PromptKit
from ketaguide.ui.prompts.feelings import FeelingsView
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.strengths import Strengths
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue


class EntryFeelings(QWidget):
    """Words of the pack and one's own, each with how strong it is; the picker comes on a press."""

    changed = Signal()

    def __init__(self, *, look: Look, catalogue: Catalogue) -> None:
        super().__init__()
        self._look = look
        self._families = families_of(catalogue)
        self._felt: dict[str, int] = {}
        self._view: FeelingsView | None = None
        label = Strong(tr("Feelings"), look=look)
        self._told = Body("", look=look)
        self._told.setObjectName("entry_feelings_told")
        self._choose = Button("", look=look)
        self._choose.setObjectName("entry_feelings")
        self._choose.clicked.connect(self._on_choose_clicked)
        label.setBuddy(self._choose)
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(8))
        self._column.addWidget(label)
        self._column.addWidget(self._told)
        self._column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeading)
        self._tell()

    def value(self) -> dict[str, int]:
        return dict(self._felt)

    def set_value(self, felt: Mapping[str, int]) -> None:
        self._felt = dict(felt)
        if self._view is not None:
            self._view.show_value(self._answer())
        self._tell()

    def _on_choose_clicked(self) -> None:
        if self._view is None:
            self._build()
        elif self._view.isVisibleTo(self):
            self._show_picker(False)
            return
        self._show_picker(True)
        first = self._view.first() if self._view is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        prompt = Feelings(id="entry", label=tr("Feelings"), families=self._families)
        kit = PromptKit(
            look=self._look,
            clock=SystemClock(),
            number="",
            lifelines=Lifelines(),
            lines={},
            gate=lambda _prompt: Gate(outcome="go-on"),
        )
        self._view = FeelingsView(prompt, kit=kit)
        self._view.show_value(self._answer())
        self._view.answered.connect(self._on_answered)
        self._column.addWidget(self._view)
        if isinstance(self._view.beside, Strengths):
            # "No words" is an answer to a question, and nothing that an entry is marked with.
            self._view.beside.offer_none(False)
            self._column.addWidget(self._view.beside)
        follow_the_eye(self)

    def _show_picker(self, shown: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        if self._view is not None and self._view.beside is not None:
            self._view.setVisible(shown)
            self._view.beside.setVisible(shown)
        self._tell()

    def _answer(self) -> dict[str, Any] | None:
        known = {word.id for family in self._families for word in family.words}
        own = [(name, mark) for name, mark in self._felt.items() if name not in known]
        return {
            "words": {name: mark for name, mark in self._felt.items() if name in known},
            "own": [{"label": name, "strength": mark} for name, mark in own[:MOST_OWN]],
            "none": False,
        }

    def _on_answered(self, value: Any) -> None:
        answer = value or {"words": {}, "own": []}
        own = {one["label"]: one["strength"] for one in answer["own"]}
        self._felt = {**answer["words"], **own}
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        is_open = self._view is not None and self._view.isVisibleTo(self)
        self._told.setText(", ".join(feeling_words(self._felt, self._families)))
        self._told.setVisible(bool(self._felt))
        words = tr("Change feelings") if self._felt else tr("Choose feelings")
        self._choose.set_words(tr("Done with feelings") if is_open else words)
