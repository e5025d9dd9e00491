"""Every page, sheet and dialog: names, Tab order, room for words, plain text, targets, rest."""

import importlib
import pkgutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui import dialogs, pages, prompts
from ketaguide.ui.pages.page import Page
from ketaguide.ui.prompts.base import PromptWidget
from tests.helpers import inspect_page
from tests.helpers.contrast import faint
from tests.helpers.scenes import scenes
from tests.helpers.stage import SIZES, Scene, shown

SCENES = [pytest.param(scene, id=scene.name) for scene in scenes()]


def _classes() -> set[type[QWidget]]:
    """Pages, dialogs and prompts that are shown as they are, and not only built upon."""
    found: set[type[QWidget]] = set()
    for package in (pages, dialogs, prompts):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for thing in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(thing, type)
                    and issubclass(thing, Page | QDialog | PromptWidget)
                    and thing.__module__.startswith("ketaguide.")
                    and not thing.__subclasses__()
                ):
                    found.add(thing)
    return found


def test_every_page_dialog_and_prompt_has_a_scene(qtbot: QtBot, tmp_path: Path) -> None:
    """A page that is in no scene is in no picture, and no walk goes through it."""
    missing = _classes()
    assert len(missing) > 20
    for number, scene in enumerate(sorted(scenes(), key=lambda one: one.name.count("-"))):
        if missing:
            with shown(scene, tmp_path / str(number)) as window:
                seen = [type(one) for one in [window, *window.findChildren(QWidget)]]
                missing.difference_update(seen)
    assert not missing


def test_names_are_given_once() -> None:
    names = [scene.name for scene in scenes()]
    assert len(set(names)) == len(names)


@pytest.mark.promise("L-09", "U-01")
@pytest.mark.parametrize("scene", SCENES)
def test_in_light_at_normal_size(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    with shown(scene, tmp_path / "room") as window:
        faults = [
            *inspect_page.unnamed(window),
            *inspect_page.clipped(window, SIZES[100]),
            *inspect_page.unplain(window),
            *inspect_page.small_targets(window),
            *faint(window),
        ]
        if scene.motion == "reduced":
            faults += inspect_page.moving(window)
        faults += inspect_page.tab_faults(window)
        assert window.windowTitle() == "KetaGuide"
    assert faults == []


@pytest.mark.parametrize("scene", SCENES)
def test_in_high_contrast(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    with shown(scene, tmp_path / "room", theme="contrast") as window:
        faults = [*inspect_page.clipped(window, SIZES[100]), *faint(window)]
    assert faults == []


@pytest.mark.parametrize("scene", SCENES)
def test_in_dark_at_twice_the_size_on_a_small_screen(
    scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    with shown(scene, tmp_path / "room", theme="dark", percent=200) as window:
        faults = [
            *inspect_page.clipped(window, SIZES[200]),
            *inspect_page.small_targets(window),
            *faint(window),
            *inspect_page.tab_faults(window),
        ]
    assert faults == []
