"""What works unasked for as long as a vault of one's own is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr, trn
from ketaguide.ui.backup_keeper import BackupKeeper
from ketaguide.ui.errands import GoTo, OpenBackups
from ketaguide.ui.inbox_keeper import InboxKeeper
from ketaguide.ui.pages.steps_calendar import neutral_words
from ketaguide.ui.reminder_keeper import ReminderKeeper, is_still
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
    inbox = InboxKeeper(room, parent=workspace)
    inbox.taken_in.connect(partial(_tell_of_notes, workspace))
    inbox.failed.connect(partial(_tell_of_waiting, workspace))
    inbox.begin()
    notes = ReminderKeeper(room, may_say=partial(_can_hear, workspace), parent=workspace)
    notes.due.connect(partial(_say_note, workspace, room))
    notes.begin()


def _say(workspace: Workspace, room: Room, words: str) -> None:
    toast = Toast(workspace, look=room.look)
    toast.gone.connect(toast.deleteLater)
    toast.show_text(words, shown_ms=_QUIET_MS)


def _can_hear(workspace: Workspace) -> bool:
    """Under a cover or a layer the workspace is not on screen."""
    return workspace.isVisible() and not is_still(workspace.page)


def _say_note(workspace: Workspace, room: Room) -> None:
    _say(workspace, room, neutral_words())


def _tell(workspace: Workspace, what: str, next_step: str) -> None:
    deed = partial(workspace.do, OpenBackups())
    workspace.page.notice.show_text(what, next_step, action=tr("Backups"), deed=deed)


def _tell_of_notes(workspace: Workspace, added: int, unreadable: int) -> None:
    told = []
    if added:
        told.append(
            trn(
                "{count} note from while it was locked is in your journal now.",
                "{count} notes from while it was locked are in your journal now.",
                added,
            )
        )
    if unreadable:
        told.append(
            trn(
                "{count} note could not be read. Its file stays in the vault's folder.",
                "{count} notes could not be read. Their files stay in the vault's folder.",
                unreadable,
            )
        )
    deed = partial(workspace.do, GoTo("journal"))
    workspace.page.notice.show_text(told[0], " ".join(told[1:]), action=tr("Journal"), deed=deed)


def _tell_of_waiting(workspace: Workspace, problem: KetaGuideError) -> None:
    waits = tr("Notes from while it was locked wait for the next unlock. None is lost.")
    workspace.page.notice.show_text(problem.user_text, waits)
