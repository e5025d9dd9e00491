"""One prompt on screen by itself, and a guide opened at a step with answers given before."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.content.prompt import Prompt, Value
from ketaguide.engine.gate import Gate
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from ketaguide.flows import save_run, start_run
from ketaguide.flows.lifelines import Lifelines
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.prompts.registry import make_prompt
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.guides import House, Reader, open_guide
from tests.helpers.pictures import settle
from tests.helpers.rooms import core_catalogue


def kit_of(room: Room, **more: Any) -> PromptKit:
    """What a prompt is given, with the core pack's texts and nobody to call."""
    kit = PromptKit(
        look=room.look,
        clock=room.clock,
        number="112",
        lifelines=Lifelines(),
        lines=core_catalogue().lines("gate"),
        gate=lambda _prompt: Gate(outcome="go-on"),
        texts=core_catalogue().lines,
    )
    return replace(kit, **more)


def on_screen(
    qtbot: QtBot,
    room: Room,
    prompt: Prompt,
    value: Value | None = None,
    *,
    size: tuple[int, int] = (800, 600),
    **more: Any,
) -> PromptWidget:
    """The prompt, shown and active, with what a step would put beside it below."""
    widget = make_prompt(prompt, value, kit=kit_of(room, **more))
    layout = widget.layout()
    if widget.beside is not None and layout is not None:
        layout.addWidget(widget.beside)
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    widget.activateWindow()
    settle()
    return widget


def told(widget: PromptWidget) -> list[Any]:
    """Every answer from now on."""
    heard: list[Any] = []
    widget.answered.connect(heard.append)
    return heard


def named(widget: QWidget, name: str) -> Any:
    """The visible part of that objectName."""
    for found in widget.findChildren(QWidget, name):
        if isinstance(found, QWidget) and found.isVisible():
            return found
    raise AssertionError(f"no {name} on screen")


def sees(widget: QWidget, name: str) -> bool:
    return any(
        isinstance(one, QWidget) and one.isVisible() for one in widget.findChildren(QWidget, name)
    )


def press(widget: QWidget, *names: str) -> None:
    for name in names:
        named(widget, name).click()
        settle(1)


def says(widget: QWidget) -> str:
    """All words on it, from top to bottom."""
    shown = [one for one in widget.findChildren(QLabel) if one.isVisible()]
    shown.sort(key=lambda one: one.mapTo(widget, one.rect().topLeft()).y())
    return "\n".join(one.text() for one in shown)


def keys_without_name(widget: QWidget) -> list[QWidget]:
    """What takes the keyboard and says nothing to a screen reader."""
    return [
        one
        for one in widget.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisible()
        and not one.objectName().startswith("qt_")
        and not one.accessibleName()
    ]


def given(state: RunState, prompt_id: str) -> Any:
    """The stored answer, whatever its kind."""
    return state.answers[prompt_id]


def open_at(home: House, guide_id: str, step: str, **answers: Any) -> Reader:
    """The guide of the house's session at one step; ``_`` in names of answers stands for ``-``."""
    home.vault.ask(partial(begun, home=home, guide_id=guide_id, step=step, answers=answers))
    return open_guide(home, guide_id)


def begun(db: Db, *, home: House, guide_id: str, step: str, answers: dict[str, Any]) -> None:
    """Leave the guide at that step."""
    guide, clock = core_catalogue().guide(guide_id), home.room.clock
    state = start_run.begin(
        db, guide=guide, session_id=home.session_id, now=clock.now(), zone=clock.zone()
    )
    run = GuideRun(guide, state)
    for name, value in answers.items():
        run.answer(name.replace("_", "-"), value)
    save_run.save_state(db, state=replace(run.state, step_id=step))
