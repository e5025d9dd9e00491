"""A step after which nothing follows, and what is known without asking."""

import pytest

from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
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
