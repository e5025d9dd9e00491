"""After an outcome that asks for a call nothing more is asked, whatever a pack says."""

from dataclasses import replace

import pytest

from ketaguide.content.guide import Guide, Step
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState
from tests.helpers.rooms import core_catalogue


def careless() -> Guide:
    """Set and setting as a pack might write it that forgot to close the lists after the gate."""
    guide = core_catalogue().guide("set-and-setting")
    steps: list[Step] = [replace(step, show_if=None, ends=False) for step in guide.steps]
    return replace(guide, steps=tuple(steps))


def run_with(**marks: dict[str, str]) -> GuideRun:
    run = GuideRun(careless(), RunState(run_id="r", guide_id="set-and-setting", step_id="gate"))
    for prompt_id in ("now", "body", "day", "mind", "tell"):
        prompt = run.guide.prompt(prompt_id)
        assert prompt is not None
        items = [item.id for item in getattr(prompt, "items", ())]
        run.answer(prompt_id, {**dict.fromkeys(items, "no"), **marks.get(prompt_id, {})})
    return run


@pytest.mark.parametrize(
    ("marks", "outcome"),
    [
        ({"now": {"chest": "yes"}}, "now"),
        ({"day": {"escort": "yes"}}, "stop"),
        ({"mind": {"voices": "unsure"}}, "stop"),
        ({"now": {"chest": "unsure"}}, "stop"),
    ],
)
def test_a_call_is_the_last_thing_shown(marks: dict[str, dict[str, str]], outcome: str) -> None:
    run = run_with(**marks)
    gate = run.guide.prompt("outcome")
    assert gate is not None
    assert run.gate(gate).outcome == outcome
    assert run.steps[-1].id == "gate"


@pytest.mark.parametrize("marks", [{}, {"tell": {"anxious": "yes"}}])
def test_without_a_call_the_lists_follow(marks: dict[str, dict[str, str]]) -> None:
    run = run_with(**marks)
    assert run.advance() is Outcome.MOVED
    assert run.step.id == "weather"


def test_changing_the_answer_opens_the_way_again() -> None:
    run = run_with(day={"escort": "yes"})
    day = run.value("day")
    assert isinstance(day, dict)
    run.answer("day", {**day, "escort": "no"})
    assert run.steps[-1].id == "close"
