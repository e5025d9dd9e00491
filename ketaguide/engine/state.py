"""How far a person is in a guide, and what they have answered: all that a resumed run needs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ketaguide.content.prompt import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """One pass through a guide.

    Attributes:
        answers: by prompt id, as given; those of hidden prompts stay but do not count.
        ratings: for the stop rule, prompt id and number in the order they were given.
        grounded: whether the person has been to Ground me after a high rating.
        stopped: id of the prompt that ended the run for today; empty while it goes on.
        visited: steps left by Continue or Skip for now.
        skipped: those of them last left by Skip for now.
        facts: what is known of the session without asking, as of the last opening.
        kept: prompts that were answered and then hidden by other facts; the record keeps them.
    """

    run_id: str
    guide_id: str
    step_id: str = ""
    answers: Mapping[str, Value] = field(default_factory=dict, repr=False)
    ratings: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    grounded: bool = False
    stopped: str = ""
    visited: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Text for the run's row; ``from_json`` reads it."""
        return json.dumps(
            {
                "run_id": self.run_id,
                "guide_id": self.guide_id,
                "step_id": self.step_id,
                "answers": dict(self.answers),
                "ratings": self.ratings,
                "grounded": self.grounded,
                "stopped": self.stopped,
                "visited": self.visited,
                "skipped": self.skipped,
                "facts": dict(self.facts),
                "kept": self.kept,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> "RunState":
        """The state again; what another version wrote and this one cannot read is left out."""
        try:
            rows = json.loads(text)
        except (ValueError, RecursionError):
            rows = {}
        if not isinstance(rows, dict):
            rows = {}
        answers, facts = rows.get("answers"), rows.get("facts")
        known = facts.items() if isinstance(facts, dict) else ()
        return cls(
            run_id=_word(rows.get("run_id")),
            guide_id=_word(rows.get("guide_id")),
            step_id=_word(rows.get("step_id")),
            answers=answers if isinstance(answers, dict) else {},
            ratings=tuple((r[0], r[1]) for r in _list(rows.get("ratings")) if _is_rating(r)),
            grounded=rows.get("grounded") is True,
            stopped=_word(rows.get("stopped")),
            visited=tuple(s for s in _list(rows.get("visited")) if isinstance(s, str)),
            skipped=tuple(s for s in _list(rows.get("skipped")) if isinstance(s, str)),
            facts={name: value for name, value in known if isinstance(value, str)},
            kept=tuple(s for s in _list(rows.get("kept")) if isinstance(s, str)),
        )


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_rating(value: object) -> bool:
    match value:
        case [str(), int(mark)]:
            return not isinstance(mark, bool)
        case _:
            return False
