"""Sessions laid side by side, one column each; below one another where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import PlanSession, ShowEntries
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.pages import series_cells, series_words
from ketaguide.ui.pages.series_cells import NOUNS, Telling
from ketaguide.ui.pages.series_columns import COLUMN, Movers, SideBySide
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Strong, Title
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.flows.series_story import Story

# Source: our own; with less than two and a bit of the third nothing is seen side by side.
_LEAST_COLUMNS = 2.3


class SeriesBoard(QWidget):
    """One of three ways to see the same: columns, cards, or plain text as a list."""

    go_wanted = Signal(object)  # an Errand
    turned = Signal()  # other widgets stand here now

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("series_board")
        self._look = look
        self._stories: tuple[Story, ...] = ()
        self._how: Telling | None = None
        self._as_list = False
        self._is_wide: bool | None = None
        self._width = 0
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(16))

    def show_stories(
        self, stories: Sequence[Story], how: Telling, *, as_list: bool, width: int
    ) -> None:
        """Args:
        as_list: plain text, one session after the other.
        width: how wide it will be, for as long as no layout has said so: built once, not twice.
        """
        self._width = width
        self._stories, self._how, self._as_list = tuple(stories), how, as_list
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._width = event.size().width()
        if self._is_wide != self._has_room():
            self._build()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_column") and self._is_wide != self._has_room():
            self._build()

    def _has_room(self) -> bool:
        wanted = min(_LEAST_COLUMNS, max(1, len(self._stories)))
        return self._width >= self._look.px(COLUMN) * wanted

    def _build(self) -> None:
        while item := self._column.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._is_wide = self._has_room()
        if self._how is None or not self._stories:
            return
        if self._as_list:
            for story in self._stories:
                self._put(self._text(story, self._how))
        elif self._is_wide:
            board = SideBySide(look=self._look)
            board.show_stories(self._stories, self._how, ways=self._ways)
            self._column.addWidget(Movers(board, look=self._look))
            self._put(board)
        else:
            for story in self._stories:
                self._put(self._card(story, self._how))
        self.turned.emit()

    def _put(self, part: QWidget) -> None:
        self._column.addWidget(part)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        part.show()

    def _text(self, story: Story, how: Telling) -> QWidget:
        """One stop for Tab, which a screen reader says as a whole."""
        card = Card(look=self._look, padding=20)
        name = series_words.session_name(story.place)
        lines = [f"{name}\n{series_cells.when_words(story, how.now)}"]
        for noun in NOUNS:
            if noun not in ("when", "entries"):
                lines.append(series_cells.told(story, noun, how))
        text = Body("\n\n".join(filter(None, lines)), look=self._look)
        text.setObjectName(f"series_text_{story.session.id}")
        text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card.body.addWidget(text)
        card.body.addWidget(self._ways(story))
        return card

    def _card(self, story: Story, how: Telling) -> QWidget:
        look = self._look
        card = Card(look=look, padding=20)
        name = series_words.session_name(story.place)
        card.setAccessibleName(name)
        card.body.setSpacing(look.gap(6))
        card.body.addWidget(Title(name, look=look))
        for noun in NOUNS:
            if noun not in ("when", "entries"):
                card.body.addSpacing(look.gap(6))
                card.body.addWidget(Strong(series_cells.heading(noun), look=look))
            if noun != "entries":
                card.body.addWidget(series_cells.cell(story, noun, how, look=look))
        card.body.addSpacing(look.gap(8))
        card.body.addWidget(self._ways(story))
        return card

    def _ways(self, story: Story) -> QWidget:
        """To what was written for the session, and to its plan."""
        session_id, name = story.session.id, series_words.session_name(story.place)
        holder = QWidget()
        flow = Flow(holder, gap=self._look.gap(10))
        if story.entries:
            words = series_cells.entry_words(story.entries)
            entries = Button(words, look=self._look, kind="link")
            entries.setObjectName(f"series_entries_{session_id}")
            entries.setAccessibleName(tr("{session}, {words}", session=name, words=words))
            entries.clicked.connect(partial(self.go_wanted.emit, ShowEntries(session_id)))
            flow.addWidget(entries)
        plan = Button(tr("Its plan"), look=self._look, kind="link")
        plan.setObjectName("series_session_plan")
        plan.setAccessibleName(tr("{session}, its plan", session=name))
        plan.clicked.connect(partial(self.go_wanted.emit, PlanSession(session_id)))
        flow.addWidget(plan)
        return holder
