"""Opening with the recovery code from the printed sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError, RecoveryCodeTypo
from ketaguide.base.text import tr
from ketaguide.ui.pages.code_field import CodeField
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button


class RecoveryUnlockPage(GatePage):
    """Seven short fields; a paste of the whole code fills them all."""

    unlock_wanted = Signal(object)  # a RecoveryCode

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(room, name="recovery_unlock_page", parent=parent)
        look = room.look
        self.code = CodeField(look=look)
        self.code.changed.connect(self.notice.clear)
        self.code.entered.connect(self.submit)
        unlock = Button(tr("Unlock"), look=look, kind="primary", icon="arrow-right")
        unlock.setObjectName("unlock")
        unlock.clicked.connect(self._on_unlock_clicked)
        self.form_body.addWidget(self.code)
        self.form_body.addWidget(unlock)
        self._add_back(tr("Use my passphrase"))
        self.body.addStretch(1)
        self._add_heading(tr("Your recovery code"), _how())
        self.body.addWidget(self.notice)
        self._add_form()
        self.body.addStretch(1)

    def refused(self, problem: KetaGuideError) -> None:
        self.set_ready()
        self._say_why(problem)
        self.code.take_focus()

    def focus_first(self) -> None:
        self.code.take_focus()

    def submit(self) -> None:
        if not self.form.isEnabled():
            return
        try:
            code = self.code.read()
        except RecoveryCodeTypo as problem:
            self.refused(problem)
            return
        self.unlock_wanted.emit(code)

    def _on_unlock_clicked(self) -> None:
        self.submit()


def _how() -> str:
    return tr(
        "Type the seven groups from your sheet, or paste them all at once. Small letters are fine."
    )
