"""Reads TOML tables into dataclasses: a field's type and marks are its whole validation."""

import datetime
import difflib
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeVar

from ketaguide.content import plain

LONGEST_ID = 40
ID = re.compile(rf"[a-z0-9-]{{1,{LONGEST_ID}}}")
# What TOML gave -> what it means; the place in a Misfit begins at that value.
Reader = Callable[[object], Any]


class Misfit(Exception):
    """Something in a file does not fit; ``place`` is like ``steps[3].prompts[0].max``."""

    def __init__(self, place: str, what: str, *, example: str = "") -> None:
        """Args:
        place: where in the file; empty for the file itself.
        what: continues the sentence that ``place`` begins.
        example: TOML that would fit.
        """
        self.place, self.what, self.example = place, what, example
        super().__init__(str(self))

    def inside(self, place: str) -> "Misfit":
        """The same, seen from around ``place``: where it is comes together on its way out."""
        return Misfit(dotted(place, self.place), self.what, example=self.example)

    def __str__(self) -> str:
        words = f"{self.place} {self.what}".strip()
        return f"{words}, for example {self.example}" if self.example else words


@dataclass(frozen=True, slots=True)
class Text:
    """Marks a string: how long it may be, and what a good one looks like."""

    most: int
    example: str = '"A few plain words"'
    lines: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """Marks an id: given by the author, referred to by answers, stable for ever."""

    example: str = '"still-here"'


@dataclass(frozen=True, slots=True)
class Number:
    """Marks a whole number and its range, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Count:
    """Marks a list and how many things it may hold."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Marks a type that is not read field by field."""

    reader: Reader


# Source for the lengths: our own layout at 200 % text, where a label of 200 takes five lines.
Id = Annotated[str, Name()]
Line = Annotated[str, Text(80)]
OptionalLine = Annotated[str, Text(80, empty=True)]
Label = Annotated[str, Text(200)]
OptionalLabel = Annotated[str, Text(200, empty=True)]
Hint = Annotated[str, Text(400, empty=True)]
Body = Annotated[str, Text(4000, lines=True)]
OptionalBody = Annotated[str, Text(4000, lines=True, empty=True)]


class Shape:
    """Base of everything that a table becomes."""

    __slots__ = ()

    def misfits(self) -> Iterator[tuple[str, str, str]]:
        """Rules between fields: the field, what is wrong with it, and an example or nothing."""
        return iter(())


S = TypeVar("S", bound=Shape)


def table(value: object, *, place: str = "") -> dict[str, Any]:
    """The value as a TOML table.

    Raises:
        Misfit: it is something else.
    """
    if not isinstance(value, dict):
        raise Misfit(place, "must be a table", example='{ id = "a", label = "A" }')
    return value


def dotted(place: str, key: str) -> str:
    """The place of a key, or of an index such as ``[2]``, inside ``place``."""
    return f"{place}.{key}" if place and key and key[0] != "[" else place + key


