"""Backups: made by themselves, here to look at, to make by hand, and to restore."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.store import preferences
from ketaguide.ui import backup_words, backup_work
from ketaguide.ui.backup_work import BackupWork, Made, Shelf
from ketaguide.ui.dialogs.files import ask_folder
from ketaguide.ui.errands import Errand, OpenSecurity, RestoreBackup
from ketaguide.ui.pages.backups_parts import BackupRow, NowCard, SecondCard
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Intro, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.jobs import Job
    from ketaguide.vault.backups import Backup


class BackupsPage(Page):
    """Everything here is also done by itself, but for restoring and deleting."""

    leads_back: ClassVar[Errand] = OpenSecurity()

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="backups_page")
        look = room.look
        self.sheet.set_sides(max_width=1040, margin=36)
        self._quiet = QuietStep(self)
        self._work = BackupWork.of(room)
        self._now = NowCard(look=look)
        self._second = SecondCard(look=look)
        self._none = Body(tr("There are none yet."), look=look, tone="muted")
        self._rows: list[BackupRow] = []
        self._copies_now = False
        self._list = Stack()
        self._list.setSpacing(look.gap(12))
        self._lay()
        self._now.wanted.connect(self._on_now_wanted)
        self._work.stepped.connect(self._on_stepped)
        self._work.made.connect(self._on_made)
        self._work.failed.connect(self._on_failed)
        self._work.called_off.connect(self._on_called_off)
        self._second.choose_wanted.connect(self._on_choose_wanted)
        self._second.stop_wanted.connect(partial(self._use_second, ""))

    def reload(self) -> None:
        self.room.desk.tend(backup_work.look, self._on_looked, owner=self, failed=self.refused)
        self._work.tell()

    def focus_first(self) -> None:
        target = self._now.button if self._now.button.isVisible() else self._back
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        look = self.room.look
        self._back = Button(tr("Security"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("backups_back")
        self._back.clicked.connect(self._on_back_clicked)
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Intro(tr("Backups"), _lead(), look=look))
        side = QWidget()
        column = Stack(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(16))
        column.addWidget(self._now)
        column.addWidget(self._second)
        shelf = QWidget()
        rows = Stack(shelf)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.gap(12))
        rows.addWidget(Title(tr("All backups"), look=look))
        rows.addWidget(self._none)
        rows.addLayout(self._list)
        pair = Columns(look=look, at=820, gap=24)
        pair.add(side, stretch=4)
        pair.add(shelf, stretch=5)
        self.body.addWidget(pair)
        self.body.addStretch(1)
        if self.room.reads_only:
            self._now.button.setEnabled(False)
            self._second.setEnabled(False)

    def _on_looked(self, shelf: Shelf) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(each, shelf) for each in shelf.backups]
        self._none.setVisible(not self._rows)
        for row in self._rows:
            self._list.addWidget(row)
        self._now.show_state(self._state(shelf))
        self._second.show_folder(shelf.second)
        if shelf.second:
            self.room.desk.run(
                partial(backup_work.is_reachable, shelf.second),
                lambda there: self._second.show_reachable(is_reachable=there),
                owner=self,
            )
        self.loaded()
        if self._copies_now:
            self._copies_now = False
            self._copy_there(shelf)

    def _copy_there(self, shelf: Shelf) -> None:
        """A folder that was just chosen shall not stay empty until tomorrow."""
        if shelf.newest is not None and shelf.second:
            self.room.desk.run_long(
                partial(backup_work.copy_there, shelf.newest.path, shelf.second),
                self._on_copied_there,
                owner=self,
                failed=self.refused,
            )

    def _on_copied_there(self, done: bool | None) -> None:  # noqa: FBT001 - an answer
        if done:
            self.notice.show_text(
                tr("The newest backup is copied there now. Later ones follow by themselves.")
            )

    def _row(self, backup: Backup, shelf: Shelf) -> BackupRow:
        row = BackupRow(
            backup,
            look=self.room.look,
            clock=self.room.clock,
            can_delete=backup.path not in shelf.kept and not self.room.reads_only,
        )
        row.restore_wanted.connect(self._on_restore_wanted)
        row.delete_wanted.connect(self._on_delete_wanted)
        return row

    def _state(self, shelf: Shelf) -> str:
        if shelf.newest is None:
            if any(not one.is_ours and not one.problem for one in shelf.backups):
                return tr("There is none with the new key yet. It is made by itself.")
            return tr("There is no backup yet. The first one is made by itself.")
        words = backup_words.when(shelf.newest.at, self.room.clock)
        if shelf.upkeep.drilled is None:
            return words
        tried = backup_words.when(shelf.upkeep.drilled, self.room.clock)
        return tr("{made}. A trial restore worked on {tried}.", made=words, tried=tried)

    def _on_now_wanted(self) -> None:
        self.notice.clear()
        self._work.begin("hand")

    def _on_stepped(self, words: str, job: Job) -> None:
        self._now.bar.start(words)
        self._now.set_busy(is_busy=True)
        self._now.bar.follow(job)

    def _on_made(self, made: Made) -> None:
        self._now.set_busy(is_busy=False)
        if made.problem is None:
            self.notice.show_text(tr("Backed up, opened and checked."))
        else:
            self.notice.show_text(
                tr("Backed up here. The copy in the second folder could not be made."),
                f"{made.problem.user_text} {made.problem.hint}",
                kind="care",
            )
        self.reload()

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._now.set_busy(is_busy=False)
        self.refused(problem)

    def _on_called_off(self) -> None:
        self._now.set_busy(is_busy=False)
        self.notice.show_text(tr("Stopped. No backup was made this time."))

    def _on_restore_wanted(self, backup: Backup) -> None:
        self.go_wanted.emit(RestoreBackup(backup.path))

    def _on_delete_wanted(self, backup: Backup) -> None:
        self._quiet.ask(tr("Delete this backup now?"), partial(self._delete, backup))

    def _delete(self, backup: Backup) -> None:
        self.room.desk.tend(
            partial(backup_work.forget, path=backup.path),
            self._on_deleted,
            owner=self,
            failed=self.refused,
        )

    def _on_deleted(self, _answer: object) -> None:
        self.notice.show_text(tr("The backup is deleted."))
        self.reload()
        self.focus_first()

    def _on_choose_wanted(self) -> None:
        start = self._second.folder or Path.home()
        ask_folder(
            self.window(),
            title=tr("Where copies of backups go"),
            start=start,
            then=self._on_second_chosen,
        )

    def _on_second_chosen(self, chosen: Path | None) -> None:
        if chosen is not None:
            self._use_second(str(chosen))

    def _use_second(self, folder: str) -> None:
        self._copies_now = bool(folder)
        self.room.desk.ask(
            partial(preferences.put, name=preferences.SECOND_FOLDER, value=folder),
            self._on_second_stored,
            owner=self,
            failed=self.refused,
        )

    def _on_second_stored(self, _answer: object) -> None:
        self.reload()

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(self.leads_back)


def _lead() -> str:
    return tr(
        "KetaGuide makes them by itself, once a day when something has changed. Each is opened "
        "and checked before it counts, and older ones are thinned out."
    )
