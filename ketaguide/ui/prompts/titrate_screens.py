"""The screens of a careful look: who is near, what is steady, how hard it is, near and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal

from ketaguide.base.safety_card import CardPerson
from ketaguide.base.text import tr
from ketaguide.content.acting import HALTING
from ketaguide.ui.look import Look
from ketaguide.ui.prompts.base import Texts
from ketaguide.ui.prompts.screens import Screen
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.feelings import Chip
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Body, Lead, Small, Strong
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.phone import PhoneLine
from ketaguide.ui.widgets.rest_clock import RestClock
from ketaguide.ui.widgets.slider import Slider


@dataclass(frozen=True)
class _State:
    id: str
    label: str


class NearScreen(Screen):
    """Is someone near? Whoever is alone sees their own people, and that it can wait."""

    near_given = Signal(str)  # yes or no
    onward_wanted = Signal()
    enough_wanted = Signal()

    def __init__(
        self, texts: Texts, people: Iterable[CardPerson], *, look: Look, is_alone: bool
    ) -> None:
        lines = texts["near"]
        super().__init__(lines["title"], look=look, body=lines["alone" if is_alone else "body"])
        self.setObjectName("titrate_near")
        if not is_alone:
            for name in ("yes", "no"):
                button = self.button(f"titrate_near_{name}", lines[name])
                button.clicked.connect(partial(self.near_given.emit, name))
            return
        known = [one for one in people if one.phone]
        if known:
            self.put(Small(lines["people"], look=look))
        for one in known:
            self.put(PhoneLine(one.name, one.phone, look=look, relation=one.relation, role="title"))
        wait = self.button("titrate_wait", lines["wait"], kind="primary")
        wait.clicked.connect(self.enough_wanted)
        self.button("titrate_anyway", lines["anyway"]).clicked.connect(self.onward_wanted)


class SteadyScreen(Screen):
    """What to come back to, in one's own words or in borrowed ones."""

    steady_changed = Signal(str)
    onward_wanted = Signal()
    enough_wanted = Signal()

    def __init__(self, texts: Texts, steady: str, *, look: Look) -> None:
        lines = texts["steady"]
        super().__init__(lines["title"], look=look, body=lines["body"])
        self.setObjectName("titrate_steady")
        self._missing = lines["missing"]
        self._edit = LineEdit(steady, look=look)
        self._edit.setObjectName("titrate_resource")
        self._field = Field(lines["label"], self._edit, look=look)
        self.put(self._field)
        self.put(Small(lines["offers"], look=look))
        row = ChipRow(lines["offers"], look=look)
        for name, words in texts["offers"].items():
            chip = Chip(words, look=look, is_choice=False)
            chip.setObjectName(f"titrate_offer_{name}")
            chip.clicked.connect(partial(self._on_offer_clicked, words))
            row.add(chip)
        self.put(row)
        self._edit.textChanged.connect(self.steady_changed)
        onward = self.button("titrate_next", lines["next"], kind="primary", icon="arrow-right")
        onward.clicked.connect(self._on_next_clicked)
        wait = self.button("titrate_wait", texts["near"]["wait"], kind="quiet")
        wait.clicked.connect(self.enough_wanted)
        self.start = self._edit

    def _on_offer_clicked(self, words: str) -> None:
        self._edit.setText(words)
        self._field.set_error("")

    def _on_next_clicked(self) -> None:
        if self._edit.text().strip():
            self.onward_wanted.emit()
            return
        self.show_missing(self._field, self._missing, at=self._edit)


