"""When a step or a prompt is shown: data that packs state, never code that they bring."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from ketaguide.content import facts
from ketaguide.content.shape import ID, Misfit, ReadBy, dotted, nearest, refuse_unknown, table

# Source: our own; deeper conditions could not be explained to the person who reads the pack.
DEEPEST = 5

_TESTS = ("is", "has", "below", "at_least")
_GROUPS = ("all", "any", "not")
_EXAMPLE = '{ prompt = "feelings", is = "answered" }'


class Condition:
    """Something that is true or false about the answers so far."""

    __slots__ = ()

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """Args:
        answers: values of visible prompts by id, without those that are empty; and facts.
        """
        raise NotImplementedError

    def tests(self) -> Iterator["Test"]:
        """Every single comparison in here."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Test(Condition):
    """One comparison with one earlier answer."""

    prompt: str
    test: str
    against: str | int
    place: str = ""

    def holds(self, answers: Mapping[str, Any]) -> bool:
        value = answers.get(self.prompt)
        if self.test == "is" and self.against == "empty":
            return value is None
        if value is None:
            return False
        if self.test == "is":
            return self.against == "answered" or bool(value == self.against)
        if self.test == "has":
            return self.against in _parts(value)
        if not isinstance(value, int) or not isinstance(self.against, int):
            return False
        return value < self.against if self.test == "below" else value >= self.against

    def tests(self) -> Iterator["Test"]:
        yield self


@dataclass(frozen=True, slots=True)
class Fact(Condition):
    """One comparison with something that is known of the session."""

    name: str
    against: str

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return bool(answers.get(facts.key(self.name)) == self.against)

    def tests(self) -> Iterator[Test]:
        return iter(())


@dataclass(frozen=True, slots=True)
class All(Condition):
    """True when every one in it is."""

    inner: tuple[Condition, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return all(one.holds(answers) for one in self.inner)

    def tests(self) -> Iterator[Test]:
        for one in self.inner:
            yield from one.tests()


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """True when at least one in it is."""

    inner: tuple[Condition, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return any(one.holds(answers) for one in self.inner)

    def tests(self) -> Iterator[Test]:
        for one in self.inner:
            yield from one.tests()


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """True when the one in it is not."""

    inner: Condition

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return not self.inner.holds(answers)

    def tests(self) -> Iterator[Test]:
        yield from self.inner.tests()


def read_condition(value: object, place: str = "", depth: int = 1) -> Condition:
    """The condition that a table states; ``place`` is the one inside the whole condition.

    Raises:
        Misfit: it is not a condition.
    """
    rows = table(value, place=place)
    if depth > DEEPEST:
        raise Misfit(place, f"is nested more than {DEEPEST} deep")
    refuse_unknown(rows, ["prompt", "fact", *_TESTS, *_GROUPS], place=place)
    groups = [key for key in _GROUPS if key in rows]
    if groups and len(rows) != 1:
        raise Misfit(place, f"must hold {groups[0]} alone", example=_EXAMPLE)
    if "fact" in rows and not groups:
        return _read_fact(rows, place)
    if not groups:
        return _read_test(rows, place)
    key = groups[0]
    where = dotted(place, key)
    listed = rows[key]
    if key == "not":
        return Not(read_condition(listed, where, depth + 1))
    if not isinstance(listed, list) or not 1 <= len(listed) <= 20:
        raise Misfit(where, "must list 1 to 20 conditions", example=f"[{_EXAMPLE}]")
    inner = tuple(read_condition(item, f"{where}[{n}]", depth + 1) for n, item in enumerate(listed))
    return All(inner) if key == "all" else AnyOf(inner)


def _read_test(rows: Mapping[str, Any], place: str) -> Test:
    prompt = rows.get("prompt")
    if not isinstance(prompt, str) or not ID.fullmatch(prompt):
        raise Misfit(dotted(place, "prompt"), "must name an earlier prompt", example=_EXAMPLE)
    given = [key for key in _TESTS if key in rows]
    if len(given) != 1:
        raise Misfit(place, "must hold one of is, has, below, at_least", example=_EXAMPLE)
    against = rows[given[0]]
    if isinstance(against, bool) or not isinstance(against, str | int):
        raise Misfit(dotted(place, given[0]), "must be text or a whole number")
    return Test(prompt=prompt, test=given[0], against=against, place=dotted(place, given[0]))


def _read_fact(rows: Mapping[str, Any], place: str) -> Fact:
    name, against = rows["fact"], rows.get("is")
    if len(rows) != 2 or not isinstance(name, str) or not isinstance(against, str):
        raise Misfit(place, "must hold fact and is", example='{ fact = "route", is = "nasal" }')
    if name not in facts.FACTS:
        raise Misfit(dotted(place, "fact"), f"is not known{nearest(name, tuple(facts.FACTS))}")
    if against not in facts.FACTS[name]:
        what = f"is nothing that {name} can be{nearest(against, facts.FACTS[name])}"
        raise Misfit(dotted(place, "is"), what)
    return Fact(name=name, against=against)


def _parts(value: object) -> tuple[object, ...]:
    """What an answer of several things holds: ticked, chosen, felt, marked; and the marks."""
    if isinstance(value, Mapping):
        for several in ("ticked", "words", "regions"):
            # Lines of a readiness list may have these names, too; their marks are words.
            if not isinstance(value.get(several, ""), str):
                return (*value[several], *(("none",) if value.get("none") is True else ()))
        true = tuple(key for key, mark in value.items() if mark != "no")
        return (*true, *value.values())
    return tuple(value) if isinstance(value, list | tuple) else (value,)


When = Annotated[Condition, ReadBy(read_condition)]
