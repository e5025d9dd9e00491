"""The whole program with real threads and a real vault, and a person who has only a keyboard."""

import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide import app
from ketaguide.base.arguments import Arguments
from ketaguide.base.clock import Clock
from ketaguide.base.paths import Places
from ketaguide.base.settings import Settings
from ketaguide.desk import Desk
from ketaguide.ui.doors import Doors
from ketaguide.ui.look import Look
from ketaguide.ui.pages.step_view import StepView
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Unsaved
from ketaguide.vault.db import Db
from ketaguide.vault.kdf import KdfPolicy
from tests.helpers.gates import make_doors
from tests.helpers.pictures import settle
from tests.helpers.rooms import core_catalogue

# Far more than anything takes; only a fault waits so long.
PATIENCE_MS = 20_000
_MOST_TABS = 250
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@dataclass
class Left:
    """Stands in for ``leave.start_again``: it is only noted."""

    folders: list[Path | None] = field(default_factory=list)
    arguments: list[tuple[str, ...]] = field(default_factory=list)

    def __call__(self, folder: Path | None, *, arguments: tuple[str, ...] = ()) -> None:
        self.folders.append(folder)
        self.arguments.append(arguments)


@dataclass
class Person:
    """Works the window by keys alone, and sees what is on screen."""

    house: app.House
    room: Room
    qtbot: QtBot
    left: list[Path | None] = field(default_factory=list)
    left_with: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def window(self) -> QWidget:
        return self.house.window

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        return found if found is not None else self.window

    def wait(self, until: Callable[[], bool], *, what: str) -> None:
        """Stay until it is so; a fault names ``what`` was waited for."""
        self.qtbot.waitUntil(lambda: _holds(until, what), timeout=PATIENCE_MS)

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))

    def find(self, name: str) -> Any:
        """The visible widget of that objectName."""
        for one in self.window.findChildren(QWidget, name):
            if one.isVisible():
                return one
        raise AssertionError(f"no {name} on screen")

    def wait_for(self, name: str) -> Any:
        """Stay until something of that objectName is on screen and can be used."""
        self.wait(lambda: self.sees(name) and self.find(name).isEnabled(), what=name)
        return self.find(name)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NO_MODIFIER) -> None:
        QTest.keyClick(self.focus, key, modifier)

    def control(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def tab_to(self, name: str) -> Any:
        """Press Tab until it has the keyboard."""
        wanted = self.wait_for(name)
        self._tab_until(lambda: self.focus is wanted, name)
        return wanted

    def press(self, name: str) -> None:
        """Go there by Tab and press Space."""
        self.tab_to(name)
        self.key(Qt.Key.Key_Space)

    def choose(self, name: str) -> None:
        """A radio button: Tab into its group, arrows inside it, Space."""
        wanted: QAbstractButton = self.wait_for(name)
        group = wanted.group()
        others = group.buttons() if group is not None and group.exclusive() else [wanted]
        self._tab_until(lambda: self.focus in others, name)
        for _ in others:
            if self.focus is not wanted:
                self.key(Qt.Key.Key_Down)
        if not wanted.isChecked():
            self.key(Qt.Key.Key_Space)
        assert wanted.isChecked(), name

    def write(self, name: str, words: str) -> None:
        """Go there by Tab and type."""
        self.tab_to(name)
        self.type(words)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus, words)

    def ask(self, question: Callable[[Db], Any]) -> Any:
        """What the vault answers, through the desk as a page would."""
        got: list[Any] = []
        self.room.desk.ask(question, got.append, owner=self.room.desk)
        self.wait(lambda: bool(got), what="the vault's answer")
        return got[0]

    def go_through(self, answers: dict[str, Any]) -> None:
        """Walk a guide to its end; what is not in ``answers`` is left open.

        Args:
            answers: words to type, or the objectName of what to press or choose, by prompt.
        """
        self.wait_for("guide_onward")
        left = dict(answers)
        while self.sees("guide_page"):
            step = self._step()
            # An answer can bring further prompts to this step.
            while prompt := next((p for p in left if self.sees(f"prompt_{p}")), ""):
                self._answer(prompt, left.pop(prompt))
            self.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
            self.wait(lambda step=step: self._step() != step, what=f"the step after {step}")  # type: ignore[misc]
        assert not left, f"never asked: {list(left)}"

    def _answer(self, prompt: str, answer: Any) -> None:
        if isinstance(answer, int):
            self.tab_to(f"scale_{prompt}")
            self.type(str(answer))
        elif answer.startswith("choice_"):
            self.choose(answer)
        elif self.sees(f"text_{prompt}"):
            self.write(f"text_{prompt}", answer)
        else:
            self.press(answer)

    def _step(self) -> str:
        for one in self.window.findChildren(StepView):
            if one.isVisible():
                return one.objectName()
        return ""

    def _tab_until(self, there: Callable[[], bool], name: str) -> None:
        met: list[str] = []
        for _ in range(_MOST_TABS):
            if there():
                return
            met.append(self.focus.objectName())
            self.key(Qt.Key.Key_Tab)
        crash = self.find("crash_report").toPlainText() if self.sees("crash_report") else ""
        raise AssertionError(f"Tab never reaches {name}, only {dict.fromkeys(met)}{crash}")


def tiny_doors(room: Room, *, policy: KdfPolicy | None = None) -> Doors:
    """Stands in for ``app.doors``: the same doors, with key derivation that takes no time."""
    return make_doors(room)


@contextmanager
def person(
    qtbot: QtBot,
    places: Places,
    clock: Clock,
    *,
    vault: Path | None = None,
    arguments: Arguments | None = None,
) -> Iterator[Person]:
    """Start the program as ``app`` does, with tiny key derivation; end it afterwards.

    Leaving the process is only noted, in ``left`` and ``left_with``.

    Args:
        arguments: instead of a ``vault`` alone.
    """
    room = _room(places, clock)
    with pytest.MonkeyPatch.context() as patch, _as_it_was():
        patch.setattr(app, "doors", tiny_doors)
        given = arguments or Arguments(vault=vault)
        left = Left()
        house = app.House(given, room=room, leave_by=left)
        house.start()
        house.window.activateWindow()
        settle()
        yield Person(house, room, qtbot, left.folders, left.arguments)
        room.unsaved.flush()
        room.desk.close().result(timeout=PATIENCE_MS / 1000)
        house.window.hide()
        house.window.deleteLater()
        house.deleteLater()
        settle()


def _room(places: Places, clock: Clock) -> Room:
    settings = Settings(places.settings_file)
    return Room(
        desk=Desk(
            vault_worker=ThreadPoolExecutor(1, thread_name_prefix="vault"),
            job_worker=ThreadPoolExecutor(2, thread_name_prefix="job"),
        ),
        look=Look(settings),
        clock=clock,
        settings=settings,
        places=places,
        unsaved=Unsaved(),
        catalogue=core_catalogue,
    )


@contextmanager
def _as_it_was() -> Iterator[None]:
    """A house takes over signals and uncaught errors; a test gives them back."""
    hook = sys.excepthook
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    handlers = [signal.getsignal(number) for number in numbers]
    try:
        yield
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in zip(numbers, handlers, strict=True):
            signal.signal(number, handler)
        sys.excepthook = hook


def _holds(until: Callable[[], bool], what: str) -> bool:
    assert until(), f"still no {what}"
    return True
