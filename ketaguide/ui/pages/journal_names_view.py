"""The journal by session, by tag or by feeling: names with how many entries they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.models.filter_words import Naming
from ketaguide.ui.models.month_days import entries_words
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Small
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tiles import LineButton

# Source: our own choice: more lines are not read; the search and "Narrow down" know all of them.
MOST = 200


@dataclass(frozen=True)
class NameLine:
    """``value`` is what the journal is narrowed to."""

    value: str
    words: str
    count: int


class NamesView(Card):
    """``chosen`` carries the part of the filter and its value."""

    chosen = Signal(str, str)

    def __init__(self, part: str, *, look: Look, parent: QWidget | None = None) -> None:
        """Args:
        part: ``session_id``, ``tag`` or ``feeling``.
        """
        super().__init__(look=look, padding=18, parent=parent)
        self.setObjectName(f"names_{part}")
        self._part, self._look = part, look
        self._lines: list[NameLine] = []
        self._buttons: list[LineButton] = []
        self._holder: QWidget | None = None
        empty = {
            "session_id": tr("No session is planned yet."),
            "tag": tr("No entry has a tag yet. You can give an entry tags while you write it."),
            "feeling": tr("No entry names a feeling yet."),
        }
        self._empty = Body(empty[part], look=look, tone="muted")
        more = tr("Here stand the 200 used most. The search finds all of them.")
        self._more = Small(more, look=look)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._more)

    def show_names(self, naming: Naming) -> None:
        """The keyboard stays at the name it was on."""
        lines = list(_lines(self._part, naming))
        self._empty.setVisible(not lines)
        self._more.setVisible(len(lines) > MOST)
        if lines[:MOST] == self._lines and self._holder is not None:
            return
        place = next((n for n, one in enumerate(self._buttons) if one.hasFocus()), None)
        self._lines = lines[:MOST]
        self._build()
        if place is not None and self._buttons:
            there = self._buttons[min(place, len(self._buttons) - 1)]
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = holder = QWidget()
        column = Stack(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.gap(2))
        self._buttons = []
        for number, line in enumerate(self._lines):
            words = f"{line.words} · {entries_words(line.count)}"
            button = LineButton(words, look=self._look)
            button.setObjectName(f"{self._part}_{number}")
            button.clicked.connect(partial(self._on_clicked, line.value))
            self._buttons.append(button)
            column.addWidget(button)
        self.body.insertWidget(0, holder)
        # Now, and not when Qt comes to it: the keyboard may go there next.
        holder.show()

    def _on_clicked(self, value: str) -> None:
        self.chosen.emit(self._part, value)


def _lines(part: str, naming: Naming) -> Sequence[NameLine]:
    names = naming.names
    if part == "session_id":
        return [
            NameLine(one.session_id, naming.session(one.session_id), one.entries)
            for one in names.occasions
        ]
    if part == "tag":
        return [NameLine(tag, tag, count) for tag, count in names.tags]
    return [NameLine(label, naming.feeling(label), count) for label, count in names.feelings]
