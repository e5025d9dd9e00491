"""A run moves, waits, skips and comes back, and never loses an answer."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketaguide.content.guide import Guide
from ketaguide.engine.makes import make
from ketaguide.engine.outline import Outline, freeze, markdown
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState
from tests.helpers.packs import answer_to, every_kind, guide_of, guides

BRANCH = """
[[steps]]
id = "fork"
title = "Fork"
part = "first"
[[steps.prompts]]
id = "way"
kind = "choice"
label = "A way"
required = true
options = [{ id = "long", label = "Long" }, { id = "short", label = "Short" }]
[[steps.prompts]]
id = "why"
kind = "text"
label = "Why"
show_if = { prompt = "way", is = "long" }
[[steps]]
id = "middle"
title = "Middle"
part = "first"
show_if = { prompt = "way", is = "long" }
[[steps.prompts]]
id = "more"
kind = "text"
label = "More"
[[steps]]
id = "end"
title = "End"
part = "second"
lead = "Done."
[[steps.prompts]]
id = "day"
kind = "date"
label = "Day"
[[parts]]
id = "first"
title = "First"
[[parts]]
id = "second"
title = "Second"
"""


@pytest.fixture
def guide() -> Guide:
    return guide_of(BRANCH)


def begun(guide: Guide, **state: object) -> GuideRun:
    rows: dict[str, object] = {"run_id": "r", "guide_id": guide.id, **state}
    return GuideRun(guide, RunState(**rows))  # type: ignore[arg-type]


class TestMoving:
    def test_it_begins_at_the_first_step(self, guide: Guide) -> None:
        run = begun(guide)
        assert run.state.step_id == run.step.id == "fork"
        assert run.position == (0, 2)
        assert [prompt.id for prompt in run.prompts] == ["way"]

    def test_answers_open_steps_and_prompts(self, guide: Guide) -> None:
        run = begun(guide)
        run.answer("way", "long")
        assert [step.id for step in run.steps] == ["fork", "middle", "end"]
        assert [prompt.id for prompt in run.prompts] == ["way", "why"]

    def test_required_holds_continue_and_says_why(self, guide: Guide) -> None:
        run = begun(guide)
        assert run.advance() is Outcome.PROBLEMS
        assert run.problems() == {"way": "Please answer this, or choose “Skip for now”."}
        assert run.state.visited == ()

    def test_skip_is_always_there(self, guide: Guide) -> None:
        run = begun(guide)
        assert run.skip() is Outcome.MOVED
        assert (run.step.id, run.state.skipped, run.state.visited) == ("end", ("fork",), ("fork",))
        run.back()
        run.answer("way", "short")
        assert run.advance() is Outcome.MOVED
        assert run.state.skipped == ()

    def test_to_the_end_and_back(self, guide: Guide) -> None:
        run = begun(guide)
        run.answer("way", "long")
        assert [run.advance() for _ in range(3)] == [
            Outcome.MOVED,
            Outcome.MOVED,
            Outcome.FINISHED,
        ]
        assert run.state.visited == ("fork", "middle", "end")
        assert run.step.id == "end"
        assert (run.back(), run.back(), run.back()) == (True, True, False)
        assert run.step.id == "fork"

    def test_parts(self, guide: Guide) -> None:
        run = begun(guide)
        assert run.go_to_part("second")
        assert run.step.id == "end"
        assert not run.go_to_part("third")
        run.answer("way", "long")
        run.go_to_part("first")
        run.advance()
        run.go_to_part("first")
        assert run.step.id == "middle"
        run.advance()
        run.go_to_part("first")
        assert run.step.id == "fork"


class TestAnswers:
    def test_a_hidden_answer_stays_and_does_not_count(self, guide: Guide) -> None:
        run = begun(guide)
        run.answer("way", "long")
        run.answer("why", "because")
        run.answer("way", "short")
        assert run.value("why") == "because"
        assert "because" not in markdown(freeze(guide, run.state))
        run.answer("way", "long")
        assert "because" in markdown(freeze(guide, run.state))

    def test_what_does_not_fit_is_said_and_the_old_answer_stays(self, guide: Guide) -> None:
        run = begun(guide)
        run.go_to_part("second")
        run.answer("day", "2026-11-24")
        run.answer("day", "soon")
        assert run.problems() == {"day": "A date fits here, such as 2030-05-21."}
        assert run.advance() is Outcome.PROBLEMS
        assert run.value("day") == "2026-11-24"
        run.answer("day", None)
        assert run.problems() == {}
        assert run.value("day") is None
        run.answer("day", "soon")
        assert run.skip() is Outcome.FINISHED

    @pytest.mark.parametrize("blank", [None, "", "  ", [], {}, {"ticked": [], "own": []}])
    def test_blank_takes_an_answer_back(self, guide: Guide, blank: object) -> None:
        run = begun(guide)
        run.answer("way", "long")
        run.answer("way", blank)
        assert run.value("way") is None
        assert not run.problems()["way"].startswith("This does not fit")

    def test_a_prompt_the_guide_does_not_have_is_a_mistake_of_ours(self, guide: Guide) -> None:
        with pytest.raises(KeyError):
            begun(guide).answer("gone", "x")

    def test_signs_want_every_line_when_required(self, tmp_path: Path) -> None:
        text = """
