"""Prompts that are done rather than filled in: a pause, a careful look, a step, a letter."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from ketaguide.base.text import tr
from ketaguide.content.days import long_date
from ketaguide.content.given import is_whole, one_line, one_of
from ketaguide.content.prompt import Prompt, Shown, Value
from ketaguide.content.shape import Count, Hint, Id, Line, Number

MOST_ROUNDS = 3
HARDEST = 10
# What ends a careful look for today, whatever was rated.
HALTING = ("numb", "floaty", "losing-time")
ENDS = ("keep", "seal", "shred")
STEP_PARTS = ("insight", "value", "action", "cue", "date")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Shown):
    """A few quiet moments: the room, the five senses, a long breath out.

    ``box`` breathing has holds in it, which suit some people badly: it is only ever a choice.
    """

    kind: ClassVar[str] = "pause"
    tests: ClassVar[tuple[str, ...]] = ()

    ways: Annotated[tuple[Literal["room", "senses", "breath", "box"], ...], Count(1, 4)] = (
        "room",
        "senses",
        "breath",
    )

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from Shown.misfits(self)
        if "box" in self.ways and "breath" not in self.ways:
            yield "ways", "must hold breath beside box, which is only a choice", '["breath", "box"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Titrate(Prompt):
    """Near the edge of something hard and back again, a few short rounds; it ends early.

    An answer is ``{"near", "resource", "ratings", "now", "rounds"}``.

    Source: practice in trauma work; ``stop-rule`` in the core pack's SOURCES.md.
    """

    kind: ClassVar[str] = "titrate"

    rounds: Annotated[int, Number(1, MOST_ROUNDS)] = MOST_ROUNDS
    seconds: Annotated[int, Number(60, 90)] = 75
    stop_at: Annotated[int, Number(1, 7)] = 7

    def clean(self, value: object) -> Value | None:
        if not isinstance(value, Mapping):
            return None
        marks = value.get("ratings")
        ratings = (
            [m for m in marks if is_whole(m, HARDEST)] if isinstance(marks, list | tuple) else []
        )
        kept: dict[str, Any] = {
            "near": one_of(value.get("near"), ("yes", "no")),
            "resource": _text(value.get("resource")),
            "ratings": ratings[: MOST_ROUNDS + 1],
            "now": one_of(value.get("now"), ("here", *HALTING)),
            "rounds": _rounds(value.get("rounds")),
        }
        return kept if any(kept.values()) else None

    @property
    def can_halt(self) -> bool:
        return True

    def halts(self, value: Value | None) -> bool:
        if not isinstance(value, dict):
            return False
        marks = value["ratings"]
        rose = any(a < b < c for a, b, c in zip(marks, marks[1:], marks[2:], strict=False))
        return value["now"] in HALTING or rose or any(mark >= self.stop_at for mark in marks)

    def afresh(self, value: Value) -> Value | None:
        """What steadies someone holds for another day; who is near, and how it is, does not."""
        return self.clean({"resource": value["resource"]}) if isinstance(value, dict) else None

    def shown(self, value: Value) -> str:
        if not isinstance(value, dict):
            return ""
        lines = []
        if value["resource"]:
            lines.append(tr("- Something steady: {what}", what=value["resource"]))
        if value["ratings"]:
            marks = ", ".join(str(mark) for mark in value["ratings"])
            lines.append(tr("- How hard it was to be with, from 0 to 10: {marks}", marks=marks))
        words = {
            "here": tr("- At the end: here"),
            "numb": tr("- At the end: numb"),
            "floaty": tr("- At the end: floaty"),
            "losing-time": tr("- At the end: losing track of time"),
        }
        if value["now"]:
            lines.append(words[value["now"]])
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class People(Prompt):
    """Some of the person's own people, by the names they gave them."""

    kind: ClassVar[str] = "people"

    most: Annotated[int, Number(1, 20)] = 5

    def clean(self, value: object) -> Value | None:
        if not isinstance(value, list | tuple):
            return None
        names = [one_line(one, most=LONGEST_NAME) for one in value]
        return list(dict.fromkeys(name for name in names if name))[: self.most] or None

    def shown(self, value: Value) -> str:
        return "\n".join(f"- {name}" for name in value) if isinstance(value, list) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPrompt(Prompt):
    """From something seen to a small step: value, action, cue, day. All of it may stay empty.

    An answer is ``{"insight", "value", "action", "cue", "date"}``.
    """

    kind: ClassVar[str] = "step"

    asks_insight: bool = True
    days_ahead: Annotated[int, Number(0, 365)] = 1

    def clean(self, value: object) -> Value | None:
        if not isinstance(value, Mapping):
            return None
        kept: dict[str, Any] = {part: _text(value.get(part)) for part in STEP_PARTS}
        kept["date"] = _day(kept["date"])
        written = [part for part in STEP_PARTS if part != "date" and kept[part]]
        return kept if written else None

    def shown(self, value: Value) -> str:
        if not isinstance(value, dict):
            return ""
        lines = (
            (value["insight"], tr("- What I see: {words}", words=value["insight"])),
            (value["value"], tr("- What it is for: {words}", words=value["value"])),
            (value["action"], tr("- What I do: {words}", words=value["action"])),
            (value["cue"], tr("- When this happens: {words}", words=value["cue"])),
            (value["date"], tr("- On this day: {words}", words=long_date(value["date"]))),
        )
        return "\n".join(line for given, line in lines if given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Shown):
    """What the person wrote earlier, beside the question; ``empty`` is said where nothing was."""

    kind: ClassVar[str] = "recall"
    tests: ClassVar[tuple[str, ...]] = ()

    of: Literal["intention", "insight", "step", "rules", "answer"]
    guide: Id = ""
    prompt: Id = ""
    empty: Hint = ""

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from Shown.misfits(self)
        if (self.of == "answer") != bool(self.guide and self.prompt):
            what = 'must name guide and prompt with of = "answer", and only then'
            yield "guide", what, 'guide = "consent-passport", prompt = "stop-word"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Shown):
    """A way to another place of the program; ``label`` is on the button."""

    kind: ClassVar[str] = "link"
    tests: ClassVar[tuple[str, ...]] = ()

    to: Literal["session", "people", "safety", "ground", "calls", "plan", "guide"]
    label: Line
    guide: Id = ""

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from Shown.misfits(self)
        if (self.to == "guide") != bool(self.guide):
            yield "guide", 'must be named with to = "guide", and only then', 'guide = "day-after"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Prompt):
    """A letter that is never sent, and what becomes of it: ``{"text", "end"}``.

    The answer of one that was shredded has no text: nothing of it is stored anywhere.
    """

    kind: ClassVar[str] = "letter"
    keeps: ClassVar[bool] = False

    starters: Annotated[tuple[Line, ...], Count(0, 6)] = ()
    lines: Annotated[int, Number(1, 20)] = 12

    def clean(self, value: object) -> Value | None:
        if not isinstance(value, Mapping):
            return None
        end = one_of(value.get("end"), ENDS)
        if end == "shred":
            return {"text": "", "end": end}
        text = value.get("text")
        if not isinstance(text, str) or not text.strip():
            return None
        return {"text": text, "end": end}

    def shown(self, value: Value) -> str:
        """Where nothing was chosen the letter is kept: nothing that was typed is ever lost."""
        if not isinstance(value, dict):
            return ""
        words = {"seal": tr("A sealed letter."), "shred": tr("A letter was written and let go.")}
        return words.get(value["end"], str(value["text"]))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _rounds(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(value, 0), MOST_ROUNDS)


def _day(value: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        return ""
