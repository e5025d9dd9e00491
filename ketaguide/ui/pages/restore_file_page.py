"""A backup from elsewhere: the file, what opens it, and a new place for the vault."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal

from ketaguide.base.errors import (
    BackupInvalid,
    FolderNotEmpty,
    KetaGuideError,
    UnsafeLocation,
    VaultReadOnly,
    WrongPassphrase,
)
from ketaguide.base.text import tr
from ketaguide.ui.dialogs.files import ask_file, ask_folder
from ketaguide.ui.pages.create_page import offered_folder
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.pages.restore_secret import SecretFields
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.job_bar import JobBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketaguide.jobs import Job
    from ketaguide.vault.secrets import Secret


@dataclass(frozen=True)
class Wish:
    """What a person asked for; ``beside`` is a vault whose header the backup may bring back."""

    path: Path
    folder: Path
    secret: Secret = field(repr=False)
    beside: Path | None = None


class RestoreFilePage(GatePage):
    """For a new computer, or where the vault's own files cannot say any more what opens them."""

    bring_wanted = Signal(object)  # a Wish

    def __init__(self, room: Room, *, path: Path | None = None, beside: Path | None = None) -> None:
        """Args:
        path: the backup, where it is known already.
        beside: a vault whose header is lost.
        """
        super().__init__(room, name="restore_file_page")
        look = room.look
        self._beside = beside
        self.file = LineEdit(str(path) if path else "", look=look)
        self.file.setObjectName("backup_file")
        self.secret = SecretFields(
            tr("The passphrase of this backup"),
            look=look,
            hint=tr("The one that opened the vault when the backup was made."),
        )
        self.folder = LineEdit(str(offered_folder(room.places.data)), look=look)
        self.folder.setObjectName("folder")
        self._file_field = Field(
            tr("The backup"), self.file, look=look, hint=tr("A file that ends in .kgbak")
        )
        self._folder_field = Field(tr("Where the vault will be kept"), self.folder, look=look)
        self.bar = JobBar(look=look)
        self._go = Button(tr("Bring it back"), look=look, kind="primary", icon="arrow-right")
        self._go.setObjectName("bring_back")
        self._fill()
        self._go.clicked.connect(self.submit)
        self.secret.entered.connect(self.submit)
        for edit in (self.file, self.folder):
            edit.returnPressed.connect(self.submit)

    def focus_first(self) -> None:
        if self.file.text():
            self.secret.focus_first()
        else:
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self, problem: KetaGuideError) -> None:
        """Beside what it is about; what was typed stays."""
        self.set_free()
        words = f"{problem.user_text} {problem.hint}"
        if isinstance(problem, FolderNotEmpty | VaultReadOnly | UnsafeLocation):
            self._refuse(self._folder_field, words)
        elif isinstance(problem, BackupInvalid):
            self._refuse(self._file_field, words)
        elif isinstance(problem, WrongPassphrase):
            self.secret.refuse()
            self.sheet.ensureWidgetVisible(self.secret)
        else:
            self.notice.show_error(problem)
            self.secret.focus_first()

    def submit(self) -> None:
        if not self.form.isEnabled():
            return
        for each in (self._file_field, self._folder_field):
            each.set_error("")
        self.notice.clear()
        path = Path(self.file.text().strip()).expanduser()
        folder = Path(self.folder.text().strip()).expanduser()
        if not self.file.text().strip():
            self._refuse(self._file_field, tr("Choose the backup first."))
        elif not folder.is_absolute():
            self._refuse(self._folder_field, tr("Write the whole path, or choose a folder."))
        elif (secret := self.secret.secret()) is not None:
            self.bring_wanted.emit(Wish(path, folder, secret, self._beside))

    def follow(self, words: str, job: Job | None = None) -> None:
        """Say what is being done; called again with the job once that is known."""
        if job is not None:
            self.bar.follow(job)
            return
        self.form.setEnabled(False)
        self.bar.start(words)
        self.bar.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_free(self) -> None:
        self.bar.stop()
        self.set_ready()

    def _fill(self) -> None:
        form, side = self.form_body, Qt.AlignmentFlag.AlignLeft
        form.addWidget(self._file_field)
        form.addWidget(
            self._chooser("choose_backup", tr("Choose the file"), self._ask_file), 0, side
        )
        form.addWidget(self.secret)
        form.addWidget(self._folder_field)
        choose = self._chooser("choose_folder", tr("Choose a folder"), self._ask_folder)
        form.addWidget(choose, 0, side)
        form.addWidget(self.notice)
        form.addWidget(self._go)
        lead = _lead() if self._beside is None else _lead_beside()
        self._add_heading(tr("Bring back a backup"), lead)
        self._add_back(tr("Back"))
        self._add_form()
        self.body.addWidget(self.bar)

    def _chooser(self, name: str, words: str, ask: Callable[[], None]) -> Button:
        button = Button(words, look=self.room.look, kind="quiet", icon="folder-open")
        button.setObjectName(name)
        button.clicked.connect(ask)
        return button

    def _refuse(self, refused: Field, words: str) -> None:
        refused.set_error(words)
        refused.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.ensureWidgetVisible(refused)

    def _ask_file(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        typed = self.file.text().strip()
        start = Path(typed).expanduser().parent if typed else Path(home)
        ask_file(self.window(), title=tr("Choose the backup"), start=start, then=self._on_file)

    def _on_file(self, chosen: Path | None) -> None:
        if chosen is not None:
            self.file.setText(str(chosen))
            self._file_field.set_error("")
            self.secret.focus_first()

    def _ask_folder(self) -> None:
        start = Path(self.folder.text()).expanduser().parent
        ask_folder(
            self.window(),
            title=tr("Where the vault is kept"),
            start=start,
            then=self._on_folder,
        )

    def _on_folder(self, chosen: Path | None) -> None:
        if chosen is not None:
            named = chosen.suffix == ".ketaguide"
            self.folder.setText(str(chosen if named else offered_folder(chosen)))
            self._folder_field.set_error("")


def _lead() -> str:
    return tr(
        "A new vault is made of it, in a folder of its own. The backup stays as it is, and so "
        "does everything else on this computer."
    )


def _lead_beside() -> str:
    return tr(
        "A backup also keeps the header. Where it fits your data file, it is put back, and nothing "
        "is lost. Otherwise a new vault is made of the backup, in a folder of its own."
    )
