"""Builds what a guide's page can have on screen: a step, or what stands in its place."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.engine.run import GuideRun
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.errands import Errand, OpenGuide, PlanSession
from ketaguide.ui.pages.guide_keeper import GuideKeeper
from ketaguide.ui.pages.guide_pauses import EnoughForToday, GroundFirst
from ketaguide.ui.pages.step_view import StepView
from ketaguide.ui.prompts.base import PromptKit
from ketaguide.ui.room import Room

Panel = StepView | GroundFirst | EnoughForToday


def make_step(
    run: GuideRun, *, room: Room, lifelines: Lifelines, keeper: GuideKeeper, parent: QWidget | None
) -> StepView:
    """The step at hand, with its answers and only its visible prompts, in the page's sheet."""
    kit = PromptKit(
        look=room.look,
        clock=room.clock,
        number=room.settings.text("emergency_number"),
        lifelines=lifelines,
        lines=room.catalogue().lines("gate"),
        gate=run.gate,
        recalled=keeper.recalled,
        earlier=keeper.earlier,
        list_first=_is_early(run),
        showing=keeper.showing,
        texts=room.catalogue().lines,
    )
    values = {prompt.id: run.value(prompt.id) for prompt in run.step.prompts}
    is_led = run.guide.place == "together"
    view = StepView(run.step, values, kit=kit, is_led=is_led, parent=parent)
    view.show_only({prompt.id for prompt in run.prompts})
    return view


def _is_early(run: GuideRun) -> bool:
    """A session day, or the day after one: a list asks less of the eyes than a picture."""
    since = run.state.facts.get("since", "")
    return run.guide.phase == "session-day" or since in ("first-hours", "first-day")


def make_ground_first(room: Room) -> GroundFirst:
    """After the first high rating."""
    return GroundFirst(room.catalogue().lines("grounding")["ground-first"], look=room.look)


def make_enough(room: Room, lifelines: Lifelines) -> EnoughForToday:
    """After the stop rule, with whom one could call."""
    return EnoughForToday(
        room.catalogue().lines("grounding")["stop"],
        lifelines.card(),
        number=room.settings.text("emergency_number"),
        look=room.look,
    )


def with_way_back(errand: Errand, *, run: GuideRun, session_id: str, ends: bool) -> Errand:
    """Another guide or the plan is of this session, and a plan leads back to a guide still open.

    Args:
        ends: the guide is finished first.
    """
    if isinstance(errand, OpenGuide | PlanSession):
        errand = replace(errand, session_id=session_id)
    if isinstance(errand, PlanSession) and not ends:
        errand = replace(errand, back=OpenGuide(run.guide.id, session_id))
    return errand


def place(run: GuideRun) -> tuple[str, int, int]:
    """The name of the part, or of the guide, the present step in it from 0, and their number."""
    part = next((one for one in run.guide.parts if one.id == run.step.part), None)
    steps = [step.id for step in run.steps if step.part == run.step.part]
    return part.title if part else run.guide.title, steps.index(run.step.id), len(steps)


def leaving_words(shown: Panel | None) -> str:
    """What is said where one comes to from here."""
    if isinstance(shown, StepView) and shown.calls:
        return tr("Your answers are kept. Call first.")
    if isinstance(shown, EnoughForToday):
        return tr("Kept. It can wait for another day.")
    return tr("Kept. You can go on where you stopped.")