class RateScreen(Screen):
    """How hard it is to be with, and whether one is here."""

    rated = Signal(object, str)  # the number or None, and the state
    onward_wanted = Signal()
    enough_wanted = Signal()

    def __init__(self, texts: Texts, *, look: Look, stop_at: int, is_again: bool) -> None:
        lines = texts["rate"]
        title = lines["again" if is_again else "title"]
        super().__init__(title, look=look, body=lines["body"])
        self.setObjectName("titrate_rate")
        self._lines = lines
        self._slider = Slider(title, look=look, ends=(lines["low"], lines["high"]))
        self._slider.track.setObjectName("titrate_scale")
        self._field = Field("", self._slider, look=look)
        self.put(self._field)
        self.put(Small(lines["limit"].replace("{stop}", str(stop_at)), look=look))
        self.put(Strong(lines["now"], look=look))
        states = [_State(name, lines[name]) for name in ("here", *HALTING)]
        self._states = Choices(states, look=look, name=lines["now"])
        self.put(self._states)
        self._slider.changed.connect(self._tell)
        self._states.changed.connect(self._tell)
        onward = self.button("titrate_next", lines["next"], kind="primary", icon="arrow-right")
        onward.clicked.connect(self._on_next_clicked)
        wait = self.button("titrate_wait", texts["near"]["wait"], kind="quiet")
        wait.clicked.connect(self.enough_wanted)
        self.start = self._slider.track

    @property
    def number(self) -> int | None:
        return self._slider.value()

    @property
    def now(self) -> str:
        return str(self._states.value() or "")

    def show_given(self, number: int | None, now: str) -> None:
        """Show what was marked and not gone on from."""
        self._slider.set_value(number)
        self._states.set_value(now or None)

    def _tell(self) -> None:
        self._field.set_error("")
        self.rated.emit(self.number, self.now)

    def _on_next_clicked(self) -> None:
        """A state that ends it counts without a number."""
        if self.number is not None or self.now in HALTING:
            self.onward_wanted.emit()
            return
        self.show_missing(self._field, self._lines["missing"], at=self._slider.track)


class RoundScreen(Screen):
    """Near the edge, or back at what is steady: a clock to leave at any moment."""

    onward_wanted = Signal()

    def __init__(self, name: str, texts: Texts, *, look: Look, seconds: int, steady: str) -> None:
        """Args:
        name: ``edge`` or ``back``.
        """
        lines = texts[name]
        super().__init__(lines["title"], look=look, body=lines["body"])
        self.setObjectName(f"titrate_{name}")
        self._over = lines["over"]
        if "named" in lines:
            self.put(Lead(lines["named"].replace("{steady}", steady), look=look, tone="primary"))
        self.clock = RestClock(seconds, texts["clock"], look=look)
        self.put(self.clock)
        self._note = Body(texts["clock"]["leave"], look=look, tone="muted")
        self.put(self._note)
        self.clock.finished.connect(self._on_finished)
        icon = "undo-2" if name == "edge" else "arrow-right"
        words = lines["back" if name == "edge" else "next"]
        onward = self.button(f"titrate_leave_{name}", words, kind="primary", icon=icon)
        onward.clicked.connect(self.onward_wanted)

    def _on_finished(self) -> None:
        self._note.setText(self._over)
        self._note.set_tone("ink")
        announce(self, self._over)


class AfterScreen(Screen):
    """What was marked, and whether it is enough; enough is the first to be offered."""

    again_wanted = Signal()
    enough_wanted = Signal()

    def __init__(
        self, texts: Texts, marks: list[int], *, look: Look, rounds: int, most: int
    ) -> None:
        lines = texts["after"]
        title = lines["title" if rounds <= 1 else f"title-{rounds}"]
        super().__init__(title, look=look)
        self.setObjectName("titrate_after")
        self.put(Lead(tr("You marked {marks}.", marks=_listed(marks)), look=look))
        self.say(lines["body"])
        is_last = rounds >= most
        if is_last:
            self.say(lines["last"])
        enough = self.button("titrate_enough", lines["enough"], kind="primary", icon="check")
        enough.clicked.connect(self.enough_wanted)
        if not is_last:
            again = self.button("titrate_again", lines["again"], kind="quiet")
            again.clicked.connect(self.again_wanted)


class EndScreen(Screen):
    """The room again; the guide goes on below, or the person stops."""

    ground_wanted = Signal()

    def __init__(self, texts: Texts, *, look: Look) -> None:
        lines = texts["end"]
        super().__init__(lines["title"], look=look, body=lines["body"])
        self.setObjectName("titrate_end")
        self.say(lines["on"])
        ground = self.button("titrate_ground", lines["ground"], icon="wind")
        ground.clicked.connect(self.ground_wanted)


def _listed(marks: list[int]) -> str:
    return tr(", then ").join(str(mark) for mark in marks)
