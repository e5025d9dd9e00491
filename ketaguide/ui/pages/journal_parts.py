"""What stands around the journal's list: its head, and what is said where there is nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Heading, Lead, Small, Title
from ketaguide.ui.widgets.search_field import SearchField
from ketaguide.ui.widgets.stack import Stack


class JournalHead(QWidget):
    """The name of the page, a way to write, a way to search."""

    write_wanted = Signal()
    letters_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.write = Button(tr("New entry"), look=look, kind="primary", icon="notebook-pen")
        self.write.setObjectName("new_entry")
        self.search = SearchField(tr("Search your entries"), look=look)
        self._draft = draft_button("continue_draft", look=look)
        self._letters = Button("", look=look, kind="link", icon="lock")
        self._letters.setObjectName("sealed_letters")
        self.status = Small(look=look)
        self.status.setObjectName("search_status")
        top = QHBoxLayout()
        top.setSpacing(look.gap(16))
        top.addWidget(Heading(tr("Journal"), look=look), 1)
        top.addWidget(self.write)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(12))
        column.addLayout(top)
        column.addWidget(self._draft, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.search)
        column.addWidget(self._letters, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.status)
        for hidden in (self._draft, self._letters, self.status):
            hidden.hide()
        self.write.clicked.connect(self.write_wanted)
        self._letters.clicked.connect(self.letters_wanted)
        self._draft.clicked.connect(self.write_wanted)
        self._has_draft = False
        self._has_tools = True

    def show_draft(self, has_draft: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """Lead back to a new entry that was begun."""
        self._has_draft = has_draft
        self._draft.setVisible(has_draft and self._has_tools)

    def show_letters(self, count: int) -> None:
        """Lead to the sealed letters, where there are any."""
        self._letters.set_words(tr("Sealed letters ({count})", count=count))
        self._letters.setVisible(bool(count))

    def show_tools(self, shown: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """With nothing written there is nothing to search; the page then offers to write."""
        self._has_tools = shown
        self.search.setVisible(shown)
        self.write.setVisible(shown)
        self.show_draft(self._has_draft)


class Empty(Card):
    """Before the first entry."""

    write_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, tone="soft", padding=28, parent=parent)
        self.setObjectName("journal_empty")
        self._title = Title(look=look)
        self._lead = Lead(
            tr("A few words are enough. They are encrypted and stay on this computer."), look=look
        )
        self.write = Button("", look=look, kind="primary", icon="notebook-pen")
        self.write.setObjectName("write_first")
        self.write.clicked.connect(self.write_wanted)
        self.body.addWidget(self._title)
        self.body.addWidget(self._lead)
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_draft(False)

    def show_draft(self, has_draft: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        """The first entry may be half written."""
        if has_draft:
            self._title.setText(tr("You began to write something."))
            self.write.set_words(tr("Go on writing"))
        else:
            self._title.setText(tr("Nothing is written here yet."))
            self.write.set_words(tr("Write a first entry"))


class NothingFound(Card):
    """A search that found nothing."""

    clear_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, parent=parent)
        self.setObjectName("nothing_found")
        self.words = tr("No entry has these words.")
        self.clear = Button(tr("Show all entries"), look=look, kind="secondary")
        self.clear.setObjectName("show_all")
        self.clear.clicked.connect(self.clear_wanted)
        hint = tr("The search looks for every word in titles and texts. Fewer words find more.")
        self.body.addWidget(Title(self.words, look=look))
        self.body.addWidget(Small(hint, look=look))
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)


def draft_button(name: str, *, look: Look) -> Button:
    """The way back to a new entry that was begun and not kept."""
    button = Button(
        tr("Go on with what you began to write"), look=look, kind="link", icon="notebook-pen"
    )
    button.setObjectName(name)
    return button
