"""One person to reach: three fields that are kept as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.store import contacts
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.page_scroll import Columns

if TYPE_CHECKING:
    from ketaguide.store.contacts import Contact
    from ketaguide.vault.db import Db


class ContactRow(QWidget):
    """There is no Save: what stands here is in the vault a second later."""

    move_wanted = Signal(int)  # -1 up, 1 down
    remove_wanted = Signal()
    saved = Signal()
    failed = Signal(object)

    def __init__(self, contact: Contact, *, room: Room) -> None:
        super().__init__()
        self.contact_id = contact.id
        look = self._look = room.look
        self.setObjectName(f"contact_{contact.id}")
        self._saver = Autosave(self._question, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.saved.connect(self.saved)
        self._saver.failed.connect(self.failed)
        fields = (
            ("name", tr("Name"), contact.name),
            ("relation", tr("Who they are to me"), contact.relation),
            ("phone", tr("Phone"), contact.phone),
        )
        self._edits: dict[str, LineEdit] = {}
        columns = Columns(look=look, at=560)
        for key, label, text in fields:
            edit = LineEdit(text, look=look)
            edit.setObjectName(f"contact_{key}")
            edit.setMaxLength(120)
            edit.textEdited.connect(self._saver.touch)
            self._edits[key] = edit
            columns.add(Field(label, edit, look=look))
        self._up = self._button("chevron-up", tr("Move up"), self._on_up_clicked)
        self._down = self._button("chevron-down", tr("Move down"), self._on_down_clicked)
        self._remove = self._button("trash-2", tr("Remove"), self.remove_wanted)
        self._up.setObjectName("contact_up")
        self._down.setObjectName("contact_down")
        self._remove.setObjectName("contact_remove")
        self._place(columns)

    @property
    def is_blank(self) -> bool:
        return not any(edit.text().strip() for edit in self._edits.values())

    def store_now(self) -> None:
        self._saver.flush()

    def focus_name(self) -> None:
        self._edits["name"].setFocus(Qt.FocusReason.TabFocusReason)

    def show_place(self, index: int, count: int) -> None:
        """Say who the buttons are about, and which ways are open."""
        who = self._edits["name"].text().strip() or tr("this person")
        self._up.set_name(tr("Move {name} up", name=who))
        self._down.set_name(tr("Move {name} down", name=who))
        self._remove.set_name(tr("Remove {name}", name=who))
        self._up.setEnabled(index > 0)
        self._down.setEnabled(index + 1 < count)

    def _button(self, icon: str, name: str, act: Callable[[], None] | SignalInstance) -> IconButton:
        button = IconButton(icon, name, look=self._look)
        button.clicked.connect(act)
        return button

    def _on_up_clicked(self) -> None:
        self.move_wanted.emit(-1)

    def _on_down_clicked(self) -> None:
        self.move_wanted.emit(1)

    def _place(self, columns: Columns) -> None:
        card = Card(look=self._look, padding=16)
        row = QHBoxLayout()
        row.setSpacing(self._look.gap(12))
        row.addWidget(columns, 1)
        for button in (self._up, self._down, self._remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _question(self) -> Callable[[Db], object]:
        words = {key: edit.text() for key, edit in self._edits.items()}
        return partial(
            contacts.change,
            contact_id=self.contact_id,
            name=words["name"],
            relation=words["relation"],
            phone=words["phone"],
        )
