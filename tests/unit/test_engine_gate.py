"""The readiness gate, as a table: the most careful answer wins, and nothing missing is a no."""

from typing import Any

import pytest

from ketaguide.engine.gate import Gate
from tests.helpers.packs import run_of

GATE = """
[[steps]]
id = "ask"
title = "Ask"
[[steps.prompts]]
id = "night"
kind = "scale"
label = "The night"
min = 0
max = 10
low = "well"
high = "badly"
pause_at = 8
[[steps.prompts]]
id = "home"
kind = "choice"
label = "At home?"
options = [{ id = "yes", label = "Yes" }, { id = "no", label = "No" }]
[[steps.prompts]]
id = "now"
kind = "signs"
leads = "now"
label = "Now"
items = [{ id = "chest", label = "Chest pain" }]
[[steps.prompts]]
id = "day"
kind = "signs"
leads = "stop"
label = "Today"
items = [{ id = "fever", label = "Fever" }, { id = "ride", label = "No ride" }]
[[steps.prompts]]
id = "adult"
kind = "signs"
leads = "stop"
label = "At home"
show_if = { prompt = "home", is = "yes" }
items = [{ id = "alone", label = "No adult here" }]
[[steps.prompts]]
id = "tell"
kind = "signs"
leads = "pause"
label = "Tell"
items = [{ id = "cold", label = "A cold" }]
[[steps]]
id = "show"
title = "Show"
[[steps.prompts]]
id = "gate"
kind = "gate"
reads = ["now", "day", "adult", "tell", "night"]
"""
CLEAR: dict[str, Any] = {
    "now": {"chest": "no"},
    "day": {"fever": "no", "ride": "no"},
    "tell": {"cold": "no"},
    "night": 3,
}


def judged(answers: dict[str, Any]) -> Gate:
    run = run_of(GATE)
    for name, value in answers.items():
        run.answer(name, value)
    run.skip()
    return run.gate(run.prompts[0])


class TestGate:
    @pytest.mark.parametrize(
        ("changed", "outcome", "reasons"),
        [
            ({}, "go-on", ()),
            ({"night": 7}, "go-on", ()),
            ({"night": None}, "go-on", ()),
            ({"tell": {}}, "go-on", ()),
            ({"night": 8}, "pause", ("The night: 8 of 10",)),
            ({"tell": {"cold": "yes"}}, "pause", ("A cold",)),
            ({"tell": {"cold": "unsure"}}, "pause", ("A cold (not sure)",)),
            ({"day": {"fever": "yes", "ride": "no"}}, "stop", ("Fever",)),
            ({"day": {"fever": "unsure", "ride": "no"}}, "stop", ("Fever (not sure)",)),
            ({"now": {"chest": "unsure"}}, "stop", ("Chest pain (not sure)",)),
            ({"now": {"chest": "yes"}}, "now", ("Chest pain",)),
            (
                {
                    "now": {"chest": "yes"},
                    "day": {"ride": "yes"},
                    "tell": {"cold": "yes"},
                    "night": 9,
                },
                "now",
                ("Chest pain", "No ride", "A cold", "The night: 9 of 10"),
            ),
            ({"home": "yes", "adult": {"alone": "yes"}}, "stop", ("No adult here",)),
            ({"home": "yes", "adult": {"alone": "no"}}, "go-on", ()),
            ({"home": "no", "adult": {"alone": "yes"}}, "go-on", ()),
        ],
    )
    def test_the_most_careful_wins(
        self, changed: dict[str, Any], outcome: str, reasons: tuple[str, ...]
    ) -> None:
        gate = judged({**CLEAR, **changed})
        assert (gate.outcome, gate.reasons) == (outcome, reasons)

    @pytest.mark.parametrize(
        ("changed", "outcome", "unanswered"),
        [
            ({"now": {}}, "pause", ("Chest pain",)),
            ({"day": {"fever": "no"}}, "pause", ("No ride",)),
            ({"day": {}}, "pause", ("Fever", "No ride")),
            ({"day": {"fever": "yes"}}, "stop", ("No ride",)),
            ({"home": "yes"}, "pause", ("No adult here",)),
        ],
    )
    def test_an_unanswered_stop_question_is_never_go_on(
        self, changed: dict[str, Any], outcome: str, unanswered: tuple[str, ...]
    ) -> None:
        gate = judged({**CLEAR, **changed})
        assert (gate.outcome, gate.unanswered) == (outcome, unanswered)

    def test_nothing_answered(self) -> None:
        gate = judged({})
        assert (gate.outcome, len(gate.unanswered)) == ("pause", 3)

    def test_answers_do_not_stand_in_a_repr(self) -> None:
        assert "Fever" not in repr(judged({**CLEAR, "day": {"fever": "yes"}}))


class TestAfterTheGate:
    @pytest.mark.parametrize(
        ("changed", "further"),
        [
            ({}, True),
            ({"tell": {"cold": "yes"}}, True),
            ({"day": {}}, True),
            ({"day": {"fever": "unsure", "ride": "no"}}, False),
            ({"now": {"chest": "yes"}}, False),
        ],
    )
    def test_a_call_comes_before_any_further_step(
        self, changed: dict[str, Any], further: bool
    ) -> None:
        run = run_of(GATE + '[[steps]]\nid = "lists"\ntitle = "Lists"\nlead = "On."\n')
        for name, value in {**CLEAR, **changed}.items():
            run.answer(name, value)
        assert ("lists" in [step.id for step in run.steps]) is further


@pytest.mark.parametrize("name", ["words", "ticked", "regions"])
def test_a_line_may_be_called_anything_and_its_mark_still_counts(name: str) -> None:
    run = run_of(
        f"""
[[steps]]
id = "signs"
title = "Signs"
[[steps.prompts]]
id = "lines"
kind = "signs"
label = "Lines"
leads = "pause"
items = [{{ id = "{name}", label = "One" }}]
[[steps.prompts]]
id = "more"
kind = "text"
label = "More"
show_if = {{ prompt = "lines", has = "{name}" }}
"""
    )
    run.answer("lines", {name: "yes"})
    assert [prompt.id for prompt in run.prompts] == ["lines", "more"]
