"""A pack: a versioned, read-only folder of guides and words."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from ketaguide.base.errors import PackError
from ketaguide.content.clinic import Clinic
from ketaguide.content.guide import Guide
from ketaguide.content.shape import Count, Hint, Id, Line, Number, Shape
from ketaguide.content.words import Family

# The number that pack.toml states; raised when an older program could not read a newer pack.
SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInfo(Shape):
    """What ``pack.toml`` says."""

    schema: Annotated[int, Number(1, SCHEMA)]
    id: Id
    title: Line
    version: Line
    language: Line = "en"
    licence: Line = ""
    authors: Annotated[tuple[Line, ...], Count(0, 20)] = ()
    summary: Hint = ""
    reviewed: datetime.date | None = None
    guides: Annotated[tuple[Id, ...], Count(0, 100)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it was read; ``problems`` holds what had to be left out.

    ``lines`` are texts by file, group and line, such as ``lines["gate"]["stop"]["title"]``.
    """

    info: PackInfo
    guides: tuple[Guide, ...]
    words: Mapping[str, tuple[Family, ...]] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    clinic: Clinic | None = None
    problems: tuple[PackError, ...] = ()
