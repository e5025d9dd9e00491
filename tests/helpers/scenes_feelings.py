"""Scenes of the feelings prompt: wheel, open family, list, own words, none."""

from typing import Any

from ketaguide.ui.window import MainWindow
from tests.helpers import pictures
from tests.helpers.scene_makers import guide
from tests.helpers.stage import Scene, both, find, press, write


def feelings_scenes() -> tuple[Scene, ...]:
    felt = {
        "words": {"let-down": 5, "relieved": 6, "tired": 7, "raw": 3},
        "own": [{"label": "homesick", "strength": 4}],
    }
    return (
        Scene("prompt-feelings", _step(), "demo"),
        Scene("prompt-feelings-chosen", _step(felt), "demo"),
        Scene(
            "prompt-feelings-family", _step(felt), "demo", both(_on_wheel, press("family_heavy"))
        ),
        Scene("prompt-feelings-wheel", _step(felt), "demo", _on_wheel),
        Scene("prompt-feelings-list", _step(felt), "demo", _as_list),
        Scene("prompt-feelings-none", _step(), "demo", press("feelings_none")),
        Scene(
            "prompt-feelings-own",
            _step(),
            "demo",
            both(write("own_feeling", "homesick"), press("own_feeling_add")),
        ),
    )


def _step(felt: Any = None) -> Any:
    given = {} if felt is None else {"feelings": felt}
    return guide("day-after", "feelings", path="something", **given)


def _on_wheel(window: MainWindow) -> None:
    """Large text on a small screen begins with the list."""
    _toggle(window, "Show as a wheel")


def _as_list(window: MainWindow) -> None:
    _toggle(window, "Show as a list")


def _toggle(window: MainWindow, words: str) -> None:
    if find(window, "feelings_toggle").accessibleName() == words:
        press("feelings_toggle")(window)
        pictures.settle()
