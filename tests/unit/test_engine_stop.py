"""The stop rule, as a table: when a run ends for today."""

import pytest

from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState
from tests.helpers.packs import run_of

MOVED, GROUND, STOP, FINISHED = Outcome.MOVED, Outcome.GROUND, Outcome.STOP, Outcome.FINISHED

RATE = """
[[steps]]
id = "{n}"
title = "Hard"
[[steps.prompts]]
id = "hard-{n}"
kind = "scale"
label = "How hard"
min = 0
max = 10
low = "easy"
high = "too much"
stop_at = 7
"""
NEEDED = """
[[steps.prompts]]
id = "needed"
kind = "text"
label = "Needed"
required = true
"""
CHOICE = """
[[steps]]
id = "state"
title = "State"
[[steps.prompts]]
id = "now"
kind = "choice"
label = "Right now"
options = [{ id = "here", label = "here" }, { id = "numb", label = "numb" }]
stops = ["numb"]
[[steps]]
id = "after"
title = "After"
lead = "On."
"""


def rates(*marks: int) -> tuple[GuideRun, list[Outcome]]:
    """Rate once on each of four steps, grounding when asked and then rating the same again."""
    run = run_of("".join(RATE.replace("{n}", str(n)) for n in range(5)))
    outcomes = []
    for mark in marks:
        run.answer(run.prompts[0].id, mark)
        outcomes.append(run.advance())
        if outcomes[-1] is GROUND:
            run.grounded_once()
    return run, outcomes


class TestStopRule:
    @pytest.mark.parametrize(
        ("marks", "outcomes"),
        [
            ((0, 0, 0, 0), [MOVED] * 4),
            ((6, 6, 6, 6), [MOVED] * 4),
            ((7,), [GROUND]),
            ((10,), [GROUND]),
            ((7, 7), [GROUND, STOP]),
            ((7, 9), [GROUND, STOP]),
            ((7, 6), [GROUND, MOVED]),
            ((7, 6, 7), [GROUND, MOVED, STOP]),
            ((9, 3, 2, 7), [GROUND, MOVED, MOVED, STOP]),
            ((1, 2), [MOVED, MOVED]),
            ((1, 2, 3), [MOVED, MOVED, STOP]),
            ((1, 2, 2, 3), [MOVED] * 4),
            ((1, 2, 1, 2), [MOVED] * 4),
            ((3, 1, 2, 3), [MOVED, MOVED, MOVED, STOP]),
            ((3, 5, 8), [MOVED, MOVED, STOP]),
            ((3, 8), [MOVED, GROUND]),
            ((5, 4, 3, 2), [MOVED] * 4),
        ],
    )
    def test_ratings(self, marks: tuple[int, ...], outcomes: list[Outcome]) -> None:
        assert rates(*marks)[1] == outcomes

    def test_grounding_that_did_not_happen_is_asked_for_again(self) -> None:
        run = run_of(RATE.replace("{n}", "0"))
        run.answer("hard-0", 8)
        assert [run.advance(), run.advance()] == [GROUND, GROUND]
        run.grounded_once()
        assert run.advance() is STOP

    def test_skip_does_not_go_around_it(self) -> None:
        run = run_of(RATE.replace("{n}", "0"))
        run.answer("hard-0", 8)
        assert run.skip() is GROUND
        run.grounded_once()
        assert run.skip() is STOP

    def test_it_comes_before_what_is_missing(self) -> None:
        run = run_of(RATE.replace("{n}", "0") + NEEDED)
        run.answer("hard-0", 3)
        assert run.advance() is Outcome.PROBLEMS
        assert run.state.ratings == ()
        run.answer("hard-0", 8)
        assert run.advance() is GROUND

    def test_without_a_rating_nothing_stops(self) -> None:
        run = run_of(RATE.replace("{n}", "0") + CHOICE)
        assert [run.advance(), run.advance(), run.advance()] == [MOVED, MOVED, FINISHED]

    def test_going_back_and_on_is_not_a_rise(self) -> None:
        run, _ = rates(1, 2)
        run.back()
        run.back()
        assert [run.advance(), run.advance()] == [MOVED, MOVED]
        run.answer(run.prompts[0].id, 2)
        assert run.advance() is MOVED

    def test_a_stop_stands_for_today_and_everything_is_kept(self) -> None:
        run, _ = rates(2, 8, 8)
        assert run.state.stopped == "hard-1"
        run.answer("hard-1", 1)
        assert run.advance() is STOP
        run = GuideRun(run.guide, RunState.from_json(run.state.to_json()))
        assert run.skip() is STOP
        assert run.value("hard-1") == 1

    def test_another_day_it_is_asked_afresh(self) -> None:
        run, _ = rates(2, 8, 8)
        run.reopen()
        assert run.step.id == "1"
        assert run.value("hard-1") is None
        run.answer("hard-1", 8)
        assert run.advance() is GROUND

    def test_a_choice_stops_and_can_be_taken_back(self) -> None:
        run = run_of(CHOICE)
        run.answer("now", "numb")
        assert [run.advance(), run.skip()] == [STOP, STOP]
        run.answer("now", "here")
        assert run.advance() is MOVED

    def test_taking_a_choice_back_does_not_undo_a_rating(self) -> None:
        both = CHOICE.replace('[[steps]]\nid = "after"', "").partition('title = "After"')[0]
        scale = RATE.replace("{n}", "0").partition("[[steps.prompts]]")[2]
        run = run_of(both + "[[steps.prompts]]" + scale)
        run.answer("now", "numb")
        run.answer("hard-0", 9)
        run.grounded_once()
        assert run.advance() is STOP
        run.answer("now", "here")
        assert run.advance() is STOP


def test_reopening_leaves_a_step_that_hung_on_the_answer_asked_afresh() -> None:
    hangs = """
[[steps]]
id = "hangs"
title = "And now?"
show_if = { prompt = "hard-one", at_least = 3 }
[[steps.prompts]]
id = "now"
kind = "choice"
label = "Right now"
options = [{ id = "here", label = "here" }, { id = "numb", label = "numb" }]
stops = ["numb"]
"""
    run = run_of(RATE.replace("{n}", "one") + hangs)
    run.answer("hard-one", 4)
    run.advance()
    run.answer("now", "numb")
    assert run.advance() is STOP
    run.reopen()
    assert run.step.id == run.state.step_id == "one"


LOOK = """
[[steps]]
id = "look"
title = "Look"
[[steps.prompts]]
id = "look"
kind = "titrate"
label = "A careful look"
"""


def test_what_steadies_someone_is_still_there_another_day_and_the_rating_is_not() -> None:
    run = run_of(LOOK)
    given = {"near": "yes", "resource": "the dog", "ratings": [4, 8], "now": "here", "rounds": 2}
    run.answer("look", given)
    assert run.advance() is STOP
    run.reopen()
    assert run.value("look") == {
        "near": "",
        "resource": "the dog",
        "ratings": [],
        "now": "",
        "rounds": 0,
    }
