"""The readiness gate: sorts a person's own answers by whom to tell first. It clears nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ketaguide.base.text import tr
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import Scale, Signs

Outcome = Literal["now", "stop", "pause", "go-on"]
OUTCOMES: tuple[Outcome, ...] = ("now", "stop", "pause", "go-on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Where the answers lead.

    Attributes:
        outcome: ``now`` call for help; ``stop`` call the clinic before setting off; ``pause`` tell
            the team first; ``go-on`` with the clinic's own steps.
        reasons: what led there, the gravest first, in the words that were shown.
        unanswered: lines that could lead to ``now`` or ``stop`` and have no answer.
    """

    outcome: Outcome
    reasons: tuple[str, ...] = field(default=(), repr=False)
    unanswered: tuple[str, ...] = field(default=(), repr=False)


def judge(prompts: Iterable[Prompt], values: Mapping[str, Value]) -> Gate:
    """The most careful outcome of all that is read.

    An unsure answer counts like a call, never like a no, and a missing one is told to the team.

    Args:
        prompts: the visible prompts that the gate reads.
        values: clean answers by prompt id.

    Source: our own sorting of what clinics ask; ``readiness-gate`` in the core pack's SOURCES.md.
    """
    found: list[tuple[Outcome, str]] = []
    unanswered: list[str] = []
    for prompt in prompts:
        value = values.get(prompt.id)
        if isinstance(prompt, Signs):
            marks = value if isinstance(value, dict) else {}
            found += _signs(prompt, marks)
            if prompt.leads != "pause":
                unanswered += [item.label for item in prompt.items if item.id not in marks]
        elif isinstance(prompt, Scale) and isinstance(value, int) and _is_high(prompt, value):
            words = tr("{label}: {value} of {max}", label=prompt.label, value=value, max=prompt.max)
            found.append(("pause", words))
    found.sort(key=lambda one: OUTCOMES.index(one[0]))
    outcome = found[0][0] if found else "pause" if unanswered else "go-on"
    return Gate(
        outcome=outcome,
        reasons=tuple(reason for _, reason in found),
        unanswered=tuple(unanswered),
    )


def _is_high(prompt: Scale, value: int) -> bool:
    return prompt.pause_at is not None and value >= prompt.pause_at


def _signs(prompt: Signs, marks: Mapping[str, object]) -> list[tuple[Outcome, str]]:
    found: list[tuple[Outcome, str]] = []
    for item in prompt.items:
        mark = marks.get(item.id)
        if mark == "yes":
            found.append((prompt.leads, item.label))
        elif mark == "unsure":
            leads: Outcome = "pause" if prompt.leads == "pause" else "stop"
            found.append((leads, tr("{label} (not sure)", label=item.label)))
    return found
