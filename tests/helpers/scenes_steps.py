"""Small steps, the looks back at them, and what is coming up."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import FixedClock
from ketaguide.flows import step_changes
from ketaguide.flows.due_days import due_at
from ketaguide.flows.step_changes import Look
from ketaguide.store import commitments, insights
from ketaguide.ui.errands import GoTo, OpenSteps, WriteStep
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import Make, answer, at
from tests.helpers.stage import Scene, both, find, press

ZONE = "Europe/Lisbon"
_DAY = timedelta(days=1)
SISTER = "Ring my sister and say that I would like to walk with her on Sunday."
# The steps are made at NOW, so two days later the first look back is due.
_TWO_DAYS, _WEEK = NOW + 2 * _DAY, NOW + 8 * _DAY


def steps_scenes() -> tuple[Scene, ...]:
    listed, writing = filled(at(OpenSteps())), filled(at(WriteStep()))
    return (
        Scene("steps", listed, "demo"),
        Scene("steps-asked", listed, "demo", now=_TWO_DAYS),
        Scene("steps-rest", listed, "demo", press("step_rest")),
        Scene("steps-none", at(OpenSteps()), "empty"),
        Scene("small-step", _at_step("Ring", looked=True), "demo", now=_WEEK),
        Scene("small-step-past", _at_step("Ten minutes"), "demo"),
        Scene("small-step-waits", _at_step("Tell"), "demo"),
        Scene("small-step-removed", _at_step("Ring"), "demo", press("step_remove")),
        Scene("small-step-write", writing, "demo"),
        Scene("small-step-write-waits", writing, "demo", _waiting),
        Scene("small-step-change", _changing(), "demo", now=_TWO_DAYS),
        Scene("home-coming", filled(at(GoTo("home"))), "demo", now=_TWO_DAYS),
        Scene("integrate-lasting", filled(at(GoTo("integration"))), "demo"),
    )


def fill_steps(db: Db) -> None:
    """An insight, and steps in every state."""
    seen = insights.add(
        db,
        text="I do not have to earn a quiet evening.",
        asks="Say no once this week, without a reason.",
    )
    add = partial(commitments.add, db, zone=ZONE)
    add(
        action=SISTER,
        value="closeness",
        cue="I have had my coffee",
        due_at=due_at("2026-11-24", ZONE),
        insight_id=seen.id,
    )
    add(action="Leave the phone in the kitchen at night.", due_at=due_at("2026-11-29", ZONE))
    add(action="Tell my boss that I am leaving.", waits=True)
    add(action="Ten minutes by the river, without music.", status="kept", value="quiet")
    add(action="Write to Tom.", status="dropped")
    add(action="Draw for ten minutes.", status="changed")


def filled(make: Make) -> Make:
    """With ``fill_steps`` stored before, at NOW and not when the scene is looked at."""

    def made(room: Room) -> QWidget:
        clock = room.clock
        assert isinstance(clock, FixedClock)
        now, clock.at = clock.at, NOW
        answer(room, fill_steps)
        clock.at = now
        return make(room)

    return made


def step_id(room: Room, begins: str) -> str:
    """Of the step whose words begin so."""
    found = answer(room, commitments.recent)
    return str(next(one.id for one in found if one.action.startswith(begins)))


def _at_step(begins: str, *, looked: bool = False) -> Make:
    def make(room: Room) -> QWidget:
        if looked:
            look = Look(step_id(room, begins), 2, "keep", "I rang, and we walked. It rained.")
            later = partial(step_changes.look_back, look=look, now=_TWO_DAYS, zone=ZONE)
            answer(room, later)
        return at(OpenSteps(step_id(room, begins)))(room)

    return filled(make)


def _changing() -> Make:
    def make(room: Room) -> QWidget:
        look = Look(step_id(room, "Ring"), 2, "change", "I did not dare.")
        return at(WriteStep(look=look))(room)

    return filled(make)


_waiting: Callable[[Any], object] = both(
    press("step_waits"), lambda window: find(window, "step_waits").setFocus()
)
