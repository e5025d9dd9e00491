"""Composition root: the only place that builds what lives as long as the window."""

from __future__ import annotations

from ketaguide.ui import plain_import  # before PySide6 is imported anywhere

# isort: split
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ketaguide.base import leave
from ketaguide.base.arguments import Arguments
from ketaguide.base.clock import SystemClock
from ketaguide.base.errors import KetaGuideError, SettingsError
from ketaguide.base.paths import platform_places
from ketaguide.base.settings import Settings
from ketaguide.base.text import tr
from ketaguide.desk import Desk
from ketaguide.jobs import Threads
from ketaguide.ui import crash, library, raising
from ketaguide.ui.doors import doors
from ketaguide.ui.gate import Gate
from ketaguide.ui.look import Look, ask_for_style
from ketaguide.ui.room import Room
from ketaguide.ui.system_signals import SystemSignals
from ketaguide.ui.threshold import Threshold
from ketaguide.ui.unsaved import Unsaved
from ketaguide.ui.window import MainWindow

if TYPE_CHECKING:
    from ketaguide.ui.auto_lock import AutoLock
    from ketaguide.ui.demo import Demo
    from ketaguide.ui.locking import Locking
    from ketaguide.ui.workspace import Workspace

plain_import.finished()

Leave = Callable[..., None]  # called as ``leave.start_again``
# How long the system is kept waiting when it ends. Source: Windows allows 5 s.
_STORE_S = 4.0


def run(arguments: Arguments, *, leave_by: Leave = leave.start_again) -> int:
    """Show the window and stay until it closes.

    Args:
        leave_by: replaces the process by a locked one; tests pass something milder.

    Returns:
        The process's exit code.
    """
    ask_for_style()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("KetaGuide")
    application.setDesktopFileName("ketaguide")
    room = build_room()
    if _is_open_elsewhere(arguments, room):
        sys.stderr.write(tr("KetaGuide is open already. Its window is in front now.") + "\n")
        return 0
    house = House(arguments, room=room, leave_by=leave_by)
    house.start()
    return application.exec()


def build_room() -> Room:
    """Everything a page may need, with the platform's own folders and workers."""
    places = platform_places()
    settings = Settings(places.settings_file, on_change=lambda _name: look.refresh())
    look = Look(settings)
    return Room(
        desk=Desk(vault_worker=Threads(1, name="vault"), job_worker=Threads(2, name="job")),
        look=look,
        clock=SystemClock(),
        settings=settings,
        places=places,
        unsaved=Unsaved(),
        catalogue=library.own_catalogue,
    )


