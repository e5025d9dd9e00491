"""What a finished run leaves in the record, as plain values for a flow to store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ketaguide.content.acting import Letter
from ketaguide.content.guide import Guide
from ketaguide.content.prompt import Value
from ketaguide.engine.outline import freeze, markdown
from ketaguide.engine.state import RunState
from ketaguide.engine.view import look, recorded


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
    sure: int | None = field(default=None, repr=False)
    commitment: MadeCommitment | None = None
    sealed: tuple[str, ...] = field(default=(), repr=False)


def make(guide: Guide, state: RunState) -> Made:
    """Apply the guide's ``[makes]`` to the answers that count."""
    given, makes = _Given(guide, recorded(guide, state)), guide.makes
    body = markdown(freeze(guide, state)) if makes.entry else ""
    felt = given.values.get(makes.feelings)
    step, sure = given.values.get(makes.insight), given.values.get(makes.sure)
    return Made(
        entry_title=makes.entry.title if makes.entry and body else "",
        entry_body=body,
        feelings=felt["words"] if isinstance(felt, dict) else {},
        intention=given.words(makes.intention),
        insight=step["insight"] if isinstance(step, dict) else given.words(makes.insight),
        asks=given.words(makes.asks),
        sure=sure if isinstance(sure, int) else None,
        commitment=_commitment(guide, state, given),
        sealed=tuple(given.sealed()),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    guide: Guide
    values: Mapping[str, Value]

    def words(self, prompt_id: str) -> str:
        """The answer in words; empty if there is none that counts, or no such prompt is."""
        prompt = self.guide.prompt(prompt_id) if prompt_id in self.values else None
        return prompt.shown(self.values[prompt_id]) if prompt else ""

    def sealed(self) -> Iterator[str]:
        for _, prompt in self.guide.prompts():
            value = self.values.get(prompt.id)
            if isinstance(prompt, Letter) and isinstance(value, dict) and value["end"] == "seal":
                yield value["text"]


def _commitment(guide: Guide, state: RunState, given: _Given) -> MadeCommitment | None:
    asked = guide.makes.commitment
    known = look(guide, state.answers, state.facts).known
    if asked is None or (asked.unless and asked.unless.holds(known)):
        return None
    step = given.values.get(asked.step)
    if isinstance(step, dict):
        parts = {part: step[part] for part in ("action", "cue", "value", "date")}
        return MadeCommitment(**parts) if step["action"] else None
    action = given.words(asked.action)
    if not action:
        return None
    return MadeCommitment(
        action=action,
        cue=given.words(asked.cue),
        value=given.words(asked.value),
        date=str(given.values.get(asked.date, "")),
    )
