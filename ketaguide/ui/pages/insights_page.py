"""Insights: what was kept, a place to write one down, and the threads."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.flows import insights
from ketaguide.flows import threads as threads_flow
from ketaguide.flows.insights import Insights
from ketaguide.ui.errands import Errand, GoBack, OpenThread
from ketaguide.ui.pages.insight_fields import NAME_CHARS, muted, row_of
from ketaguide.ui.pages.insight_new import NewInsight
from ketaguide.ui.pages.insights_list import InsightsList
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Intro, Title
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye
from ketaguide.ui.widgets.tiles import LineButton


class InsightsPage(Page):
    """Newest first, by session or by thread."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Insight", "Sureness", "Thread", "ThreadInsight", "Entry", "Session"}
    )

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="insights_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._told = Insights()
        self._back = Button(tr("Back"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("insights_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._write = Button(tr("Write one down"), look=look, kind="primary", icon="pencil")
        self._write.setObjectName("insight_write")
        self._write.clicked.connect(self._on_write_clicked)
        self._new = NewInsight(room)
        self._new.hide()
        self._new.closed.connect(self._on_new_closed)
        self._new.failed.connect(self.refused)
        self._order = _order(room)
        self._order.activated.connect(self._on_order_chosen)
        self._tools = row_of(self._write, self._order, look=look)
        self._list = InsightsList(room=room)
        self._list.go_wanted.connect(self.go_wanted)
        self._threads = ThreadLines(room)
        self._threads.go_wanted.connect(self.go_wanted)
        self._threads.failed.connect(self.refused)
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        for part in (
            Intro(tr("Insights"), _lead(), look=look),
            self._tools,
            self._new,
            self._list,
            self._threads,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def reload(self) -> None:
        question = partial(insights.everything, now=self.room.clock.now())
        self.room.desk.ask(question, self._on_told, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        """The words that were begun, the first insight, or where one is written."""
        if self._new.isVisibleTo(self):
            self._new.focus_words()
            return
        first = self._list.first or self._write
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_told(self, told: Insights) -> None:
        self._told = told
        if told.draft and not self._new.isVisibleTo(self):
            self._new.begin(told.draft)
            self._write.hide()
        self._order.setVisible(len(told.kept) > 1)
        self._show_list()
        self._threads.show_threads(told)
        follow_the_eye(self)
        self.loaded()

    def _show_list(self) -> None:
        self._list.show_all(self._told, order=self._order.value())

    def _on_order_chosen(self, _index: int) -> None:
        self._show_list()
        follow_the_eye(self)

    def _on_write_clicked(self) -> None:
        self._new.begin("")
        self._write.hide()
        self._new.focus_words()

    def _on_new_closed(self) -> None:
        self._write.show()
        self._write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(GoBack())


class ThreadLines(QWidget):
    """The threads, each a line to press, and a field for a new one."""

    go_wanted = Signal(object)  # an Errand
    failed = Signal(object)  # KetaGuideError

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = room.look
        self._room = room
        self._name = LineEdit(look=look)
        self._name.setObjectName("thread_new")
        self._name.setMaxLength(NAME_CHARS)
        self._name.returnPressed.connect(self._on_add)
        add = Button(tr("Begin a thread"), look=look, icon="plus")
        add.setObjectName("thread_add")
        add.clicked.connect(self._on_add)
        self._lines = Stack()
        self._lines.setSpacing(look.gap(4))
        card = Card(look=look, tone="soft", padding=24)
        card.body.addWidget(Title(tr("Threads"), look=look))
        hint = tr("A thread is a name of your own for insights that belong together.")
        card.body.addWidget(muted(hint, look=look))
        card.body.addLayout(self._lines)
        card.body.addWidget(Field(tr("Name of a new thread"), self._name, look=look))
        card.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)
        column = Stack(self)
        column.setContentsMargins(0, look.gap(12), 0, 0)
        column.addWidget(card)

    def show_threads(self, told: Insights) -> None:
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, thread in enumerate(told.threads):
            line = LineButton(thread.title, look=self._room.look)
            line.setObjectName(f"thread_{number}")
            line.clicked.connect(partial(self._go, OpenThread(thread.id)))
            self._lines.addWidget(line)
            line.show()

    def _on_add(self) -> None:
        name = self._name.text().strip()
        if name:
            self._name.clear()
            question = partial(threads_flow.named, title=name, zone=self._room.clock.zone())
            self._room.desk.ask(question, owner=self, failed=self.failed.emit)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, errand: Errand) -> None:
        self.go_wanted.emit(errand)


def _order(room: Room) -> Select:
    select = Select(look=room.look, name=tr("Order"))
    select.setObjectName("insights_order")
    select.add("newest", tr("Newest first"))
    select.add("session", tr("By session"))
    select.add("thread", tr("By thread"))
    return select


def _lead() -> str:
    return tr("Words that you chose to keep. They may change, rest, or go again.")
