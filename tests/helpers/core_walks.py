"""Every way through a guide: all answers and facts that some condition tells apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations, product
from typing import Any

from ketaguide.content import facts
from ketaguide.content.conditions import All, AnyOf, Condition, Fact, Not
from ketaguide.content.conditions import Test as Comparison
from ketaguide.content.guide import Guide, Step
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import (
    BodyMap,
    Checklist,
    Choice,
    DatePrompt,
    Feelings,
    GatePrompt,
    Scale,
    Signs,
)
from ketaguide.engine.gate import judge
from ketaguide.engine.view import View, look

# Far above what any guide needs; a guide that comes near has conditions nobody can follow.
MOST_PLACES = 20_000
# Of so many options every set is tried; of more, each one, each two, and all.
EVERY_SET = 4
# An ordinary answer to prompts that are done rather than filled in.
DONE: Mapping[str, Any] = {
    "body": {"regions": {"chest": {"amount": "more", "warmth": "warm", "words": "round"}}},
    "drawing": {
        "title": "",
        "strokes": [{"color": "ink", "width": 2, "points": [10, 10, 50, 20, 20, 50]}],
    },
    "letter": {"text": "Dear you.", "end": "keep"},
    "people": ["Ana"],
    "step": {"action": "walk to the corner", "date": "2026-11-24"},
    "titrate": {"near": "yes", "resource": "feet", "ratings": [3, 3], "now": "here", "rounds": 1},
}


@dataclass(frozen=True)
class Place:
    """A step as someone with these answers meets it.

    Attributes:
        given: what was answered on the steps before; one set of answers of several that come to
            the same.
        short: the fewest steps that lead here, this one too; ``long`` the most.
    """

    step: Step
    given: Mapping[str, Any]
    short: tuple[str, ...]
    long: tuple[str, ...]


@dataclass(frozen=True)
class End:
    """Where a way ends: nothing is shown after ``place``'s step once ``given`` is answered."""

    place: Place
    given: Mapping[str, Any]
    view: View


def some_answer(prompt: Prompt) -> Any:
    """An answer that stops nothing and worries nobody."""
    match prompt:
        case Choice():
            name = next(name for name in prompt.names() if name not in prompt.stops)
            return [name] if prompt.several else name
        case Scale():
            return prompt.min
        case Checklist():
            return {"ticked": list(prompt.names()[:1]), "own": []}
        case DatePrompt():
            return "2026-11-24"
        case Feelings():
            return {prompt.names()[0]: 5}
        case Signs():
            return {item.id: "no" for item in prompt.items}
    return DONE.get(prompt.kind, "a few words") if prompt.asks else None


def ways(guide: Guide, known: Mapping[str, str]) -> Iterator[Place | End]:
    """Each step in each situation that makes a difference later, and each end.

    Two ways that no later condition can tell apart are followed once from where they meet.
    """
    order = [step.id for step in guide.steps]
    tests = tuple(_tests(guide))
    waiting: dict[int, dict[object, Place]] = {n: {} for n in range(len(order))}
    first = look(guide, {}, known).steps[0][0]
    waiting[order.index(first.id)][None] = Place(first, {}, (first.id,), (first.id,))
    count = 0
    for n, step in enumerate(guide.steps):
        for place in waiting[n].values():
            count += 1
            assert count < MOST_PLACES, f"{guide.id}: more ways than anyone can follow"
            yield place
            for answers in _answers(guide, step):
                given = {**place.given, **answers}
                view = look(guide, given, known)
                after = _after(view, step)
                if after is None:
                    yield End(place, given, view)
                    continue
                ahead, mark = waiting[order.index(after.id)], _mark(guide, tests, view, n)
                ahead[mark] = _met(ahead.get(mark), place, after, given)


def settings(guide: Guide) -> list[Mapping[str, str]]:
    """What may be known of a session: each value that the guide looks at, and one other."""
    looked: dict[str, set[str]] = {}
    for condition in conditions(guide):
        for one in _facts_in(condition):
            looked.setdefault(one.name, set()).add(one.against)
    for name, values in looked.items():
        values.update([v for v in facts.FACTS[name] if v not in values][:1])
    names = sorted(looked)
    each = product(*(sorted(looked[name]) for name in names))
    return [{}, *(dict(zip(names, values, strict=True)) for values in each)]


def conditions(guide: Guide) -> Iterator[Condition]:
    """Every condition of a guide, as it is written."""
    for step in guide.steps:
        for show_if in (step.show_if, *(prompt.show_if for prompt in step.prompts)):
            if show_if is not None:
                yield show_if


def _met(there: Place | None, place: Place, after: Step, given: Mapping[str, Any]) -> Place:
    """The next place, or the one that is known already with a shorter or longer way to it."""
    short, long = (*place.short, after.id), (*place.long, after.id)
    if there is None:
        return Place(after, given, short, long)
    return replace(
        there, short=min(there.short, short, key=len), long=max(there.long, long, key=len)
    )


