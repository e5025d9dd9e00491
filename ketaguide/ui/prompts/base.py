"""What all prompts on screen have in common, and what they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.clock import Clock
from ketaguide.base.errors import NotFound
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import GatePrompt
from ketaguide.engine.gate import Gate
from ketaguide.engine.recalled import EarlierAnswer, Recalled
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.field import Field

if TYPE_CHECKING:
    from ketaguide.flows.lifelines import Lifelines


Texts = Mapping[str, Mapping[str, str]]


def _no_texts(_name: str) -> Texts:
    raise NotFound


@dataclass
class Showing:
    """How the person wants painted pickers; kept for as long as the page is open.

    Attributes:
        as_list: as a list, or as a picture; None while nobody has said so.
    """

    as_list: bool | None = None


@dataclass(frozen=True)
class PromptKit:
    """What prompts may need beside their own words.

    Attributes:
        number: the emergency number of the settings.
        lifelines: whom the person can call.
        lines: the gate's texts by outcome and line.
        gate: where the answers so far lead.
        recalled: what recall prompts show, by prompt id.
        earlier: earlier answers to the same prompts, by prompt id.
        list_first: a list stands before a picture of the same, as on a session day.
        showing: how the person wants painted pickers; the page's own, so that it remembers.
        texts: the short texts of a file of words, by group and line.
        within: where a prompt stands from its first moment on. Whatever moves to another parent
            is dressed anew by the stylesheet, with all that is in it.
        aside: the same for what stands beside a big picker.
    """

    look: Look
    clock: Clock
    number: str
    lifelines: Lifelines
    lines: Mapping[str, Mapping[str, str]]
    gate: Callable[[GatePrompt], Gate]
    recalled: Mapping[str, Recalled] = field(default_factory=dict)
    earlier: Mapping[str, EarlierAnswer] = field(default_factory=dict)
    list_first: bool = False
    texts: Callable[[str], Texts] = _no_texts
    showing: Showing = field(default_factory=Showing)
    within: QWidget | None = None
    aside: QWidget | None = None


class PromptWidget(QWidget):
    """One prompt on screen. A subclass builds what is answered with and hands it to ``frame``."""

    answered = Signal(object)  # the answer as it stands now, or None
    ground_wanted = Signal()
    go_wanted = Signal(object)  # an Errand
    stop_wanted = Signal()  # the answer just given ends the work for today
    rebuilt = Signal()  # other parts are in here now than before

    # A picker that fills a column of its own where the window is wide.
    is_big: ClassVar[bool] = False
    # What belongs to a big picker and stands in the other column.
    beside: QWidget | None = None
    # Shows the person's own people, and is built anew when they change.
    names_people: ClassVar[bool] = False

    def __init__(self, prompt: Prompt, *, kit: PromptKit) -> None:
        super().__init__(kit.within)
        self.prompt = prompt
        self.kit = kit
        self.look = kit.look
        self.setObjectName(f"prompt_{prompt.id}")
        self._field: Field | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show now, so that it takes no room."""
        return False

    @property
    def leads(self) -> bool:
        """Whether the way on lies in here first, so that Continue stands back."""
        return False

    @property
    def holder(self) -> QWidget:
        """Where the part that is handed to ``frame`` is built, so that it is dressed once."""
        return self._framed()

    def frame(self, part: QWidget) -> None:
        """Put ``part`` under the prompt's label and hint, with room for what does not fit."""
        part.setObjectName(f"answer_{self.prompt.id}")
        field = self._framed()
        field.put(part)
        if part.focusPolicy() == Qt.FocusPolicy.NoFocus:
            field.label.setBuddy(part.focusProxy() or part)

    def place(self, part: QWidget) -> None:
        """Make ``part`` all there is."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(part)

    def show_value(self, value: Value | None) -> None:
        """Show an answer given earlier; says nothing about it to anyone."""

    def show_problem(self, words: str) -> None:
        """Say beside the prompt what does not fit; empty words take it away."""
        if self._field is not None:
            self._field.set_error(words)

    def refresh(self) -> None:
        """Other answers have changed; most prompts do not mind."""

    def first(self) -> QWidget | None:
        """Where the keyboard begins in here."""
        return next((one for one in self.findChildren(QWidget) if _takes_keys(one)), None)

    def _framed(self) -> Field:
        if self._field is None:
            field = Field(
                self.prompt.label, None, look=self.look, hint=self.prompt.hint, parent=self
            )
            self._field = field
            self.place(field)
        return self._field


def _takes_keys(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return bool(policy & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and not widget.isHidden()
