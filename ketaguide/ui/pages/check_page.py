"""Check my vault: from end to end, in plain words, with what mends what was found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui import backup_words, reading_only
from ketaguide.ui.errands import Errand, OpenBackups, OpenSecurity
from ketaguide.ui.pages.check_parts import ReportCard, heading
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.job_bar import JobBar
from ketaguide.ui.widgets.labels import Body, Intro, Title
from ketaguide.ui.widgets.notice import announce

if TYPE_CHECKING:
    from ketaguide.base.pulse import Pulse
    from ketaguide.jobs import Job
    from ketaguide.vault.checking import Report
    from ketaguide.vault.upkeep import Upkeep
    from ketaguide.vault.vault import Vault


class CheckPage(Page):
    """Looking changes nothing; writing goes on meanwhile."""

    leads_back: ClassVar[Errand] = OpenSecurity()

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="check_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._last = Body("", look=look, tone="muted")
        self._last.setObjectName("last_verified")
        self._check = Button(tr("Check now"), look=look, kind="primary", icon="shield-check")
        self._check.setObjectName("check_now")
        self._bar = JobBar(look=look)
        self._report = ReportCard(look=look)
        self._tidy = Button(tr("Compact the vault"), look=look)
        self._tidy.setObjectName("tidy")
        self._lay()
        self._check.clicked.connect(self._on_check_clicked)
        self._tidy.clicked.connect(self._on_tidy_clicked)
        self._report.repair_wanted.connect(self._on_repair_wanted)

    def reload(self) -> None:
        self.room.desk.tend(_upkeep, self._on_upkeep, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        first = self._bar.cancel if self._bar.is_running else self._check
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        look = self.room.look
        back = Button(tr("Security"), look=look, kind="quiet", icon="arrow-left")
        back.setObjectName("check_back")
        back.clicked.connect(self._on_back_clicked)
        tidy = Card(look=look, padding=22)
        tidy.setObjectName("tidy_card")
        tidy.body.setSpacing(look.gap(10))
        tidy.body.addWidget(Title(tr("Compact the vault"), look=look))
        tidy.body.addWidget(Body(_tidy_words(), look=look))
        tidy.body.addWidget(self._tidy, 0, Qt.AlignmentFlag.AlignLeft)
        self._tidy.setEnabled(not self.room.reads_only)
        self.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Intro(tr("Check my vault"), _lead(), look=look))
        self.body.addWidget(self._last)
        self.body.addWidget(self._check, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._report)
        self.body.addWidget(tidy)
        self.body.addStretch(1)

    def _on_upkeep(self, upkeep: Upkeep) -> None:
        self._last.setText(
            tr("Not checked from end to end yet.")
            if upkeep.verified is None
            else tr(
                "Last checked and found whole: {when}.",
                when=backup_words.when(upkeep.verified, self.room.clock),
            )
        )
        self.loaded()

    def _on_check_clicked(self) -> None:
        self.notice.clear()
        self._set_busy(tr("Reading everything. You can go on writing."))
        job = self.room.desk.tend_long(
            _checked, self._on_checked, owner=self, failed=self._on_failed
        )
        self._follow(job)

    def _on_checked(self, report: Report | None) -> None:
        self._set_ready()
        if report is None:
            self.notice.show_text(tr("Stopped. Nothing was changed."))
            return
        self._report.show_report(report)
        announce(self, heading(report))
        self.reload()

    def _on_repair_wanted(self, repair: str) -> None:
        if repair in ("restore", "backup"):
            self.go_wanted.emit(OpenBackups())
        elif self.room.reads_only:
            self.notice.show_text(reading_only.why(), reading_only.how())
        elif repair == "compact":
            self._on_tidy_clicked()
        else:
            self.room.desk.tend(
                partial(_mend, repair=repair),
                lambda _answer: self._on_check_clicked(),
                owner=self,
                failed=self.refused,
            )

    def _on_tidy_clicked(self) -> None:
        self.notice.clear()
        self._set_busy(tr("Writing the file anew. Nothing is lost if you stop it."))
        job = self.room.desk.tend_long(
            _compacted, self._on_tidied, owner=self, failed=self._on_failed
        )
        self._follow(job)

    def _on_tidied(self, freed: int | None) -> None:
        self._set_ready()
        if freed is None:
            self.notice.show_text(tr("Stopped. The file is as it was."))
            return
        size = backup_words.size(max(0, freed))
        self.notice.show_text(
            tr("Compacted: {size} are free again.", size=size)
            if freed > 0
            else tr("Compacted. The file was already as small as it can be.")
        )

    def _follow(self, job: Job) -> None:
        """Whoever leaves the page calls it off."""
        self._bar.follow(job)
        if self._bar.is_running:
            self.destroyed.connect(job.cancel)

    def _set_busy(self, words: str) -> None:
        self._bar.start(words)
        self._check.hide()
        self._tidy.setEnabled(False)
        self._report.setEnabled(False)
        self._bar.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_ready(self) -> None:
        self._bar.stop()
        self._check.show()
        self._tidy.setEnabled(not self.room.reads_only)
        self._report.setEnabled(True)
        self._check.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._set_ready()
        self.refused(problem)

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(self.leads_back)


def _upkeep(vault: Vault) -> Upkeep:
    from ketaguide.vault import upkeep

    return upkeep.read(vault)


def _checked(vault: Vault, pulse: Pulse) -> Report:
    from ketaguide.vault import checking

    return checking.check(vault, pulse=pulse)


def _compacted(vault: Vault, pulse: Pulse) -> int:
    from ketaguide.vault import epochs

    return epochs.compact(vault, pulse=pulse)


def _mend(vault: Vault, *, repair: str) -> None:
    from ketaguide.vault import mending

    mending.mend(vault, repair)


def _lead() -> str:
    return tr(
        "Reads the whole vault, its history and its backups, and says in plain words what it "
        "finds. Looking changes nothing."
    )


def _tidy_words() -> str:
    return tr(
        "When something is deleted, its words are overwritten, and the file keeps its size. This "
        "writes the file anew and gives the space back."
    )