class House(QObject):
    """The window, what stands in it, and the ways in and out."""

    def __init__(self, arguments: Arguments, *, room: Room, leave_by: Leave) -> None:
        super().__init__()
        self._arguments = arguments
        self._room = room
        self._leave_by = leave_by
        self._folder: Path | None = None
        self._demo: Demo | None = None
        self._workspace: Workspace | None = None
        self._locking: Locking | None = None
        self._auto: AutoLock | None = None
        room.look.apply(_application())
        self.window = MainWindow(room)
        self._threshold = Threshold(room, window=self.window, parent=self)
        self.window.close_wanted.connect(self.quit)
        room.desk.broke.connect(self._on_broke)
        self.window.painted.connect(self._after_first_paint)
        self._raising = raising.Raising(room.places, window=self.window)
        crash.catch_all(self._tell_crash)
        self._listen_to_the_system()

    def start(self) -> None:
        """Show the gate; load the rest of the program once it has been painted."""
        self._show_gate()
        self.window.show()

    def lock(self, *, in_a_hurry: bool = False) -> None:
        """Hide, store, close, and become a fresh process that knows nothing."""
        if self._room.desk.is_open and not (self._locking and self._locking.is_under_way):
            self._leave(self._gone, in_a_hurry=in_a_hurry)

    def quit(self) -> None:
        """Store, lock, end."""
        self._leave(self._end)

    def end_session(self, *_: object) -> None:
        """The system ends, and this program with it as soon as this returns."""
        self._leave(self._end, in_a_hurry=True)
        if self._locking is not None:
            self._locking.wait(_STORE_S)

    def _leave(self, then: Callable[[], None], *, in_a_hurry: bool = False) -> None:
        from ketaguide.ui.locking import Locking, back_up_if_due

        if self._locking is None:
            self._locking = Locking(
                room=self._room,
                window=self.window,
                parent=self,
                before_close=None if self._demo else back_up_if_due,
                check=self._check,
            )
            if self._auto is not None:
                self._locking.called_off.connect(self._auto.go_on)
            self.window.keep_size()
        if self._auto is not None:
            self._auto.stop()
        self._locking.begin(then, in_a_hurry=in_a_hurry)

    def _check(self, passphrase: str) -> None:
        from ketaguide.vault.secrets import Passphrase

        if self._folder is not None:
            doors(self._room).unlock(self._folder, Passphrase(passphrase)).wipe()

    def _show_gate(self) -> None:
        if self._arguments.locked_fd is not None:
            self._folder = leave.folder_from(self._arguments.locked_fd)
        self._folder = self._folder or _folder_wanted(self._arguments, self._room)
        gate = Gate(self._room, doors=doors(self._room), folder=self._folder)
        gate.opened.connect(self._on_opened)
        gate.opened_for_reading.connect(partial(self._on_opened, reads_only=True))
        gate.deriving.connect(self._threshold.on_deriving)
        gate.demo_wanted.connect(self._open_demo)
        gate.layer_wanted.connect(self._lay_over)
        if self._arguments.after_demo:
            gate.show_after_demo(self._arguments.after_demo)
        self.window.show_front(gate)
        if self._arguments.demo:
            self._open_demo()

    def _after_first_paint(self) -> None:
        from ketaguide.ui import actions, ahead, demo
        from ketaguide.ui.auto_lock import AutoLock

        leaving = {"lock": self.lock, "quit": self.quit}
        keys = actions.Keys(self.window, look=self._room.look, lay_over=self._lay_over)
        keys.install(leaving, workspace=lambda: self._workspace)
        self._auto = AutoLock(
            self._room,
            self.window,
            is_open=lambda: self._room.desk.is_open and self._demo is None,
        )
        self._auto.lock_wanted.connect(self.lock)
        self._auto.hurry_wanted.connect(partial(self.lock, in_a_hurry=True))
        # One after the other: the UI thread would wait for a module that the other is loading.
        self._room.desk.run(_load_the_rest, lambda _done: ahead.load_pages(self), owner=self)
        if self._demo is None:
            self._room.desk.run(partial(demo.remove_leftovers, self._room.places), owner=self)
            self._raising.listen(self._folder)

    def _on_opened(self, folder: Path, *, reads_only: bool = False) -> None:
        enter = partial(self._enter, folder)
        self._threshold.cross(enter, reads_only=reads_only, is_demo=self._demo is not None)

    def _enter(self, folder: Path, room: Room, workspace: Workspace) -> None:
        from ketaguide.ui import keepers

        self._folder, self._room, self._workspace = folder, room, workspace
        if not self._demo:
            self._raising.listen(folder)
            with suppress(SettingsError):
                self._room.settings.change("vault_folder", str(folder))
        self._workspace.own_vault_wanted.connect(self._on_own_vault_wanted)
        self._workspace.layer_wanted.connect(self._lay_over)
        self._workspace.lock_wanted.connect(self.lock)
        if not self._demo:
            keepers.start(self._room, self._workspace)
        self.window.lift()
        self.window.show_front(self._workspace)

    def _open_demo(self) -> None:
        from ketaguide.ui.demo import Demo

        if self._demo is None:
            self._demo = Demo(self._room, parent=self)
            self._demo.ready.connect(self._on_opened)
            self._demo.failed.connect(self._on_no_demo)
            self._demo.begin()

    def _on_no_demo(self, problem: KetaGuideError) -> None:
        self._demo = None
        self._room.desk.refused.emit(problem)

    def _lay_over(self, name: str) -> None:
        from ketaguide.ui.layers import make_layer
        from ketaguide.ui.widgets.marks import NOTHING_KEPT

        layer = make_layer(name, self._room, unlocked=self._workspace is not None)
        layer.setProperty(NOTHING_KEPT, self._demo is not None)
        layer.closed.connect(self.window.lift)
        layer.layer_wanted.connect(self._lay_over)
        self.window.lay_over(layer)

    def _listen_to_the_system(self) -> None:
        SystemSignals(self).end_wanted.connect(self.quit)
        _application().commitDataRequest.connect(self.end_session)

    def _on_own_vault_wanted(self) -> None:
        self._leave(partial(self._gone, after_demo="create"))

    def _gone(self, *, after_demo: str = "welcome") -> None:
        self._raising.stop()
        if self._demo is None:
            self._leave_by(self._folder)
        else:
            self._demo.end()
            self._leave_by(None, arguments=("--after-demo", after_demo))

    def _end(self) -> None:
        self._raising.stop()
        if self._demo is not None:
            self._demo.end()
        self.window.let_close()
        self.window.close()
        QApplication.quit()

    def _on_broke(self, problem: Exception) -> None:
        self._tell_crash(crash.report(problem))

    def _tell_crash(self, report: str) -> None:
        from ketaguide.ui.dialogs.crash_dialog import CrashDialog

        CrashDialog.ask(self.window, report=report, look=self._room.look, then=self._after_crash)

    def _after_crash(self, _answer: object) -> None:
        (self.lock if self._workspace is not None else self.quit)()


def _folder_wanted(arguments: Arguments, room: Room) -> Path | None:
    known = room.settings.text("vault_folder")
    return arguments.vault or (Path(known) if known else None)


def _is_open_elsewhere(arguments: Arguments, room: Room) -> bool:
    """A look around has no window of before, and a locked window is the first one itself."""
    if arguments.demo or arguments.after_demo or arguments.locked_fd is not None:
        return False
    return raising.raise_first(room.places, _folder_wanted(arguments, room))


def _load_the_rest() -> None:
    """Import what the first page needs while the person still types the passphrase."""
    from ketaguide.flows import home  # noqa: F401 - imported for its effect on unlocking
    from ketaguide.vault import db, vault  # noqa: F401 - so is the vault

    db.prepare()
    library.own_catalogue()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - a programming error otherwise
    return application
