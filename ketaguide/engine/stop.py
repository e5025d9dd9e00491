"""The stop rule: when looking at something hard ends for today."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum

from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import Scale
from ketaguide.engine.state import RunState


class Rule(Enum):
    """What the rule says about a step's answers."""

    GO_ON = "go on"
    GROUND = "ground"
    STOP = "stop"


def can_stop(prompt: Prompt) -> bool:
    """Whether an answer to this prompt can end a run for today."""
    return prompt.can_halt or (isinstance(prompt, Scale) and prompt.stop_at is not None)


def apply(
    state: RunState, prompts: Iterable[Prompt], values: Mapping[str, Value]
) -> tuple[Rule, RunState]:
    """Take note of a step's ratings as the person leaves it.

    A high rating leads to grounding once; high after grounding, or two rises in a row, stop. A
    choice or a careful look that halts does so at once.

    Args:
        state: the run so far.
        prompts: the visible prompts of the step.
        values: clean answers.

    Source: our own rule after practice in trauma work; ``stop-rule`` in the core pack's SOURCES.md.
    """
    rule, stopped = Rule.GO_ON, state.stopped
    ratings = list(state.ratings)
    for prompt in prompts:
        value = values.get(prompt.id)
        if prompt.halts(value):
            stopped = stopped or prompt.id
        elif isinstance(prompt, Scale) and prompt.stop_at is not None and isinstance(value, int):
            if not ratings or ratings[-1] != (prompt.id, value):
                ratings.append((prompt.id, value))
            if _rose_twice(ratings) or (value >= prompt.stop_at and state.grounded):
                stopped = stopped or prompt.id
            elif value >= prompt.stop_at:
                rule = Rule.GROUND
    rule = Rule.STOP if stopped else rule
    return rule, replace(state, ratings=tuple(ratings), stopped=stopped)


def _rose_twice(ratings: list[tuple[str, int]]) -> bool:
    last = [mark for _, mark in ratings[-3:]]
    return len(last) == 3 and last[0] < last[1] < last[2]
