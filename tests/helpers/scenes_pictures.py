"""Scenes of the body map and of a drawing: empty, chosen, compared, and seen again in an entry."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, start_run
from ketaguide.ui.errands import OpenEntry
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.scene_makers import Make, answer, at, guide
from tests.helpers.stage import Scene, press

_EARLIER = datetime(2026, 5, 3, 10, 0, tzinfo=UTC)

BODY: Mapping[str, Any] = {
    "regions": {
        "chest": {"amount": "more", "warmth": "warm", "words": "warm, then very wide"},
        "belly": {"amount": "less", "warmth": "", "words": "let go, around the second song"},
        "hand-left": {"amount": "", "warmth": "cold", "words": ""},
    }
}
BODY_BEFORE: Mapping[str, Any] = {
    "regions": {
        "throat": {"amount": "more", "warmth": "", "words": "tight"},
        "belly": {"amount": "", "warmth": "cold", "words": ""},
    }
}
DRAWING: Mapping[str, Any] = {
    "title": "What was left at the shore",
    "words": "",
    "strokes": [
        {
            "color": "sky",
            "width": 3,
            "points": [80, 560, 50, 300, 500, 50, 600, 580, 50, 940, 520, 50],
        },
        {"color": "sage", "width": 2, "points": [80, 640, 50, 400, 600, 50, 920, 660, 50]},
        {"color": "sun", "width": 2, "points": [720, 180, 50, 800, 110, 50, 880, 180, 50]},
        {"color": "plum", "width": 2, "points": [220, 200, 10, 300, 320, 60, 380, 220, 95]},
        {"color": "clay", "width": 3, "points": [150, 150, 90]},
        {"color": "ink", "width": 1, "points": [520, 540, 50, 540, 420, 50, 500, 360, 50]},
    ],
}


def picture_scenes() -> tuple[Scene, ...]:
    chosen = body(BODY)
    return (
        Scene("prompt-body", body(), "demo"),
        Scene("prompt-body-chosen", chosen, "demo"),
        Scene("prompt-body-list", chosen, "demo", press("swap_where-in-body")),
        Scene("prompt-body-compare", after_an_earlier_one(chosen), "demo"),
        Scene("prompt-drawing", guide("draw-it", "draw"), "demo"),
        Scene("prompt-drawing-drawn", guide("draw-it", "draw", drawing=dict(DRAWING)), "demo"),
        Scene("entry-body", at_finished("day-after", path="something", where_in_body=BODY), "demo"),
        Scene("entry-drawing", at_finished("draw-it", drawing=DRAWING), "demo"),
    )


def body(value: Mapping[str, Any] | None = None) -> Make:
    given = {} if value is None else {"where_in_body": dict(value)}
    return guide("day-after", "where", path="something", **given)


def after_an_earlier_one(make: Make) -> Make:
    """The same, where the guide was finished once before."""

    def made(room: Room) -> QWidget:
        answers = {"path": "something", "where-in-body": BODY_BEFORE}
        answer(room, partial(_finished, room=room, guide_id="day-after", answers=answers))
        return make(room)

    return made


def at_finished(guide_id: str, **answers: Any) -> Make:
    """Reading the entry of a guide that was finished with these answers."""
    given = {name.replace("_", "-"): value for name, value in answers.items()}

    def make(room: Room) -> QWidget:
        question = partial(_finished, room=room, guide_id=guide_id, answers=given)
        return at(OpenEntry(answer(room, question)))(room)

    return make


def _finished(db: Db, *, room: Room, guide_id: str, answers: Mapping[str, Any]) -> str:
    chosen = room.catalogue().guide(guide_id)
    zone = room.clock.zone()
    state = start_run.begin(db, guide=chosen, session_id=None, now=_EARLIER, zone=zone)
    run = GuideRun(chosen, state)
    for name, value in answers.items():
        run.answer(name, value if isinstance(value, str) else dict(value))
    done = finish_run.finish(db, guide=chosen, state=run.state, now=_EARLIER, zone=zone)
    return done.entry_id or ""
