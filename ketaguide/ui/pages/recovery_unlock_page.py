"""Opening with the recovery code from the printed sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError, RecoveryCodeTypo
from ketaguide.base.text import tr
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.code_groups import CodeEntry
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.notice import announce
from ketaguide.vault.recovery import RecoveryCode


class RecoveryUnlockPage(GatePage):
    """Seven short fields; a paste of the whole code fills them all."""

    unlock_wanted = Signal(object)  # a RecoveryCode

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(room, name="recovery_unlock_page", parent=parent)
        look = room.look
        self.entry = CodeEntry(look=look)
        self.entry.changed.connect(self._on_entry_changed)
        for edit in self.entry.groups:
            edit.returnPressed.connect(self.submit)
        self.typo = Small("", tone="danger")
        self.typo.setObjectName("typo")
        self.typo.hide()
        unlock = Button(tr("Unlock"), look=look, kind="primary", icon="arrow-right")
        unlock.setObjectName("unlock")
        unlock.clicked.connect(self._on_unlock_clicked)
        self.form_body.addWidget(self.entry)
        self.form_body.addWidget(self.typo)
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
        self.entry.focus_gap()

    def focus_first(self) -> None:
        self.entry.focus_gap()

    def submit(self) -> None:
        if not self.form.isEnabled():
            return
        try:
            code = RecoveryCode.parse(self.entry.text)
        except RecoveryCodeTypo as problem:
            self.refused(problem)
            return
        self.unlock_wanted.emit(code)

    def _on_entry_changed(self) -> None:
        self.notice.clear()
        words = typo_words(self.entry.wrong)
        if words and words != self.typo.text():
            announce(self.typo, words)
        self.typo.setText(words)
        self.typo.setVisible(bool(words))

    def _on_unlock_clicked(self) -> None:
        self.submit()


def typo_words(wrong: list[int]) -> str:
    """Names the first complete group that cannot be right."""
    return tr("Group {number} has a typo.", number=wrong[0] + 1) if wrong else ""


def _how() -> str:
    return tr(
        "Type the seven groups from your sheet, or paste them all at once. Small letters are fine."
    )
