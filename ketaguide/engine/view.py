"""What of a guide is shown with these answers, and which answers count."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ketaguide.content import facts as known_facts
from ketaguide.content.guide import Guide, Step
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import GatePrompt
from ketaguide.engine.gate import Gate, Outcome, judge
from ketaguide.engine.state import RunState

# After these nothing more is asked, whatever the guide's own conditions say: a call comes first.
CALLS: tuple[Outcome, ...] = ("now", "stop")
_NO_FACTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A guide as a person with these answers meets it.

    Attributes:
        steps: visible steps, each with its visible prompts.
        values: clean answers of visible prompts.
        known: the same, the outcome of each visible gate and the facts; what conditions look at.
        gates: by prompt id.
    """

    steps: tuple[tuple[Step, tuple[Prompt, ...]], ...]
    values: Mapping[str, Value]
    known: Mapping[str, Value]
    gates: Mapping[str, Gate]


def look(guide: Guide, answers: Mapping[str, Value], facts: Mapping[str, str] = _NO_FACTS) -> View:
    """Walk the guide once, in order; conditions only ever point back.

    Args:
        guide: the guide.
        answers: as stored; what does not fit the guide (any more) counts as empty.
        facts: what is known of the session; a condition on one that is missing does not hold.
    """
    values: dict[str, Value] = {}
    known: dict[str, Value] = {known_facts.key(name): value for name, value in facts.items()}
    gates: dict[str, Gate] = {}
    seen: dict[str, Prompt] = {}
    steps: list[tuple[Step, tuple[Prompt, ...]]] = []
    for step in guide.steps:
        if step.show_if and not step.show_if.holds(known):
            continue
        shown: list[Prompt] = []
        for prompt in step.prompts:
            if prompt.show_if and not prompt.show_if.holds(known):
                continue
            shown.append(prompt)
            seen[prompt.id] = prompt
            if isinstance(prompt, GatePrompt):
                gates[prompt.id] = judge((seen[i] for i in prompt.reads if i in seen), values)
                known[prompt.id] = gates[prompt.id].outcome
            value = prompt.clean(answers.get(prompt.id))
            if value is not None:
                values[prompt.id] = known[prompt.id] = value
        if shown or step.lead:
            steps.append((step, tuple(shown)))
        if step.ends or any(gates[p.id].outcome in CALLS for p in shown if p.id in gates):
            break
    return View(steps=tuple(steps), values=values, known=known, gates=gates)


def recorded(guide: Guide, state: RunState) -> Mapping[str, Value]:
    """The answers that a finished run leaves behind, by prompt id, in the order of the guide.

    Those that are visible; and those that were when they were given, and are hidden only because
    the session has come nearer, begun, or changed since.
    """
    values = look(guide, state.answers, state.facts).values
    found: dict[str, Value] = {}
    for _, prompt in guide.prompts():
        value = values.get(prompt.id)
        if value is None and prompt.id in state.kept:
            value = prompt.clean(state.answers.get(prompt.id))
        if value is not None:
            found[prompt.id] = value
    return found


def with_facts(guide: Guide, state: RunState, facts: Mapping[str, str]) -> RunState:
    """The state under what is known now; answers that this hides are noted as ``kept``."""
    if not state.answers or state.facts == facts:
        return replace(state, facts=facts)
    before = look(guide, state.answers, state.facts).values
    after = look(guide, state.answers, facts).values
    hidden = (name for name in before if name not in after)
    return replace(state, facts=facts, kept=tuple(dict.fromkeys((*state.kept, *hidden))))
