"""The screens of Ground me, in their order: feet and room, five senses, breath, people, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

    def __init__(
        self, step: GroundStep, lines: Lines, *, look: Look, card: SafetyCard | None, why_empty: str
    ) -> None:
        """Args:
        card: whom to show on the people's screen; None where nothing may be shown.
        why_empty: what to say there instead of people.
        """
        super().__init__()
        self.setObjectName(f"ground_{step.id}")
        self._look = look
        self._group = lines[step.id]
        self.words = f"{self._group['title']}. {self._group['body']}"
        self.setAccessibleName(self._group["title"])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(18))
        # At large text the words need the room.
        if step.id != "breath" and look.scale < 1.5:
            disc = IconDisc(step.icon, look=look)
            self._column.addWidget(disc, 0, Qt.AlignmentFlag.AlignHCenter)
        self._say("title", role="huge")
        self._say("body")
        if step.id == "feet":
            self._say("room")
        elif step.id == "breath":
            self._add_breath()
        elif step.id == "people":
            self._add_people(card, why_empty)

    def _say(self, line: str, *, role: str = "large") -> None:
        label = Label(self._group[line], look=self._look, role=role)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(label)

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

    def _add_people(self, card: SafetyCard | None, why_empty: str) -> None:
        people = card.people if card else ()
        for one in people:
            line = PhoneLine(
                one.name, one.phone, look=self._look, relation=one.relation, role="display"
            )
            self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        if not people:
            note = Label(why_empty, look=self._look, tone="muted")
            note.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(note)
