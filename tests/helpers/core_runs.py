"""The core guides as a person meets them, given answers and what is known of a session."""

from collections.abc import Mapping
from typing import Any

from ketaguide.base.paths import resources
from ketaguide.content.acting import Link, Recall
from ketaguide.content.guide import Guide
from ketaguide.content.lines import Groups
from ketaguide.content.loader import load_pack
from ketaguide.content.shape import read_table
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from tests.helpers.core_pack import CORE, parsed

GUIDES: Mapping[str, Guide] = {
    guide.id: guide for guide in load_pack(resources() / "packs" / "core").guides
}


def run_of(guide_id: str, *, answers: Mapping[str, Any] | None = None, **known: str) -> GuideRun:
    """A run with these answers, where these facts are known."""
    given = {name.replace("_", "-"): value for name, value in known.items()}
    state = RunState(run_id="r", guide_id=guide_id, answers=answers or {}, facts=given)
    return GuideRun(GUIDES[guide_id], state)


def seen(run: GuideRun) -> list[str]:
    """The steps that these answers and facts show."""
    return [step.id for step in run.steps]


def shown(run: GuideRun, step_id: str) -> list[str]:
    """The visible prompts of a step, by walking there."""
    run = GuideRun(
        run.guide,
        RunState(
            run_id="r",
            guide_id=run.guide.id,
            step_id=step_id,
            answers=run.state.answers,
            facts=run.state.facts,
        ),
    )
    assert run.step.id == step_id
    return [prompt.id for prompt in run.prompts]


def all_no(guide: Guide) -> dict[str, Any]:
    """Readiness questions answered so that nothing asks for a call."""
    names = {p.id: [i.id for i in getattr(p, "items", ())] for _, p in guide.prompts()}
    signs = ("now", "body", "day", "mind", "tell")
    return {name: dict.fromkeys(names[name], "no") for name in signs}


def links(guide_id: str, step_id: str) -> list[tuple[str, str]]:
    """Where the links of a step lead."""
    step = next(step for step in GUIDES[guide_id].steps if step.id == step_id)
    return [(p.to, p.guide) for p in step.prompts if isinstance(p, Link)]


def recalls(guide_id: str) -> set[tuple[str, str, str]]:
    """What a guide shows again of earlier days."""
    prompts = [p for _, p in GUIDES[guide_id].prompts()]
    return {(p.of, p.guide, p.prompt) for p in prompts if isinstance(p, Recall)}


def lines_of(name: str) -> Mapping[str, Mapping[str, str]]:
    """The texts of a file of lines, by group and line."""
    return read_table(Groups, parsed(CORE / "words" / f"{name}.toml"), place="").by_id()
