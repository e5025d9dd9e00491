"""Writing: a title if one comes to mind, the words, when it was, and more about it if wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.flows.entry_content import Content
from ketaguide.ui.look import Look
from ketaguide.ui.pages.entry_facts import EntryFacts
from ketaguide.ui.pages.entry_moment import EntryMoment
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Strong
from ketaguide.ui.widgets.marks_row import MarksRow
from ketaguide.ui.widgets.page_scroll import PageScroll
from ketaguide.ui.widgets.writing_edit import WritingEdit

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue

# Source: our own; a title is a line, and the list cuts it at its own width.
TITLE_CHARS = 300


class EntryEditor(QWidget):
    """``changed`` comes with every change a person makes, and carries no text: reading all of it
    at each key would make long entries slow.

    Attributes:
        pictures_place: where the pictures of the entry stand.
        has_pictures: whether there are any; an entry of pictures alone is an entry.
        came: those that came since this was begun; see ``Content``.
    """

    changed = Signal()

    def __init__(
        self, *, look: Look, catalogue: Callable[[], Catalogue], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_filling = False
        self._revision = 0
        self.has_pictures = False
        self.came: tuple[str, ...] = ()
        self._entry_id = ""
        self.title = LineEdit(look=look)
        self.title.setObjectName("entry_title")
        self.title.setMaxLength(TITLE_CHARS)
        self.words = WritingEdit(look=look)
        self.words.setObjectName("entry_body")
        self.moment = EntryMoment(look=look)
        self.facts = EntryFacts(look=look, catalogue=catalogue)
        self.pictures_place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(14))
        column.addWidget(Field(tr("Title, if you like"), self.title, look=look))
        column.addLayout(self._writing(look), 1)
        column.addLayout(self.pictures_place)
        column.addWidget(self.moment)
        column.addWidget(self.facts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title.textEdited.connect(self._on_changed)
        self.words.textChanged.connect(self._on_typed)
        self.moment.changed.connect(self._on_changed)
        self.facts.changed.connect(self._on_changed)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to keep."""
        return self.content().is_blank and not self.has_pictures

    def content(self) -> Content:
        """What is there now."""
        if self.moment.moment is None:
            raise RuntimeError("the editor was asked before it was filled")
        return Content(
            title=self.title.text(),
            body=self.words.toPlainText(),
            written_at=self.moment.moment,
            zone=self.moment.zone,
            facts=self.facts.facts,
            entry_id=self._entry_id,
            came=self.came,
        )

    def fill(self, content: Content, *, now: datetime, here: str) -> None:
        """Show it, with the cursor at its end.

        Args:
            now, here: the present, and the zone of this computer.
        """
        self._is_filling = True
        self.title.setText(content.title)
        self.words.setPlainText(content.body)
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        self.moment.fill(content.written_at, content.zone, now=now, here=here)
        self.facts.fill(content.facts)
        self._entry_id, self.came = content.entry_id, content.came
        self._revision = self.words.document().revision()
        self._is_filling = False

    def follow_cursor(self, sheet: PageScroll) -> None:
        """With large text the page scrolls too: the line one writes on stays in sight."""

        def follow() -> None:
            words = self.words
            if sheet.verticalScrollBar().maximum() and words.hasFocus():
                cursor = words.cursorRect()
                line = words.viewport().mapTo(sheet.whole, cursor.center())
                sheet.ensureVisible(line.x(), line.y(), 0, 2 * cursor.height())

        self.words.cursorPositionChanged.connect(follow)

    def _writing(self, look: Look) -> QVBoxLayout:
        label = Strong(tr("Your words"), look=look)
        label.setBuddy(self.words)
        self.words.setAccessibleName(label.text())
        self.marks = MarksRow(self.words, look=look)
        self.marks.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self.marks)
        words = QVBoxLayout()
        words.setSpacing(look.gap(6))
        words.addLayout(head)
        words.addWidget(self.words, 1)
        return words

    def _on_typed(self) -> None:
        """Qt also tells of a change where only the look of the words changed."""
        revision = self.words.document().revision()
        if revision != self._revision:
            self._revision = revision
            self._on_changed()

    def _on_changed(self) -> None:
        if not self._is_filling:
            self.changed.emit()
