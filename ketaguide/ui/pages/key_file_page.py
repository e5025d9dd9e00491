"""Adding a way in that needs two things: a file one has, and a passphrase one knows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt

from ketaguide.base.errors import KetaGuideError, KeyFileProblem, WeakPassphrase
from ketaguide.base.text import tr
from ketaguide.flows import ways
from ketaguide.flows.ways import Standing
from ketaguide.ui.dialogs.files import ask_new_file
from ketaguide.ui.pages.passphrase_fields import NewPassphrase
from ketaguide.ui.pages.security_task import TaskPage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.vault import slots
from ketaguide.vault.secrets import Passphrase

_SUFFIX = "key"


class KeyFilePage(TaskPage):
    """Makes the file where the person says; its name says nothing about what it opens."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            name="key_file_page",
            heading=tr("A passphrase with a key file"),
            lead=tr(
                "A further way to open this vault. It needs both: the file and its passphrase."
            ),
            wish=tr("Add this way now?"),
        )
        look = room.look
        self.path = LineEdit(look=look)
        self.path.setObjectName("key_file_path")
        self.path.returnPressed.connect(self.submit)
        hint = tr("Best on a USB stick that you keep apart from this computer.")
        self._file = Field(tr("Where the new file goes"), self.path, look=look, hint=hint)
        self._choose = Button(tr("Choose a place"), look=look, kind="quiet", icon="folder-open")
        self._choose.setObjectName("choose_place")
        self._choose.clicked.connect(self._on_choose_clicked)
        self.new = NewPassphrase(tr("A passphrase for it"), desk=room.desk, look=look)
        self.new.entered.connect(self.submit)

    def fill(self, standing: Standing) -> None:
        lines = [
            ("info", tr("Lose the file, and this way in is lost. The other ways stay.")),
            ("file-text", tr("The file alone opens nothing. Keep two copies, in two places.")),
        ]
        if standing.has(slots.PASSPHRASE):
            own = tr("Your own passphrase goes on opening the vault without any file.")
            lines.append(("key-round", own))
        self.add_honest(tr("Good to know"), *lines)
        self.form_body.addWidget(self._file)
        self.form_body.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.form_body.addWidget(self.new)
        self.add_proof(standing)
        self.add_main(tr("Make the key file"), name="make_key_file", icon="check")

    def focus_first(self) -> None:
        if self.form.isVisibleTo(self) and not self._quiet.take_focus():
            self.path.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_first()

    def submit(self) -> None:
        path = self._wanted_path()
        if path is None or self.proof is None:
            return
        words = self.new.take()
        if words is None:
            return
        deed = partial(
            ways.add_key_file, path=path, passphrase=Passphrase(words), policy=self.room.policy
        )
        self.work(deed, self._on_added, words=tr("Making the key file. A few seconds."))

    def refused(self, problem: KetaGuideError) -> None:
        if isinstance(problem, KeyFileProblem):
            self._set_ready()
            self._refuse_place(f"{problem.user_text} {problem.hint}")
            return
        super().refused(problem)
        if isinstance(problem, WeakPassphrase):
            self.new.refuse(problem.user_text)

    def _wanted_path(self) -> Path | None:
        typed = self.path.text().strip()
        path = Path(typed).expanduser()
        wrong = ""
        if not typed or not path.is_absolute():
            wrong = tr("Choose a place for the file first.")
        elif self.standing is not None and path.is_relative_to(self.standing.folder):
            wrong = tr("Beside the vault it protects nothing. Choose another place.")
        self._file.set_error(wrong)
        if wrong:
            self._refuse_place(wrong)
        return None if wrong else path

    def _refuse_place(self, words: str) -> None:
        self._file.set_error(words)
        self.path.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.ensureWidgetVisible(self._file)

    def _on_choose_clicked(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        typed = self.path.text().strip()
        ask_new_file(
            self.window(),
            title=tr("Where the key file goes"),
            start=Path(typed).expanduser() if typed else Path(home) / f"file.{_SUFFIX}",
            suffix=_SUFFIX,
            then=self._on_chosen,
        )

    def _on_chosen(self, chosen: Path | None) -> None:
        if chosen is not None:
            self.path.setText(str(chosen))
            self._file.set_error("")

    def _on_added(self, _answer: object) -> None:
        self.leave(
            tr(
                "The key file is made. Copy it to a second place, and try it the next time you "
                "unlock."
            )
        )
