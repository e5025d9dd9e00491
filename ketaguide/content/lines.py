"""Short fixed texts of a pack, such as Ground me and what the readiness questions lead to."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from ketaguide.base.errors import PackInvalid, PackMissing
from ketaguide.content.shape import Body, Count, Id, Line, Misfit, Shape, read_table

# Source: our own; our longest file is a tenth of it, and a wrong file is refused before it is read.
MOST_BYTES = 128 * 1024


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
        seen: set[str] = set()
        for number, line in enumerate(self.lines):
            if line.id in seen:
                yield f"lines[{number}].id", f"is used twice: {line.id}", ""
            seen.add(line.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups(Shape):
    """A whole file."""

    groups: Annotated[tuple[Group, ...], Count(1, 40)]

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        seen: set[str] = set()
        for number, group in enumerate(self.groups):
            if group.id in seen:
                yield f"groups[{number}].id", f"is used twice: {group.id}", ""
            seen.add(group.id)

    def by_id(self) -> Mapping[str, Mapping[str, str]]:
        """The texts by group and line."""
        return {group.id: {line.id: line.text for line in group.lines} for group in self.groups}


def load_lines(path: Path) -> Mapping[str, Mapping[str, str]]:
    """The texts by group and line; places for names, such as ``{number}``, are left as they are.

    Raises:
        PackMissing: the file is not there or cannot be read.
        PackInvalid: it does not fit; the message names the place.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PackInvalid(f"{path.name}: is larger than {MOST_BYTES // 1024} KiB")
        with path.open("rb") as file:
            rows = tomllib.load(file)
        read = read_table(Groups, rows, place="")
    except OSError as error:
        raise PackMissing from error
    except Misfit as misfit:
        raise PackInvalid(f"{path.name}: {misfit}") from misfit
    except (ValueError, RecursionError) as error:
        raise PackInvalid(f"{path.name}: is not valid TOML") from error
    return read.by_id()
