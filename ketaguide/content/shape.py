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
    """Marks a type that is not read field by field; the function takes value and place."""

    reader: Callable[[object, str], Any]


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field that a file may state, and how its value is read."""

    name: str
    hint: Any
    needed: bool
    reader: Callable[[object, str], Any]


@cache
def _asked(kind: Any) -> tuple[_Asked, ...]:
    """Found once for each kind, since a pack holds thousands of tables."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return tuple(
        _Asked(
            f.name,
            hints[f.name],
            f.default is MISSING and f.default_factory is MISSING,
            _reader(hints[f.name]),
        )
        for f in fields(kind)
        if not f.metadata.get("computed")
    )


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(one.name for one in _asked(kind))


def table(value: object, *, place: str) -> dict[str, Any]:
    """The value as a TOML table.

    Raises:
        Misfit: it is something else.
    """
    if not isinstance(value, dict):
        raise Misfit(place, "must be a table", example='{ id = "a", label = "A" }')
    return value


def dotted(place: str, key: str) -> str:
    """The place of a key inside ``place``."""
    return f"{place}.{key}" if place and key else place or key


def nearest(name: str, known: Sequence[str]) -> str:
    """The end of a message about a name that nobody knows."""
    near = difflib.get_close_matches(name[:40], known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; known here: {', '.join(known)}" if known else ""


def refuse_unknown(value: Mapping[str, Any], known: Sequence[str], *, place: str) -> None:
    """Raises:
    Misfit: a key that nobody reads, with the nearest one that somebody does.
    """
    for key in value:
        if key not in known:
            raise Misfit(dotted(place, key[:40]), f"is not known{nearest(key, known)}")


def read_table(kind: type[S], value: object, *, place: str, also: tuple[str, ...] = ()) -> S:
    """Build ``kind`` from a table.

    Args:
        kind: a dataclass; each field's type says what fits.
        value: what TOML gave.
        place: where in the file, for the message.
        also: keys that the caller has read already.

    Raises:
        Misfit: a key is missing, unknown, or does not fit.
    """
    rows = table(value, place=place)
    shape: Any = kind
    asked = _asked(shape)
    known = _names(shape)
    if not known.issuperset(rows) and not known.union(also).issuperset(rows):
        refuse_unknown(rows, [*also, *(one.name for one in asked)], place=place)
    given: dict[str, Any] = {}
    for one in asked:
        if one.name in rows:
            given[one.name] = one.reader(rows[one.name], dotted(place, one.name))
    for one in asked:
        if one.needed and one.name not in given:
            example = f"{one.name} = {example_of(one.hint)}"
            raise Misfit(dotted(place, one.name), "is missing", example=example)
    made = kind(**given)
    for key, what, example in made.misfits():
        raise Misfit(dotted(place, key), what, example=example)
    return made


@cache
def _reader(hint: Any) -> Callable[[object, str], Any]:
    """How a value of this type is read; looked up once, since a pack holds thousands."""
    marks: tuple[Any, ...] = ()
    if typing.get_origin(hint) is Annotated:
        hint, *rest = typing.get_args(hint)
        marks = tuple(rest)
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
        return partial(_many, typing.get_args(hint)[0], limit)
    if hint is bool:
        return _truth
    if hint is datetime.date:
        return _date
    if hint is int:
        return partial(_number, next(mark for mark in marks if isinstance(mark, Number)))
    if hint is str:
        rule = next(mark for mark in marks if isinstance(mark, Text | Name))
        return partial(_name, rule) if isinstance(rule, Name) else partial(_text, rule)
    return lambda value, place: read_table(hint, value, place=place)


def _one_of(allowed: tuple[str, ...], value: object, place: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(f'"{name}"' for name in allowed)
        raise Misfit(place, f"must be one of {words}")
    return value


def _many(inner: Any, limit: Count, value: object, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Misfit(place, "must be a list", example=f"[{example_of(inner)}]")
    if not limit.low <= len(value) <= limit.high:
        raise Misfit(place, f"must hold {limit.low} to {limit.high} things, and holds {len(value)}")
    reader = _reader(inner)
    return tuple(reader(item, f"{place}[{n}]") for n, item in enumerate(value))


def _truth(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise Misfit(place, "must be true or false")
    return value


def _date(value: object, place: str) -> datetime.date:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise Misfit(place, "must be a date without quotes", example="2030-05-21")
    return value


def _number(limit: Number, value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misfit(place, "must be a whole number", example=str(limit.high))
    if not limit.low <= value <= limit.high:
        raise Misfit(place, f"must be from {limit.low} to {limit.high}")
    return value


def _text(rule: Text, value: object, place: str) -> str:
    if not isinstance(value, str):
        raise Misfit(place, "must be text in quotes", example=rule.example)
    text = value.strip()
    if not text and not rule.empty:
        raise Misfit(place, "must not be empty", example=rule.example)
    if len(text) > rule.most:
        raise Misfit(place, f"must be {rule.most} characters or shorter, and is {len(text)}")
    if not rule.lines and "\n" in text:
        raise Misfit(place, "must be one line", example=rule.example)
    wrong = plain.fault(text)
    if wrong:
        raise Misfit(place, wrong)
    return text


def _name(rule: Name, value: object, place: str) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        what = "must be an id: small letters a to z, digits and hyphens, 40 at most"
        raise Misfit(place, what, example=rule.example)
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
