"""Unlock to Home: from the derived keys to Home painted with its data, modules imported.

The workspace stands ready, empty, as in the program, which builds it while the keys are derived.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QRegularExpression, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.paths import Places
from ketaguide.base.settings import Settings
from ketaguide.desk import Desk
from ketaguide.flows import demo
from ketaguide.ui.look import Look
from ketaguide.ui.room import Room
from ketaguide.ui.threshold import Threshold
from ketaguide.ui.unsaved import Unsaved
from ketaguide.ui.window import MainWindow
from ketaguide.ui.workspace import Workspace
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.vault import Vault
from tests.bench.measure import Figure
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, fill_many, new_vault

_SMALL, _LARGE = 100, 10_000
_RUNS = 15
# Source: 100 ms is the longest delay that still feels instant (Nielsen 1993, response times).
_BOUND_MS = 100.0
_FLATNESS = 1.3
_PATIENCE_MS = 10_000


def figures() -> Iterator[Figure]:
    """At two sizes against the bound, and against one another: it must not grow with the vault."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with TemporaryDirectory() as folder:
        rooms = {count: _vault(Path(folder) / str(count), count) for count in (_SMALL, _LARGE)}
        took: dict[int, list[float]] = {count: [] for count in rooms}
        for number in range(_RUNS + 1):
            for count, vault in rooms.items():
                spent = _unlock(vault, app)
                if number:  # the first of each warms up
                    took[count].append(spent)
    medians = {count: statistics.median(times) for count, times in took.items()}
    for count, middle in medians.items():
        yield Figure(f"unlock to Home, {count:,} entries", middle, _BOUND_MS, goal=1.0)
    name = f"unlock to Home, {_LARGE:,} entries over {_SMALL}"
    yield Figure(name, medians[_LARGE], medians[_SMALL], goal=_FLATNESS)


def _vault(folder: Path, count: int) -> Path:
    """Rowan's record, and so many entries besides."""
    vault = new_vault(folder)
    vault.ask(partial(demo.fill, now=NOW, zone=ZONE, catalogue=core_catalogue()))
    fill_many(vault, count)
    vault.close()
    return folder


def _unlock(folder: Path, app: QApplication) -> float:
    """Milliseconds from the derived keys to Home on screen with what the vault says."""
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    room = _room(folder.parent / "places", app)
    window = MainWindow(room)
    window.resize(1280, 840)
    window.show_front(QWidget())  # where the gate stands
    window.show()
    app.processEvents()
    workspaces: list[Workspace] = []

    threshold = Threshold(room, window=window, parent=window)
    threshold.make_ready()
    app.processEvents()

    def entered(_room: Room, workspace: Workspace) -> None:
        workspaces.append(workspace)
        window.show_front(workspace)

    def opened(_vault: Vault) -> None:
        threshold.cross(entered, reads_only=False, is_demo=False)

    begun = time.perf_counter()
    room.desk.open(
        partial(Vault.open, folder, keys, clock=room.clock),
        opened,
        owner=window,
        failed=_refuse,
    )
    _stay(lambda: bool(workspaces) and _is_complete(workspaces[0]))
    window.repaint()
    app.processEvents()
    spent = (time.perf_counter() - begun) * 1000
    room.desk.close().result()
    window.hide()
    window.deleteLater()
    app.processEvents()
    return spent


def _is_complete(workspace: Workspace) -> bool:
    """Whether Home shows the path and the recent entries of the vault."""
    recent = QRegularExpression("^recent_")
    return bool(workspace.page.findChildren(QWidget, recent))


def _stay(until: Callable[[], bool]) -> None:
    """Run the event loop, as the program does, until it is so."""
    loop = QEventLoop()
    look = QTimer()
    look.setInterval(1)  # without a pause it would take turns with the vault's own thread
    look.timeout.connect(lambda: loop.quit() if until() else None)
    look.start()
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
    loop.exec()
    assert until(), "Home never came"


def _refuse(problem: KetaGuideError) -> None:
    raise problem


def _room(folder: Path, app: QApplication) -> Room:
    places = Places(config=folder / "config", data=folder / "data", state=folder / "state")
    settings = Settings(places.settings_file)
    look = Look(settings)
    look.apply(app)
    return Room(
        desk=Desk(
            vault_worker=ThreadPoolExecutor(1),
            job_worker=ThreadPoolExecutor(1),
        ),
        look=look,
        clock=FixedClock(NOW, ZONE),
        settings=settings,
        places=places,
        unsaved=Unsaved(),
        catalogue=core_catalogue,
    )