[[steps]]
id = "s"
title = "S"
[[steps.prompts]]
id = "now"
kind = "signs"
leads = "now"
label = "Now"
required = true
items = [{ id = "a", label = "A" }, { id = "b", label = "B" }]
"""
        run = begun(guide_of(text))
        run.answer("now", {"a": "no"})
        assert run.problems()["now"] == "Each line needs an answer. “Not sure” is one."
        run.answer("now", {"a": "no", "b": "unsure"})
        assert run.advance() is Outcome.FINISHED


class TestResume:
    def test_where_one_stopped(self, guide: Guide) -> None:
        run = begun(guide)
        run.answer("way", "long")
        run.advance()
        again = GuideRun(guide, RunState.from_json(run.state.to_json()))
        assert again.state == run.state
        assert again.step.id == "middle"

    @pytest.mark.parametrize(
        ("state", "step"),
        [
            ({"step_id": "middle"}, "end"),
            ({"step_id": "gone"}, "fork"),
            ({"step_id": "gone", "visited": ("fork",)}, "end"),
            ({"step_id": "gone", "visited": ("fork", "end")}, "end"),
        ],
    )
    def test_a_step_that_is_hidden_or_gone(
        self, guide: Guide, state: dict[str, object], step: str
    ) -> None:
        assert begun(guide, **state).step.id == step

    def test_answers_of_another_version_are_passed_over(self, guide: Guide) -> None:
        run = begun(guide, answers={"way": "sideways", "gone": 5, "day": ["x"]})
        assert run.value("way") is None
        assert freeze(guide, run.state).sections == ()
        assert run.advance() is Outcome.PROBLEMS
        run.answer("way", "short")
        assert run.state.answers["gone"] == 5

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "x",
            "5",
            "[]",
            "{}",
            "[" * 100_000,
            '{"answers": 5, "ratings": [5, ["x"], ["x", true], ["x", 7]], "visited": "x"}',
        ],
    )
    def test_a_state_that_cannot_be_read_begins_anew(self, text: str) -> None:
        state = RunState.from_json(text)
        assert (state.answers, state.visited, state.stopped) == ({}, (), "")
        assert state.ratings in ((), (("x", 7),))

    def test_no_words_in_a_repr(self, guide: Guide) -> None:
        run = begun(guide)
        run.answer("way", "long")
        run.answer("why", "canary")
        outline = freeze(guide, run.state)
        assert "canary" in outline.to_json()
        assert "canary" not in repr((run.state, outline, make(guide, run.state)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(guide=guides(), data=st.data())
def test_random_walks(guide: Guide, data: st.DataObject) -> None:
    """Any guide, any clicks: no crash, no lost answer, and Skip always ends it."""
    run = begun(guide)
    for _ in range(data.draw(st.integers(0, 12))):
        for prompt in run.prompts:
            run.answer(prompt.id, data.draw(st.composite(lambda d, p=prompt: answer_to(p, d))()))
        before = run.state
        click = data.draw(
            st.sampled_from(["advance", "skip", "back", "ground", "reload", "reopen"])
        )
        match click:
            case "advance" | "skip":
                outcome = run.advance() if click == "advance" else run.skip()
                assert (outcome is Outcome.STOP) == bool(run.state.stopped)
            case "back":
                run.back()
            case "ground":
                run.grounded_once()
            case "reload":
                run = GuideRun(guide, RunState.from_json(before.to_json()))
                assert run.state == before
            case "reopen":
                run.reopen()
        if click != "reopen":
            assert run.state.answers == before.answers
        assert run.step in run.steps
        assert all(run.gate(p) for p in run.prompts if p.kind == "gate")
    run.reopen()
    for _ in range(2 * len(guide.steps)):
        if run.skip() in (Outcome.FINISHED, Outcome.STOP):
            break
        run.grounded_once()
    else:
        raise AssertionError("no end")
    outline = freeze(guide, run.state)
    assert Outline.from_json(outline.to_json()) == outline
    make(guide, run.state)


def test_every_kind_can_be_walked(tmp_path: Path) -> None:
    run = begun(every_kind(tmp_path))
    assert run.advance() is Outcome.MOVED
    assert [step.id for step in run.steps] == ["one", "two", "doing", "three"]
    run.answer("now", {"chest": "no", "breath": "no"})
    assert [step.id for step in run.steps] == ["one", "two", "doing", "three", "four"]
