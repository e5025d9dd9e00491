"""What works unasked for as long as a vault of one's own is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ketaguide.base.text import tr
from ketaguide.ui.backup_keeper import BackupKeeper
from ketaguide.ui.errands import OpenBackups
from ketaguide.ui.safety_keeper import SafetyKeeper
from ketaguide.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ketaguide.ui.room import Room
    from ketaguide.ui.workspace import Workspace

# Source: own choice: four words are read in less, and nothing needs to be pressed.
_QUIET_MS = 4_000


def start(room: Room, workspace: Workspace) -> None:
    """All of them write, so a vault that is open for reading only has none."""
    if room.reads_only:
        return
    safety = SafetyKeeper(room, parent=workspace)
    safety.failed.connect(room.desk.refused)
    backups = BackupKeeper(room, parent=workspace)
    backups.noted.connect(partial(_say, workspace, room))
    backups.failed.connect(partial(_tell, workspace))


def _say(workspace: Workspace, room: Room, words: str) -> None:
    toast = Toast(workspace, look=room.look)
    toast.gone.connect(toast.deleteLater)
    toast.show_text(words, shown_ms=_QUIET_MS)


def _tell(workspace: Workspace, what: str, next_step: str) -> None:
    deed = partial(workspace.do, OpenBackups())
    workspace.page.notice.show_text(what, next_step, action=tr("Backups"), deed=deed)
