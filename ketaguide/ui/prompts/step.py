"""One small step: what it is for, what it is, when it comes, on which day; or none."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.acting import STEP_PARTS, StepPrompt
from ketaguide.content.prompt import Value
from ketaguide.content.prompts import DatePrompt
from ketaguide.ui.moments import day_words
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.prompts.day import DayView
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Lead, Small
from ketaguide.ui.widgets.stack import Stack


class SmallStepView(PromptWidget):
    """Four or five short fields that read as one sentence below. All of them may stay empty.

    Ten minutes and two days are the pack's idea of small and soon: ``insight-chain`` in its
    SOURCES.md.
    """

    def __init__(self, prompt: StepPrompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._edits: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._day = ""
        self._part = part = QWidget(self.holder)
        self._dated = DayView(
            DatePrompt(
                id=f"{prompt.id}-date", label=tr("On this day"), days_ahead=prompt.days_ahead
            ),
            kit=replace(kit, within=part),
        )
        self._column = Stack(part)
        self._column.setContentsMargins(0, self.look.gap(4), 0, 0)
        self._column.setSpacing(self.look.gap(18))
        self._add_fields(asks_insight=prompt.asks_insight)
        self._column.addWidget(self._dated)
        self._column.addWidget(self._sentence_card())
        self.frame(part)
        self._dated.answered.connect(self._on_day_chosen)
        self._tell()

    def show_value(self, value: Value | None) -> None:
        given: Mapping[str, object] = value if isinstance(value, dict) else {}
        for part, edit in self._edits.items():
            words = given.get(part)
            edit.blockSignals(True)
            _write(edit, words if isinstance(words, str) else "")
            edit.blockSignals(False)
        day = given.get("date")
        self._day = day if isinstance(day, str) else ""
        self._dated.show_value(self._day or None)
        self._tell()

    def first(self) -> QWidget | None:
        return next(iter(self._edits.values()))

    def value(self) -> dict[str, str]:
        """Every part as it stands; those not asked for are empty."""
        given = {part: _read(edit).strip() for part, edit in self._edits.items()}
        return {**dict.fromkeys(STEP_PARTS, ""), **given, "date": self._day}

    def _add_fields(self, *, asks_insight: bool) -> None:
        if asks_insight:
            words = tr("Something I see a little differently")
            self._add("insight", words, tr("As you would say it to a friend."), lines=2)
        self._add("value", tr("What it is for"), tr("Rest, honesty, a person: what matters in it."))
        smallest = tr("So small that it fits into ten minutes, in the next two days.")
        self._add("action", tr("What I do"), smallest, lines=2)
        moment = tr("Something that happens anyway, such as: I have had my coffee.")
        self._add("cue", tr("When this happens"), moment)

    def _add(self, part: str, label: str, hint: str, *, lines: int = 1) -> None:
        look = self.look
        field = Field(label, None, look=look, hint=hint, parent=self._part)
        edit: LineEdit | TextEdit
        if lines == 1:
            edit = LineEdit(look=look, parent=field)
        else:
            edit = TextEdit(look=look, lines=lines, parent=field)
        edit.setObjectName(f"step_{part}_{self.prompt.id}")
        self._column.addWidget(field)
        field.put(edit)
        edit.textChanged.connect(self._on_written)
        self._edits[part] = edit

    def _sentence_card(self) -> Card:
        card = Card(look=self.look, tone="integration", padding=18, parent=self._part)
        card.body.addWidget(Small(tr("It reads"), look=self.look))
        self._sentence = Lead("", look=self.look)
        self._sentence.setObjectName(f"step_sentence_{self.prompt.id}")
        card.body.addWidget(self._sentence)
        return card

    def _tell(self) -> None:
        today = local(self.kit.clock.now(), self.kit.clock.zone()).date()
        self._sentence.setText(sentence(self.value(), today=today))

    def _on_written(self) -> None:
        self._tell()
        self._emit()

    def _on_day_chosen(self, day: object) -> None:
        self._day = day if isinstance(day, str) else ""
        self._tell()
        self._emit()

    def _emit(self) -> None:
        value = self.value()
        self.answered.emit(value if any(value.values()) else None)


def sentence(step: Mapping[str, str], *, today: datetime.date) -> str:
    """The step as one would say it; without one, that this is fine."""
    action = _without(step["action"], tr("I "))
    # It goes on behind "I", where a verb stands; a cue may begin with a name.
    action = action[:1].lower() + action[1:]
    cue = _without(step["cue"], tr("When "))
    if not action:
        return tr("No step, for now. That is fine, too.")
    if cue:
        said = tr("When {cue}, I {action}.", cue=cue, action=action)
    else:
        said = tr("I {action}.", action=action)
    if step["date"]:
        day = day_words(datetime.date.fromisoformat(step["date"]), today=today, weekday=True)
        said += " " + tr("On {day}.", day=day)
    if step["value"]:
        said += " " + tr("It is for: {value}.", value=_plain(step["value"]))
    return said


def _without(words: str, start: str) -> str:
    """Words that go on a sentence: no full stop, and not the beginning it already has."""
    plain = _plain(words)
    return plain[len(start) :] if plain.lower().startswith(start.lower()) else plain


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(".…, ")


def _read(edit: QLineEdit | QPlainTextEdit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def _write(edit: QLineEdit | QPlainTextEdit, words: str) -> None:
    if isinstance(edit, QLineEdit):
        edit.setText(words)
    else:
        edit.setPlainText(words)
