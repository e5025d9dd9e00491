"""Every core guide can be walked to its end by every branch, and no step is out of reach."""

import random
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from ketaguide.base.paths import resources
from ketaguide.content import facts
from ketaguide.content.conditions import All, AnyOf, Condition, Fact, Not
from ketaguide.content.conditions import Test as Comparison
from ketaguide.content.guide import Guide
from ketaguide.content.loader import load_pack
from ketaguide.content.prompt import Prompt
from ketaguide.content.prompts import Checklist, Choice, DatePrompt, Feelings, Scale, Signs
from ketaguide.engine.makes import make
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState

GUIDES = {guide.id: guide for guide in load_pack(resources() / "packs" / "core").guides}
MOST_WAYS = 600
MOST_WALKS = 3000
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


def telling_answers(guide: Guide, prompt: Prompt) -> list[Any]:
    """Answers to tell branches apart: empty, ordinary, and what a condition or gate looks for."""
    found: list[Any] = [None, some_answer(prompt)]
    if isinstance(prompt, Choice):
        names = [name for name in prompt.names() if name not in prompt.stops]
        found += [[name] for name in names] if prompt.several else names
    elif isinstance(prompt, Scale):
        marks = [one.against for one in comparisons(guide) if one.prompt == prompt.id]
        found += [mark for mark in (*marks, prompt.pause_at) if mark is not None]
    elif isinstance(prompt, Signs):
        found += [{item.id: mark for item in prompt.items} for mark in ("yes", "unsure")]
    return found


def comparisons(guide: Guide) -> Iterator[Comparison]:
    for step in guide.steps:
        for show_if in (step.show_if, *(prompt.show_if for prompt in step.prompts)):
            yield from show_if.tests() if show_if else ()


def ways(guide: Guide) -> Iterator[dict[str, Any]]:
    """Sets of answers; all combinations, or as many as fit, always the same ones."""
    decisive = {one.prompt for one in comparisons(guide)}
    for _, prompt in guide.prompts():
        if prompt.id in decisive and prompt.kind == "gate":
            decisive |= set(getattr(prompt, "reads", ()))
    asked = [p for _, p in guide.prompts() if p.asks]
    choices = [telling_answers(guide, p) if p.id in decisive else [some_answer(p)] for p in asked]
    count = 1
    for one in choices:
        count *= len(one)
    rng = random.Random(guide.id)  # noqa: S311 - the same ways in every run
    for combination in (
        product(*choices)
        if count <= MOST_WAYS
        else (tuple(rng.choice(one) for one in choices) for _ in range(MOST_WAYS))
    ):
        yield {p.id: value for p, value in zip(asked, combination, strict=True)}
    yield {}
    yield {p.id: some_answer(p) for p in asked}


def facts_in(condition: Condition | None) -> Iterator[Fact]:
    match condition:
        case Fact():
            yield condition
        case All() | AnyOf():
            for one in condition.inner:
                yield from facts_in(one)
        case Not():
            yield from facts_in(condition.inner)


def settings(guide: Guide) -> list[Mapping[str, str]]:
    """What may be known of a session: each value that the guide looks at, and one other."""
    looked: dict[str, set[str]] = {}
    for step in guide.steps:
        for show_if in (step.show_if, *(prompt.show_if for prompt in step.prompts)):
            for one in facts_in(show_if):
                looked.setdefault(one.name, set()).add(one.against)
    for name, values in looked.items():
        values.update([v for v in facts.FACTS[name] if v not in values][:1])
    names = sorted(looked)
    each = product(*(sorted(looked[name]) for name in names))
    return [dict(zip(names, values, strict=True)) for values in each]


def walks(guide: Guide) -> Iterator[tuple[dict[str, Any], Mapping[str, str]]]:
    """Answers and facts: all pairs, or each at least once with the ends of the list of ways."""
    answered, known = list(ways(guide)), settings(guide)
    if len(answered) * len(known) <= MOST_WALKS:
        yield from product(answered, known)
        return
    yield from product(answered[-2:], known)
    for number, answers in enumerate(answered):
        yield answers, known[number % len(known)]


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.id)
def test_every_way_ends(guide: Guide) -> None:
    reached: set[str] = set()
    for answers, known in walks(guide):
        run = GuideRun(guide, RunState(run_id="r", guide_id=guide.id, facts=known))
        for _ in range(len(guide.steps) + 1):
            reached.add(run.step.id)
            assert run.prompts or run.step.lead
            for prompt in run.prompts:
                if prompt.asks and prompt.id in answers:
                    run.answer(prompt.id, answers[prompt.id])
            outcome = run.advance()
            if outcome is Outcome.PROBLEMS:
                outcome = run.skip()
            if outcome is Outcome.FINISHED:
                break
            assert outcome is Outcome.MOVED
        else:
            raise AssertionError(f"no end with {answers}")
        make(guide, run.state)
    assert reached == {step.id for step in guide.steps}


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.id)
def test_every_stop_option_stops_and_can_be_reopened(guide: Guide) -> None:
    for step, prompt in guide.prompts():
        if not isinstance(prompt, Choice) or not prompt.stops:
            continue
        for name in prompt.stops:
            run = GuideRun(guide, RunState(run_id="r", guide_id=guide.id, step_id=step.id))
            if run.step.id != step.id:
                continue
            run.answer(prompt.id, [name] if prompt.several else name)
            assert run.advance() is Outcome.STOP
            run.reopen()
            assert run.advance() is not Outcome.STOP


def test_what_the_day_after_makes() -> None:
    guide = GUIDES["day-after"]
    answers = {p.id: some_answer(p) for _, p in guide.prompts() if p.asks}
    made = make(guide, RunState(run_id="r", guide_id=guide.id, answers=answers))
    assert made.entry_title
    assert made.insight == made.asks == "a few words"
    assert len(made.feelings) == 1
    assert made.commitment is not None
    assert made.commitment.date == "2026-11-24"


def test_preparing_ends_in_an_intention() -> None:
    guide = GUIDES["preparing"]
    state = RunState(run_id="r", guide_id=guide.id, answers={"intention": "More room."})
    assert make(guide, state).intention == "More room."
