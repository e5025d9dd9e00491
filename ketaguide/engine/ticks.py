"""The lists of a guide as one list: what is seen to, and what is left."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ketaguide.content.guide import Guide
from ketaguide.content.prompts import Checklist
from ketaguide.engine.outline import Outline
from ketaguide.engine.state import RunState
from ketaguide.engine.view import look

_MARK = "- "


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One line of a checklist; ``label`` may be the person's own words."""

    label: str = field(repr=False)
    done: bool


def from_state(guide: Guide, state: RunState) -> tuple[Tick, ...]:
    """Every line of the checklists that were answered; none where nobody has been there yet."""
    view = look(guide, state.answers, state.facts)
    found: list[Tick] = []
    for prompt in (prompt for _, prompts in view.steps for prompt in prompts):
        if isinstance(prompt, Checklist) and prompt.id in view.values:
            found += _read(prompt.shown(view.values[prompt.id]))
    return tuple(found)


def from_outline(guide: Guide, outline: Outline) -> tuple[Tick, ...]:
    """The same from a finished run, whose answers are kept in words only."""
    labels = {prompt.label for _, prompt in guide.prompts() if isinstance(prompt, Checklist)}
    found: list[Tick] = []
    for section in outline.sections:
        for label, words, *_ in section.rows:
            if label in labels:
                found += _read(words)
    return tuple(found)


def _read(shown: str) -> Iterator[Tick]:
    """``Checklist.shown`` puts what is done first; a line without a mark heads what is left.

    Told by the mark and not by the heading's words, which are of the language of that day.
    """
    done = True
    for line in filter(None, shown.splitlines()):
        if line.startswith(_MARK):
            yield Tick(label=line.removeprefix(_MARK), done=done)
        else:
            done = False
