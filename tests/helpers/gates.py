"""A gate with real doors and tiny key derivation, shown on the offscreen screen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ketaguide.ui.doors import Doors
from ketaguide.ui.gate import Gate
from ketaguide.ui.mending import Mending
from ketaguide.ui.room import Room
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault

WORDS = "harbour lantern in the fog"


def make_doors(room: Room) -> Doors:
    """The doors of the program, with key derivation that takes no time."""
    policy = KdfPolicy.for_tests()
    state = room.places.state

    def make(folder: Path, passphrase: Passphrase) -> VaultKeys:
        return keyslots.create(folder, passphrase=passphrase, policy=policy, clock=room.clock)

    return Doors(
        make=make,
        begin=lambda folder, keys: Vault.create(folder, keys, clock=room.clock, state=state),
        unlock=lambda folder, secret: keyslots.unlock(folder, secret, policy=policy),
        unlock_previous=lambda folder, secret: keyslots.restore_previous(
            folder, secret, policy=policy
        ),
        enter=lambda folder, keys: Vault.open(folder, keys, clock=room.clock, state=state),
        enter_older=lambda folder, keys: Vault.open(
            folder, keys, clock=room.clock, state=state, accept_older=True
        ),
        read=lambda folder, keys: Vault.open(folder, keys, clock=room.clock, read_only=True),
        mending=Mending(room.clock, state, policy),
    )


def a_vault(folder: Path, room: Room, *, words: str = WORDS) -> Path:
    """A closed vault."""
    doors = make_doors(room)
    doors.begin(folder, doors.make(folder, Passphrase(words))).close()
    return folder


@dataclass
class Seen:
    """A shown gate, and what it wished for."""

    gate: Gate
    opened: list[Path] = field(default_factory=list)
    read: list[Path] = field(default_factory=list)
    demos: list[bool] = field(default_factory=list)
    layers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.opened.connect(self.opened.append)
        self.gate.opened_for_reading.connect(self.read.append)
        self.gate.demo_wanted.connect(lambda: self.demos.append(True))
        self.gate.layer_wanted.connect(self.layers.append)

    def find(self, name: str) -> QWidget:
        """The widget of that objectName on the page that is shown, or in the frame."""
        for root in (self.gate.page, self.gate):
            found = root.findChild(QWidget, name)
            if isinstance(found, QWidget):
                return found
        raise AssertionError(f"no {name} on {self.gate.page.objectName()}")

    def press(self, name: str) -> None:
        """By the keyboard, as Space on the focused button does."""
        widget = self.find(name)
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Space)

    def type(self, name: str, text: str) -> None:
        QTest.keyClicks(self.find(name), text)

    @property
    def says(self) -> str:
        """The message on the page; empty where none shows."""
        notice = self.gate.page.notice
        return notice.accessibleName() if notice.isVisible() else ""

    @property
    def words(self) -> list[str]:
        """Every line of text that is on screen."""
        labels = self.gate.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()]


def focused() -> QWidget:
    """Whatever has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def walk_to(name: str, *, most: int = 40, back: bool = False) -> QWidget:
    """Press Tab until the widget of that name has the keyboard; fails if it is never reached."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    for _ in range(most):
        widget = focused()
        if widget.objectName() == name:
            return widget
        QTest.keyClick(widget, key)
    raise AssertionError(f"Tab never reaches {name}")


def show(make: Callable[[], Gate]) -> Seen:
    """Show the gate alone in a window, active, so that focus moves."""
    gate = make()
    gate.resize(1280, 840)
    seen = Seen(gate)
    gate.show()
    gate.activateWindow()
    QApplication.processEvents()
    return seen