def nearest(name: str, known: Sequence[str]) -> str:
    """The end of a message about a name that nobody knows."""
    near = difflib.get_close_matches(name[:40], known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; known here: {', '.join(known)}" if known else ""


def refuse_unknown(value: Mapping[str, Any], known: Sequence[str], *, place: str = "") -> None:
    """Raises:
    Misfit: a key that nobody reads, with the nearest one that somebody does.
    """
    for key in value:
        if key not in known:
            raise Misfit(dotted(place, key[:40]), f"is not known{nearest(key, known)}")


def read_table(kind: type[S], value: object, *, place: str = "", also: tuple[str, ...] = ()) -> S:
    """Build ``kind`` from a table.

    Args:
        kind: a dataclass; each field's type says what fits.
        value: what TOML gave.
        place: where in the file, for the message.
        also: keys that the caller has read already.

    Raises:
        Misfit: a key is missing, unknown, or does not fit.
    """
    shape: Any = kind
    try:
        return typing.cast("S", _table(shape, also)(value))
    except Misfit as misfit:
        raise misfit.inside(place) from None


@cache
def _table(kind: Any, also: tuple[str, ...] = ()) -> Reader:
    """How tables of one kind are read; made once, since a pack holds thousands."""
    asked = [f for f in fields(kind) if not f.metadata.get("computed")]
    hints: dict[str, Any] = {f.name: f.type for f in asked}
    readers = {name: _reader(hint) for name, hint in hints.items()}
    known = frozenset({*hints, *also})
    needed = [f.name for f in asked if f.default is MISSING and f.default_factory is MISSING]
    has_rules = kind.misfits is not Shape.misfits

    def read(value: object) -> Any:
        rows = table(value)
        if not known.issuperset(rows):
            refuse_unknown(rows, [*also, *hints])
        given: dict[str, Any] = {}
        key = ""
        try:
            for key, item in rows.items():
                if key in readers:
                    given[key] = readers[key](item)
        except Misfit as misfit:
            raise misfit.inside(key) from None
        for key in needed:
            if key not in given:
                raise Misfit(key, "is missing", example=f"{key} = {example_of(hints[key])}")
        made = kind(**given)
        if has_rules:
            for key, what, example in made.misfits():
                raise Misfit(key, what, example=example)
        return made

    return read


@cache
def _reader(hint: Any) -> Reader:
    """How a value of this type is read."""
    marks: list[Any] = []
    if typing.get_origin(hint) is Annotated:
        hint, *marks = typing.get_args(hint)
    for mark in marks:
        if isinstance(mark, ReadBy):
            return mark.reader
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _reader(next(k for k in typing.get_args(hint) if k is not type(None)))
    if origin is Literal:
        return partial(_one_of, typing.get_args(hint))
    if origin is tuple:
        limit = next((mark for mark in marks if isinstance(mark, Count)), Count(0, 60))
        inner = typing.get_args(hint)[0]
        return partial(_many, (inner, _reader(inner)), limit)
    if hint is bool:
        return _truth
    if hint is datetime.date:
        return _date
    if hint is int:
        return partial(_number, next(mark for mark in marks if isinstance(mark, Number)))
    if hint is str:
        rule = next(mark for mark in marks if isinstance(mark, Text | Name))
        return partial(_name, rule) if isinstance(rule, Name) else partial(_text, rule)
    return _table(hint)


def _one_of(allowed: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(f'"{name}"' for name in allowed)
        raise Misfit("", f"must be one of {words}")
    return value


def _many(each: tuple[Any, Reader], limit: Count, value: object) -> tuple[Any, ...]:
    inner, reader = each
    if not isinstance(value, list):
        raise Misfit("", "must be a list", example=f"[{example_of(inner)}]")
    if not limit.low <= len(value) <= limit.high:
        raise Misfit("", f"must hold {limit.low} to {limit.high} things, and holds {len(value)}")
    made: list[Any] = []
    try:
        for item in value:
            made.append(reader(item))
    except Misfit as misfit:
        raise misfit.inside(f"[{len(made)}]") from None
    return tuple(made)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Misfit("", "must be true or false")
    return value


def _date(value: object) -> datetime.date:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise Misfit("", "must be a date without quotes", example="2030-05-21")
    return value


def _number(limit: Number, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misfit("", "must be a whole number", example=str(limit.high))
    if not limit.low <= value <= limit.high:
        raise Misfit("", f"must be from {limit.low} to {limit.high}")
    return value


def _text(rule: Text, value: object) -> str:
    if not isinstance(value, str):
        raise Misfit("", "must be text in quotes", example=rule.example)
    text = value.strip()
    if not text and not rule.empty:
        raise Misfit("", "must not be empty", example=rule.example)
    if len(text) > rule.most:
        raise Misfit("", f"must be {rule.most} characters or shorter, and is {len(text)}")
    if not rule.lines and "\n" in text:
        raise Misfit("", "must be one line", example=rule.example)
    if wrong := plain.fault(text):
        raise Misfit("", wrong)
    return text


def _name(rule: Name, value: object) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        what = "must be an id: small letters a to z, digits and hyphens, 40 at most"
        raise Misfit("", what, example=rule.example)
    return value


def example_of(hint: Any) -> str:
    """TOML that fits a field of this type."""
    if typing.get_origin(hint) is Annotated:
        for mark in typing.get_args(hint)[1:]:
            if isinstance(mark, Text | Name):
                return mark.example
            if isinstance(mark, Number):
                return str(mark.high)
        hint = typing.get_args(hint)[0]
    if typing.get_origin(hint) is Literal:
        return f'"{typing.get_args(hint)[0]}"'
    if typing.get_origin(hint) is tuple:
        return f"[{example_of(typing.get_args(hint)[0])}]"
    return {str: '"..."', int: "1", bool: "true"}.get(hint, "{ ... }")
