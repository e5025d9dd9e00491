"""What a day or a month of the journal's calendar holds, as cards and lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.models.month_days import entries_words
from ketaguide.ui.models.timeline_rows import session_name
from ketaguide.ui.widgets.labels import Body, Title
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tiles import EntryCard, LineButton

if TYPE_CHECKING:
    from ketaguide.flows.timeline import Occasion
    from ketaguide.ui.models.entry_text import RowText


class Refilled(QWidget):
    """Parts below each other that are replaced together."""

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self.look = look
        self._parts: list[QWidget] = []
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(6))

    def refill(self, parts: Sequence[QWidget]) -> None:
        """What was there goes; with nothing new the place closes."""
        for old in self._parts:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            self._column.addWidget(part)
            # Now, and not when Qt comes to it: the keyboard may go there next.
            part.show()

    def focused(self) -> int | None:
        """The place of the part that has the keyboard."""
        return next((n for n, part in enumerate(self._parts) if part.hasFocus()), None)


class DayLines(Refilled):
    """The days of a month that hold something."""

    chosen = Signal(object)

    def show_days(self, lines: list[tuple[date, str]]) -> None:
        """Each day with its words."""
        buttons = []
        for day, words in lines:
            button = LineButton(words, look=self.look)
            button.setObjectName(f"listed_{day.day}")
            button.clicked.connect(partial(self.chosen.emit, day))
            buttons.append(button)
        self.refill(buttons or [Body(tr("Nothing in this month."), look=self.look, tone="muted")])


class DayBelow(QWidget):
    """What was written on the chosen day; Delete deletes the entry one is at."""

    opened = Signal(str)
    delete_wanted = Signal(str)
    session_wanted = Signal(object)

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self.words = ""
        self._ids: dict[QObject, str] = {}
        self._title = Title(look=look)
        self._nothing = Body(tr("Nothing was written on this day."), look=look, tone="muted")
        self._cards = Refilled(look=look)
        self._sessions = Refilled(look=look)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(10))
        for part in (self._title, self._sessions, self._nothing, self._cards):
            column.addWidget(part)

    def show_day(self, day: date, shown: list[tuple[str, RowText]], *, today: date) -> None:
        """The keyboard stays at the entry in the same place."""
        self._title.setText(moments.day_words(day, today=today, weekday=True))
        place = self._cards.focused()
        self._ids = {}
        cards = []
        for number, (entry_id, line) in enumerate(shown):
            card = EntryCard(
                line.title or line.opening[:60],
                look=self._look,
                when=line.later,
                opening=line.opening if line.title else "",
                phase=line.phase,
            )
            card.setObjectName(f"day_entry_{number}")
            card.clicked.connect(partial(self.opened.emit, entry_id))
            card.installEventFilter(self)
            self._ids[card] = entry_id
            cards.append(card)
        self._cards.refill(cards)
        self._nothing.setVisible(not shown)
        self.words = entries_words(len(shown))
        self.show()
        if place is not None and cards:
            cards[min(place, len(cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sessions(self, begun: tuple[Occasion, ...], *, today: date) -> None:
        """Where the plan of the day's sessions is."""
        lines = []
        for number, one in enumerate(begun):
            line = LineButton(session_name(one, today=today), look=self._look, icon="sunrise")
            line.setObjectName(f"day_session_{number}")
            line.clicked.connect(partial(self.session_wanted.emit, one))
            lines.append(line)
        self._sessions.refill(lines)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
            and watched in self._ids
        ):
            self.delete_wanted.emit(self._ids[watched])
            return True
        return False
