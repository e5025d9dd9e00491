"""One step of a guide: its question, its prompts, and what does not fit yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.guide import Step
from ketaguide.content.prompt import Value
from ketaguide.content.prompts import GatePrompt
from ketaguide.ui.look import is_restyled
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.prompts.gate import GateView
from ketaguide.ui.prompts.registry import is_picker, make_prompt
from ketaguide.ui.widgets.labels import Heading, Lead, Small

# A picker and what stands beside it need about this much at 100 % text; else one below the other.
BESIDE_AT = 900


class StepView(QWidget):
    """All prompts are built at once; those whose condition does not hold are hidden."""

    answered = Signal(str, object)  # prompt id, and the answer as it stands now
    ground_wanted = Signal()
    go_wanted = Signal(object)  # an Errand
    stop_wanted = Signal()
    rebuilt = Signal(str)  # prompt id, whose parts are others now

    def __init__(
        self,
        step: Step,
        values: Mapping[str, Value | None],
        *,
        kit: PromptKit,
        is_led: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        is_led: of a guide for two, where "the person with you" could be either of them.
        parent: where it will stand. Told from the beginning, nothing in it is dressed twice.
        """
        super().__init__(parent)
        self.setObjectName(f"step_{step.id}")
        self.setAccessibleName(step.title)
        self._look = kit.look
        self._is_end = step.ends
        self._head_words = " ".join(filter(None, (step.title, step.lead)))
        self._prompts: dict[str, PromptWidget] = {}
        self._big: PromptWidget | None = None
        self._head = self._make_head(step, is_led=is_led)
        self._rest = QWidget(self)
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(kit.look.gap(28))
        for prompt in step.prompts:
            within = self if self._big is None and is_picker(prompt) else self._rest
            placed = replace(kit, within=within, aside=self._rest)
            widget = make_prompt(prompt, values.get(prompt.id), kit=placed)
            widget.answered.connect(partial(self.answered.emit, prompt.id))
            widget.ground_wanted.connect(self.ground_wanted)
            widget.go_wanted.connect(self.go_wanted)
            widget.stop_wanted.connect(self.stop_wanted)
            widget.rebuilt.connect(partial(self.rebuilt.emit, prompt.id))
            self._prompts[prompt.id] = widget
            if widget.is_big and self._big is None:
                self._big = widget
            else:
                rest.addWidget(widget)
            if widget.beside is not None:
                rest.addWidget(widget.beside)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._is_beside: bool | None = None
        # Whom to call comes before every other word.
        self._lay()
        self._head.setVisible(not self.calls)

    @property
    def is_wide(self) -> bool:
        """Whether this step wants the width of the window rather than a good line of text."""
        return self._big is not None

    @property
    def calls(self) -> bool:
        """Whether this step says to call first, so that nothing may follow it."""
        return any(gate.outcome in ("now", "stop") for gate in self._gates())

    @property
    def ends(self) -> bool:
        """Whether nothing follows it: a call comes first, or it can wait."""
        return self.calls or self._is_end

    @property
    def spoken(self) -> str:
        """What a screen reader says first: the question, or where the answers lead."""
        return " ".join(gate.spoken for gate in self._gates()) or self._head_words

    @property
    def names_people(self) -> bool:
        """Whether it says whom one could call, so that it is built anew when they change."""
        return bool(self._gates()) or any(one.names_people for one in self._prompts.values())

    @property
    def leads(self) -> bool:
        """Whether the way on lies inside a prompt first."""
        return any(one.leads for one in self._prompts.values() if not one.isHidden())

    def prompt(self, prompt_id: str) -> PromptWidget:
        return self._prompts[prompt_id]

    def show_only(self, prompt_ids: Collection[str]) -> None:
        for name, widget in self._prompts.items():
            _show(widget, shown=name in prompt_ids and not widget.is_empty)
            if widget.beside is not None:
                _show(widget.beside, shown=name in prompt_ids)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what does not fit, beside each prompt; those not named are fine."""
        for name, widget in self._prompts.items():
            widget.show_problem(problems.get(name, ""))

    def show_problem(self, prompt_id: str, words: str) -> None:
        self._prompts[prompt_id].show_problem(words)

    def first(self, prompt_id: str = "") -> QWidget | None:
        """Where the keyboard begins: in the prompt named, or in the first that takes keys."""
        shown = [w for n, w in self._prompts.items() if not w.isHidden() and prompt_id in ("", n)]
        return next((found for found in (one.first() for one in shown) if found), None)

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's own
        """Two columns or one is settled before anything in here gets its first size."""
        if visible:
            self._lay()
        super().setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_grid"):
            self._lay()

    def _gates(self) -> list[GateView]:
        return [one for one in self._prompts.values() if isinstance(one, GateView)]

    def _make_head(self, step: Step, *, is_led: bool) -> QWidget:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.gap(8))
        who = {
            "facilitator": tr("For the person with you"),
            "together": tr("For you and the person with you"),
        }
        if is_led:
            who = {"facilitator": tr("For whoever leads"), "together": tr("For you both")}
        if step.answerer in who:
            column.addWidget(Small(who[step.answerer], look=self._look))
        # An outcome brings its own heading.
        if not any(isinstance(one, GatePrompt) for one in step.prompts):
            title = Heading(step.title, look=self._look)
            title.setObjectName("step_title")
            column.addWidget(title)
        if step.lead:
            column.addWidget(Lead(step.lead, look=self._look, tone="muted"))
        return head

    def _lay(self) -> None:
        beside = self._big is not None and self.width() >= self._look.px(BESIDE_AT)
        if beside == self._is_beside:
            return
        self._is_beside = beside
        for part in (self._head, self._big, self._rest):
            if part is not None:
                self._grid.removeWidget(part)
        self._grid.setHorizontalSpacing(self._look.gap(36))
        self._grid.setVerticalSpacing(self._look.gap(24))
        top = Qt.AlignmentFlag.AlignTop
        column = 1 if beside else 0
        self._grid.addWidget(self._head, 0, column, top)
        if self._big is not None:
            rows = 2 if beside else 1
            self._grid.addWidget(self._big, 0 if beside else 1, 0, rows, 1, top)
        self._grid.addWidget(self._rest, 1 if beside else 2, column, top)
        self._grid.setColumnStretch(0, 6)
        self._grid.setColumnStretch(1, 5 if beside else 0)
        self._grid.setRowStretch(1 if beside else 2, 1)


def _show(widget: QWidget, *, shown: bool) -> None:
    """What was never hidden comes with the step: shown before, it would be laid out for nothing."""
    if not shown or widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        widget.setVisible(shown)
