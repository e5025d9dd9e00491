"""While effects are strong, nothing is asked: whom to call, and one word if one wants."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.content.guide import Step
from ketaguide.content.lists import Choice
from ketaguide.content.prompt import Value
from ketaguide.ui.pages.first_words_parts import Beside, Screen, clinic_number, numbers, told
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tap import ROLE, TapButton, TapWords

# The prompts of the guide's step that are shown here in a way of their own.
_ALONE = "rest-alone"


class RestScreen(Screen):
    """Past the clinic's stated time the call comes first; else the person's own people."""

    eased = Signal()

    def __init__(self, step: Step, values: Mapping[str, Value | None], beside: Beside) -> None:
        super().__init__(step, beside)
        words = partial(beside.words, "rest")
        is_past = beside.clinic_time == "past"
        if is_past:
            self.column.addWidget(self._past())
            self.column.addSpacing(self.look.gap(10))
        self.head(words("title"), words("body"))
        if is_past:
            self.spoken = " ".join((words("past-title"), words("past-body"), self.spoken))
        self.column.addSpacing(self.look.gap(6))
        columns = Columns(look=self.look, at=900, gap=28)
        columns.add(self._people(is_past=is_past))
        columns.add(self._small(step, values))
        self.column.addWidget(columns)

    def first(self) -> QWidget | None:
        """None: Ground me, which stands below as on every screen."""
        return None

    def show_only(self, prompt_ids: Collection[str]) -> None:
        self._alone.setVisible(_ALONE in prompt_ids)

    def part(self, prompt_id: str) -> QWidget | None:
        return self._alone if prompt_id == _ALONE else None

    def _past(self) -> QWidget:
        words = partial(self.beside.words, "rest")
        card = Card(look=self.look, tone="integration", padding=22)
        card.body.addWidget(
            Label(words("past-title"), look=self.look, role="huge", tone="integration")
        )
        number = clinic_number(self.beside)
        if number is not None:
            card.body.addWidget(number)
        card.body.addWidget(Label(words("past-body"), look=self.look, role=ROLE))
        if number is None:
            card.body.addWidget(Label(words("past-no-phone"), look=self.look, role=ROLE))
        card.body.addWidget(Label(words("past-no-answer"), look=self.look, role=ROLE))
        return card

    def _people(self, *, is_past: bool) -> QWidget:
        holder, column = _column(self.look.gap(16))
        words = partial(self.beside.words, "rest")
        title = Label(words("sitter"), look=self.look, role="display")
        column.addWidget(title)
        column.addWidget(numbers(self.beside))
        if not is_past:
            number = clinic_number(self.beside)
            if number is not None:
                column.addWidget(number)
            if self.beside.clinic_time != "ahead":
                # Nobody here knows the clinic's time: the person with them may.
                column.addWidget(Label(words("if-past"), look=self.look, role=ROLE))
        return holder

    def _small(self, step: Step, values: Mapping[str, Value | None]) -> QWidget:
        holder, column = _column(self.look.gap(16))
        words = partial(self.beside.words, "rest")
        for prompt in step.prompts:
            if isinstance(prompt, Choice):
                column.addWidget(Label(words("word"), look=self.look, role=ROLE, tone="muted"))
                column.addWidget(self._words(prompt, values.get(prompt.id)))
        self._alone = told([words("scared")], look=self.look)
        self._alone.hide()
        column.addWidget(self._alone)
        eased = TapButton(words("again"), look=self.look)
        eased.setObjectName("rest_eased")
        eased.clicked.connect(self.eased)
        column.addWidget(eased)
        return holder

    def _words(self, prompt: Choice, value: Value | None) -> TapWords:
        taps = TapWords(prompt.options, look=self.look, name="tap", several=False)
        taps.setObjectName(f"taps_{prompt.id}")
        taps.setAccessibleName(prompt.label)
        taps.set_value(prompt.chosen(value))
        taps.tapped.connect(partial(self.answered.emit, prompt.id))
        return taps


def _column(gap: int) -> tuple[QWidget, Stack]:
    holder = QWidget()
    column = Stack(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return holder, column
