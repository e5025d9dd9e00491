"""Short fixed texts of a pack, such as Ground me and what the readiness questions lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from ketaguide.content.shape import Body, Count, Id, Line, Shape
from ketaguide.content.twice import twice


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLine(Shape):
    """One text, found by its id."""

    id: Id
    text: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Shape):
    """The texts of one screen or one outcome."""

    id: Id
    title: Line
    lines: Annotated[tuple[OneLine, ...], Count(1, 40)]

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from twice("lines", [line.id for line in self.lines])


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups(Shape):
    """A whole file."""

    groups: Annotated[tuple[Group, ...], Count(1, 40)]

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        yield from twice("groups", [group.id for group in self.groups])

    def by_id(self) -> Mapping[str, Mapping[str, str]]:
        """The texts by group and line; places for names, such as ``{number}``, stay as they are."""
        return {group.id: {line.id: line.text for line in group.lines} for group in self.groups}
