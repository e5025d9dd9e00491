"""Small packs and guides for tests, written and random."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from ketaguide.content.crosscheck import check_guide
from ketaguide.content.guide import Guide
from ketaguide.content.loader import load_pack
from ketaguide.content.prompt import Prompt
from ketaguide.content.prompts import (
    Checklist,
    Choice,
    DatePrompt,
    Feelings,
    Letter,
    People,
    Scale,
    Signs,
    StepPrompt,
    TextPrompt,
    Titrate,
)
from ketaguide.content.shape import read_table
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from tests.helpers.pack_texts import EVERY_KIND, HEAD, LINES, PACK, WORDS

__all__ = [
    "EVERY_KIND",
    "HEAD",
    "LINES",
    "PACK",
    "WORDS",
    "answer_to",
    "every_kind",
    "guide_of",
    "guides",
    "run_of",
    "write_pack",
]


def write_pack(
    folder: Path,
    *,
    guides: Mapping[str, str],
    words: Mapping[str, str] | None = None,
    pack: str = "",
) -> Path:
    """A pack on disk; its id is the folder's name."""
    (folder / "guides").mkdir(parents=True)
    (folder / "words").mkdir()
    (folder / "pack.toml").write_text(pack or PACK.replace("{id}", folder.name), encoding="utf-8")
    for name, text in guides.items():
        (folder / "guides" / f"{name}.toml").write_text(text, encoding="utf-8")
    for name, text in (words or {"feelings": WORDS}).items():
        (folder / "words" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def every_kind(tmp_path: Path) -> Guide:
    """The guide above, as a pack brings it."""
    pack = load_pack(write_pack(tmp_path / "every", guides={"every-kind": EVERY_KIND}))
    assert not pack.problems
    return pack.guides[0]


def guide_of(steps: str, *, guide_id: str = "a-guide") -> Guide:
    """A guide from the TOML of its steps, without files."""
    guide = read_table(Guide, tomllib.loads(HEAD.replace("{id}", guide_id) + steps), place="")
    check_guide(guide)
    return guide


def run_of(steps: str) -> GuideRun:
    """A run at the beginning of such a guide."""
    guide = guide_of(steps)
    return GuideRun(guide, RunState(run_id="r", guide_id=guide.id))


def answer_to(prompt: Prompt, draw: st.DrawFn) -> Any:
    """Something a person could answer, or nothing."""
    match prompt:
        case TextPrompt():
            return draw(st.sampled_from([None, "", "a few words", "  \n"]))
        case Choice(several=True):
            return draw(st.lists(st.sampled_from(prompt.names()), unique=True))
        case Choice():
            return draw(st.sampled_from([None, *prompt.names()]))
        case Scale():
            return draw(st.none() | st.integers(prompt.min, prompt.max))
        case Checklist():
            ticked = draw(st.lists(st.sampled_from(prompt.names()), unique=True))
            return {"ticked": ticked, "own": [{"label": "mine", "ticked": draw(st.booleans())}]}
        case DatePrompt():
            return draw(st.none() | st.dates().map(lambda day: day.isoformat()))
        case Feelings():
            names = st.sampled_from(prompt.names())
            return {"words": draw(st.dictionaries(names, st.integers(0, 10)))}
        case Titrate():
            marks = draw(st.lists(st.integers(0, 10), max_size=4))
            return {"ratings": marks, "now": draw(st.sampled_from(["", "here", "numb"]))}
        case People():
            return draw(st.lists(st.sampled_from(["Ana", "Tom"])))
        case StepPrompt():
            return {"action": draw(st.sampled_from(["", "ring"])), "date": "2026-11-23"}
        case Letter():
            return {"text": "Dear", "end": draw(st.sampled_from(["", "keep", "seal", "shred"]))}
        case Signs():
            items = st.sampled_from([item.id for item in prompt.items])
            return draw(st.dictionaries(items, st.sampled_from(["yes", "no", "unsure"])))
    return None


_KINDS: Mapping[str, Mapping[str, Any]] = {
    "info": {"body": "Read this."},
    "text": {},
    "choice": {"options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]},
    "scale": {"min": 0, "max": 10, "low": "low", "high": "high", "stop_at": 7, "pause_at": 8},
    "checklist": {"items": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]},
    "date": {},
    "signs": {"leads": "stop", "items": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]},
}
_TESTS: Mapping[str, list[Mapping[str, Any]]] = {
    "text": [{"is": "answered"}, {"is": "empty"}],
    "choice": [{"is": "a"}, {"has": "b"}, {"is": "empty"}],
    "scale": [{"is": 3}, {"below": 5}, {"at_least": 5}],
    "checklist": [{"has": "a"}, {"is": "answered"}],
    "date": [{"is": "answered"}],
    "signs": [{"has": "a"}, {"has": "yes"}],
    "gate": [{"is": "go-on"}, {"is": "pause"}],
}


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    """Any guide that the checks let through, of up to six steps."""
    earlier: list[tuple[str, str]] = []
    steps = []
    for n in range(draw(st.integers(1, 6))):
        steps.append(
            {"id": f"s{n}", "title": f"Step {n}", "prompts": [], **_condition(draw, earlier)}
        )
        for m in range(draw(st.integers(1, 3))):
            readable = [i for i, kind in earlier if kind in ("signs", "scale")]
            kind = draw(st.sampled_from([*_KINDS, "gate"] if readable else list(_KINDS)))
            own = {"reads": readable} if kind == "gate" else dict(_KINDS[kind])
            if kind == "choice" and draw(st.booleans()):
                own["stops"] = ["b"]
            one = {
                "id": f"p{n}-{m}",
                "kind": kind,
                "label": "What",
                **_condition(draw, earlier),
                **own,
            }
            if kind not in ("info", "gate"):
                one["required"] = draw(st.booleans())
            steps[-1]["prompts"].append(one)
            earlier.append((one["id"], kind))
    table = tomllib.loads(HEAD.replace("{id}", "random"))
    guide = read_table(Guide, {**table, "steps": steps}, place="")
    check_guide(guide)
    return guide


def _condition(draw: st.DrawFn, earlier: list[tuple[str, str]]) -> dict[str, Any]:
    asked = [(name, kind) for name, kind in earlier if kind in _TESTS]
    if not asked or draw(st.booleans()):
        return {}
    inner = []
    for name, kind in draw(st.lists(st.sampled_from(asked), min_size=1, max_size=2)):
        inner.append({"prompt": name, **draw(st.sampled_from(_TESTS[kind]))})
    group = draw(st.sampled_from(["all", "any", "not", "one"]))
    if group == "not":
        return {"show_if": {"not": inner[0]}}
    return {"show_if": inner[0] if group == "one" else {group: inner}}
