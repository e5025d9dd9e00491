"""Coming back: one field, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError, WrongPassphrase
from ketaguide.base.text import tr
from ketaguide.ui.pages.gate_page import CapsHint, GatePage
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.passphrase_edit import PassphraseEdit


class UnlockPage(GatePage):
    """Never says whose vault it is: names are personal, and the screen is not locked to eyes."""

    unlock_wanted = Signal(str)
    recovery_wanted = Signal()
    key_file_wanted = Signal()
    other_wanted = Signal()
    new_wanted = Signal()
    backup_wanted = Signal()
    note_wanted = Signal()
    words_wanted = Signal()

    def __init__(
        self, room: Room, *, has_key_file: bool = False, parent: QWidget | None = None
    ) -> None:
        """Args:
        has_key_file: a key file is one of the ways in.
        """
        super().__init__(room, name="unlock_page", parent=parent)
        self._has_key_file = has_key_file
        self.edit = PassphraseEdit(look=room.look)
        self.edit.setObjectName("passphrase")
        self.edit.returnPressed.connect(self._on_return_pressed)
        self._field = Field(tr("Passphrase"), self.edit, look=room.look)
        self._unlock = Button(tr("Unlock"), look=room.look, kind="primary", icon="arrow-right")
        self._unlock.setObjectName("unlock")
        self._unlock.clicked.connect(self._on_unlock_clicked)
        self._note = Button(tr("Leave a note without unlocking"), look=room.look, icon="pencil")
        self._note.setObjectName("leave_note")
        self._note.clicked.connect(self.note_wanted)
        self._words = Button(
            tr("First words: tap, without unlocking"), look=room.look, icon="message-circle"
        )
        self._words.setObjectName("first_words")
        self._words.clicked.connect(self.words_wanted)
        self._ways_in = (self._note, self._words)
        for way in self._ways_in:
            way.hide()
        self._fill()

    def refused(self, problem: KetaGuideError) -> None:
        """Say why in place; the passphrase stays, marked, so that typing replaces it."""
        self.set_ready()
        self._say_why(problem)
        self.edit.setAccessibleDescription(f"{problem.user_text} {problem.hint}")
        self.focus_first()
        if isinstance(problem, WrongPassphrase):
            self.edit.selectAll()

    def show_note_way(self) -> None:
        """Notes are wanted while this vault is locked."""
        for way in self._ways_in:
            way.show()

    def focus_first(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        self.form_body.addWidget(self._field)
        self.form_body.addWidget(CapsHint(self.edit))
        self.form_body.addWidget(self._unlock)
        self.form_body.addWidget(self._words)
        self.form_body.addWidget(self._note)
        self.form_body.addWidget(self._others())
        self.body.addStretch(1)
        self._add_heading(tr("Welcome back"), tr("Your notes are here when you are ready."))
        self.body.addSpacing(self.room.look.gap(8))
        self.body.addWidget(self.notice)
        self._add_form()
        self.body.addStretch(1)

    def _others(self) -> QWidget:
        look = self.room.look
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        ways = (
            ("use_recovery", tr("Use a recovery code"), "key-round", self.recovery_wanted),
            ("use_key_file", tr("Use a key file"), "file-text", self.key_file_wanted),
            ("open_other", tr("Open another vault"), None, self.other_wanted),
            ("create_new", tr("New vault"), None, self.new_wanted),
            ("from_backup", tr("I have a backup"), None, self.backup_wanted),
        )
        for name, words, icon, wanted in ways:
            if name == "use_key_file" and not self._has_key_file:
                continue
            button = Button(words, look=look, kind="quiet", icon=icon)
            button.setObjectName(name)
            button.clicked.connect(wanted)
            flow.addWidget(button)
        return row

    def submit(self) -> None:
        if not self.form.isEnabled():
            return
        if not self.edit.text():
            self._field.set_error(tr("Type your passphrase first."))
            self.focus_first()
            return
        self._field.set_error("")
        self.unlock_wanted.emit(self.edit.text())

    def _on_return_pressed(self) -> None:
        self.submit()

    def _on_unlock_clicked(self) -> None:
        self.submit()
