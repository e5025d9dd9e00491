"""Readiness answers are about one day: after some hours they are asked again."""

from dataclasses import replace
from datetime import datetime, timedelta

from ketaguide.content.guide import Guide
from ketaguide.content.prompts import GatePrompt
from ketaguide.engine.state import RunState

# Source: our own, on the careful side; long enough for the lists and a call, too short for a night.
ANSWERS_HOLD = timedelta(hours=4)


def renew(guide: Guide, state: RunState, *, saved_at: datetime, now: datetime) -> RunState:
    """The state to go on with: what a gate reads is taken out once it is old.

    Neither "call your clinic" nor "go on" may stand from another day. The person begins at the
    first page again, and what else was written stays.

    Args:
        saved_at: when an answer was last stored.
    """
    reads = {name for _, p in guide.prompts() if isinstance(p, GatePrompt) for name in p.reads}
    asked = {step.id for step, prompt in guide.prompts() if prompt.id in reads}
    was_asked = reads & state.answers.keys() or asked & set(state.visited)
    if not was_asked or now - saved_at < ANSWERS_HOLD:
        return state
    return replace(
        state,
        answers={name: value for name, value in state.answers.items() if name not in reads},
        step_id=guide.steps[0].id,
        visited=(),
        skipped=(),
    )
