"""Start-up: first paint of the unlock window against a bare PySide6 window."""

import compileall
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Figure, paired
from tests.helpers.small_vaults import make

_ROOT = Path(__file__).resolve().parents[2]
# Both children print the monotonic clock when their window has been painted for the first time.
_PAINTED = """
import time
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, widget, event):
        if event.type() == QEvent.Type.UpdateRequest and widget.isWindow():
            widget.removeEventFilter(self)
            from PySide6.QtCore import QTimer
            QTimer.singleShot(0, self.say)
        return False
    def say(self):
        import os, sys
        sys.stdout.write(repr(time.monotonic())); sys.stdout.flush(); os._exit(0)
"""
_BARE = (
    "from PySide6.QtWidgets import QApplication, QWidget\n"
    "app = QApplication([])\nwindow = QWidget()\nwindow.resize(1180, 780)\n"
    + _PAINTED
    + "watch = Watch()\nwindow.installEventFilter(watch)\nwindow.show()\napp.exec()\n"
)
# The least that a form needs of the toolkit: text, a field, a button and a layout.
_FORM = (
    "from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton\n"
    "from PySide6.QtWidgets import QVBoxLayout, QWidget\n"
    "app = QApplication([])\nwindow = QWidget()\nwindow.resize(1180, 780)\n"
    "layout = QVBoxLayout(window)\n"
    "for part in (QLabel('Passphrase'), QLineEdit(), QPushButton('Unlock')):\n"
    "    layout.addWidget(part)\n"
    + _PAINTED
    + "watch = Watch()\nwindow.installEventFilter(watch)\nwindow.show()\napp.exec()\n"
)
# The program's own way in; only what looks on is added.
_OURS = (
    "import sys\nfrom pathlib import Path\n"
    "import ketaguide.app as app\n"
    "from ketaguide.base.arguments import Arguments\n"
    + _PAINTED
    + "watch = Watch()\nstart = app.House.start\n"
    "def watched(house):\n"
    "    house.window.installEventFilter(watch)\n"
    "    start(house)\n"
    "    assert 'sqlmodel' not in sys.modules, 'the database layer came before the first paint'\n"
    "app.House.start = watched\n"
    "app.run(Arguments(vault=Path(sys.argv[1])), leave_by=lambda folder: None)\n"
)


def figures() -> Iterator[Figure]:
    """First paint, modules byte-compiled and warm."""
    compileall.compile_dir(str(_ROOT / "ketaguide"), quiet=1)
    with TemporaryDirectory() as folder:
        vault = make(Path(folder) / "bench.ketaguide").folder
        yield paired(
            "first paint of the unlock window, over a bare window",
            lambda: _first_paint(_OURS, str(vault)),
            lambda: _first_paint(_BARE),
            goal=1.3,
            pairs=11,
        )
        # No goal of the project's: says how much of the figure above any form would take.
        yield paired(
            "bare form of a label, a field and a button, over a bare window",
            lambda: _first_paint(_FORM),
            lambda: _first_paint(_BARE),
            goal=float("inf"),
            pairs=11,
        )
        yield paired(
            "first paint of the unlock window, over a bare form",
            lambda: _first_paint(_OURS, str(vault)),
            lambda: _first_paint(_FORM),
            goal=float("inf"),
            pairs=11,
        )


def _first_paint(script: str, *arguments: str) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=_ROOT,
        # What is installed is byte-compiled; a shell that forbids it must not slow one side down.
        env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
        timeout=60,
    )
    return (float(done.stdout) - begun) * 1000
