"""Looks through what a pack says for words that do not belong in it."""

import dataclasses
import re
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from ketaguide.base.errors import PackInvalid, PackMissing
from ketaguide.content.files import read_toml
from ketaguide.content.pack import Pack
from ketaguide.content.shape import Count, Id, Label, Misfit, Name, Shape, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban(Shape):
    """Words that do not belong in a pack, why, and phrases in which they may stand."""

    id: Id
    words: Annotated[tuple[Label, ...], Count(1, 100)]
    reason: Label
    instead: Label
    allowed: Annotated[tuple[Label, ...], Count(0, 100)] = ()

    def found_in(self, text: str) -> Iterator[str]:
        """The banned words in a text: whole words, in any case and spelling; a figure may stand
        right before one, as in 50mg.
        """
        rest = _plain(text)
        if not _any_of(self.words).search(rest):
            return
        for phrase in self.allowed:
            rest = rest.replace(_plain(phrase), " ")
        for word in self.words:
            if _any_of((word,)).search(rest):
                yield word


@dataclass(frozen=True, slots=True, kw_only=True)
class BanList(Shape):
    """A whole file of ``resources/wording``."""

    entries: Annotated[tuple[Ban, ...], Count(1, 100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A word that does not belong, where it stands, and what would fit."""

    place: str
    word: str
    reason: str
    instead: str
    ban: str = ""

    def __str__(self) -> str:
        return f"{self.place}: “{self.word}”. {self.reason}"


def load_bans(folder: Path) -> tuple[Ban, ...]:
    """All entries of all files in a wording folder.

    Raises:
        PackMissing: a file cannot be read.
        PackInvalid: a file does not fit.
    """
    bans: list[Ban] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            rows = read_toml(path.read_text(encoding="utf-8"), path.name)
            bans += read_table(BanList, rows, place="").entries
        except OSError as problem:
            raise PackMissing from problem
        except UnicodeDecodeError as problem:
            raise PackInvalid(f"{path.name}: must be UTF-8 text") from problem
        except Misfit as misfit:
            raise PackInvalid(f"{path.name}: {misfit}") from misfit
    return tuple(bans)


def lint(pack: Pack, bans: tuple[Ban, ...]) -> tuple[Finding, ...]:
    """Every banned word in what a pack shows, in the order of its files."""
    return tuple(
        Finding(place=place, word=word, reason=ban.reason, instead=ban.instead, ban=ban.id)
        for place, text in authored(pack)
        for ban in bans
        for word in ban.found_in(text)
    )


def authored(pack: Pack) -> Iterator[tuple[str, str]]:
    """Every text of a pack that a person can meet, with its place; ids are left out."""
    yield from _texts(pack.info, f"{pack.info.id}/pack.toml: ")
    if pack.clinic is not None:
        yield from _texts(pack.clinic, f"{pack.info.id}/clinic.toml: ")
    for guide in pack.guides:
        yield from _texts(guide, f"{pack.info.id}/guides/{guide.id}.toml: ")
    for name, families in pack.words.items():
        yield from _each(families, f"{pack.info.id}/words/{name}.toml: families")
    for name, groups in pack.lines.items():
        yield from _mapped(groups, f"{pack.info.id}/words/{name}.toml: ")


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Made once for each ban: a pack holds thousands of texts."""
    known = "|".join(re.escape(_plain(word)) for word in words)
    return re.compile(rf"(?<![^\W\d])(?:{known})(?!\w)")


def _plain(text: str) -> str:
    """In small letters, without characters that only look different or cannot be seen."""
    if not text.isascii():
        whole = unicodedata.normalize("NFKC", text)
        text = "".join(char for char in whole if unicodedata.category(char) != "Cf")
    return " ".join(text.lower().replace("’", "'").split())


def _mapped(groups: Mapping[str, Mapping[str, str]], place: str) -> Iterator[tuple[str, str]]:
    for group, lines in groups.items():
        yield from ((f"{place}{group}.{line}", text) for line, text in lines.items())


def _each(items: tuple[Any, ...], place: str) -> Iterator[tuple[str, str]]:
    for n, item in enumerate(items):
        where = f"{place}[{n}]"
        yield from [(where, item)] if isinstance(item, str) else _texts(item, where + ".")


def _texts(thing: Any, place: str) -> Iterator[tuple[str, str]]:
    kind: Any = type(thing)
    for name, is_text in _fields(kind):
        value = getattr(thing, name)
        if isinstance(value, tuple):
            yield from _each(value, place + name)
        elif isinstance(value, Shape):
            yield from _texts(value, f"{place}{name}.")
        elif isinstance(value, str) and value and is_text:
            yield place + name, value


@cache
def _fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """What a file may state beside ids, and whether it is text that a person can meet."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return tuple(
        (field.name, typing.get_origin(hints[field.name]) is Annotated)
        for field in dataclasses.fields(kind)
        if not field.metadata.get("computed") and not _is_id(hints[field.name])
    )


def _is_id(hint: Any) -> bool:
    """Whether a field holds an id, or a list of them."""
    if typing.get_origin(hint) is not Annotated:
        return False
    inner, *marks = typing.get_args(hint)
    if typing.get_origin(inner) is tuple:
        return _is_id(typing.get_args(inner)[0])
    return any(isinstance(mark, Name) for mark in marks)
