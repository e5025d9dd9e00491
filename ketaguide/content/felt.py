"""Words for feelings, each with a strength; one's own words, or none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ketaguide.base.text import tr
from ketaguide.content.given import is_whole, one_line
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.shape import Id
from ketaguide.content.words import Family, Word

# What a condition calls the answer that there is no word for it.
NO_WORDS = "none"
MOST_OWN = 20
STRONGEST = 10
LONGEST_OWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Feelings(Prompt):
    """Words from a list and one's own, each with a strength from 0 to 10; or no words.

    An answer is ``{"words": {id: strength}, "own": [{"label", "strength"}], "none": bool}``. The
    first packs kept the words alone; such an answer is still read.
    """

    kind: ClassVar[str] = "feelings"
    tests: ClassVar[tuple[str, ...]] = ("is", "has")

    words: Id = "feelings"
    families: tuple[Family, ...] = field(default=(), metadata={"computed": True})

    def clean(self, value: object) -> Value | None:
        if not isinstance(value, Mapping):
            return None
        given = value.get("words") if _is_whole(value) else value
        marks = given if isinstance(given, Mapping) else {}
        known = {word.id: marks.get(word.id) for word in self._words()}
        felt = {name: mark for name, mark in known.items() if is_whole(mark, STRONGEST)}
        own = _own(value.get("own")) if _is_whole(value) else []
        none = value.get("none") is True and not felt and not own
        return {"words": felt, "own": own, "none": none} if felt or own or none else None

    def shown(self, value: Value) -> str:
        if not isinstance(value, dict):
            return ""
        if value["none"]:
            return tr("No words for it")
        marks = value["words"]
        felt = [(word.label, marks[word.id]) for word in self._words() if word.id in marks]
        felt += [(one["label"], one["strength"]) for one in value["own"]]
        return ", ".join(f"{label} ({strength(mark)})" for label, mark in felt)

    def names(self) -> tuple[str, ...]:
        return (*(word.id for word in self._words()), NO_WORDS)

    def _words(self) -> Iterator[Word]:
        return (word for family in self.families for word in family.words)


def strength(mark: int) -> str:
    """A strength from 0 to 10 as a word, because a record of feelings should not read as a score.

    Source: our own; thirds of the line, no measure behind it.
    """
    return tr("faint") if mark <= 3 else tr("medium") if mark <= 6 else tr("strong")


def _is_whole(value: Mapping[str, Any]) -> bool:
    """Whether it is of today's shape; a word of a list may itself be called ``none``."""
    return (
        isinstance(value.get("words"), Mapping)
        or isinstance(value.get("own"), list | tuple)
        or isinstance(value.get("none"), bool)
    )


def _own(value: object) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in value if isinstance(value, list | tuple) else ():
        if not isinstance(one, Mapping):
            continue
        words = one_line(one.get("label"), most=LONGEST_OWN)
        if words and is_whole(one.get("strength"), STRONGEST):
            found.setdefault(words, {"label": words, "strength": one["strength"]})
    return list(found.values())[:MOST_OWN]
