"""What opens a backup: a passphrase, or the recovery code on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import RecoveryCodeTypo, WrongPassphrase
from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages.code_field import CodeField
from ketaguide.ui.pages.gate_page import CapsHint
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.vault.secrets import Secret


class SecretFields(QWidget):
    """One of the two at a time; what was typed in the other stays."""

    entered = Signal()

    def __init__(self, label: str, *, look: Look, hint: str = "") -> None:
        super().__init__()
        self.edit = PassphraseEdit(look=look)
        self.edit.setObjectName("passphrase")
        self.edit.returnPressed.connect(self.entered)
        self._field = Field(label, self.edit, look=look, hint=hint)
        self._caps = CapsHint(self.edit)
        self.code = CodeField(tr("The recovery code of that time"), look=look)
        self.code.entered.connect(self.entered)
        self._other = Button("", look=look, kind="link", icon="key-round")
        self._other.setObjectName("use_other_secret")
        self._other.clicked.connect(self._on_other_clicked)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        for part in (self._field, self._caps, self.code):
            column.addWidget(part)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        self._by_code = False
        self._show()

    def secret(self) -> Secret | None:
        """What was typed; None where that cannot be it, which is then said beside the field."""
        from ketaguide.vault.secrets import Passphrase

        if self._by_code:
            try:
                return self.code.read()
            except RecoveryCodeTypo as typo:
                self.code.refuse(typo)
        elif self.edit.text():
            self._field.set_error("")
            return Passphrase(self.edit.text())
        else:
            self._field.set_error(tr("Type the passphrase first."))
        self.focus_first()
        return None

    def focus_first(self) -> None:
        if self._by_code:
            self.code.take_focus()
        else:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self) -> None:
        """It opens something else. The next keys take the place of what was typed."""
        if self._by_code:
            self.code.refuse(
                WrongPassphrase(
                    tr("That recovery code does not open this backup."),
                    hint=tr("It takes the one of the time when the backup was made."),
                )
            )
            return
        self._field.set_error(
            tr(
                "That passphrase does not open this backup. Check the keyboard layout and Caps "
                "Lock, or use the recovery code of that time."
            )
        )
        self.edit.selectAll()
        self.focus_first()

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self.code.clear()

    def _show(self) -> None:
        self._field.setVisible(not self._by_code)
        self._caps.setVisible(False)
        self.code.setVisible(self._by_code)
        self._other.set_words(
            tr("Use the passphrase") if self._by_code else tr("Use the recovery code")
        )

    def _on_other_clicked(self) -> None:
        self._by_code = not self._by_code
        self._show()
        self.focus_first()
