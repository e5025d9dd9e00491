"""What a forked child does that has a window: a person unlocks their vault and types.

The fork server has imported Qt and every page; only the window itself is made in the child.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide import app
from ketaguide.base.arguments import parse
from ketaguide.ui import unsaved, workspace
from ketaguide.ui.pages import entry_page, home_page
from tests.helpers.faults import writing
from tests.helpers.faults.server import Channel
from tests.helpers.house import tiny_doors
from tests.helpers.small_vaults import WORDS

_PATIENCE_MS = 30_000
_STEP_MS = 10
# Source: 1,200 letters a minute: faster than anyone, so that every moment has fresh letters.
_FASTEST_MS, _SLOWEST_MS = 10, 90


def warm() -> None:
    """Importing has been enough: a window cannot be made before the fork."""
    assert all(sys.modules[page.__name__] for page in (entry_page, home_page, workspace))


def text(seed: int, length: int) -> str:
    """What is typed."""
    random = writing.seeded(seed)
    return "".join(random.choice("abcdefghijklmnop ") for _ in range(length))


def type_on(
    channel: Channel, *, folder: str, world: dict[str, str], seed: int, throttle_ms: int
) -> None:
    """Write a new entry, letter by letter; ``typed`` says how many there are on screen, and when.

    Args:
        throttle_ms: how long the program waits before it stores; 0 leaves it as it is.
    """
    os.environ.update(world)
    if throttle_ms:
        vars(unsaved)["THROTTLE_MS"] = throttle_ms
    vars(app)["doors"] = tiny_doors
    application = QApplication([])
    house = app.House(parse([folder]), room=app.build_room(), leave_by=_stay)
    house.start()
    house.window.activateWindow()
    passphrase = _seen(house.window, "passphrase")
    passphrase.setFocus()
    QTest.keyClicks(passphrase, WORDS)
    QTest.keyClick(passphrase, Qt.Key.Key_Return)
    home = _seen(house.window, "home_page")
    QTest.keyClick(home, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    body = _seen(house.window, "entry_body")
    body.setFocus()
    channel.wait()
    random = writing.seeded(seed)
    for number, letter in enumerate(text(seed, 10_000), start=1):
        QTest.keyClicks(body, letter)
        channel.say("typed", [number, time.monotonic()])
        QTest.qWait(random.randint(_FASTEST_MS, _SLOWEST_MS))
    del application


def _stay(_folder: Path | None, *, arguments: tuple[str, ...] = ()) -> None:
    raise AssertionError("nobody asked to leave")


def _seen(window: QWidget, name: str) -> QWidget:
    """The widget of that name, once it can be used."""
    found: list[QWidget] = []

    def there() -> bool:
        every = window.findChildren(QWidget, name)
        found[:] = [one for one in every if one.isVisible() and one.isEnabled()]
        return bool(found)

    _until(there, name)
    return found[0]


def _until(there: Callable[[], bool], what: str) -> None:
    for _ in range(_PATIENCE_MS // _STEP_MS):
        if there():
            return
        QTest.qWait(_STEP_MS)
    raise AssertionError(f"never: {what}")
