"""The guides after a session, walked with some answers at some time since a session."""

from collections.abc import Mapping
from typing import Any

from ketaguide.base.paths import resources
from ketaguide.content.acting import Link
from ketaguide.content.loader import load_pack
from ketaguide.content.prompts import Info
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState

ALL = {guide.id: guide for guide in load_pack(resources() / "packs" / "core").guides}
PATH = ("day-after", "one-week", "one-month")
WAITING = (
    *("feelings-and-release", "letter", "fair-voice", "draw-it"),
    *("insight-to-action", "between-sessions"),
)
CARE = ("after-hard-session", "little-happened")
NAMES = (*PATH, *WAITING, *CARE)
DRAWN = {"title": "", "strokes": [{"color": "ink", "width": 2, "points": [9, 9, 50, 20, 20, 50]}]}


def run(name: str, answers: Mapping[str, Any], since: str = "first-week") -> GuideRun:
    """A run with these answers, at its first step."""
    state = RunState(
        run_id="r", guide_id=name, answers=dict(answers), facts={"since": since, "route": "iv"}
    )
    return GuideRun(ALL[name], state)


def walk(name: str, answers: Mapping[str, Any], since: str = "first-week") -> tuple[Outcome, Any]:
    """To the end by Skip for now, or to where it halts; the outcome and the run."""
    here = run(name, answers, since)
    for _ in range(len(here.guide.steps) + 1):
        outcome = here.skip()
        if outcome is not Outcome.MOVED:
            return outcome, here
    raise AssertionError("no end")


def seen(name: str, answers: Mapping[str, Any], since: str = "first-week") -> list[str]:
    """The ids of the steps that someone with these answers meets."""
    return [step.id for step in run(name, answers, since).steps]


def shown(name: str, answers: Mapping[str, Any], since: str = "first-week") -> dict[str, str]:
    """What is there to read with these answers, by prompt id."""
    view = run(name, answers, since).view
    prompts = [prompt for _, some in view.steps for prompt in some]
    return {p.id: p.body for p in prompts if isinstance(p, Info)}


def links(name: str, answers: Mapping[str, Any]) -> set[str]:
    """Where the links lead that someone with these answers meets; guides by their id."""
    view = run(name, answers).view
    return {p.guide or p.to for _, some in view.steps for p in some if isinstance(p, Link)}
