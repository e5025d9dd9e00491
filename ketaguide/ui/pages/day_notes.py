"""Timed notes of a session's day: one key or one tap, and words only if someone wants them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.flows.session_day import LISTS
from ketaguide.ui.errands import GoTo, OpenEntry, OpenGuide
from ketaguide.ui.look import Look
from ketaguide.ui.pages.day_parts import Panel, give_way
from ketaguide.ui.pages.home_words import left_line
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.tap import TapButton, TapWords, make_tall

if TYPE_CHECKING:
    from ketaguide.flows.session_day import DayBeside, DayGlance, DayLists

# Source: our own choice: as many lines as one looks at; the entry has all of them.
_SHOWN = 3
_MOST_LETTERS = 300


@dataclass(frozen=True)
class _Word:
    id: str
    label: str


class NotesPanel(Panel):
    """What was noted last, and what can be put to it."""

    arrived = Signal()
    typed = Signal()
    words_wanted = Signal(str)  # to be put to the last note
    back_wanted = Signal()

    def __init__(self, words: Mapping[str, str], *, look: Look) -> None:
        """Args:
        words: to tap, by their ids.
        """
        super().__init__(look=look, name="day_notes")
        self._errands: dict[str, object] = {}
        self._session_id = ""
        self._is_loaded = False
        self._list = self.head()
        self._list.setObjectName("day_lines")
        self._arrive = self.button(tr("Arrived"), "day_arrived")
        self._arrive.clicked.connect(self.arrived)
        self._more = self._make_more(words)
        self.column.addWidget(self._more)
        row = QHBoxLayout()
        row.setSpacing(look.gap(14))
        self._back = TapButton("", look=look)
        self._back.setObjectName("day_undo")
        self._back.clicked.connect(self.back_wanted)
        self._entry = TapButton(tr("All notes of the day"), look=look)
        self._entry.setObjectName("day_entry")
        self._entry.clicked.connect(lambda: self.go_wanted.emit(self._errands["entry"]))
        for one in (self._back, self._entry):
            give_way(one)
            row.addWidget(one, 1)
        self.column.addLayout(row)
        self._left = self.say(tone="muted")
        self._left.setObjectName("day_left")
        self._lists = self.button(tr("Open the lists of today"), "day_lists")
        self._lists.clicked.connect(lambda: self.go_wanted.emit(self._errands["lists"]))
        self._locks = self.say(tone="muted")
        self._locks.setObjectName("day_locks")

    @property
    def pending(self) -> str:
        """What is typed and belongs to no note yet."""
        return self._line.text()

    def settled(self, pending: str) -> None:
        """These words are in the vault; what was typed since stays."""
        if self._line.text() == pending:
            self._line.clear()
        self._taps.set_value(())

    def show_glance(self, glance: DayGlance) -> None:
        self._session_id = glance.session.id
        shown = glance.lines[-_SHOWN:]
        nothing = tr("Nothing is noted yet. One press notes the time, with or without words.")
        self._list.setText("\n".join(shown) or nothing)
        self._arrive.setVisible(not any(tr("Arrived") in line for line in glance.lines))
        if not self._is_loaded and glance.draft:
            self._line.setText(glance.draft)
        self._is_loaded = True
        self._more.setVisible(bool(glance.lines) or bool(self.pending))
        time = glance.last.partition(" ")[0]
        is_time = ":" in time
        # The entry can be changed in the journal, and then a line may begin with any word.
        title = tr("Words for {time}, if you like", time=time)
        back = tr("Take back {time}", time=time)
        self._title.setText(title if is_time else tr("Words for the last line, if you like"))
        self._line.setAccessibleName(self._title.text())
        self._back.set_words(back if is_time else tr("Take back the last line"))
        if glance.notes is not None:
            self._errands["entry"] = OpenEntry(glance.notes.id)
        for one in (self._back, self._entry):
            one.setVisible(bool(glance.lines))

    def show_beside(self, beside: DayBeside) -> None:
        self._show_lists(beside.lists)
        words = tr(
            "This may lock while nobody touches it. That is fine: all of it is kept. The safety "
            "page, First words and the page for the person who stays open from the lock screen."
        )
        if not beside.opens_locked:
            words = tr(
                "This may lock while nobody touches it. That is fine: all of it is kept. The "
                "safety page and the page for the person who stays open from the lock screen. "
                "In Settings you can let First words open from there, too."
            )
        self._locks.setText(words)

    def _show_lists(self, lists: DayLists) -> None:
        done = sum(tick.done for tick in lists.ticks)
        words = left_line(len(lists.ticks) - done, done) if lists.ticks else ""
        self._left.setText(words)
        self._left.setVisible(bool(words))
        is_open = lists.is_open
        guide = OpenGuide(LISTS, self._session_id)
        self._errands["lists"] = guide if is_open else GoTo("session-day")
        self._lists.set_words(tr("Open the lists of today") if is_open else tr("See the day"))

    def _make_more(self, words: Mapping[str, str]) -> QWidget:
        holder = Panel(look=self.look, name="day_more")
        self._title = holder.say(tone="muted")
        row = QHBoxLayout()
        row.setSpacing(self.look.gap(14))
        self._line = LineEdit(look=self.look)
        self._line.setObjectName("day_words")
        self._line.setMaxLength(_MOST_LETTERS)
        make_tall(self._line, look=self.look)
        self._line.textEdited.connect(self.typed)
        self._line.returnPressed.connect(self._on_add_wanted)
        add = TapButton(tr("Put them there"), look=self.look)
        add.setObjectName("day_add")
        add.clicked.connect(self._on_add_wanted)
        row.addWidget(self._line, 3)
        row.addWidget(add, 1)
        options = [_Word(name, label) for name, label in words.items()]
        self._taps = TapWords(options, look=self.look, name="day_tap", several=False)
        self._taps.setAccessibleName(tr("Words to tap"))
        labels = dict(words)
        self._taps.tapped.connect(lambda name: self.words_wanted.emit(labels[name]))
        holder.column.addLayout(row)
        holder.column.addWidget(self._taps)
        return holder

    def _on_add_wanted(self) -> None:
        if self.pending.strip():
            self.words_wanted.emit("")
