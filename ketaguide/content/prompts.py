"""The kinds of things a step asks or shows. A new kind is one class and one line in KINDS.

A field's type and marks say what a file may hold; ``clean`` says what a person's answer may be.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from ketaguide.base.text import tr
from ketaguide.content.acting import Letter, Link, Pause, People, Recall, StepPrompt, Titrate
from ketaguide.content.days import long_date
from ketaguide.content.felt import Feelings
from ketaguide.content.lists import Checklist, Choice, Option, Sign, Signs
from ketaguide.content.pictures import BodyMap, Drawing
from ketaguide.content.prompt import Prompt, Shown, Value
from ketaguide.content.shape import (
    Body,
    Count,
    Id,
    Line,
    Misfit,
    Number,
    OptionalBody,
    ReadBy,
    nearest,
    read_table,
    table,
)

__all__ = [
    "KINDS",
    "AnyPrompt",
    "BodyMap",
    "Checklist",
    "Choice",
    "DatePrompt",
    "Drawing",
    "Feelings",
    "GatePrompt",
    "Info",
    "Letter",
    "Link",
    "Option",
    "Pause",
    "People",
    "Prompt",
    "Recall",
    "Scale",
    "Sign",
    "Signs",
    "StepPrompt",
    "TextPrompt",
    "Titrate",
    "Value",
    "read_prompt",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Info(Shown):
    """Text to read. Blank lines part the paragraphs."""

    kind: ClassVar[str] = "info"
    tests: ClassVar[tuple[str, ...]] = ()

    body: Body
    tone: Literal["plain", "care"] = "plain"

    def paragraphs(self) -> tuple[str, ...]:
        """The body without its blank lines; lines of one paragraph are joined."""
        return tuple(" ".join(part.split()) for part in self.body.split("\n\n") if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPrompt(Prompt):
    """Writing, kept exactly as it was typed."""

    kind: ClassVar[str] = "text"
    keeps: ClassVar[bool] = False

    starters: Annotated[tuple[Line, ...], Count(0, 6)] = ()
    lines: Annotated[int, Number(1, 20)] = 6

    def clean(self, value: object) -> Value | None:
        return value if isinstance(value, str) and value.strip() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Prompt):
    """A number between two ends that have words.

    ``stop_at`` belongs to the stop rule, ``pause_at`` to the readiness gate.
    """

    kind: ClassVar[str] = "scale"
    tests: ClassVar[tuple[str, ...]] = ("is", "below", "at_least")

    min: Annotated[int, Number(0, 100)]
    max: Annotated[int, Number(1, 100)]
    low: Line
    high: Line
    stop_at: Annotated[int, Number(0, 100)] | None = None
    pause_at: Annotated[int, Number(0, 100)] | None = None

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if self.max <= self.min:
            yield "max", "must be above min", f"min = {self.min} and max = {self.min + 10}"
        for key, mark in (("stop_at", self.stop_at), ("pause_at", self.pause_at)):
            if mark is not None and not self.min < mark <= self.max:
                yield key, "must be above min, and max or lower", f"{key} = {self.max}"

    def clean(self, value: object) -> Value | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return value if self.min <= value <= self.max else None

    def misfit(self) -> str:
        return tr("A number from {low} to {high} fits here.", low=self.min, high=self.max)

    def shown(self, value: Value) -> str:
        return tr(
            "{value} (from {min}, {low}, to {max}, {high})",
            value=value,
            min=self.min,
            low=self.low,
            max=self.max,
            high=self.high,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePrompt(Prompt):
    """A day. ``days_ahead`` is the day first offered, counted from today."""

    kind: ClassVar[str] = "date"

    days_ahead: Annotated[int, Number(0, 365)] | None = None

    def clean(self, value: object) -> Value | None:
        try:
            return (
                datetime.date.fromisoformat(value).isoformat() if isinstance(value, str) else None
            )
        except ValueError:
            return None

    def misfit(self) -> str:
        return tr("A date fits here, such as {date}.", date="2030-05-21")

    def shown(self, value: Value) -> str:
        return long_date(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePrompt(Shown):
    """Shows what the lists and scales in ``reads`` lead to. The four texts say it in words."""

    kind: ClassVar[str] = "gate"

    reads: Annotated[tuple[Id, ...], Count(1, 20)]
    now: OptionalBody = ""
    stop: OptionalBody = ""
    pause: OptionalBody = ""
    go_on: OptionalBody = ""

    def names(self) -> tuple[str, ...]:
        return ("now", "stop", "pause", "go-on")


KINDS: Mapping[str, type[Prompt]] = {
    kind.kind: kind
    for kind in (
        Info,
        TextPrompt,
        Choice,
        Scale,
        Checklist,
        DatePrompt,
        Feelings,
        Signs,
        GatePrompt,
        Pause,
        Titrate,
        People,
        StepPrompt,
        Recall,
        Link,
        Letter,
        BodyMap,
        Drawing,
    )
}


def read_prompt(value: object) -> Prompt:
    """The prompt of the kind that the table names.

    Raises:
        Misfit: no such kind, or it does not fit.
    """
    rows = table(value)
    name = rows.get("kind")
    if not isinstance(name, str):
        raise Misfit("kind", "is missing", example='kind = "text"')
    if name not in KINDS:
        raise Misfit("kind", f"is not a kind of prompt{nearest(name, sorted(KINDS))}")
    return read_table(KINDS[name], rows, also=("kind",))


AnyPrompt = Annotated[Prompt, ReadBy(read_prompt)]
