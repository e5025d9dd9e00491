"""What of a guide is shown with these answers, and which answers count."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ketaguide.content import facts as known_facts
from ketaguide.content.guide import Guide, Step
from ketaguide.content.prompt import Prompt, Value
from ketaguide.content.prompts import GatePrompt
from ketaguide.engine.gate import Gate, Outcome, judge

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

    def value_text(self, guide: Guide, prompt_id: str) -> str:
        """The answer in words; empty if there is none, it is hidden, or no such prompt is."""
        prompt = guide.prompt(prompt_id) if prompt_id in self.values else None
        return prompt.shown(self.values[prompt_id]) if prompt else ""


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
