"""Emergency numbers and crisis lines by country: data that says where each number comes from."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from ketaguide.base.errors import PackInvalid, PackMissing
from ketaguide.base.phone import is_number
from ketaguide.content.files import read_toml
from ketaguide.content.shape import (
    Count,
    Id,
    Label,
    Line,
    Misfit,
    OptionalLabel,
    OptionalLine,
    Shape,
    read_table,
)
from ketaguide.content.twice import twice

# Source: our own; services change numbers within a year, and half of that leaves time to look.
CHECKED_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Shape):
    """Where numbers were found."""

    id: Id
    title: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLine(Shape):
    """Someone to talk to who is not known to the person.

    Attributes:
        number: to ring; empty where one can only write.
        text: how to write to them, such as "Text 988".
        note: the language, or who answers.
        hours: only where a source states them.
        verified_on: when someone last checked it with the service; None is never.
    """

    number: OptionalLine = ""
    text: OptionalLabel = ""
    note: OptionalLabel = ""
    hours: Literal["", "day-and-night"] = ""
    sources: Annotated[tuple[Id, ...], Count(1, 6)]
    verified_on: datetime.date | None = None

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if self.number and not is_number(self.number):
            yield "number", "must be a number that can be dialled", '"116 123"'
        if not self.number and not self.text:
            yield "number", "is missing, and there is no text either", '"116 123"'

    def is_checked(self, today: datetime.date) -> bool:
        """Whether it may say that it was checked: not before the day, and not for ever."""
        if self.verified_on is None:
            return False
        return 0 <= (today - self.verified_on).days <= CHECKED_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Country(Shape):
    """One country; ``emergency`` is empty where no source gives one number for all of it."""

    id: Id
    name: Line
    emergency: OptionalLine = ""
    emergency_sources: Annotated[tuple[Id, ...], Count(0, 6)] = ()
    lines: Annotated[tuple[CrisisLine, ...], Count(0, 8)] = ()

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        if self.emergency and not is_number(self.emergency):
            yield "emergency", "must be a number that can be dialled", '"112"'
        if self.emergency and not self.emergency_sources:
            yield "emergency_sources", "must name where the number is from", '["list-2021"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLines(Shape):
    """The whole file."""

    sources: Annotated[tuple[Source, ...], Count(1, 20)]
    countries: Annotated[tuple[Country, ...], Count(0, 250)] = ()

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        known = {source.id for source in self.sources}
        yield from twice("countries", [country.id for country in self.countries])
        for n, country in enumerate(self.countries):
            place = f"countries[{n}]"
            named = (*country.emergency_sources, *(s for one in country.lines for s in one.sources))
            for source in named:
                if source not in known:
                    yield place, f"names a source that is not listed: {source}", ""

    def country(self, country_id: str) -> Country | None:
        """None where it is not listed; a settings file may hold any word."""
        return next((one for one in self.countries if one.id == country_id), None)

    def titles(self) -> Mapping[str, str]:
        """What each source is, by its id."""
        return {source.id: source.title for source in self.sources}


@cache
def load_lines(folder: Path) -> CrisisLines:
    """Read ``lines.toml``.

    Raises:
        PackMissing: there is none.
        PackInvalid: it does not fit.
    """
    file = folder / "lines.toml"
    try:
        return read_table(
            CrisisLines, read_toml(file.read_text(encoding="utf-8"), file.name), place=""
        )
    except OSError as problem:
        raise PackMissing(f"{file.name}: cannot be read") from problem
    except UnicodeDecodeError as problem:
        raise PackInvalid(f"{file.name}: must be UTF-8 text") from problem
    except Misfit as misfit:
        raise PackInvalid(f"{file.name}: {misfit}") from misfit
