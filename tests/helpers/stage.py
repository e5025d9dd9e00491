"""A window with a page in it over a sample vault, all on this thread: for pictures and walks."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.settings import Settings
from ketaguide.flows import demo
from ketaguide.ui.look import Look
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.vault.vault import Vault
from tests.helpers import pictures, vaults
from tests.helpers.rooms import NOW, core_catalogue, make_room

ZONE = "Europe/Lisbon"
SIZES = {100: (1280, 840), 200: (1366, 768)}
THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True)
class Scene:
    """One picture of the program.

    Attributes:
        name: of the picture, and in a test's id.
        make: builds what stands in the window, or the layer over it.
        vault: ``demo`` is Rowan's, ``empty`` has nothing in it; without one nothing is open.
        act: what is done once it is shown.
        now: the moment at which it is looked at; the sample is always the same.
        motion: ``reduced`` or ``full``.
    """

    name: str
    make: Callable[[Room], QWidget]
    vault: str = ""
    act: Callable[[MainWindow], object] | None = None
    now: datetime = NOW
    motion: str = "reduced"


class NeverExecutor(Executor):
    """Takes work and leaves it: how things look while one waits."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


@contextmanager
def shown(
    scene: Scene, folder: Path, *, theme: str = "light", percent: int = 100
) -> Iterator[QWidget]:
    """The scene's window, or the dialog over it, settled; closed and forgotten afterwards.

    Args:
        folder: new and empty; the scene's files go there.
    """
    look = look_of(theme, percent, scene.motion)
    room = replace(make_room(folder, now=scene.now, zone=ZONE), look=look, settings=look_settings())
    if scene.vault:
        open_sample(room, scene.vault, folder / "sample.ketaguide")
    window = MainWindow(room)
    window.resize(*SIZES[percent])
    try:
        front = scene.make(room)
        if isinstance(front, Layer):
            window.lay_over(front)
        else:
            window.show_front(front)
        window.show()
        window.activateWindow()
        pictures.settle()
        if scene.act is not None:
            scene.act(window)
            pictures.settle()
        yield QApplication.activeModalWidget() or window
    finally:
        room.unsaved.flush()
        room.desk.close()
        for widget in QApplication.topLevelWidgets():
            widget.hide()
            widget.deleteLater()
        pictures.settle()


def open_sample(room: Room, kind: str, folder: Path) -> None:
    """Open a copy of a sample vault at the room's desk."""
    shutil.copytree(_template(kind), folder)

    def refuse(problem: KetaGuideError) -> None:
        raise problem

    room.desk.open(
        partial(vaults.reopen, folder, clock=room.clock),
        lambda _vault: None,
        owner=room.desk,
        failed=refuse,
    )


@cache
def _template(kind: str) -> Path:
    folder = Path(mkdtemp(prefix="ketaguide-sample-")) / kind
    vault = vaults.new_vault(folder)
    if kind == "demo":
        _fill(vault)
    vault.close()
    return folder


def _fill(vault: Vault) -> None:
    question = partial(demo.fill, now=NOW, zone=ZONE, catalogue=core_catalogue())
    vault.ask(question)


_APPLIED: dict[str, Any] = {}


def look_of(theme: str, percent: int, motion: str = "reduced") -> Look:
    """The one look in force; dressed anew only when it changes."""
    wanted = (theme, percent, motion)
    if _APPLIED.get("wanted") != wanted:
        folder = Path(mkdtemp(prefix="ketaguide-look-"))
        _APPLIED["look"] = pictures.make_look(folder, theme=theme, percent=percent, motion=motion)
        _APPLIED["settings"] = Settings(folder / "settings.toml")
        _APPLIED["wanted"] = wanted
    look: Look = _APPLIED["look"]
    return look


def look_in_force() -> Look:
    look: Look = _APPLIED["look"]
    return look


def look_settings() -> Settings:
    settings: Settings = _APPLIED["settings"]
    return settings


def find(root: QWidget, name: str) -> QWidget:
    """The visible widget of that objectName."""
    for widget in root.findChildren(QWidget, name):
        if isinstance(widget, QWidget) and widget.isVisible():
            return widget
    raise AssertionError(f"no {name} on screen")


def press(*names: str) -> Callable[[MainWindow], None]:
    """Press buttons, one after the other."""

    def act(window: MainWindow) -> None:
        for name in names:
            button: Any = find(window, name)
            button.click()
            pictures.settle()

    return act


def write(name: str, words: str) -> Callable[[MainWindow], None]:
    """Put words into a field, as typing would."""

    def act(window: MainWindow) -> None:
        edit = find(window, name)
        edit.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(edit, QLineEdit):
            edit.setText(words)
            edit.textEdited.emit(words)
            edit.editingFinished.emit()
        elif isinstance(edit, QPlainTextEdit):
            edit.setPlainText(words)
        pictures.settle()

    return act


def wait(milliseconds: int) -> Callable[[MainWindow], None]:
    """Let what waits for a pause in typing come."""
    return lambda _window: QTest.qWait(milliseconds)


def both(*acts: Callable[[MainWindow], object]) -> Callable[[MainWindow], None]:
    """Do one thing after another."""

    def act(window: MainWindow) -> None:
        for one in acts:
            one(window)

    return act