def _after(view: View, step: Step) -> Step | None:
    shown = [one for one, _ in view.steps]
    here = next(n for n, one in enumerate(shown) if one.id == step.id)
    return shown[here + 1] if here + 1 < len(shown) else None


def _tests(guide: Guide) -> Iterator[tuple[int, int, Comparison]]:
    """Each comparison, with where its prompt stands and where it is looked at."""
    asked = {p.id: n for n, step in enumerate(guide.steps) for p in step.prompts}
    for n, step in enumerate(guide.steps):
        for show_if in (step.show_if, *(prompt.show_if for prompt in step.prompts)):
            for test in show_if.tests() if show_if else ():
                yield asked[test.prompt], n, test


def _mark(
    guide: Guide, tests: Iterable[tuple[int, int, Comparison]], view: View, here: int
) -> object:
    """What later conditions and gates can see of the answers up to here."""
    seen = tuple(test.holds(view.known) for asked, looked, test in tests if asked <= here < looked)
    gates = []
    for n, step in enumerate(guide.steps):
        for prompt in step.prompts if n > here else ():
            if isinstance(prompt, GatePrompt):
                upto = {p.id for one in guide.steps[: here + 1] for p in one.prompts}
                read = [
                    p for _, shown in view.steps for p in shown if p.id in {*prompt.reads} & upto
                ]
                gates.append(judge(read, view.values).outcome)
    return seen, tuple(gates)


def _answers(guide: Guide, step: Step) -> Iterator[dict[str, Any]]:
    tested = [one for condition in conditions(guide) for one in condition.tests()]
    read = {name for _, p in guide.prompts() if isinstance(p, GatePrompt) for name in p.reads}
    telling = [
        (
            prompt.id,
            _telling(prompt, [t for t in tested if t.prompt == prompt.id], prompt.id in read),
        )
        for prompt in step.prompts
        if prompt.asks and (prompt.id in read or any(t.prompt == prompt.id for t in tested))
    ]
    for values in product(*(each for _, each in telling)):
        named = zip((name for name, _ in telling), values, strict=True)
        yield {name: value for name, value in named if value is not None}


def _telling(prompt: Prompt, tests: list[Comparison], read: bool) -> list[Value | None]:
    """No answer, and one for each thing that conditions or a gate tell apart."""
    named = list(dict.fromkeys(t.against for t in tests if t.against not in ("answered", "empty")))
    match prompt:
        case Choice():
            names = [n for n in prompt.names() if n not in prompt.stops]
            sought = [n for n in names if n in named]
            other = [n for n in names if n not in named][:1]
            if not prompt.several:
                return [None, *sought, *other]
            return [None, *([*one] for one in _sets(sought)), *([n] for n in other)]
        case Checklist():
            other = [n for n in prompt.names() if n not in named][:1]
            return [None, *({"ticked": [*one], "own": []} for one in (*_sets(named), other) if one)]
        case Scale():
            marks = {
                prompt.min,
                *(int(m) + d for m in (*named, prompt.pause_at or 0) for d in (-1, 0, 1)),
            }
            most = prompt.max if prompt.stop_at is None else prompt.stop_at - 1
            return [None, *(m for m in sorted(marks) if prompt.min <= m <= most)]
        case Signs():
            no = {item.id: "no" for item in prompt.items}
            said = [{**no, name: "yes"} for name in named if name in no] or [
                {**no, prompt.items[0].id: "yes"}
            ]
            return [None, no, *said, {item.id: "unsure" for item in prompt.items}]
        case Feelings():
            other = [n for n in prompt.names()[:-1] if n not in named][:1]
            felt = [n for n in named if n != "none"]
            sets = [one for one in (*_sets(felt), other) if one]
            return [None, {"none": True}, *({"words": dict.fromkeys(one, 5)} for one in sets)]
        case BodyMap():
            sets = [one for one in (*_sets(named), ["around-me"]) if one]
            return [None, *({"regions": {str(n): {} for n in one}} for one in sets)]
    return [None, some_answer(prompt)]


def _sets(names: list[Any]) -> list[tuple[Any, ...]]:
    if len(names) <= EVERY_SET:
        sizes: Iterable[int] = range(1, len(names) + 1)
    else:
        sizes = (1, 2, len(names))
    return list(chain.from_iterable(combinations(names, size) for size in sizes))


def _facts_in(condition: Condition | None) -> Iterator[Fact]:
    match condition:
        case Fact():
            yield condition
        case All() | AnyOf():
            for one in condition.inner:
                yield from _facts_in(one)
        case Not():
            yield from _facts_in(condition.inner)
