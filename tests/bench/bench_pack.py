"""The core pack: reading and checking it, once more unchanged, and going from step to step in it.

Absolute figures: what a person waits for, on the slower of two computers. The bound is the goal.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ketaguide.base.paths import resources
from tests.bench.measure import Figure, timed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ketaguide.ui.pages.guide_page import GuidePage

_ROOT = Path(__file__).resolve().parents[2]
_CORE = resources() / "packs" / "core"
_TIMES = 15
# A process of its own, as when the program starts: nothing is warm but the files.
_FIRST = (
    "import sys, time\nfrom pathlib import Path\n"
    "from ketaguide.content import loader\n"
    "folder = Path(sys.argv[1])\nbegun = time.perf_counter()\n"
    "pack = loader.load_pack(folder)\n"
    "took = (time.perf_counter() - begun) * 1000\n"
    "assert len(pack.guides) >= 28 and not pack.problems\n"
    "sys.stdout.write(repr(took))\n"
)
# Guides with pickers, pictures and much to read; the session is some days ago.
_GUIDES = (
    "feelings-and-release",
    "day-after",
    "preparing",
    "body-check",
    "six-doors",
    "draw-it",
    "integration-conversation",
)
_ROUNDS = 5


def figures() -> Iterator[Figure]:
    """Medians, and for steps the 95th percentile."""
    yield Figure("read and check the core pack, first in a process", _first(), 60.0, 1.0)
    yield Figure("the core pack once more, unchanged", _again(), 15.0, 1.0)
    made: dict[str, list[Took]] = {}
    for name, took in _changes():
        made.setdefault(name, []).append(took)
    # Each change as it usually is: what else the computer does meanwhile says nothing about it.
    walls = {name: statistics.median(one.wall for one in made[name]) for name in made}
    works = sorted(statistics.median(one.work for one in made[name]) for name in made)
    slowest = sorted(walls, key=lambda name: walls[name])[-3:]
    print("       slowest: " + ", ".join(f"{n} {walls[n]:.0f} ms" for n in slowest), flush=True)
    wall = sorted(walls.values())
    yield Figure(f"a step change on screen, 95th percentile of {len(wall)}", _high(wall), 50.0, 1.0)
    # No goals: the middle one, and how much of the time the page's thread itself was at work.
    yield Figure("a step change on screen, median", statistics.median(wall), 50.0, math.inf)
    yield Figure("work of the page's thread, 95th percentile", _high(works), 50.0, math.inf)


@dataclass(frozen=True)
class Took:
    """Milliseconds of one change: on the clock, and of this thread's own work."""

    wall: float
    work: float


def _high(found: list[float]) -> float:
    return found[int(len(found) * 0.95)]


def _first() -> float:
    return statistics.median(_read_in_a_process() for _ in range(_TIMES))


def _read_in_a_process() -> float:
    done = subprocess.run(
        [sys.executable, "-c", _FIRST, str(_CORE)],
        capture_output=True,
        text=True,
        check=True,
        cwd=_ROOT,
        # What is installed is byte-compiled.
        env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
        timeout=60,
    )
    return float(done.stdout)


def _again() -> float:
    from ketaguide.content.loader import load_pack

    load_pack(_CORE)
    return statistics.median(timed(lambda: load_pack(_CORE)) for _ in range(_TIMES))


def _changes() -> Iterator[tuple[str, Took]]:
    """From the press of Continue or Back until the next step has been painted."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for guide_id in _GUIDES:
        with TemporaryDirectory() as folder, _opened(Path(folder), guide_id, app) as page:
            for _ in range(_ROUNDS):
                yield from _there_and_back(page)


@contextmanager
def _opened(folder: Path, guide_id: str, app: QApplication) -> Iterator[GuidePage]:
    """The guide over a vault with a session some days ago; the vault has a thread of its own."""
    from ketaguide.desk import Desk
    from ketaguide.store import sessions
    from ketaguide.ui.pages.guide_page import GuidePage
    from tests.helpers.rooms import NOW, make_room
    from tests.helpers.vaults import ZONE, new_vault

    workers = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
    room = replace(make_room(folder), desk=Desk(vault_worker=workers[0], job_worker=workers[1]))
    room.look.apply(app)
    kept: list[str] = []
    start = NOW - timedelta(days=4)
    room.desk.open(
        lambda: new_vault(folder / "vault"), lambda _v: None, owner=room.desk, failed=_refuse
    )
    room.desk.ask(
        lambda db: sessions.add(db, starts_at=start, zone=ZONE).id, kept.append, owner=room.desk
    )
    _until(lambda: bool(kept))
    page = GuidePage(room, guide_id=guide_id, session_id=kept[0])
    page.resize(1280, 840)
    page.show()
    _until(lambda: page._keeper.run is not None and page._shown is not None)
    yield page
    room.unsaved.flush()
    room.desk.close().result(timeout=30)
    page.hide()
    page.deleteLater()
    app.processEvents()
    for worker in workers:
        worker.shutdown()


def _refuse(problem: Exception) -> None:
    raise problem


def _until(there: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    deadline = time.monotonic() + 30
    while not there():
        assert time.monotonic() < deadline, "nothing came of it"
        QApplication.processEvents()


def _there_and_back(page: GuidePage) -> Iterator[tuple[str, Took]]:
    from tests.helpers.core_walks import some_answer

    run = page._keeper.run
    assert run is not None
    # Answered beforehand: the longest way, and what was written is shown again.
    for _, prompt in run.guide.prompts():
        if prompt.asks and run.value(prompt.id) is None:
            run.answer(prompt.id, some_answer(prompt))
    while run.position[0] + 1 < run.position[1] and not run.state.stopped:
        yield _painted(page, page.forward)
    while run.position[0] > 0:
        yield _painted(page, page.back)


def _painted(page: GuidePage, change: Callable[[], None]) -> tuple[str, Took]:
    """How long until the step that came has painted itself, and which one it was."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        painted = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.painted = self.painted or event.type() == QEvent.Type.Paint
            return False

    watch = Watch()

    def until_painted() -> None:
        before = page._shown
        change()
        assert page._shown is not None
        assert page._shown is not before
        page._shown.installEventFilter(watch)
        for _ in range(50):
            QApplication.processEvents()
            if watch.painted:
                return
        raise AssertionError("the step was never painted")

    begun = time.thread_time()
    wall = timed(until_painted)
    work = (time.thread_time() - begun) * 1000
    assert page._shown is not None
    return f"{page._guide.id}/{page._shown.objectName()}", Took(wall, work)
