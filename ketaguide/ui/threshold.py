"""Between the gate and the workspace, which is made ready while the keys are derived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ketaguide.ui.library import Library
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow

if TYPE_CHECKING:
    from ketaguide.ui.workspace import Workspace

# Source: own choice; long enough for the gate to paint that it is opening, and a fraction of what
# the derivation takes.
_BREATH_MS = 30


class Threshold(QObject):
    """What stands ready is empty: nothing can be read before the vault is open.

    It is thrown away when the derivation came to nothing.
    """

    def __init__(self, room: Room, *, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._library = Library(room.desk, own=room.catalogue)
        self._room = replace(room, catalogue=self._library.catalogue)
        self._window = window
        self._ready: Workspace | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_BREATH_MS)
        self._soon.timeout.connect(self.make_ready)

    def on_deriving(self, is_under_way: bool) -> None:  # noqa: FBT001 - a signal's argument
        """The person waits now, or has been refused."""
        if is_under_way:
            self._soon.start()
        else:
            self._soon.stop()
            self._drop()

    def make_ready(self) -> None:
        """Build the workspace unseen, and lay out and paint it once."""
        from ketaguide.ui.workspace import Workspace

        if self._ready is None:
            self._ready = Workspace(self._room)
            self._window.keep_ready(self._ready)
            # Source: measured: building it took more than half of the time to its first entries.
            self._ready.prepare("journal")

    def cross(
        self, then: Callable[[Room, Workspace], None], *, reads_only: bool, is_demo: bool
    ) -> None:
        """Once a vault is open: hand over its room and its workspace.

        Waits for what clinics gave, which lies in the vault.
        """
        self._soon.stop()
        room = replace(self._room, reads_only=reads_only)
        self._library.open(lambda: then(room, self._workspace(room, is_demo=is_demo)))

    def _workspace(self, room: Room, *, is_demo: bool) -> Workspace:
        from ketaguide.ui.workspace import Workspace

        if is_demo or room.reads_only:
            self._drop()
            return Workspace(room, is_demo=is_demo)
        made, self._ready = self._ready or Workspace(room), None
        # Whatever was refused before was the gate's to say.
        made.page.notice.clear()
        return made

    def _drop(self) -> None:
        ready, self._ready = self._ready, None
        if ready is not None:
            self._window.let_go(ready)
