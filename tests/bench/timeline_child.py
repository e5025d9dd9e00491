"""The program itself in a process of its own, with a journal of any length, and how it goes.

Only what the program imports is imported here, so that its memory is its own.
"""

import json
import os
import statistics
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

from tests.bench.memory import held_mb

FRAMES = 600
WORDS = "harbour lantern in the fog"
SEARCH = "ba"
# Far more than anything takes; only a fault waits so long.
_PATIENCE_S = 60.0
# Source: our own choice: between two frames of a screen at 60 Hz a wheel's answer is painted, and
# the vault's thread has the rest of that time.
_FRAME_S = 1 / 60


def walk(folder: str) -> None:
    """Unlock, open the journal, scroll, search, write in a long entry; then say how that went."""
    # As in the program, before PySide6: what comes after it takes a third more memory.
    app: Any = import_module("ketaguide.app")
    from PySide6.QtWidgets import QApplication

    from ketaguide.base.arguments import Arguments
    from ketaguide.ui.look import ask_for_style

    ask_for_style()
    program = QApplication([])
    room = app.build_room()
    house = app.House(Arguments(vault=Path(folder)), room=room, leave_by=lambda *_, **__: None)
    house.start()
    until(lambda: "ketaguide.ui.workspace" in sys.modules)
    settle(300)
    _type(program.focusWidget(), WORDS + "\r")
    until(lambda: house._workspace is not None)
    # What the program does on its own after unlocking is over by then.
    settle(1500)
    workspace = house._workspace
    told: dict[str, float] = {}
    from ketaguide.ui.errands import GoTo, NewEntry, OpenEntry

    told["first"] = _first_paint(workspace, GoTo("journal"))
    page: Any = workspace.page
    until(lambda: page.entries.model().count > 1000)
    settle(300)
    frames = [*_scrolled(page, at=0.0), *_scrolled(page, at=0.5)]
    told |= {
        "p95": statistics.quantiles(frames, n=20)[-1],
        "worst": max(frames),
        "over": float(sum(one > 1000 / 60 for one in frames)),
    }
    page.focus_search()
    _type(program.focusWidget(), SEARCH)
    until(lambda: bool(page.entries.model().sought))
    settle(400)
    page._head.search.clear()
    until(lambda: not page.entries.model().sought)
    page.entries.go_to(type(page.entries.place())())
    settle(300)
    row = page.entries.model().row(0) or page.entries.model().row(1)
    workspace.do(OpenEntry(row.id))
    settle(400)
    workspace.do(NewEntry())
    settle(400)
    _type(program.focusWidget(), "A few words.")
    settle(1500)
    told["memory"] = held_mb()
    _say(told)


def bare() -> None:
    """What the program's memory is held against."""
    from PySide6.QtWidgets import QApplication, QWidget

    with suppress(ImportError):
        import sqlmodel  # noqa: F401 - its memory is part of the bound
    program = QApplication([])
    window = QWidget()
    window.resize(1280, 840)
    window.show()
    program.processEvents()
    _say({"memory": held_mb()})


def now_s() -> float:
    """Seconds on a clock that stands while this thread waits for a processor others are on.

    Source: Linux, Documentation/scheduler/sched-stats.rst: run time, time waited (ns), turns.
    """
    waited = Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]
    return perf_counter() - int(waited) / 1e9


def until(is_so: Callable[[], bool]) -> None:
    """Stay in the event loop until it is so."""
    ends = monotonic() + _PATIENCE_S
    while not is_so():
        assert monotonic() < ends, "it never came"
        settle(2)


def settle(ms: int) -> None:
    """Stay in the event loop, as the program does."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _first_paint(workspace: Any, errand: Any) -> float:
    """Milliseconds from the wish to the first entries on screen, the page built in between."""
    from PySide6.QtWidgets import QApplication

    begun = now_s()
    workspace.do(errand)
    page = workspace.page
    ends = monotonic() + _PATIENCE_S
    while page.entries.model().line(0) is None and page.entries.model().line(1) is None:
        assert monotonic() < ends, "it never came"
        QApplication.processEvents()
    QApplication.processEvents()
    page.entries.viewport().repaint()
    return (now_s() - begun) * 1000


def _scrolled(page: Any, *, at: float) -> list[float]:
    """Milliseconds a frame, three lines each, as a wheel does; rows come into sight first here."""
    from PySide6.QtCore import QCoreApplication

    bar, frames = page.entries.verticalScrollBar(), []
    bar.setValue(round(bar.maximum() * at))
    settle(200)
    for _ in range(FRAMES // 2):
        begun = now_s()
        bar.setValue(bar.value() + 3 * bar.singleStep())
        QCoreApplication.processEvents()
        took = now_s() - begun
        frames.append(took * 1000)
        if took < _FRAME_S:
            settle(round((_FRAME_S - took) * 1000))
    return frames


def _type(target: Any, text: str) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    for char in text:
        key = Qt.Key.Key_Return if char == "\r" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            QCoreApplication.sendEvent(target, event)


def _say(told: dict[str, float]) -> None:
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        walk(sys.argv[1])
