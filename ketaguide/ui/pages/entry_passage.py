"""Keeping a passage of the entry that is read, by mouse or by keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from ketaguide.base.text import tr
from ketaguide.flows import insights
from ketaguide.flows.insights import Insights
from ketaguide.flows.read_entry import Reading
from ketaguide.ui.models.passages import Span, again, find, length
from ketaguide.ui.pages.entry_reader import EntryReader
from ketaguide.ui.pages.insight_card import InsightCard
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.passage_marks import mark, shown_labels
from ketaguide.ui.pages.passage_picker import PassagePicker, selected
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketaguide.store.entries import Entry
    from ketaguide.store.insights import Insight
    from ketaguide.vault.db import Db

_RELEASED = (QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease)
_WATCHED = frozenset({"Insight", "Sureness", "Thread", "ThreadInsight"})


class Passages(QObject):
    """One for an entry's page. Either the entry is on screen, or what is being kept of it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._entry: Entry | None = None
        self._reader: EntryReader | None = None
        self._selected: Span | None = None
        self._front: PassagePicker | InsightCard | None = None
        look = page.room.look
        self.button = Button(tr("Keep a passage"), look=look, icon="quote")
        self.button.setObjectName("passage_keep")
        # A click must not take the keyboard from the words: a label then drops what is selected.
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._on_clicked)
        self.foot: QWidget = Bar([], QWidget(), [self.button], look=look)
        self.foot.setObjectName("passage_foot")
        self.foot.hide()
        page.keep_below(self.foot)
        page.room.desk.changed.connect(self._on_changed)

    def show_in(self, reader: EntryReader, reading: Reading) -> None:
        """Another reading is on screen: mark what was kept of it, and watch for selections."""
        self._entry, self._reader = reading.entry, reader
        self._select(None)
        entry = reading.entry
        if entry is None:
            return
        found = (again(entry.body, one.text, marked_at=one.marked_at) for one in reading.insights)
        mark(reader, entry.body, [span for span in found if span], look=self._page.room.look)
        for label in shown_labels(reader):
            label.installEventFilter(self)
        if reader.plain is not None:
            reader.plain.selectionChanged.connect(partial(self._on_plain_selected, reader.plain))
        kept = {one.id for one in reading.insights}
        if isinstance(self._front, InsightCard) and self._front.insight_id not in kept:
            self._close()
        reader.setVisible(self._front is None)
        self.foot.setVisible(self._front is None and bool(entry.body.strip()))

    def rest(self) -> None:
        """The entry is being changed: nothing is kept of it meanwhile."""
        self._close()
        self.foot.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _RELEASED and isinstance(watched, QLabel):
            # The label has taken the event by then.
            QTimer.singleShot(0, watched, partial(self._on_label_selected, watched))
        return False

    def _on_label_selected(self, label: QLabel) -> None:
        reader, entry = self._reader, self._entry
        if reader is None or entry is None or not reader.isAncestorOf(label):
            return
        words, before = label.selectedText(), 0
        for one in shown_labels(reader):
            if one is label:
                break
            before += length(one.text())
        near = before + length(label.text()[: max(0, label.selectionStart())])
        self._select(find(entry.body, words, near=near) if words.strip() else None)

    def _on_plain_selected(self, edit: QPlainTextEdit) -> None:
        self._select(selected(edit))

    def _select(self, span: Span | None) -> None:
        self._selected = span
        is_one = span is not None
        self.button.set_words(tr("Keep this passage") if is_one else tr("Keep a passage"))
        self.button.set_kind("primary" if is_one else "secondary")

    def _on_clicked(self) -> None:
        if self._selected is not None:
            self._keep(self._selected)
        elif self._entry is not None:
            picker = PassagePicker(self._entry.body, look=self._page.room.look)
            picker.keep_wanted.connect(self._keep)
            picker.close_wanted.connect(self._on_close_wanted)
            self._show(picker)

    def _keep(self, span: Span) -> None:
        entry = self._entry
        if entry is None:
            return
        clock = self._page.room.clock
        question = partial(
            insights.keep,
            text=entry.body[span.start : span.end],
            entry_id=entry.id,
            marked_at=span.start,
            now=clock.now(),
            zone=clock.zone(),
        )
        Undo.over(self._page, self._page.room).ask(
            question, words=tr("Passage kept."), way_back=self._on_kept
        )

    def _on_kept(self, insight: Insight) -> Callable[[Db], object]:
        """Offer what may be said about it; hands back how keeping is undone."""
        self._select(None)
        room = self._page.room
        question = partial(insights.everything, now=room.clock.now())
        room.desk.ask(question, partial(self._on_told, insight.id), owner=self)
        return partial(insights.remove, insight_id=insight.id)

    def _on_told(self, insight_id: str, told: Insights) -> None:
        kept = next((one for one in told.kept if one.id == insight_id), None)
        if kept is None:
            return
        card = self._front
        if not isinstance(card, InsightCard) or card.insight_id != insight_id:
            card = InsightCard(kept, room=self._page.room, short=True)
            card.done_wanted.connect(self._on_close_wanted)
            card.failed.connect(self._page.refused)
            self._show(card)
        card.refresh(told)
        follow_the_eye(self._page)

    def _show(self, front: PassagePicker | InsightCard) -> None:
        self._close()
        self._front = front
        if self._reader is not None:
            self._reader.hide()
        self.foot.hide()
        self._page.body.insertWidget(1, front)
        front.show()
        follow_the_eye(self._page)
        front.focus_first()
        self._page.sheet.verticalScrollBar().setValue(0)

    def _close(self) -> None:
        front, self._front = self._front, None
        if front is not None:
            self._page.body.removeWidget(front)
            front.hide()
            self._page.room.unsaved.retire(front)

    def _on_close_wanted(self) -> None:
        self._close()
        self._select(None)
        if self._reader is not None:
            self._reader.show()
        self.foot.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, names: frozenset[str]) -> None:
        card = self._front
        if names & _WATCHED and isinstance(card, InsightCard):
            room = self._page.room
            question = partial(insights.everything, now=room.clock.now())
            room.desk.ask(question, partial(self._on_told_again, card.insight_id), owner=self)

    def _on_told_again(self, insight_id: str, told: Insights) -> None:
        card = self._front
        if isinstance(card, InsightCard) and card.insight_id == insight_id:
            card.refresh(told)
