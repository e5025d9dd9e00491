"""What a finished run leaves in the record, as plain values for a flow to store."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ketaguide.content.acting import Letter
from ketaguide.content.guide import Guide
from ketaguide.content.prompt import Prompt
from ketaguide.engine.outline import freeze, markdown
from ketaguide.engine.state import RunState
from ketaguide.engine.view import View, look


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCommitment:
    """A small step; ``date`` is ``YYYY-MM-DD`` or empty."""

    action: str = field(repr=False)
    cue: str = field(default="", repr=False)
    value: str = field(default="", repr=False)
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Everything empty makes nothing: no ``entry_title`` means no entry.

    ``feelings`` are word ids with strengths from 0 to 10; ``sealed`` are letters to be sealed.
    """

    entry_title: str = ""
    entry_body: str = field(default="", repr=False)
    feelings: Mapping[str, int] = field(default_factory=dict, repr=False)
    intention: str = field(default="", repr=False)
    insight: str = field(default="", repr=False)
    asks: str = field(default="", repr=False)
    commitment: MadeCommitment | None = None
    sealed: tuple[str, ...] = field(default=(), repr=False)


def make(guide: Guide, state: RunState) -> Made:
    """Apply the guide's ``[makes]`` to the answers that count."""
    view, makes = look(guide, state.answers, state.facts), guide.makes
    body = markdown(freeze(guide, state)) if makes.entry else ""
    felt = view.values.get(makes.feelings)
    step = view.values.get(makes.insight)
    return Made(
        entry_title=makes.entry.title if makes.entry and body else "",
        entry_body=body,
        feelings=felt["words"] if isinstance(felt, dict) else {},
        intention=view.value_text(guide, makes.intention),
        insight=step["insight"]
        if isinstance(step, dict)
        else view.value_text(guide, makes.insight),
        asks=view.value_text(guide, makes.asks),
        commitment=_commitment(guide, view),
        sealed=_sealed(guide, view),
    )


def _commitment(guide: Guide, view: View) -> MadeCommitment | None:
    asked = guide.makes.commitment
    if asked is None or (asked.unless and asked.unless.holds(view.known)):
        return None
    step = view.values.get(asked.step)
    if isinstance(step, dict):
        parts = {part: step[part] for part in ("action", "cue", "value", "date")}
        return MadeCommitment(**parts) if step["action"] else None
    action = view.value_text(guide, asked.action)
    if not action:
        return None
    return MadeCommitment(
        action=action,
        cue=view.value_text(guide, asked.cue),
        value=view.value_text(guide, asked.value),
        date=str(view.values.get(asked.date, "")),
    )


def _sealed(guide: Guide, view: View) -> tuple[str, ...]:
    given = [view.values[p.id] for _, p in guide.prompts() if _is_letter(p, view)]
    return tuple(one["text"] for one in given if isinstance(one, dict) and one["end"] == "seal")


def _is_letter(prompt: Prompt, view: View) -> bool:
    return isinstance(prompt, Letter) and prompt.id in view.values
