"""When a vault does not open as it should: which trouble it is, and every way on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.pages import damage_words
from ketaguide.ui.pages.damage_parts import BackupChoice, BestBackup, WherePart
from ketaguide.ui.pages.damage_words import Case
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.job_bar import JobBar
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.jobs import Job
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.salvage import Rescued


class DamagePage(GatePage):
    """Says which of the three it is: the passphrase, the file, or the disk."""

    again_wanted = Signal()
    read_wanted = Signal()
    older_wanted = Signal()  # go on with a copy older than the one last used here
    rescue_wanted = Signal()
    restore_wanted = Signal(object)  # a Backup
    file_wanted = Signal()  # a backup that lies elsewhere

    def __init__(
        self, room: Room, *, problem: KetaGuideError, case: Case, folder: Path, has_keys: bool
    ) -> None:
        """Args:
        has_keys: the passphrase has fitted.
        """
        super().__init__(room, name="damage_page")
        look = room.look
        self.problem = problem
        self._case = case
        self._has_keys = has_keys
        self._first: Button | None = None
        self._rescue: Button | None = None
        self.best = BestBackup(look=look)
        self.choice = BackupChoice(look=look)
        self._where = WherePart(folder, look=look)
        self.bar = JobBar(look=look)
        self._all = self._button("all_backups_toggle", tr("All backups"), kind="quiet")
        self._all.hide()
        self._fill()
        self._all.clicked.connect(self._on_all_clicked)
        self.best.restore_wanted.connect(self.restore_wanted)
        self.choice.restore_wanted.connect(self.restore_wanted)

    def focus_first(self) -> None:
        first = self.best.button if self.best.isVisibleTo(self) else self._first
        if self.bar.is_running:
            first = self.bar.cancel
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            # Its place is known once the layouts have taken everything in.
            QTimer.singleShot(0, first, partial(self.sheet.bring_into_view, first))

    def refused(self, problem: KetaGuideError) -> None:
        self.set_free()
        self.notice.show_error(problem)

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """Offer the newest good one, and all of them further down."""
        if "restore" not in self._case.offers:
            return
        good = [one for one in backups if not one.problem and (one.is_ours or not self._has_keys)]
        if good and self._case.offers[0] == "restore":
            self.best.show_backup(good[0], self.room.clock, has_keys=self._has_keys)
        self.choice.show_backups(backups, self.room.clock, has_keys=self._has_keys)
        self._all.setVisible(bool(backups))
        self._all.set_words(tr("All backups here ({count})", count=len(backups)))
        if self.isVisible():
            self.focus_first()

    def show_rescued(self, rescued: Rescued, backups: tuple[Backup, ...]) -> None:
        """The result stands first; the backups stay on offer below."""
        self.set_free()
        self.show_backups(backups)
        made = next((one for one in backups if one.path == rescued.path), None)
        if made is not None:
            self.best.show_rescued(made, rescued)
        if self._rescue is not None:
            self._rescue.hide()
        self.choice.show()
        self.notice.show_text(tr("What could be read is rescued. Nothing was changed yet."))
        self.focus_first()

    def follow(self, words: str, job: Job | None = None) -> None:
        """Say what is being done; called again with the job once that is known."""
        if job is not None:
            self.bar.follow(job)
            return
        self.notice.clear()
        self.form.setEnabled(False)
        self.bar.start(words)
        self.bar.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_free(self) -> None:
        self.bar.stop()
        self.set_ready()

    def _fill(self) -> None:
        look = self.room.look
        self.body.addStretch(1)
        self._add_heading(self._case.heading, self._case.lead)
        for words in (damage_words.hint(self.problem), self._case.advice):
            if words:
                self.body.addWidget(Body(words, tone="muted"))
        self.body.addWidget(self.notice)
        form = self.form_body
        form.setSpacing(look.gap(12))
        form.addWidget(self.best)
        form.addWidget(self._ways())
        form.addWidget(self.choice)
        form.addWidget(self._where)
        self._add_back(tr("Back to the passphrase"))
        self._add_form()
        self.body.addWidget(self.bar)
        self.body.addStretch(1)

    def _ways(self) -> QWidget:
        """What does something, and below it what only shows something or leads elsewhere."""
        look = self.room.look
        holder = QWidget()
        column = Stack(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        for buttons in ((*self._offered(), self._again()), (self._all, *self._elsewhere())):
            row = QWidget()
            flow = Flow(row, gap=look.gap(8))
            for button in buttons:
                flow.addWidget(button)
            column.addWidget(row)
        return holder

    def _offered(self) -> list[Button]:
        made = []
        main = self._case.offers[:1]
        if "read" in self._case.offers:
            kind = "primary" if main == ("read",) else "secondary"
            read = self._button("open_reading", tr("Open it for reading only"), kind=kind)
            read.clicked.connect(self.read_wanted)
            made.append(read)
        if "older" in self._case.offers:
            older = self._button("open_older", tr("Open this copy all the same"))
            older.clicked.connect(self.older_wanted)
            made.append(older)
        if "rescue" in self._case.offers:
            rescue = self._button("rescue", tr("Rescue what can be read"))
            rescue.clicked.connect(self.rescue_wanted)
            self._rescue = rescue
            made.append(rescue)
        return made

    def _again(self) -> Button:
        again = self._button("try_again", tr("Try again"))
        again.set_icon("refresh-cw")
        again.clicked.connect(self.again_wanted)
        return again

    def _elsewhere(self) -> list[Button]:
        file = self._button("backup_elsewhere", tr("I have a backup elsewhere"), kind="quiet")
        file.clicked.connect(self.file_wanted)
        where = self._button("show_folder", tr("Show where the files lie"), kind="quiet")
        where.clicked.connect(self._on_where_clicked)
        return [file, where]

    def _button(self, name: str, words: str, *, kind: str = "secondary") -> Button:
        button = Button(words, look=self.room.look, kind=kind)
        button.setObjectName(name)
        self._first = self._first or (button if name != "all_backups_toggle" else None)
        return button

    def _on_all_clicked(self) -> None:
        self.choice.setVisible(not self.choice.isVisibleTo(self))

    def _on_where_clicked(self) -> None:
        self._where.setVisible(not self._where.isVisibleTo(self))
