"""A person's way through a guide: what comes next, and what keeps them here."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from ketaguide.content.guide import Guide, Step
from ketaguide.content.lists import Choice
from ketaguide.content.prompt import Prompt, Value
from ketaguide.engine.gate import Gate
from ketaguide.engine.state import RunState
from ketaguide.engine.stop import Rule, apply, can_stop
from ketaguide.engine.view import View, look


class Outcome(Enum):
    """What Continue or Skip for now led to."""

    MOVED = "moved"
    PROBLEMS = "problems"
    GROUND = "ground"
    STOP = "stop"
    FINISHED = "finished"


class GuideRun:
    """Holds the one changing thing, ``state``; everything else follows from it and the guide.

    It asks no clock, stores nothing and emits nothing: whoever holds it saves ``state``.
    """

    def __init__(self, guide: Guide, state: RunState) -> None:
        self.guide = guide
        self._state = state
        self._view = look(guide, state.answers, state.facts)
        self._unfit: dict[str, str] = {}
        self._go_to(self._here())

    @property
    def state(self) -> RunState:
        """The run as it is now; unchanging, so it can be handed to another thread."""
        return self._state

    @property
    def step(self) -> Step:
        return self._view.steps[self._index()][0]

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """The visible prompts of this step."""
        return self._view.steps[self._index()][1]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All visible steps; later ones can come and go with the answers."""
        return tuple(step for step, _ in self._view.steps)

    @property
    def position(self) -> tuple[int, int]:
        """How many visible steps lie before this one, and how many there are."""
        return self._index(), len(self._view.steps)

    @property
    def can_finish(self) -> bool:
        """Whether this is the last step, as its answers stand, and nothing in it is missing."""
        return self._is_last() and not self.problems()

    def value(self, prompt_id: str) -> Value | None:
        """The stored answer if it fits its prompt, also where the prompt is hidden now."""
        prompt = self.guide.prompt(prompt_id)
        return prompt.clean(self._state.answers.get(prompt_id)) if prompt else None

    def answer(self, prompt_id: str, value: object) -> None:
        """Keep an answer; None or something blank takes it back.

        What does not fit is not stored, and ``problems`` says so until something fits.
        """
        prompt = self.guide.prompt(prompt_id)
        if prompt is None:
            raise KeyError(prompt_id)
        clean = prompt.clean(value)
        self._unfit.pop(prompt_id, None)
        if clean is None and not _blank(value):
            self._unfit[prompt_id] = prompt.misfit()
            return
        answers = {key: old for key, old in self._state.answers.items() if key != prompt_id}
        if clean is not None:
            answers[prompt_id] = clean
        # A choice can be a slip of the hand and is taken back; a rating stands for today.
        taken_back = self._state.stopped == prompt_id and isinstance(prompt, Choice)
        stopped = "" if taken_back else self._state.stopped
        self._state = replace(self._state, answers=answers, stopped=stopped)
        self._view = look(self.guide, answers, self._state.facts)

    def problems(self) -> Mapping[str, str]:
        """What keeps Continue on this step, by prompt id, in plain words."""
        found: dict[str, str] = {}
        for prompt in self.prompts:
            missing = prompt.missing(self._view.values.get(prompt.id)) if prompt.required else ""
            words = self._unfit.get(prompt.id) or missing
            if words:
                found[prompt.id] = words
        return found

    def advance(self) -> Outcome:
        """Continue: on to the next visible step, unless something keeps the person here.

        The stop rule comes first: nobody who has too much is asked to fill in the rest.
        """
        return self._leave(skipped=False)

    def skip(self) -> Outcome:
        """Skip for now: on without what is missing. The stop rule still holds for what is there."""
        for prompt in self.prompts:
            self._unfit.pop(prompt.id, None)
        return self._leave(skipped=True)

    def back(self) -> bool:
        """One visible step back; every answer stays. False on the first step."""
        index = self._index()
        if index == 0:
            return False
        self._go_to(self._view.steps[index - 1][0].id)
        return True

    def go_to_part(self, part_id: str) -> bool:
        """To the first step of a part that was not visited, or to its first. False: no such."""
        inside = [step.id for step in self.steps if step.part == part_id]
        if not inside:
            return False
        self._go_to(next((s for s in inside if s not in self._state.visited), inside[0]))
        return True

    def grounded_once(self) -> None:
        """The person has been to Ground me; the next high rating stops the run for today."""
        self._state = replace(self._state, grounded=True)

    def reopen(self) -> None:
        """Go on after a stop, another day: what can end it is asked afresh, all else stays."""
        answers = dict(self._state.answers)
        for _, prompt in self.guide.prompts():
            if prompt.id not in answers or not can_stop(prompt):
                continue
            value = prompt.clean(answers.pop(prompt.id))
            left = prompt.afresh(value) if value is not None else None
            if left is not None:
                answers[prompt.id] = left
        self._state = replace(self._state, answers=answers, ratings=(), grounded=False, stopped="")
        self._view = look(self.guide, answers, self._state.facts)
        # The step one was on may hang on the answer that is asked afresh.
        self._go_to(self._here())

    def gate(self, prompt: Prompt) -> Gate:
        """Where the answers lead, for a visible gate prompt."""
        return self._view.gates[prompt.id]

    @property
    def view(self) -> View:
        """What is shown and what counts, for outline and makes."""
        return self._view

    def _leave(self, *, skipped: bool) -> Outcome:
        rule, rated = apply(self._state, self.prompts, self._view.values)
        if rule is Rule.GO_ON and not skipped and self.problems():
            return Outcome.PROBLEMS
        self._state = rated
        if rule is not Rule.GO_ON:
            return Outcome.STOP if rule is Rule.STOP else Outcome.GROUND
        here = self.step.id
        left = tuple(step for step in self._state.skipped if step != here)
        self._state = replace(
            self._state,
            visited=tuple(dict.fromkeys((*self._state.visited, here))),
            skipped=(*left, here) if skipped else left,
        )
        if self._is_last():
            return Outcome.FINISHED
        self._go_to(self._view.steps[self._index() + 1][0].id)
        return Outcome.MOVED

    def _go_to(self, step_id: str) -> None:
        if step_id != self._state.step_id:
            self._state = replace(self._state, step_id=step_id)

    def _is_last(self) -> bool:
        index, count = self.position
        return index + 1 >= count

    def _index(self) -> int:
        here = self._here()
        return next(n for n, (step, _) in enumerate(self._view.steps) if step.id == here)

    def _here(self) -> str:
        """The stored step; if it is hidden, the next visible one; if it is gone, one not seen."""
        visible = [step.id for step, _ in self._view.steps]
        if self._state.step_id in visible:
            return self._state.step_id
        order = [step.id for step in self.guide.steps]
        if self._state.step_id in order:
            after = order[order.index(self._state.step_id) :]
            return next((name for name in after if name in visible), visible[-1])
        return next((name for name in visible if name not in self._state.visited), visible[-1])


def _blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(_blank(inner) for inner in value.values())
    return value is None or value in ([], ())
