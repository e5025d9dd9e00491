"""Writing: a title if one comes to mind, the words, and when it was."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import zone_words
from ketaguide.ui.pages.entry_keeper import Content
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Small, Strong
from ketaguide.ui.widgets.pickers import DateEdit, TimeEdit
from ketaguide.ui.widgets.writing_edit import WritingEdit

# Source: our own; a title is a line, and the list cuts it at its own width.
TITLE_CHARS = 300


class EntryEditor(QWidget):
    """``changed`` comes with every change a person makes, and carries no text: reading all of it
    at each key would make long entries slow."""

    changed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written_at: datetime | None = None
        self._zone = ""
        self._is_filling = False
        self.title = LineEdit(look=look)
        self.title.setObjectName("entry_title")
        self.title.setMaxLength(TITLE_CHARS)
        self.words = WritingEdit(look=look)
        self.words.setObjectName("entry_body")
        self.day = DateEdit(look=look, name=tr("Day"))
        self.day.setObjectName("entry_day")
        self.time = TimeEdit(look=look, name=tr("Time"))
        self.time.setObjectName("entry_time")
        self._place = Small()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(14))
        column.addWidget(Field(tr("Title, if you like"), self.title, look=look))
        label = Strong(tr("Your words"), look=look)
        label.setBuddy(self.words)
        self.words.setAccessibleName(label.text())
        words = QVBoxLayout()
        words.setSpacing(look.gap(6))
        words.addWidget(label)
        words.addWidget(self.words, 1)
        column.addLayout(words, 1)
        column.addWidget(self._moment(look))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title.textEdited.connect(self._on_changed)
        self.words.textChanged.connect(self._on_changed)
        self.day.dateChanged.connect(self._on_moment_changed)
        self.time.timeChanged.connect(self._on_moment_changed)

    def content(self) -> Content:
        """What is there now."""
        if self._written_at is None:
            raise RuntimeError("the editor was asked before it was filled")
        return Content(
            title=self.title.text(),
            body=self.words.toPlainText(),
            written_at=self._written_at,
            zone=self._zone,
        )

    def fill(self, content: Content, *, now: datetime) -> None:
        """Show it, with the cursor at its end.

        Args:
            now: no later day can be chosen, unless the entry has one already.
        """
        self._is_filling = True
        self._written_at, self._zone = content.written_at, content.zone
        wall = local(content.written_at, content.zone)
        last = max(wall.date(), local(now, content.zone).date())
        self.title.setText(content.title)
        self.words.setPlainText(content.body)
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        self.day.setMaximumDate(QDate(last.year, last.month, last.day))
        self.day.setDate(QDate(wall.year, wall.month, wall.day))
        self.time.setTime(QTime(wall.hour, wall.minute))
        self._place.setText(zone_words(content.written_at, content.zone))
        self._is_filling = False

    def _moment(self, look: Look) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap=look.gap(10))
        label = Strong(tr("Written on"), look=look)
        label.setBuddy(self.day)
        at = Strong(tr("at"), look=look)
        at.setBuddy(self.time)
        for part in (label, self.day, at, self.time, self._place):
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        return row

    def _on_changed(self) -> None:
        if not self._is_filling:
            self.changed.emit()

    def _on_moment_changed(self) -> None:
        if self._is_filling:
            return
        day, at = self.day.date(), self.time.time()
        wall = datetime.combine(
            date(day.year(), day.month(), day.day()),
            time(at.hour(), at.minute()),
            _zone_info(self._zone),
        )
        self._written_at = wall
        self._place.setText(zone_words(wall, self._zone))
        self.changed.emit()


def _zone_info(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
