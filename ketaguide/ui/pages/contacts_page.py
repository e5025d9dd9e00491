"""One's own people: add, change, order and remove them. Ground me and Safety show them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from ketaguide.base.text import tr
from ketaguide.store import contacts
from ketaguide.store.contacts import Contact
from ketaguide.ui.pages.contact_row import ContactRow
from ketaguide.ui.pages.layer import Layer
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Heading, Lead
from ketaguide.ui.widgets.marks import SavedLine


class ContactsPage(Layer):
    """Needs an open vault; while locked it shows nothing but the way back."""

    def __init__(self, room: Room, *, unlocked: bool, then: str = "safety") -> None:
        """Args:
        then: the layer that follows; empty goes back to where one was.
        """
        super().__init__(room, name="contacts_page", unlocked=unlocked)
        self._then = then
        look = room.look
        self._rows: list[ContactRow] = []
        self._removed: Contact | None = None
        done = Button(tr("Done"), look=look, kind="primary", icon="check")
        done.setObjectName("contacts_done")
        done.clicked.connect(self._on_done_clicked)
        self._add = Button(tr("Add a person"), look=look, icon="plus")
        self._add.setObjectName("contacts_add")
        self._add.clicked.connect(self._on_add_clicked)
        self._add.setEnabled(unlocked)
        self._saved = SavedLine(look=look)
        self._saved.heed(room.unsaved)
        self._none = Body(
            tr("No one is listed yet. One name and number is a good start."),
            look=look,
            tone="muted",
        )
        self.body.addWidget(Heading(tr("Your people"), look=look))
        self.body.addWidget(
            Lead(
                tr("Who could you ring or sit with? In the order in which you would try."),
                look=look,
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(look.gap(8))
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.keep_below(Bar([], self._saved, [done], look=look))
        self.notice.action_wanted.connect(self._on_undo_wanted)

    def reload(self) -> None:
        if self.unlocked:
            self._store_now()
            self.room.desk.ask(contacts.every, self._on_read, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        if self._rows:
            self._rows[0].focus_name()
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes this page away, the last second of typing is kept."""
        self._store_now()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_done_clicked()
        else:
            super().keyPressEvent(event)

    def _store_now(self) -> None:
        for row in self._rows:
            row.store_now()

    def _on_read(self, found: list[Contact]) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            self.room.unsaved.retire(row)
        self._rows = []
        for contact in found:
            self._put(contact)
        self._number()
        if self._rows and self._add.hasFocus():
            # The rows have just pushed this button down, perhaps out of sight.
            self._rows[0].focus_name()

    def _put(self, contact: Contact) -> ContactRow:
        row = ContactRow(contact, room=self.room)
        row.move_wanted.connect(partial(self._on_move_wanted, row))
        row.remove_wanted.connect(partial(self._on_remove_wanted, row))
        row.saved.connect(self._on_saved)
        row.failed.connect(self.refused)
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _number(self) -> None:
        self._none.setVisible(not self._rows)
        for index, row in enumerate(self._rows):
            row.show_place(index, len(self._rows))

    def _on_add_clicked(self) -> None:
        blank = next((row for row in self._rows if row.is_blank), None)
        if blank is not None:
            blank.focus_name()
            return
        self.room.desk.ask(
            partial(contacts.add, name=""), self._on_added, owner=self, failed=self.refused
        )

    def _on_added(self, contact: Contact) -> None:
        row = self._put(contact)
        self._number()
        row.focus_name()

    def _on_move_wanted(self, row: ContactRow, step: int) -> None:
        here = self._rows.index(row)
        there = here + step
        if not 0 <= there < len(self._rows):
            return
        self._rows.insert(there, self._rows.pop(here))
        self._list.removeWidget(row)
        self._list.insertWidget(there, row)
        self._number()
        ids = [one.contact_id for one in self._rows]
        self.room.desk.ask(
            partial(contacts.order, contact_ids=ids),
            self._on_saved_now,
            owner=self,
            failed=self.refused,
        )

    def _on_remove_wanted(self, row: ContactRow) -> None:
        row.store_now()
        self.room.desk.ask(
            partial(contacts.remove, contact_id=row.contact_id),
            partial(self._on_removed, row),
            owner=self,
            failed=self.refused,
        )

    def _on_removed(self, row: ContactRow, contact: Contact) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._removed = contact
        if contact.name.strip() or contact.phone.strip():
            self.notice.show_text(tr("Removed."), action=tr("Undo"))

    def _on_undo_wanted(self) -> None:
        contact, self._removed = self._removed, None
        self.notice.clear()
        if contact is not None:
            self.room.desk.ask(
                partial(contacts.restore, contact=contact),
                self._on_restored,
                owner=self,
                failed=self.refused,
            )

    def _on_restored(self, _contact: Contact) -> None:
        self.reload()

    def _on_saved(self) -> None:
        self._saved.show_saved()
        self._number()

    def _on_saved_now(self, _answer: object) -> None:
        self._on_saved()

    def _on_done_clicked(self) -> None:
        """Back to where one came from; a row that stayed empty goes."""
        for row in self._rows:
            row.store_now()
            if row.is_blank:
                question = partial(contacts.remove, contact_id=row.contact_id)
                self.room.desk.ask(question, owner=self, failed=self.refused)
        if self.unlocked and self._then:
            self.layer_wanted.emit(self._then)
        else:
            self.closed.emit()
