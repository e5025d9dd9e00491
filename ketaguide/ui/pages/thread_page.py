"""One thread: its name, a note, and what stands in it across sessions, in the person's order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import threads as flow
from ketaguide.flows.threads import Threaded
from ketaguide.store import threads
from ketaguide.ui.errands import Errand, OpenInsights
from ketaguide.ui.models.insight_words import opening
from ketaguide.ui.pages.insight_fields import NAME_CHARS, muted, row_of
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.pages.thread_row import ThreadRow
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Heading
from ketaguide.ui.widgets.marks import SavedLine
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.vault.db import Db

# Source: our own; so much of an insight tells it from the others on one line of a list.
_NAME_OF_INSIGHT = 70


class ThreadPage(Page):
    """Nothing is said of what it means."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Insight", "Sureness", "Thread", "ThreadInsight", "Entry", "Session"}
    )
    leads_back: ClassVar[Errand] = OpenInsights()

    def __init__(self, room: Room, *, thread_id: str) -> None:
        super().__init__(room, name="thread_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._id = thread_id
        self._told: Threaded | None = None
        self._rows: list[ThreadRow] = []
        self._focus_on = ""
        self._quiet = QuietStep(self)
        self._back = Button(tr("All insights"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("thread_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._heading = Heading(look=look)
        self._name = LineEdit(look=look)
        self._name.setObjectName("thread_name")
        self._name.setMaxLength(NAME_CHARS)
        self._note = TextEdit(look=look, lines=2)
        self._note.setObjectName("thread_note")
        self._saved = SavedLine(look=look)
        self._saved.heed(room.unsaved)
        self._saver = Autosave(self._question, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.saved.connect(self._saved.show_saved)
        self._saver.failed.connect(self.refused)
        self._list = Stack()
        self._list.setSpacing(look.gap(10))
        self._others = Select(look=look, name=tr("An insight to put in"))
        self._others.setObjectName("thread_others")
        self._others.setSizeAdjustPolicy(
            Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._add = Button(tr("Put it in"), look=look, icon="plus")
        self._add.setObjectName("thread_put_in")
        self._add.clicked.connect(self._on_add_clicked)
        self._remove = Button(tr("Remove this thread"), look=look, kind="quiet", icon="trash-2")
        self._remove.setObjectName("thread_remove")
        self._remove.clicked.connect(self._on_remove_wanted)
        self._lay()

    def reload(self) -> None:
        question = partial(flow.read, thread_id=self._id, now=self.room.clock.now())
        self.room.desk.ask(question, self._on_told, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        """What stands in it, or its name."""
        first = self._rows[0].first if self._rows else self._name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        look = self.room.look
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self._heading)
        self.body.addLayout(self._list)
        self._more = Card(look=look, tone="soft", padding=24)
        self._more.hide()
        self._more.body.setSpacing(look.gap(12))
        label = tr("Another insight that belongs here")
        self._choice = Field(label, self._others, look=look)
        self._more.body.addWidget(self._choice)
        self._more.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self._more)
        self.body.addWidget(Field(tr("Its name"), self._name, look=look))
        hint = tr("Only for you. The program says nothing about what belongs together.")
        self.body.addWidget(Field(tr("A note, if you like"), self._note, look=look, hint=hint))
        self.body.addWidget(row_of(self._remove, self._saved, look=look))
        self.body.addStretch(1)
        self._name.textEdited.connect(self._saver.touch)

    def _on_told(self, told: Threaded) -> None:
        is_first = self._told is None
        self._told = told
        self._heading.setText(told.thread.title)
        if is_first:
            self._name.setText(told.thread.title)
            self._note.setPlainText(told.thread.note)
            self._note.textChanged.connect(self._on_note_changed)
        self._build(told)
        self._others.clear()
        for kept in told.others:
            words = " ".join(opening(kept).split())
            self._others.add(kept.id, words[:_NAME_OF_INSIGHT])
        self._more.setVisible(bool(told.others))
        follow_the_eye(self)
        self._focus_again()
        self.loaded()

    def _build(self, told: Threaded) -> None:
        while item := self._list.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        clock = self.room.clock
        today = local(clock.now(), clock.zone()).date()
        self._rows = []
        for number, kept in enumerate(told.inside):
            row = ThreadRow(kept, number=number, room=self.room, today=today)
            row.go_wanted.connect(self.go_wanted)
            row.move_wanted.connect(partial(self._move, number))
            row.out_wanted.connect(partial(self._take_out, number))
            row.show_place(number, len(told.inside))
            self._rows.append(row)
            self._list.addWidget(row)
            row.show()
        if not told.inside:
            none = muted(tr("Nothing stands in this thread yet."), look=self.room.look)
            self._list.addWidget(none)
            none.show()

    def _focus_again(self) -> None:
        """The keyboard stays with what was moved."""
        wanted, self._focus_on = self._focus_on, ""
        part, _, insight_id = wanted.partition(" ")
        row = next((one for one in self._rows if one.insight_id == insight_id), None)
        if row is not None:
            row.take_focus(part)
        elif part == "out":
            self.focus_first()

    def _move(self, number: int, step: int) -> None:
        if self._told is None or not 0 <= number + step < len(self._told.inside):
            return
        ids = [one.id for one in self._told.inside]
        moved = ids.pop(number)
        ids.insert(number + step, moved)
        self._focus_on = f"{'up' if step < 0 else 'down'} {moved}"
        self._ask(partial(threads.order, thread_id=self._id, insight_ids=ids))

    def _take_out(self, number: int) -> None:
        if self._told is None:
            return
        insight_id = self._told.inside[number].id
        self._focus_on = "out "
        Undo.over(self, self.room).ask(
            partial(threads.unlink, thread_id=self._id, insight_id=insight_id),
            words=tr("Taken out of the thread."),
            way_back=lambda taken: partial(threads.restore, removed=taken),
        )

    def _on_add_clicked(self) -> None:
        insight_id = self._others.value()
        if insight_id:
            self._ask(partial(threads.link, thread_id=self._id, insight_id=insight_id))

    def _on_remove_wanted(self) -> None:
        self._quiet.ask(tr("Remove this thread now?"), self._remove_it)

    def _remove_it(self) -> None:
        self._saver.flush()
        Undo.over(self, self.room).ask(
            partial(threads.remove, thread_id=self._id),
            words=tr("Thread removed. What stood in it is still there."),
            way_back=lambda removed: partial(threads.restore, removed=removed),
        )
        self.go_wanted.emit(OpenInsights())

    def _question(self) -> Callable[[Db], object]:
        """A thread without a name could not be chosen, so it keeps the one it had."""
        fields = {"note": self._note.toPlainText().strip()}
        title = " ".join(self._name.text().split())
        if title:
            fields["title"] = title
        return partial(threads.change, thread_id=self._id, **fields)  # type: ignore[arg-type]

    def _ask(self, question: Callable[[Db], object]) -> None:
        self.room.desk.ask(question, owner=self, failed=self.refused)

    def _on_note_changed(self) -> None:
        self._saver.touch()

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(OpenInsights())
