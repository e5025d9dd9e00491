"""What a guide file says: steps of prompts for one phase, and what a finished run makes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Literal

from ketaguide.content.conditions import When
from ketaguide.content.prompt import Prompt
from ketaguide.content.prompts import AnyPrompt
from ketaguide.content.shape import Count, Hint, Id, Line, Number, Shape

Phase = Literal["preparation", "session-day", "integration"]
PHASES: tuple[Phase, ...] = ("preparation", "session-day", "integration")

# A stone of the path on Home, a way in on its phase's page, or something for two people.
Place = Literal["path", "door", "together"]
Shelf = Literal["", "first-days", "days", "release", "steps", "reviews", "care"]
SHELVES: tuple[Shelf, ...] = ("first-days", "days", "release", "steps", "reviews", "care")

Minutes = Annotated[int, Number(1, 180)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens(Shape):
    """When something is meant to be done, counted from the start of the session."""

    before: Literal["session"] | None = None
    after: Literal["session"] | None = None
    days: Annotated[int, Number(0, 366)] = 0
    hours: Annotated[int, Number(0, 240)] = 0

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if (self.before is None) == (self.after is None):
            yield "", "must say before or after", '{ after = "session", hours = 12 }'

    def offset(self) -> timedelta:
        """From the session's start; negative before it."""
        span = timedelta(days=self.days, hours=self.hours)
        return -span if self.before else span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Shape):
    """A stretch of steps that the path on Home shows as one stone."""

    id: Id
    title: Line
    summary: Hint = ""
    icon: Id = "circle"
    minutes: Minutes | None = None
    opens: Opens | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Shape):
    """One screen. After one that ``ends`` nothing follows while it is shown."""

    id: Id
    title: Line
    part: Id = ""
    lead: Hint = ""
    answerer: Literal["client", "facilitator", "together"] = "client"
    show_if: When | None = None
    ends: bool = False
    prompts: Annotated[tuple[AnyPrompt, ...], Count(0, 12)] = ()

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if not self.prompts and not self.lead:
            yield "prompts", "is missing, and so is lead: this step shows nothing", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakesEntry(Shape):
    """The finished run's writing, as an entry of the journal."""

    title: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class MakesCommitment(Shape):
    """Which prompts hold the parts of a small step; none is made where ``unless`` holds.

    One prompt of kind ``step`` holds them all.
    """

    step: Id = ""
    action: Id = ""
    cue: Id = ""
    value: Id = ""
    date: Id = ""
    unless: When | None = None

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if bool(self.step) == bool(self.action):
            yield "action", "or step must be named, and not both", 'step = "small-step"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Makes(Shape):
    """What a finished run leaves in the record; each id names a prompt."""

    entry: MakesEntry | None = None
    intention: Id = ""
    insight: Id = ""
    asks: Id = ""
    sure: Id = ""
    feelings: Id = ""
    commitment: MakesCommitment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Shape):
    """Ordered steps for one phase. One that is ``private`` is never chosen for sharing ahead."""

    id: Id
    title: Line
    phase: Phase
    minutes: Minutes
    summary: Hint
    icon: Id = "circle"
    place: Place = "path"
    shelf: Shelf = ""
    private: bool = False
    sources: Annotated[tuple[Id, ...], Count(0, 40)] = ()
    opens: Opens | None = None
    parts: Annotated[tuple[Part, ...], Count(0, 12)] = ()
    steps: Annotated[tuple[Step, ...], Count(1, 60)]
    makes: Makes = Makes()
    pack_id: str = field(default="", metadata={"computed": True})
    pack_version: str = field(default="", metadata={"computed": True})
    language: str = field(default="", metadata={"computed": True})

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if (self.place == "door") != bool(self.shelf):
            yield "shelf", 'must be named with place = "door", and only then', 'shelf = "days"'

    def prompts(self) -> Iterator[tuple[Step, Prompt]]:
        """Every prompt with its step, in the order they are met."""
        return ((step, prompt) for step in self.steps for prompt in step.prompts)

    def prompt(self, prompt_id: str) -> Prompt | None:
        """The prompt of that id; answers of an older pack may name one that is gone."""
        return next((p for _, p in self.prompts() if p.id == prompt_id), None)
