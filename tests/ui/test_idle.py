"""Nobody there: what counts as somebody, what is said beforehand, and what locks."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui import idle as idle_module
from ketaguide.ui.idle import Idle, Instant
from tests.helpers.pictures import settle

_HALF_A_DAY = 12 * 3600.0


@dataclass
class Room:
    """A window to type in, and a clock that only goes when told to."""

    idle: Idle
    window: QWidget
    line: QLineEdit
    button: QPushButton
    at: Instant = field(default_factory=lambda: Instant(1e9, 1e3, 1e3))
    minutes: int = 5
    is_open: bool = True
    is_present: bool = False
    said: list[str] = field(default_factory=list)
    left: int = 0

    @property
    def handle(self) -> QWindow:
        handle = self.window.windowHandle()
        assert handle is not None
        return handle

    def hear(self, name: str, *given: int) -> None:
        self.said.append(name)
        if given:
            self.left = given[0]

    def go(self, seconds: float) -> None:
        """Time goes by in the small steps in which the program looks."""
        while seconds > 0:
            step = min(seconds, 2.0)
            self.step(step, step, step)
            seconds -= step

    def step(self, wall: float, running: float, with_sleep: float) -> None:
        at = self.at
        self.at = Instant(at.wall + wall, at.running + running, at.with_sleep + with_sleep)
        self.idle.look()

    def key(self, key: Qt.Key = Qt.Key.Key_A) -> None:
        QTest.keyClick(self.handle, key)
        settle()


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    window = QWidget()
    qtbot.addWidget(window)
    line, button = QLineEdit(), QPushButton("Delete")
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(button)
    room: Room
    idle = Idle(
        minutes=lambda: room.minutes,
        is_open=lambda: room.is_open,
        is_present=lambda: room.is_present,
        parent=window,
    )
    room = Room(idle, window, line, button)
    idle.now = lambda: room.at
    for name in ("opened", "warned", "woken", "cover_wanted", "expired"):
        getattr(idle, name).connect(lambda *given, name=name: room.hear(name, *given))
    window.show()
    window.activateWindow()
    line.setFocus()
    settle()
    idle.start()
    idle._timer.stop()  # looks only when told to
    idle.look()
    assert room.said == ["opened"]
    room.said.clear()
    return room


def test_it_says_so_a_minute_before_and_locks_after_five(room: Room) -> None:
    room.go(238)
    assert room.said == []
    room.go(2)
    assert room.said == ["warned"]
    assert room.left == 60
    room.go(58)
    assert room.said == ["warned"]
    room.go(2)
    assert room.said == ["warned", "expired"]


@pytest.mark.parametrize(("minutes", "warned"), [(1, 30), (2, 60), (60, 60)])
def test_the_minutes_are_the_persons(room: Room, minutes: int, warned: int) -> None:
    room.minutes = minutes
    room.go(minutes * 60)
    assert room.said == ["warned", "expired"]
    assert room.left == warned


@pytest.mark.promise("M-03")
def test_one_key_keeps_it_open_and_is_typed_into_nothing(room: Room) -> None:
    room.go(250)
    room.key()
    assert room.said == ["warned", "woken"]
    assert room.line.text() == ""
    room.key()
    assert room.line.text() == "a"
    room.go(238)
    assert room.said == ["warned", "woken"]


def test_a_waking_press_does_nothing_else(room: Room) -> None:
    pressed: list[bool] = []
    room.button.clicked.connect(lambda: pressed.append(True))
    room.button.setFocus()
    wakes: tuple[Callable[[], object], ...] = (
        lambda: room.key(Qt.Key.Key_Space),
        lambda: QTest.mouseClick(
            room.handle,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            room.button.geometry().center(),
        ),
    )
    for wake in wakes:
        room.go(250)
        wake()
        settle()
        assert room.said.pop() == "woken"
        assert pressed == []
    room.key(Qt.Key.Key_Space)
    assert pressed == [True]


@pytest.mark.promise("M-03")
def test_a_movement_of_the_mouse_keeps_it_open(room: Room) -> None:
    for x in (10, 12):
        QTest.mouseMove(room.handle, QPoint(x, 10))
        settle()
    room.go(200)
    QTest.mouseMove(room.handle, QPoint(40, 40))
    settle()
    room.go(100)
    assert room.said == []


def _send(to: Any, event: QEvent) -> None:
    QCoreApplication.sendEvent(to, event)


@pytest.mark.promise("M-03")
def test_what_programs_send_is_nobody(room: Room) -> None:
    """Timers, animations and made-up events."""
    none = Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    for step in range(20):
        room.go(10)
        spot = QPointF(step, step)
        _send(room.handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, none, "b"))
        _send(room.line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, none, "b"))
        _send(room.handle, QMouseEvent(QEvent.Type.MouseMove, spot, spot, left, left, none))
        room.line.setText(str(step))
        settle()
    room.go(100)
    assert room.said == ["warned", "expired"]


def test_something_on_the_keyboard_is_nobody(room: Room) -> None:
    for _ in range(30):
        room.go(10)
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", autorep=True
        )
        room.idle.eventFilter(room.handle, _Spontaneous(event))
    assert "expired" in room.said


class _Spontaneous(QKeyEvent):
    """As if it came from the window system."""

    def __init__(self, like: QKeyEvent) -> None:
        super().__init__(like.type(), like.key(), like.modifiers(), like.text(), True)

    def spontaneous(self) -> bool:
        return True


def test_words_from_an_input_method_are_somebody_and_are_kept(room: Room) -> None:
    room.go(250)
    event = QInputMethodEvent()
    event.setCommitString("\u8a9e")
    _send(room.line, event)
    assert room.said == ["warned", "woken"]
    assert room.line.text() == "\u8a9e"


@pytest.mark.promise("M-03")
@pytest.mark.parametrize("jump", [_HALF_A_DAY, -_HALF_A_DAY])
def test_a_clock_that_jumps_locks(room: Room, jump: float) -> None:
    room.step(2 + jump, 2, 2)
    assert room.said == ["expired"]


@pytest.mark.promise("M-03")
@pytest.mark.parametrize(
    "slept",
    [(30, 2, 30), (3602, 2, 3602), (3602, 2, 2), (3602, 3602, 3602)],
    ids=["short", "long", "no clock with sleep", "every clock goes on"],
)
def test_a_sleep_locks(room: Room, slept: tuple[float, float, float]) -> None:
    room.step(*slept)
    assert room.said == ["expired"]


def test_small_corrections_of_the_clock_do_not(room: Room) -> None:
    for wall in (2.4, 1.5, 20.0, -15.0):
        room.step(wall, 2, 2)
    assert room.said == []


def test_ground_me_counts_as_being_there_for_an_hour(room: Room) -> None:
    room.is_present = True
    room.go(299)
    assert room.said == []
    room.go(2)
    assert room.said == ["cover_wanted"]
    room.go(3600 - 302)
    assert room.said == ["cover_wanted", "warned"]
    room.go(3)
    assert room.said[-1] == "expired"


def test_after_ground_me_the_usual_minutes_count(room: Room) -> None:
    room.is_present = True
    room.go(600)
    room.is_present = False
    room.go(2)
    assert room.said == ["cover_wanted", "expired"]


def test_without_an_open_vault_there_is_nothing_to_lock(room: Room) -> None:
    room.is_open = False
    room.go(1000)
    room.step(_HALF_A_DAY, 2, 2)
    assert room.said == []
    room.is_open = True
    room.idle.look()
    assert room.said == ["opened"]
    room.go(230)
    assert room.said == ["opened"]


def test_it_goes_on_after_a_lock_that_was_called_off(room: Room) -> None:
    room.go(301)
    room.said.clear()
    room.idle.go_on()
    room.idle._timer.stop()
    room.go(242)
    assert room.said == ["opened", "warned"]


def test_the_real_clocks_stand_still_for_nobody() -> None:
    before = Instant.now()
    assert not Instant.now().jumped_since(before)
    assert Instant.now().jumped_since(replace(before, wall=before.wall - 3600))
    assert idle_module.TICK_MS <= 5_000, "a sleep is noticed soon after it"
