"""A passphrase and the file that belongs to it, to open with or to prove oneself by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError, WrongPassphrase
from ketaguide.base.text import tr
from ketaguide.ui.dialogs.files import ask_file
from ketaguide.ui.look import Look
from ketaguide.ui.pages.gate_page import CapsHint
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.vault.secrets import Secret


class KeyFileFields(QWidget):
    """What is typed stays, whatever is refused."""

    entered = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self.passphrase = PassphraseEdit(look=look)
        self.passphrase.setObjectName("key_file_passphrase")
        self.path = LineEdit(look=look)
        self.path.setObjectName("key_file_path")
        self._words = Field(tr("The passphrase that belongs to it"), self.passphrase, look=look)
        self._file = Field(tr("Your key file"), self.path, look=look, hint=_where())
        choose = Button(tr("Choose the file"), look=look, kind="quiet", icon="folder-open")
        choose.setObjectName("choose_key_file")
        choose.clicked.connect(self._on_choose_clicked)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(12))
        column.addWidget(self._file)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        column.addWidget(CapsHint(self.passphrase))
        for edit in (self.path, self.passphrase):
            edit.returnPressed.connect(self.entered)

    def take_focus(self) -> None:
        """Put the keyboard where filling in begins."""
        self.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> Callable[[], Secret] | None:
        """Reads the file and makes the secret, away from the UI thread; None asks for more."""
        text, path = self.passphrase.text(), self.path.text().strip()
        self._file.set_error("" if path else tr("Choose your key file first."))
        self._words.set_error("" if text else tr("Type the passphrase that belongs to it."))
        if not (text and path):
            (self.passphrase if path else self.path).setFocus(Qt.FocusReason.OtherFocusReason)
            return None

        def read() -> Secret:
            from ketaguide.vault import keyfile
            from ketaguide.vault.secrets import PassphraseWithKeyFile

            return PassphraseWithKeyFile(text, keyfile.read(Path(path).expanduser()))

        return read

    @property
    def problem(self) -> str:
        """What stands in red under the file or the passphrase."""
        return self._file.error or self._words.error

    def refuse(self, problem: KetaGuideError) -> None:
        """Say under the field that it is about why it did not open."""
        is_words = isinstance(problem, WrongPassphrase)
        (self._words if is_words else self._file).set_error(f"{problem.user_text} {problem.hint}")
        if is_words:
            self.passphrase.selectAll()
        (self.passphrase if is_words else self.path).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose_clicked(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        typed = self.path.text().strip()
        start = Path(typed).expanduser().parent if typed else Path(home)
        ask_file(self.window(), title=tr("Choose your key file"), start=start, then=self._on_chosen)

    def _on_chosen(self, chosen: Path | None) -> None:
        if chosen is not None:
            self.path.setText(str(chosen))
            self._file.set_error("")
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)


def _where() -> str:
    return tr("If it lies on a USB stick, plug that in first.")
