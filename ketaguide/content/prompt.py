"""What all kinds of prompts have in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from ketaguide.base.text import tr
from ketaguide.content.conditions import When
from ketaguide.content.shape import Hint, Id, Label, OptionalLabel, Shape

Value = str | int | list[str] | dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Shape):
    """One thing a step asks or shows."""

    kind: ClassVar[str] = ""
    asks: ClassVar[bool] = True
    tests: ClassVar[tuple[str, ...]] = ("is",)
    # Whether a finished run keeps the answer itself beside its words: for pictures and recall.
    keeps: ClassVar[bool] = True
    # Whether the answer of an earlier run is shown beside the new one.
    compares: ClassVar[bool] = False

    id: Id
    label: Label
    hint: Hint = ""
    required: bool = False
    show_if: When | None = None

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if self.required and not self.asks:
            yield "required", f"does not fit {self.kind}, which asks nothing", ""

    def clean(self, value: object) -> Value | None:
        """The answer as it counts; None if it is empty or does not fit this prompt (any more)."""
        raise NotImplementedError

    def missing(self, value: Value | None) -> str:
        """For a required prompt: what is still missing, in plain words; empty if nothing is."""
        if not self.asks or value is not None:
            return ""
        return tr("Please answer this, or choose “Skip for now”.")

    def misfit(self) -> str:
        """What to say beside the prompt when something was given that does not fit."""
        return tr("This does not fit here.")

    def shown(self, value: Value) -> str:
        """A clean answer as the record keeps it: words instead of ids, Markdown."""
        return str(value)

    @property
    def can_halt(self) -> bool:
        """Whether some answer ends the work for today at once."""
        return False

    def halts(self, value: Value | None) -> bool:  # noqa: ARG002 - most answers never do
        """Whether this clean answer ends the work for today at once."""
        return False

    def afresh(self, value: Value) -> Value | None:  # noqa: ARG002 - of most answers nothing
        """What stays of an answer that could end the work for today, when it is asked again."""
        return None

    def names(self) -> tuple[str, ...]:
        """What a condition may compare with, beside ``answered`` and ``empty``."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Prompt):
    """A prompt that asks nothing."""

    asks: ClassVar[bool] = False

    label: OptionalLabel = ""

    def clean(self, value: object) -> Value | None:  # noqa: ARG002 - nothing can be answered here
        return None
