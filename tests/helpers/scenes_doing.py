"""The scenes of prompts that are done rather than filled in: pauses, careful looks, small steps."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ketaguide.ui.widgets.rest_clock import RestClock
from ketaguide.ui.window import MainWindow
from tests.helpers.scene_makers import guide
from tests.helpers.stage import Scene, both, find, press

_STEADY = "the grey blanket on my knees"
_NEXT = "titrate_next"
_JUST_AFTER = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)  # of Rowan's coming session: 10:30


def doing_scenes() -> tuple[Scene, ...]:
    """All of them, each kind from its first screen to its last."""
    return (*_pauses(), *_looks(), *_others())


def _pauses() -> tuple[Scene, ...]:
    pause = guide("preparing", "practise-breath")
    room = guide("day-before", "evening")
    onward = press("pause_next")
    return (
        Scene("pause-room", room, "demo"),
        Scene("pause-senses", guide("preparing", "practise-feet"), "demo", _times(onward, 4)),
        Scene("pause-breath-words", pause, "demo", _to("pause_read")),
        Scene("pause-breath-circle", pause, "demo", _circle, motion="full"),
        Scene("pause-end", pause, "demo", _to("pause_again")),
    )


def _looks() -> tuple[Scene, ...]:
    steady = _near_hard(turns={"near": "yes", "resource": _STEADY, "ratings": [], "rounds": 0})
    first = _near_hard(turns={"near": "yes", "resource": _STEADY, "ratings": [5], "rounds": 0})
    round_one = {"near": "yes", "resource": _STEADY, "ratings": [5, 4], "rounds": 1}
    last = {"near": "yes", "resource": _STEADY, "ratings": [5, 4, 4, 3], "rounds": 3}
    edge = press(_NEXT)
    return (
        Scene("titrate-near", _near_hard(), "demo"),
        Scene("titrate-alone", _near_hard(), "demo", press("titrate_near_no")),
        Scene("titrate-steady", _near_hard(), "demo", press("titrate_near_yes")),
        Scene("titrate-steady-missing", _near_hard(), "demo", press("titrate_near_yes", _NEXT)),
        Scene("titrate-rate", steady, "demo"),
        Scene("titrate-rate-missing", steady, "demo", press(_NEXT)),
        Scene("titrate-edge", first, "demo", edge),
        Scene("titrate-edge-ring", first, "demo", edge, motion="full"),
        Scene("titrate-edge-over", first, "demo", both(edge, _over)),
        Scene("titrate-back", first, "demo", press(_NEXT, "titrate_leave_edge")),
        Scene("titrate-after", _near_hard(turns=round_one), "demo"),
        Scene("titrate-after-last", _near_hard(turns=last), "demo"),
        Scene("titrate-end", _near_hard(turns=round_one), "demo", press("titrate_enough")),
        Scene("titrate-stop", steady, "demo", both(_rate(Qt.Key.Key_8), press(_NEXT))),
    )


def _others() -> tuple[Scene, ...]:
    step = {
        "insight": "",
        "value": "not being alone with it",
        "action": "Ring Mira for ten minutes.",
        "cue": "I have had my coffee",
        "date": "2026-11-24",
    }
    chosen = ["Mira", "Jo from the choir"]
    return (
        Scene("prompt-people", guide("preparing", "who-knows"), "demo"),
        Scene("prompt-people-chosen", guide("preparing", "who-knows", my_people=chosen), "demo"),
        Scene("prompt-people-none", guide("preparing", "who-knows"), "empty"),
        Scene("prompt-step", guide("insight-to-action", "small-step", **_SMALL), "demo"),
        Scene(
            "prompt-step-written",
            guide("insight-to-action", "small-step", **_SMALL, first_step=step),
            "demo",
        ),
        Scene("prompt-recall", guide("preparing", "last-time"), "demo"),
        Scene("prompt-recall-rules", guide("day-before", "rules"), "demo"),
        Scene("prompt-recall-none", guide("preparing-short", "two-answers"), "empty"),
        Scene("prompt-link", guide("feelings-and-release"), "demo", now=_JUST_AFTER),
    )


_SMALL: dict[str, Any] = {"path": "something", "step": "small"}


def _near_hard(**more: Any) -> Any:
    return guide("feelings-and-release", "turns", path="something", next="stay", **more)


def _times(act: Callable[[MainWindow], object], count: int) -> Callable[[MainWindow], None]:
    return both(*[act] * count)


def _to(name: str) -> Callable[[MainWindow], None]:
    """Next, until there is a part of that name."""

    def act(window: MainWindow) -> None:
        for _ in range(12):
            if any(one.isVisible() for one in window.findChildren(QWidget, name)):
                return
            press("pause_next")(window)

    return act


def _circle(window: MainWindow) -> None:
    """The circle, which large text leaves to whoever asks for it."""
    if not any(one.isVisible() for one in window.findChildren(QWidget, "pause_circle")):
        press("pause_swap")(window)


def _over(window: MainWindow) -> None:
    clock: Any = window.findChild(RestClock)
    clock.end()


def _rate(key: Qt.Key) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        QTest.keyClick(find(window, "titrate_scale"), key)

    return act
