"""A step after which nothing follows, and what is known without asking."""

import pytest

from ketaguide.engine.makes import make
from ketaguide.engine.outline import freeze
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from ketaguide.engine.view import with_facts
from tests.helpers.packs import guide_of

ENDING = """
[[steps]]
id = "first"
title = "First"
lead = "Here."
[[steps]]
id = "wait"
title = "This can wait"
lead = "Tomorrow."
ends = true
show_if = { fact = "since", is = "first-day" }
[[steps]]
id = "last"
title = "Last"
lead = "There."
"""


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"since": "first-day"}, ["first", "wait"]),
        ({"since": "first-week"}, ["first", "last"]),
        ({}, ["first", "last"]),
    ],
)
def test_a_step_that_ends_is_the_last_where_what_is_known_shows_it(
    facts: dict[str, str], steps: list[str]
) -> None:
    guide = guide_of(ENDING)
    state = RunState(run_id="r", guide_id=guide.id, facts=facts)
    run = GuideRun(guide, RunState.from_json(state.to_json()))
    assert [step.id for step in run.steps] == steps


BY_ROUTE = """
[[steps]]
id = "one"
title = "One"
[[steps.prompts]]
id = "nasal"
kind = "text"
label = "Nasal"
show_if = { fact = "route", is = "nasal" }
[[steps.prompts]]
id = "any"
kind = "choice"
label = "Any"
options = [{ id = "yes", label = "Yes" }, { id = "no", label = "No" }]
[[steps.prompts]]
id = "more"
kind = "text"
label = "More"
show_if = { prompt = "any", is = "yes" }
[makes]
entry = { title = "A day" }
intention = "nasal"
"""


def test_what_was_written_stays_in_the_record_when_the_session_is_another_now() -> None:
    guide = guide_of(BY_ROUTE)
    run = GuideRun(guide, RunState(run_id="r", guide_id=guide.id, facts={"route": "nasal"}))
    run.answer("nasal", "my own words")
    run.answer("any", "yes")
    again = with_facts(guide, RunState.from_json(run.state.to_json()), {"route": "iv"})
    later = GuideRun(guide, RunState.from_json(again.to_json()))
    assert [prompt.id for prompt in later.prompts] == ["any", "more"]
    later.answer("more", "and more")
    later.answer("any", "no")
    made = make(guide, later.state)
    assert "my own words" in made.entry_body
    assert made.intention == "my own words"
    assert [row.prompt for part in freeze(guide, later.state).sections for row in part.rows] == [
        "nasal",
        "any",
    ]
    later.answer("nasal", None)
    assert "my own words" not in make(guide, later.state).entry_body
