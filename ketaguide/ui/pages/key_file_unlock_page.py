"""Opening with a key file and the passphrase that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.pages.key_file_fields import KeyFileFields
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button

if TYPE_CHECKING:
    from ketaguide.vault.secrets import Secret


class KeyFileUnlockPage(GatePage):
    """The file is read beside the window: a stick may be slow, or gone."""

    unlock_wanted = Signal(object)  # a PassphraseWithKeyFile

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(room, name="key_file_unlock_page", parent=parent)
        self.fields = KeyFileFields(look=room.look)
        self.fields.entered.connect(self.submit)
        unlock = Button(tr("Unlock"), look=room.look, kind="primary", icon="arrow-right")
        unlock.setObjectName("unlock")
        unlock.clicked.connect(self._on_unlock_clicked)
        self.form_body.addWidget(self.fields)
        self.form_body.addWidget(unlock)
        self._add_back(tr("Use my passphrase"))
        self.body.addStretch(1)
        self._add_heading(
            tr("Your key file"), tr("Choose the file, and type the passphrase that belongs to it.")
        )
        self.body.addWidget(self.notice)
        self._add_form()
        self.body.addStretch(1)

    def refused(self, problem: KetaGuideError) -> None:
        self.set_ready()
        self._say_why(problem)
        self.focus_first()

    def focus_first(self) -> None:
        self.fields.take_focus()

    def submit(self) -> None:
        if not self.form.isEnabled():
            return
        self.notice.clear()
        take = self.fields.take()
        if take is not None:
            self._read(take)

    def _read(self, take: Callable[[], Secret]) -> None:
        self.form.setEnabled(False)
        self.room.desk.run(take, self._on_read, owner=self, failed=self._on_unread)

    def _on_read(self, secret: Secret) -> None:
        self.form.setEnabled(True)
        self.unlock_wanted.emit(secret)

    def _on_unread(self, problem: KetaGuideError) -> None:
        """It is about the file, and never about the vault."""
        self.set_ready()
        self.fields.refuse(problem)

    def _on_unlock_clicked(self) -> None:
        self.submit()
