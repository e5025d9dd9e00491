"""The screens of Ground me, in their order: feet and room, five senses, breath, people, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.safety_card import SafetyCard
from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.breath import BreathCircle
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.disc import IconDisc
from ketaguide.ui.widgets.labels import Label, Small
from ketaguide.ui.widgets.phone import PhoneLine

Lines = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class GroundStep:
    """One screen; ``id`` is its group of lines."""

    id: str
    icon: str


@dataclass(frozen=True)
class People:
    """Whom the people's screen names.

    Attributes:
        card: clinic and people; None where nothing may be shown.
        with_whom: who is there by the plan.
        why_empty: what to say instead where there is nobody.
    """

    card: SafetyCard | None = field(repr=False)
    with_whom: str = field(repr=False)
    why_empty: str


# Roles of title and words, the largest first; the last only where even these leave no room.
_SIZES = (("huge", "large"), ("display", "lead"), ("title", "body"))
# Height at 100 % text below which the smallest pair may be taken; above it, scrolling is better.
# Source: our own, from the pictures at 640 x 480 and 200 %.
_TIGHT = 150

# The room before the breath: breathing on purpose can frighten a person who is already afraid.
STEPS = (
    GroundStep("open", "eye"),
    GroundStep("feet", "anchor"),
    GroundStep("see", "sun"),
    GroundStep("touch", "hand"),
    GroundStep("hear", "ear"),
    GroundStep("smell", "leaf"),
    GroundStep("taste", "glass-water"),
    GroundStep("breath", "wind"),
    GroundStep("people", "users"),
    GroundStep("close", "house"),
)


class GroundStepView(QWidget):
    """Large words, a picture to rest on, and whatever this screen has of its own."""

    def __init__(self, step: GroundStep, lines: Lines, *, look: Look, people: People) -> None:
        super().__init__()
        self.setObjectName(f"ground_{step.id}")
        self._look = look
        self._group = lines[step.id]
        self.words = f"{self._group['title']}. {self._group['body']}"
        self.setAccessibleName(self._group["title"])
        self._titles: list[Label] = []
        self._texts: list[Label] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(18))
        # At large text the words need the room.
        if step.id != "breath" and look.scale < 1.5:
            disc = IconDisc(step.icon, look=look)
            self._column.addWidget(disc, 0, Qt.AlignmentFlag.AlignHCenter)
        self._titles.append(self._say("title", role="huge"))
        self._texts.append(self._say("body"))
        if step.id == "feet":
            self._texts.append(self._say("room"))
        elif step.id == "breath":
            self._add_breath()
        elif step.id == "people":
            self._add_people(people)

    def fit(self, width: int, *, height: int) -> None:
        """Take the largest words that need no scrolling, as far as they are still large."""
        sizes = _SIZES if height < self._look.px(_TIGHT) else _SIZES[:2]
        for title, text in sizes:
            for label in self._titles:
                _set_role(label, title)
            for label in self._texts:
                _set_role(label, text)
            self._column.invalidate()
            if self._column.heightForWidth(width) <= height:
                return

    def _say(self, line: str, *, role: str = "large") -> Label:
        label = Label(self._group[line], look=self._look, role=role)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(label)
        return label

    def _add_breath(self) -> None:
        """A circle to watch, or a line to read at the pace of a breath."""
        self._circle = BreathCircle(look=self._look)
        self._circle.setObjectName("breath_circle")
        self._read = Label(self._group["read"], look=self._look, role="large", tone="primary")
        self._read.setObjectName("breath_words")
        self._read.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._swap = Button("", look=self._look, kind="quiet")
        self._swap.setObjectName("breath_swap")
        self._swap.clicked.connect(self._on_swap_clicked)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._column.addWidget(self._circle, 0, centre)
        self._column.addWidget(self._read)
        self._column.addWidget(self._swap, 0, centre)
        skip = Small(self._group["skip"], look=self._look)
        skip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(skip)
        self._watch(moving=not self._look.reduced_motion)

    def _watch(self, *, moving: bool) -> None:
        self._circle.setVisible(moving)
        self._read.setVisible(not moving)
        words = tr("Words to read instead") if moving else tr("A circle to watch instead")
        self._swap.set_words(words)
        if moving:
            self._circle.start()

    def _on_swap_clicked(self) -> None:
        self._watch(moving=self._circle.isHidden())

    def _add_people(self, people: People) -> None:
        """One's own people first, then who is there by the plan, then the clinic."""
        look, centre = self._look, Qt.AlignmentFlag.AlignHCenter
        card = people.card or SafetyCard()
        for one in card.people:
            line = PhoneLine(one.name, one.phone, look=look, relation=one.relation, role="display")
            self._column.addWidget(line, 0, centre)
        if people.with_whom:
            self._note(tr("In my plan, with me: {who}", who=people.with_whom))
        if card.clinic_phone:
            clinic = card.clinic_name or tr("My clinic")
            line = PhoneLine(clinic, card.clinic_phone, look=look, role="display")
            line.setObjectName("ground_clinic")
            self._column.addWidget(line, 0, centre)
        if not (card.people or people.with_whom or card.clinic_phone):
            self._note(people.why_empty, tone="muted")

    def _note(self, words: str, *, tone: str = "ink") -> None:
        note = Label(words, look=self._look, tone=tone)
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(note)


def _set_role(label: Label, role: str) -> None:
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
        label.updateGeometry()
