"""Checks a guide as a whole: ids, conditions, gates, and what a finished run makes."""

from collections.abc import Iterator, Mapping

from ketaguide.content.acting import StepPrompt
from ketaguide.content.conditions import Condition, Test
from ketaguide.content.felt import Feelings
from ketaguide.content.guide import Guide
from ketaguide.content.lists import Choice, Signs
from ketaguide.content.prompt import Prompt
from ketaguide.content.prompts import DatePrompt, GatePrompt, Scale, TextPrompt
from ketaguide.content.shape import Misfit, dotted, nearest

_EXAMPLE = '{ prompt = "an-earlier-prompt", is = "answered" }'


def check_guide(guide: Guide) -> None:
    """Raises:
    Misfit: the first thing that does not fit together.
    """
    for place, what in _misfits(guide):
        raise Misfit(place, what)


def _misfits(guide: Guide) -> Iterator[tuple[str, str]]:
    yield from _parts(guide)
    yield from _twice("steps[{}].id", [step.id for step in guide.steps])
    seen: dict[str, Prompt] = {}
    for n, step in enumerate(guide.steps):
        yield from _condition(step.show_if, f"steps[{n}].show_if", seen)
        for m, prompt in enumerate(step.prompts):
            place = f"steps[{n}].prompts[{m}]"
            if prompt.id in seen:
                yield f"{place}.id", f"is used twice: {prompt.id}"
            yield from _condition(prompt.show_if, f"{place}.show_if", seen)
            if isinstance(prompt, GatePrompt):
                yield from _gate(prompt, place, seen)
            seen[prompt.id] = prompt
    yield from _stop_scales(guide)
    yield from _makes(guide, seen)


def _parts(guide: Guide) -> Iterator[tuple[str, str]]:
    names = [part.id for part in guide.parts]
    yield from _twice("parts[{}].id", names)
    order: list[str] = []
    for n, step in enumerate(guide.steps):
        place = f"steps[{n}].part"
        if not names and step.part:
            yield place, f"names a part, and this guide lists none: {step.part}"
        elif names and not step.part:
            yield place, f'is missing, for example part = "{names[0]}"'
        elif names and step.part not in names:
            yield place, f"is no part of this guide{nearest(step.part, names)}"
        elif step.part in order[:-1]:
            yield place, f"comes back to {step.part}; the steps of a part must stand together"
        if step.part and step.part not in order:
            order.append(step.part)
    for n, name in enumerate(names):
        if name not in order:
            yield f"parts[{n}].id", f"has no steps: {name}"
    if names and order != names:
        yield "parts", f"must stand in the order of their steps: {', '.join(order)}"


def _twice(place: str, names: list[str]) -> Iterator[tuple[str, str]]:
    for n, name in enumerate(names):
        if name in names[:n]:
            yield place.format(n), f"is used twice: {name}"


def _condition(
    condition: Condition | None, place: str, seen: Mapping[str, Prompt]
) -> Iterator[tuple[str, str]]:
    for test in condition.tests() if condition else ():
        prompt = seen.get(test.prompt)
        if prompt is None:
            where = dotted(place, test.place.rpartition(".")[0])
            yield f"{where}.prompt", f"must name an earlier prompt, and {test.prompt} is none"
        else:
            yield from ((dotted(place, test.place), what) for what in _test(test, prompt))


def _test(test: Test, prompt: Prompt) -> Iterator[str]:
    against = test.against
    if test.test not in prompt.tests:
        fitting = ", ".join(prompt.tests) or "nothing"
        yield f"does not fit {prompt.id}, a {prompt.kind} prompt; fitting: {fitting}"
    elif test.test == "has" and against not in prompt.names():
        yield f"is nothing that {prompt.id} offers{nearest(str(against), prompt.names())}"
    elif test.test == "is" and against not in ("answered", "empty"):
        yield from _is(test, prompt)
    elif test.test in ("below", "at_least") and prompt.clean(against) is None:
        yield f"must be a number on the scale of {prompt.id}"


def _is(test: Test, prompt: Prompt) -> Iterator[str]:
    if isinstance(prompt, Scale):
        if prompt.clean(test.against) is None:
            yield f"must be a number on the scale of {prompt.id}, answered or empty"
    elif isinstance(prompt, Choice) and prompt.several:
        yield f"must be answered or empty; for one option of {prompt.id} use has"
    elif not isinstance(prompt, Choice | GatePrompt):
        yield f"must be answered or empty for {prompt.id}, a {prompt.kind} prompt"
    elif test.against not in prompt.names():
        near = nearest(str(test.against), prompt.names())
        yield f"is nothing that {prompt.id} offers{near}"


def _gate(gate: GatePrompt, place: str, seen: Mapping[str, Prompt]) -> Iterator[tuple[str, str]]:
    for n, name in enumerate(gate.reads):
        read = seen.get(name)
        if read is None:
            yield f"{place}.reads[{n}]", f"must name an earlier prompt, and {name} is none"
        elif not (isinstance(read, Signs) or (isinstance(read, Scale) and read.pause_at)):
            yield f"{place}.reads[{n}]", f"must name signs, or a scale with pause_at; {name} is not"


def _stop_scales(guide: Guide) -> Iterator[tuple[str, str]]:
    ends: set[tuple[int, int]] = set()
    for n, step in enumerate(guide.steps):
        for m, prompt in enumerate(step.prompts):
            if isinstance(prompt, Scale) and prompt.stop_at is not None:
                ends.add((prompt.min, prompt.max))
                if len(ends) > 1:
                    what = "must be the same for every scale with stop_at, which compares them"
                    yield f"steps[{n}].prompts[{m}].max", what


def _makes(guide: Guide, seen: Mapping[str, Prompt]) -> Iterator[tuple[str, str]]:
    makes, step = guide.makes, guide.makes.commitment
    wanted: list[tuple[str, str, tuple[type[Prompt], ...]]] = [
        ("makes.intention", makes.intention, (TextPrompt,)),
        ("makes.insight", makes.insight, (TextPrompt, StepPrompt)),
        ("makes.asks", makes.asks, (TextPrompt,)),
        ("makes.sure", makes.sure, (Scale,)),
        ("makes.feelings", makes.feelings, (Feelings,)),
    ]
    sure = seen.get(makes.sure)
    if isinstance(sure, Scale) and (sure.min, sure.max) != (0, 10):
        yield "makes.sure", f"must name a scale from 0 to 10, and {makes.sure} is another"
    if step:
        wanted += [
            ("makes.commitment.step", step.step, (StepPrompt,)),
            ("makes.commitment.action", step.action, (TextPrompt,)),
            ("makes.commitment.cue", step.cue, (TextPrompt,)),
            ("makes.commitment.value", step.value, (TextPrompt, Choice)),
            ("makes.commitment.date", step.date, (DatePrompt,)),
        ]
        yield from _condition(step.unless, "makes.commitment.unless", seen)
    for place, name, kinds in wanted:
        prompt = seen.get(name)
        if name and prompt is None:
            yield place, f"names no prompt of this guide{nearest(name, tuple(seen))}"
        elif prompt and not isinstance(prompt, kinds):
            fitting = " or ".join(kind.kind for kind in kinds)
            yield place, f"must name a {fitting} prompt, and {name} is {prompt.kind}"
