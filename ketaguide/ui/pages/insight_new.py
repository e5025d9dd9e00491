"""Writing down an insight that is no passage of an entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.flows import insights
from ketaguide.store import drafts
from ketaguide.ui.pages.insight_fields import row_of
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.marks import SavedLine

if TYPE_CHECKING:
    from ketaguide.store.insights import Insight
    from ketaguide.vault.db import Db


class NewInsight(Card):
    """What is begun stays in the vault as a draft until it is kept or thrown away."""

    closed = Signal()
    failed = Signal(object)  # KetaGuideError

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(look=room.look, padding=24, parent=parent)
        self.setObjectName("insight_new")
        look = room.look
        self._room = room
        self._is_filling = False
        self._words = TextEdit(look=look, lines=3)
        self._words.setObjectName("insight_new_words")
        self._words.textChanged.connect(self._on_changed)
        keep = Button(tr("Keep it"), look=look, kind="primary", icon="check")
        keep.setObjectName("insight_keep")
        keep.clicked.connect(self._on_keep_clicked)
        leave = Button(tr("Throw away"), look=look, kind="quiet")
        leave.setObjectName("insight_leave")
        leave.clicked.connect(self._on_leave_clicked)
        self._saved = SavedLine(look=look)
        self._saved.heed(room.unsaved)
        self._saver = Autosave(self._question, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.saved.connect(self._saved.show_saved)
        self._saver.failed.connect(self.failed)
        self._field = Field(tr("One thing, in your own words"), self._words, look=look)
        self.body.setSpacing(look.gap(12))
        self.body.addWidget(self._field)
        self.body.addWidget(row_of(keep, leave, self._saved, look=look))

    def begin(self, draft: str) -> None:
        """Come into view, with the words that were left here before."""
        self._is_filling = True
        self._words.setPlainText(draft)
        self._is_filling = False
        self._field.set_error("")
        self.show()

    def focus_words(self) -> None:
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self) -> Callable[[Db], object]:
        words = self._words.toPlainText()
        if words.strip():
            return partial(drafts.put, key=insights.NEW, content=words)
        return partial(drafts.remove, key=insights.NEW)

    def _on_changed(self) -> None:
        if not self._is_filling:
            self._field.set_error("")
            self._saver.touch()

    def _on_keep_clicked(self) -> None:
        words = self._words.toPlainText().strip()
        if not words:
            self._field.set_error(tr("Nothing is written here yet."))
            self.focus_words()
            return
        clock = self._room.clock
        question = partial(insights.keep, text=words, now=clock.now(), zone=clock.zone())
        self._saver.store(question, self._on_kept, failed=self.failed.emit)

    def _on_kept(self, _insight: Insight) -> None:
        self.hide()
        self.closed.emit()

    def _on_leave_clicked(self) -> None:
        words = self._words.toPlainText()
        self._saver.flush()
        self._saver.forget()
        self.hide()
        self.closed.emit()
        if words.strip():
            Undo.over(self, self._room).ask(
                partial(drafts.remove, key=insights.NEW),
                words=tr("What you began is thrown away."),
                way_back=lambda _: partial(drafts.put, key=insights.NEW, content=words),
            )
