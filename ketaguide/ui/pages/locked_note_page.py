"""A note from the lock screen: sealed while it is typed, and read again only after unlocking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.room import Room
from ketaguide.ui.sealed_note import SealedNote
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.marks import IconLine

if TYPE_CHECKING:
    from ketaguide.vault.inbox import Slip


class LockedNotePage(GatePage):
    """What is typed is in the vault's folder within a second, unreadable to anyone until then.

    Whoever leaves the page leaves the note there: only "Take it back" removes it.
    """

    def __init__(self, room: Room, *, slip: Slip, parent: QWidget | None = None) -> None:
        super().__init__(room, name="locked_note_page", parent=parent)
        look = room.look
        self._leaves = False
        self.edit = TextEdit(look=look, lines=9)
        self.edit.setObjectName("locked_note")
        self._sealed = IconLine("shield-check", _sealed_words(), look=look, color="primary")
        self._sealed.hide()
        self._done = Button(tr("Done"), look=look, kind="primary", icon="check")
        self._done.setObjectName("note_done")
        self._take_back = Button(tr("Take it back"), look=look, kind="quiet")
        self._take_back.setObjectName("note_take_back")
        self._take_back.setEnabled(False)
        self._saver = SealedNote(room, slip=slip, text=self.edit.toPlainText, parent=self)
        self._lay()
        self.edit.textChanged.connect(self._on_text_changed)
        self._saver.saved.connect(self._on_sealed)
        self._saver.failed.connect(self.refused)
        self._saver.settled.connect(self._on_settled)
        self._done.clicked.connect(self._on_done_clicked)
        self._take_back.clicked.connect(self._on_take_back_clicked)

    def focus_first(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self, problem: KetaGuideError) -> None:
        """The text stays; it is tried again by itself."""
        self._leaves = False
        self.notice.show_error(problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is Done: nothing that was typed is thrown away by a key."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_done_clicked()
        else:
            super().keyPressEvent(event)

    def _lay(self) -> None:
        look = self.room.look
        self.form_body.addWidget(Field(tr("What would you like to keep?"), self.edit, look=look))
        self.form_body.addWidget(self._sealed)
        row = QWidget()
        flow = Flow(row, gap=look.gap(8))
        for button in (self._done, self._take_back):
            flow.addWidget(button)
        self.form_body.addWidget(row)
        self.body.addStretch(1)
        self._add_heading(
            tr("A note while it is locked"),
            tr(
                "It is sealed while you type. Nobody can read it before the vault is unlocked, "
                "and neither can you. Then it stands in your journal."
            ),
        )
        self.body.addWidget(self.notice)
        self._add_form()
        self.body.addStretch(1)

    def _on_text_changed(self) -> None:
        self._take_back.setEnabled(bool(self.edit.toPlainText()))
        self._saver.touch()

    def _on_sealed(self) -> None:
        self.notice.clear()
        self._sealed.setVisible(bool(self.edit.toPlainText().strip()))

    def _on_settled(self) -> None:
        if self._leaves:
            self.back_wanted.emit()

    def _on_done_clicked(self) -> None:
        self._leaves = True
        if self._saver.is_clean:
            self.back_wanted.emit()
        else:
            self._saver.flush()

    def _on_take_back_clicked(self) -> None:
        self.edit.clear()
        self._on_done_clicked()


def _sealed_words() -> str:
    return tr("Sealed, encrypted on this computer")
