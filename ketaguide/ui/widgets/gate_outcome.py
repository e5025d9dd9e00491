"""Where readiness answers lead, with whom to call first in the largest letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.engine.gate import Gate
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Heading, Label, Lead, Small, Strong
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.phone import PhoneLine

if TYPE_CHECKING:
    from ketaguide.flows.lifelines import Lifelines

Lines = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class GateWords:
    """The texts of all outcomes, and what is filled in.

    Attributes:
        own: what this gate says instead of the common sentence; mostly empty.
    """

    lines: Lines
    number: str
    person: str = ""
    day: str = ""
    clinic: str = ""
    phone: str = ""
    own: str = ""

    @classmethod
    def of(cls, lines: Lines, lifelines: Lifelines, *, number: str, own: str = "") -> GateWords:
        """The words for a person whose clinic and session are known from ``lifelines``."""
        day = ""
        if lifelines.starts_at is not None:
            when = local(lifelines.starts_at, lifelines.zone)
            day = QLocale().toString(QDate(when.year, when.month, when.day), "dddd d MMMM")
        return cls(
            lines,
            number,
            person=lifelines.person.strip() or tr("(your name)"),
            day=day or tr("(the day)"),
            clinic=lifelines.clinic_name or tr("your clinic"),
            phone=lifelines.clinic_phone,
            own=own,
        )

    def get(self, group: str, line: str, reasons: tuple[str, ...] = ()) -> str:
        """One text with its places filled in; empty where the pack has none of that name."""
        text = self.lines.get(group, {}).get(line, "")
        places = {
            "number": self.number,
            "name": self.person,
            "day": self.day,
            "clinic": self.clinic,
            "phone": self.phone,
            "reasons": "; ".join(reasons),
        }
        # Not str.format: a pack's text is data, and so is what a person wrote.
        for place, value in places.items():
            text = text.replace("{" + place + "}", value)
        return text


class GateOutcome(QWidget):
    """One of four panels. None of them says that a person may go ahead."""

    def __init__(
        self, gate: Gate, words: GateWords, *, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"gate_{gate.outcome}")
        self._gate = gate
        self._words = words
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(14))
        fill = {"now": self._now, "stop": self._stop, "pause": self._pause, "go-on": self._go_on}
        fill[gate.outcome]()
        self.setAccessibleName(self._say("title"))

    @property
    def spoken(self) -> str:
        """What a screen reader says first."""
        clinic = "" if self._gate.outcome == "now" else self._words.phone
        return " ".join(filter(None, (self._say("title") + ".", clinic, self._own_or("body"))))

    def _now(self) -> None:
        self._add(Label(self._say("title"), look=self._look, role="emergency", tone="danger"))
        self._add(Lead(self._own_or("body"), look=self._look))
        self._add(Lead(self._say("stay"), look=self._look))
        self._add(Lead(self._say("mind"), look=self._look))
        self._clinic(self._say("then"), role="display")
        self._reasons()
        self._close()

    def _stop(self) -> None:
        self._add(Heading(self._say("title"), look=self._look))
        self._clinic("", role="huge")
        self._add(Lead(self._own_or("body"), look=self._look))
        self._add(Lead(self._say("care"), look=self._look))
        # Before the words to read out: nobody who gets no answer is left looking for what to do.
        self._add(Lead(self._say("no-answer"), look=self._look))
        self._script("script")
        self._reasons()
        self._add(Small(self._say("medicines"), look=self._look))
        self._close()

    def _pause(self) -> None:
        self._add(Heading(self._say("title"), look=self._look))
        self._clinic("", role="display")
        self._add(Lead(self._own_or("body"), look=self._look))
        self._add(Lead(self._say("care"), look=self._look))
        self._script("script" if self._gate.reasons else "script-open")
        self._reasons()
        if self._gate.unanswered:
            self._add(Body(self._say("open"), look=self._look))
            self._list(self._words.get("questions", "unanswered"), self._gate.unanswered)
        self._close()

    def _go_on(self) -> None:
        self._add(Heading(self._say("title"), look=self._look))
        self._add(Lead(self._own_or("body"), look=self._look))
        self._add(Lead(self._say("change"), look=self._look))
        self._clinic("", role="title")
        self._add(Body(self._say("no-thanks"), look=self._look))
        self._close()

    def _say(self, line: str) -> str:
        return self._words.get(self._gate.outcome, line, self._gate.reasons)

    def _own_or(self, line: str) -> str:
        return self._words.own or self._say(line)

    def _add(self, part: Label | QWidget) -> None:
        if not isinstance(part, Label) or part.text():
            self._column.addWidget(part)

    def _close(self) -> None:
        self._add(Body(self._say("close"), look=self._look, tone="muted"))

    def _reasons(self) -> None:
        if self._gate.reasons:
            self._list(self._words.get("questions", "reasons"), self._gate.reasons)

    def _list(self, title: str, items: tuple[str, ...]) -> None:
        card = Card(look=self._look, tone="sunk", padding=18)
        card.body.addWidget(Strong(title, look=self._look))
        for item in items:
            card.body.addWidget(Body(f"•  {item}", look=self._look))
        self._add(card)

    def _clinic(self, before: str, *, role: str) -> None:
        """The clinic's name and number; where none is noted, where to find it."""
        card = Card(look=self._look, tone="soft", padding=18)
        if before:
            card.body.addWidget(Body(before, look=self._look))
        if self._words.phone:
            line = PhoneLine(self._words.clinic, self._words.phone, look=self._look, role=role)
            card.body.addWidget(line)
        else:
            card.body.addWidget(Body(self._words.get("questions", "no-clinic"), look=self._look))
        self._add(card)

    def _script(self, line: str) -> None:
        """Words to read out, for a moment in which finding words is hard."""
        text = self._say(line)
        if not text:
            return
        card = Card(look=self._look, padding=20)
        head = IconMark("quote", look=self._look, color="session", size=20)
        card.body.addWidget(head, 0, Qt.AlignmentFlag.AlignLeading)
        card.body.addWidget(Strong(self._say("script-title"), look=self._look))
        words = Label(text, look=self._look, role="large")
        words.setObjectName("gate_script")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(words)
        self._add(card)
