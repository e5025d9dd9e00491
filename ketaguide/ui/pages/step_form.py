"""Writing a step: the chain from something seen to ten minutes. Only the step itself is needed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages import home_words, steps_words
from ketaguide.ui.prompts.step import sentence
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.day_choice import DayChoice
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Body, Lead, Small
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.rows import CheckRow
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.store.insights import Insight

TEXTS = ("asks", "value", "action", "cue")
# What "waits" says in the form's plain texts.
WAITS = "yes"


class StepForm(QWidget):
    """Speaks in plain texts, by name; knows no vault."""

    changed = Signal()

    def __init__(self, *, look: Look, today: datetime.date) -> None:
        super().__init__()
        self.setObjectName("step_form")
        self._look = look
        self._today = today
        self._edits: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._asks_of: dict[str, str] = {}
        self._day = ""
        self._is_filling = False
        self.insight = Select(look=look)
        self.insight.setObjectName("step_insight")
        # Insights can be long; the field is never wider than the page for them.
        policy = Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.insight.setSizeAdjustPolicy(policy)
        near = [today + datetime.timedelta(days=n) for n in range(3)]
        self.days = DayChoice(near, today=today, look=look, name=tr("On this day"))
        self.days.setObjectName("step_days")
        self.days.edit.setObjectName("step_date")
        self.waits = CheckRow(
            tr("This can't be taken back"),
            look=look,
            hint=tr("Leaving, ending, giving away, telling: what would be hard to undo."),
        )
        self.waits.setObjectName("step_waits")
        self._care = _care(look, today)
        self._sentence = Lead("", look=look)
        self._sentence.setObjectName("step_sentence")
        self._lay()
        self.insight.activated.connect(self._on_insight_chosen)
        self.days.chosen.connect(self._on_day_chosen)
        self.waits.clicked.connect(self._on_touched)

    def offer(self, insights: Sequence[Insight]) -> None:
        """Insights to begin from; without any, nobody is asked."""
        self._asks_of = {one.id: one.asks for one in insights}
        self.insight.clear()
        self.insight.add("", tr("Nothing in particular"))
        for one in insights:
            self.insight.add(one.id, _short(one.text))
        self._from.setVisible(bool(insights))

    def values(self) -> dict[str, str]:
        texts = {name: _read(edit).strip() for name, edit in self._edits.items()}
        waits = WAITS if self.waits.isChecked() else ""
        return {**texts, "insight": self.insight.value(), "day": self._day, "waits": waits}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show them without announcing it; what is not named is empty."""
        self._is_filling = True
        for name, edit in self._edits.items():
            _write(edit, values.get(name, ""))
        self.insight.set_value(values.get("insight", ""))
        self._day = values.get("day", "")
        self.days.show_day(_day_of(self._day))
        self.waits.setChecked(values.get("waits") == WAITS)
        self._is_filling = False
        self._follow()

    def show_problem(self, words: str) -> None:
        """Beside the step itself; empty words take it away."""
        self._action.set_error(words)

    def focus_first(self) -> None:
        """Where the chain begins, or at once with the step where nothing was seen."""
        first = self._edits["asks"] if not self._from.isVisibleTo(self) else self.insight
        first.setFocus()

    def focus_action(self) -> None:
        self._edits["action"].setFocus()

    def _lay(self) -> None:
        look = self._look
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(20))
        self._from = Field(tr("It begins with"), self.insight, look=look)
        column.addWidget(self._from)
        hint = tr("To do something, to say something, to leave something be. Perhaps nothing.")
        column.addWidget(self._field("asks", tr("What it asks of me"), hint))
        hint = tr("Rest, honesty, a person: what matters in it.")
        column.addWidget(self._field("value", tr("What it is for"), hint))
        hint = tr("So small that it fits into ten minutes, in the next two days.")
        self._action = self._field("action", tr("What I do"), hint, lines=2)
        column.addWidget(self._action)
        hint = tr("Something that happens anyway, such as: I have had my coffee.")
        column.addWidget(self._field("cue", tr("When this happens"), hint))
        days = Field(tr("On this day"), self.days, look=look)
        days.label.setBuddy(self.days.choices)
        column.addWidget(days)
        column.addWidget(self.waits)
        column.addWidget(self._care)
        card = Card(look=look, tone="integration", padding=18)
        card.body.setSpacing(look.gap(4))
        card.body.addWidget(Small(tr("It reads"), look=look))
        card.body.addWidget(self._sentence)
        column.addWidget(card)

    def _field(self, name: str, label: str, hint: str, *, lines: int = 1) -> Field:
        look = self._look
        edit: LineEdit | TextEdit
        edit = LineEdit(look=look) if lines == 1 else TextEdit(look=look, lines=lines)
        edit.setObjectName(f"step_{name}")
        edit.textChanged.connect(self._on_touched)
        self._edits[name] = edit
        return Field(label, edit, look=look, hint=hint)

    def _on_insight_chosen(self) -> None:
        """What it asks comes along, unless something stands there already."""
        asks = self._asks_of.get(self.insight.value(), "")
        if asks and not _read(self._edits["asks"]).strip():
            _write(self._edits["asks"], asks)
        self._on_touched()

    def _on_day_chosen(self, day: object) -> None:
        self._day = day if isinstance(day, str) else ""
        self._on_touched()

    def _on_touched(self) -> None:
        if self._is_filling:
            return
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        values = self.values()
        said = {**values, "date": values["day"]}
        self._sentence.setText(sentence(said, today=self._today))
        self._care.setVisible(self.waits.isChecked())
        if values["action"]:
            self.show_problem("")


def _care(look: Look, today: datetime.date) -> Card:
    card = Card(look=look, tone="session", padding=18)
    card.setObjectName("step_waits_care")
    until = steps_words.waits_from(today)
    card.body.addWidget(Body(steps_words.waits(until, today=today), look=look))
    card.body.addWidget(Body(steps_words.waits_not(), look=look))
    card.hide()
    return card


def _short(words: str) -> str:
    """An insight as one line of a list."""
    return home_words.one_line(words)[:80] or tr("Without words")


def _read(edit: QLineEdit | QPlainTextEdit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def _write(edit: QLineEdit | QPlainTextEdit, words: str) -> None:
    if isinstance(edit, QLineEdit):
        edit.setText(words)
    else:
        edit.setPlainText(words)


def _day_of(words: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(words)
    except ValueError:
        return None
