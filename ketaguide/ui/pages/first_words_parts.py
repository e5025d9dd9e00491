"""The screens of First words: one question each, answered by tapping."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.safety_card import CardPerson, SafetyCard
from ketaguide.base.text import tr
from ketaguide.content.acting import Link
from ketaguide.content.felt import Feelings
from ketaguide.content.guide import Step
from ketaguide.content.lists import Choice
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import Info, TextPrompt
from ketaguide.ui.look import Look
from ketaguide.ui.pages.first_words_felt import FeltTaps
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.phone import PhoneNumber
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tap import ROLE, TapButton, TapWords, make_tall

Lines = Mapping[str, Mapping[str, str]]

# More would push everything else off the screen; the safety page has all of them.
MOST_PEOPLE = 3
# From this text size on, headings give their room to the words.
_LARGE = 1.5


@dataclass(frozen=True)
class Beside:
    """What a screen may say beside its question.

    Attributes:
        lines: of ``words/first-words.toml``.
        card: clinic and people; None where nothing may be shown.
        with_whom: who is there by the plan.
        clinic_time: as the fact of that name; empty while locked.
    """

    look: Look
    lines: Lines
    number: str
    card: SafetyCard | None = field(default=None, repr=False)
    with_whom: str = field(default="", repr=False)
    clinic_time: str = ""

    @property
    def sees(self) -> SafetyCard:
        """What may be shown; empty where nothing may."""
        may = self.card is not None and self.card.shows_people
        return self.card if may and self.card is not None else SafetyCard()

    def words(self, group: str, line: str) -> str:
        return self.lines[group][line].replace("{number}", self.number)


class Screen(QWidget):
    """What all screens share. ``spoken`` is what a screen reader says when it comes."""

    answered = Signal(str, object)  # prompt id, and its answer
    chosen = Signal()  # one of a few was tapped: there is nothing more to do here
    turned = Signal()  # other things to tap are on screen
    layer_wanted = Signal(str)
    guide_wanted = Signal(str)

    def __init__(self, step: Step, beside: Beside) -> None:
        super().__init__()
        self.setObjectName(f"screen_{step.id}")
        self.beside = beside
        self.look = beside.look
        self.spoken = ""
        self.column = Stack(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.look.gap(18))

    def first(self) -> QWidget | None:
        """Where the keyboard begins."""
        return next((one for one in self.findChildren(TapButton) if one.isVisibleTo(self)), None)

    def back(self) -> bool:
        """A step back inside the screen; False where there is none."""
        return False

    def show_only(self, prompt_ids: Collection[str]) -> None:
        """Show what the answers so far ask for."""

    def part(self, _prompt_id: str) -> QWidget | None:
        """Where that prompt is."""
        return None

    def say(self, words: str, *, role: str = ROLE, tone: str = "ink") -> Label:
        """Words to read, below what stands there."""
        label = Label(words, look=self.look, role=role, tone=tone)
        self.column.addWidget(label)
        return label

    def head(self, title: str, lead: str = "") -> None:
        """The question, and at most one line under it."""
        self.setAccessibleName(title)
        self.spoken = " ".join(filter(None, (title, lead)))
        self.say(title, role="display" if self.look.scale >= _LARGE else "huge")
        if lead:
            self.say(lead, tone="muted")


class StepScreen(Screen):
    """A step of the guide, with everything in it made large."""

    def __init__(self, step: Step, values: Mapping[str, Value | None], beside: Beside) -> None:
        super().__init__(step, beside)
        self._parts: dict[str, QWidget] = {}
        several = [p for p in step.prompts if isinstance(p, Choice) and p.several]
        # "My body is", "I am", "There was": the words to tap end the sentence.
        self.head(several[0].label if several else step.title, step.lead)
        self.column.addSpacing(self.look.gap(6))
        for prompt in step.prompts:
            part = self._make(prompt, values.get(prompt.id))
            if part is not None:
                self._parts[prompt.id] = part
                self.column.addWidget(part)

    def first(self) -> QWidget | None:
        for part in self._parts.values():
            if not part.isHidden():
                if isinstance(part, TapWords | FeltTaps):
                    return part.first()
                if isinstance(part, TapButton | LineEdit):
                    return part
        return None

    def back(self) -> bool:
        return any(one.back() for one in self._parts.values() if isinstance(one, FeltTaps))

    def show_only(self, prompt_ids: Collection[str]) -> None:
        for name, part in self._parts.items():
            part.setVisible(name in prompt_ids)

    def part(self, prompt_id: str) -> QWidget | None:
        return self._parts.get(prompt_id)

    def _make(self, prompt: Prompt, value: Value | None) -> QWidget | None:
        if isinstance(prompt, Choice):
            return self._choice(prompt, value)
        if isinstance(prompt, Info):
            return told(prompt.paragraphs(), look=self.look)
        if isinstance(prompt, Link):
            return self._way(prompt)
        if isinstance(prompt, Feelings):
            felt = FeltTaps(prompt, look=self.look, none=self.beside.words("more", "none"))
            felt.set_value(value)
            felt.changed.connect(partial(self.answered.emit, prompt.id))
            felt.turned.connect(self.turned)
            return felt
        return self._line(prompt, value) if isinstance(prompt, TextPrompt) else None

    def _choice(self, prompt: Choice, value: Value | None) -> TapWords:
        taps = TapWords(prompt.options, look=self.look, name="tap", several=prompt.several)
        taps.setObjectName(f"taps_{prompt.id}")
        taps.setAccessibleName(prompt.label)
        taps.set_value(prompt.chosen(value))
        taps.changed.connect(partial(self._on_tapped, prompt))
        return taps

    def _way(self, link: Link) -> QWidget:
        if link.to == "people":
            return numbers(self.beside)
        button = TapButton(link.label, look=self.look)
        button.setObjectName(f"link_{link.id}")
        wish = self.guide_wanted if link.to == "guide" else self.layer_wanted
        button.clicked.connect(partial(wish.emit, link.guide if link.to == "guide" else link.to))
        return button

    def _line(self, prompt: TextPrompt, value: Value | None) -> LineEdit:
        edit = LineEdit(str(value or ""), look=self.look, name=prompt.label)
        edit.setObjectName("words_line")
        make_tall(edit, look=self.look)
        edit.textEdited.connect(partial(self.answered.emit, prompt.id))
        return edit

    def _on_tapped(self, prompt: Choice, names: tuple[str, ...]) -> None:
        if prompt.several:
            self.answered.emit(prompt.id, list(names))
        else:
            self.answered.emit(prompt.id, names[0])
            self.chosen.emit()


class CloseScreen(Screen):
    """The last one: nothing has to be done with it, and when to ring."""

    def __init__(self, step: Step, beside: Beside) -> None:
        super().__init__(step, beside)
        words = partial(beside.words, "close")
        self.head(words("title"), words("body"))
        self.column.addSpacing(self.look.gap(6))
        self.column.addWidget(told([words("worse")], look=self.look))


def told(paragraphs: Collection[str], *, look: Look) -> Card:
    """Something to heed, on a ground of its own."""
    card = Card(look=look, tone="session", padding=20)
    for words in paragraphs:
        card.body.addWidget(Label(words, look=look, role=ROLE))
    return card


def numbers(beside: Beside) -> QWidget:
    """The person's own people, whoever is there by the plan first; numbers large enough to dial."""
    look = beside.look
    holder = QWidget()
    column = Stack(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.gap(10))
    people = sorted(beside.sees.people, key=lambda one: not _is_with(one, beside.with_whom))
    ringable = [one for one in people if one.phone][:MOST_PEOPLE]
    if beside.with_whom:
        who = tr("In my plan, with me: {who}", who=beside.with_whom)
        column.addWidget(Label(who, look=look, role=ROLE))
    for one in ringable:
        column.addWidget(_number(one.name or one.relation, one.phone, look=look))
    if not ringable and not beside.with_whom:
        may_see = beside.card is not None and beside.card.shows_people
        why = beside.words("rest", "sitter-none" if may_see else "sitter-locked")
        column.addWidget(Label(why, look=look, role=ROLE))
    return holder


def clinic_number(beside: Beside) -> QWidget | None:
    """The clinic's number, if it is known and may be seen."""
    phone = beside.sees.clinic_phone
    if not phone:
        return None
    line = _number(beside.sees.clinic_name or tr("My clinic"), phone, look=beside.look)
    line.setObjectName("words_clinic")
    return line


def _number(name: str, phone: str, *, look: Look) -> QWidget:
    holder = QWidget()
    column = Stack(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(name, look=look, role=ROLE, tone="muted"))
    number = PhoneNumber(phone, look=look, name=name, role="huge")
    column.addWidget(number, 0, Qt.AlignmentFlag.AlignLeading)
    return holder


def _is_with(one: CardPerson, with_whom: str) -> bool:
    name = one.name.casefold().split()
    return bool(name) and name[0] in with_whom.casefold().split()
