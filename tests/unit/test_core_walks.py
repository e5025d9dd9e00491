"""Every core guide can be walked to a proper end by every branch, and no step is out of reach."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from ketaguide.content.acting import Link, Titrate
from ketaguide.content.conditions import All
from ketaguide.content.conditions import Test as Comparison
from ketaguide.content.guide import Guide, Step
from ketaguide.content.lists import Choice, Option
from ketaguide.content.prompt import Prompt
from ketaguide.content.prompts import GatePrompt, Scale, TextPrompt
from ketaguide.engine.makes import make
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState
from ketaguide.engine.stop import can_stop
from ketaguide.engine.view import CALLS
from tests.helpers.core_runs import GUIDES
from tests.helpers.core_walks import End, Place, settings, some_answer, ways

every_guide = pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.id)
HALTING: Mapping[str, Any] = {
    "near": "yes",
    "resource": "feet",
    "ratings": [3],
    "now": "floaty",
    "rounds": 1,
}


@cache
def followed(guide_id: str) -> tuple[tuple[Mapping[str, str], Place | End], ...]:
    guide = GUIDES[guide_id]
    return tuple((known, one) for known in settings(guide) for one in ways(guide, known))


def at(guide: Guide, place: Place, known: Mapping[str, str]) -> GuideRun:
    state = RunState(
        run_id="r", guide_id=guide.id, step_id=place.step.id, answers=place.given, facts=known
    )
    return GuideRun(guide, state)


def out_of_reach(guide: Guide) -> set[str]:
    met = {
        one.step.id
        for known in settings(guide)
        for one in ways(guide, known)
        if isinstance(one, Place)
    }
    return {step.id for step in guide.steps} - met


def broken_off(guide: Guide) -> list[str]:
    """Steps after which nothing comes, though the guide goes on: no close, no call, no rest."""
    found = []
    for known in settings(guide):
        for one in ways(guide, known):
            if not isinstance(one, End):
                continue
            step = one.place.step
            called = any(one.view.gates[p.id].outcome in CALLS for p in gates(step, one))
            if not (step.ends or called or step.id == guide.steps[-1].id):
                found.append(step.id)
    return found


def gates(step: Step, end: End) -> list[Prompt]:
    return [p for p in step.prompts if isinstance(p, GatePrompt) and p.id in end.view.gates]


def sent_away(guide: Guide) -> list[str]:
    """Steps that end a guide early and lead nowhere."""
    early = [step for step in guide.steps if step.ends and step.id != guide.steps[-1].id]
    return [s.id for s in early if not any(isinstance(p, Link | GatePrompt) for p in s.prompts)]


@every_guide
class TestEveryWay:
    def test_reaches_each_step(self, guide: Guide) -> None:
        assert not out_of_reach(guide)

    def test_comes_to_a_close_or_to_a_page_that_ends_it(self, guide: Guide) -> None:
        assert not broken_off(guide)

    def test_leads_on_where_it_ends_early(self, guide: Guide) -> None:
        assert not sent_away(guide)

    def test_can_be_skipped_at_every_step(self, guide: Guide) -> None:
        for known, one in followed(guide.id):
            if isinstance(one, Place):
                run = at(guide, one, known)
                assert run.step.id == one.step.id
                assert run.prompts or run.step.lead
                assert run.skip() in (Outcome.MOVED, Outcome.FINISHED), one

    def test_can_be_continued_at_every_step_once_it_is_answered(self, guide: Guide) -> None:
        for known, one in followed(guide.id):
            if not isinstance(one, Place):
                continue
            run = at(guide, one, known)
            # An answer can bring further prompts, and take others away.
            for _ in one.step.prompts:
                for prompt in run.prompts:
                    if prompt.asks and run.value(prompt.id) is None:
                        run.answer(prompt.id, some_answer(prompt))
            assert run.advance() in (Outcome.MOVED, Outcome.FINISHED), one

    def test_leaves_a_record_that_can_be_made(self, guide: Guide) -> None:
        filled = {p.id: some_answer(p) for _, p in guide.prompts() if p.asks}
        for known, one in followed(guide.id):
            if isinstance(one, End):
                run = at(guide, replace(one.place, given=one.given), known)
                assert run.advance() is Outcome.FINISHED
                for answers in (one.given, {**filled, **one.given}):
                    make(guide, replace(run.state, answers=answers))

    def test_stops_at_once_where_it_is_too_much(self, guide: Guide) -> None:
        """And the next day it can be gone on with."""
        met: set[str] = set()
        for known, one in followed(guide.id):
            if not isinstance(one, Place):
                continue
            for prompt in at(guide, one, known).prompts:
                if can_stop(prompt):
                    met.add(prompt.id)
                    assert_stops(guide, one, known, prompt)
        assert met == {p.id for _, p in guide.prompts() if can_stop(p)}


def assert_stops(guide: Guide, place: Place, known: Mapping[str, str], prompt: Prompt) -> None:
    for value in too_much(prompt):
        run = at(guide, place, known)
        run.answer(prompt.id, value)
        assert run.skip() in (Outcome.STOP, Outcome.GROUND), value
        if not run.state.stopped:
            run.grounded_once()
            assert run.skip() is Outcome.STOP
        run.reopen()
        assert run.advance() is not Outcome.STOP


def too_much(prompt: Prompt) -> list[Any]:
    match prompt:
        case Choice():
            return [[name] if prompt.several else name for name in prompt.stops]
        case Scale():
            return [prompt.stop_at, prompt.max]
        case Titrate():
            return [HALTING, {**HALTING, "now": "here", "ratings": [8]}]
    raise AssertionError(f"{prompt.id}: nobody said how a {prompt.kind} prompt stops")


class TestFaultsAreSeen:
    """A small guide without a fault, and one fault of each kind planted in it."""

    ASK = Choice(
        id="path",
        label="Today",
        options=(Option(id="more", label="More"), Option(id="enough", label="Enough")),
    )
    MORE = Comparison(prompt="path", test="is", against="more")
    GUIDE = Guide(
        id="small",
        title="Small",
        phase="integration",
        minutes=3,
        summary="A small one.",
        steps=(
            Step(id="ask", title="Ask", prompts=(ASK,)),
            Step(id="more", title="More", lead="More.", show_if=MORE),
            Step(id="close", title="Close", lead="Enough."),
        ),
    )

    def planted(self, number: int, **changed: Any) -> Guide:
        steps = list(self.GUIDE.steps)
        steps[number] = replace(steps[number], **changed)
        return replace(self.GUIDE, steps=tuple(steps))

    def test_without_a_fault_none_is_found(self) -> None:
        assert not out_of_reach(self.GUIDE)
        assert not broken_off(self.GUIDE)
        assert not sent_away(self.GUIDE)

    def test_a_step_that_nobody_reaches(self) -> None:
        assert out_of_reach(self.planted(0, ends=True)) == {"more", "close"}
        never = All((self.MORE, replace(self.MORE, against="enough")))
        assert out_of_reach(self.planted(1, show_if=never)) == {"more"}

    def test_a_way_that_breaks_off(self) -> None:
        assert set(broken_off(self.planted(2, show_if=self.MORE))) == {"ask"}

    def test_an_early_end_that_leads_nowhere(self) -> None:
        assert sent_away(self.planted(1, ends=True)) == ["more"]
        link = Link(id="people", to="people", label="My people")
        assert not sent_away(self.planted(1, ends=True, prompts=(link,)))

    def test_a_prompt_that_cannot_be_left(self) -> None:
        """Skip is the engine's own; what would hold someone is an answer that never fits."""
        held = self.planted(0, prompts=(TextPrompt(id="held", label="Words", required=True),))
        place = Place(held.steps[0], {}, (), ())
        assert at(held, place, {}).advance() is Outcome.PROBLEMS
        assert at(held, place, {}).skip() is Outcome.MOVED


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
