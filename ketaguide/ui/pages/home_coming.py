"""The card on Home for what lies ahead: a few lines, each of which can be left."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import coming_up
from ketaguide.flows.coming_up import Kind
from ketaguide.ui.errands import Errand, OpenGuide, OpenInsights, OpenSteps
from ketaguide.ui.pages import home_words, steps_words
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tiles import LineButton

if TYPE_CHECKING:
    from datetime import date

    from ketaguide.flows.coming_up import ComingUp, Line

_WATCHES = frozenset(
    {"Commitment", "CheckIn", "Insight", "Sureness", "Preference", "Session", "Run"}
)
_QUOTED_CHARS = 90
_ICONS: Mapping[Kind, str] = {
    "step": "sprout",
    "look-again": "hourglass",
    "check-in": "message-circle",
    "sureness": "quote",
    "piece": "leaf",
}
# Own width at 100 % text from which a line and its "Not now" stand side by side.
_BESIDE = 420


class ComingCard(Card):
    """Hidden while nothing lies ahead. Asks by itself, once Home stands there."""

    go_wanted = Signal(object)  # an Errand
    filled = Signal()

    def __init__(self, room: Room, *, parent: QWidget | None = None) -> None:
        super().__init__(look=room.look, padding=24, parent=parent)
        self.setObjectName("coming_card")
        self._room = room
        self._shown: tuple[ComingUp, date] | None = None
        title = Title(tr("Coming up"), look=room.look)
        self.setAccessibleName(title.text())
        self._lines = Stack()
        self._lines.setSpacing(room.look.gap(2))
        self.body.addWidget(title)
        self.body.addLayout(self._lines)
        room.desk.changed.connect(self._on_changed)
        self.hide()

    def ask_soon(self) -> None:
        """Once what is on screen now has been painted: Home never waits for this."""
        QTimer.singleShot(0, self, self._ask)

    def _ask(self) -> None:
        clock = self._room.clock
        question = partial(
            coming_up.coming,
            now=clock.now(),
            zone=clock.zone(),
            catalogue=self._room.catalogue(),
        )
        self._room.desk.ask(question, self._on_known, owner=self)

    def _on_changed(self, names: frozenset[str]) -> None:
        # Before Home has asked there is nothing that could be out of date.
        if self._shown is not None and names & _WATCHES:
            self.ask_soon()

    def _on_known(self, found: ComingUp) -> None:
        today = self._today()
        if self._shown == (found, today):
            return
        self._shown = (found, today)
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, line in enumerate(found.lines):
            row = self._row(number, line, shows_words=found.shows_words, today=today)
            self._lines.addWidget(row)
            # A layout shows its new widgets later, and what is hidden takes no focus.
            row.show()
        self.setVisible(bool(found.lines))
        self.filled.emit()

    def _row(self, number: int, line: Line, *, shows_words: bool, today: date) -> QWidget:
        look = self._room.look
        words = line_words(line, shows_words=shows_words, today=today)
        button = LineButton(words, look=look, icon=_ICONS[line.kind])
        button.setObjectName(f"coming_{number}")
        button.clicked.connect(partial(self._on_line_clicked, line))
        skip = Button(tr("Not now"), look=look, kind="quiet")
        skip.setObjectName("coming_skip")
        skip.setAccessibleName(tr("Not now: {line}", line=words))
        skip.clicked.connect(partial(self._on_skip_clicked, line))
        row = Columns(look=look, at=_BESIDE, gap=4)
        row.add(button, stretch=1)
        row.add(skip, stretch=0)
        return row

    def _on_line_clicked(self, line: Line) -> None:
        self.go_wanted.emit(_errand(line))

    def _on_skip_clicked(self, line: Line) -> None:
        clock = self._room.clock
        leave = partial(coming_up.leave, line=line, now=clock.now(), zone=clock.zone())
        Undo.over(self, self._room).ask(
            leave,
            words=tr("Left for another time."),
            way_back=lambda left: partial(coming_up.undo_leave, left=left),
        )

    def _today(self) -> date:
        return local(self._room.clock.now(), self._room.clock.zone()).date()


def line_words(line: Line, *, shows_words: bool, today: date) -> str:
    """One thing that lies ahead, in words; the person's own only where Home may show them."""
    own = home_words.one_line(line.words)
    if len(own) > _QUOTED_CHARS:
        own = tr("{beginning}…", beginning=own[:_QUOTED_CHARS].rstrip())
    if not shows_words or not own:
        neutral = {
            "step": tr("{day}: a small step of yours"),
            "look-again": tr("{day}: something that had time, to look at again"),
            "check-in": tr("A small step of yours, to look back at"),
            "sureness": tr("Something you kept: how sure of it are you now?"),
            "piece": tr("A short piece for these days"),
        }
        words = neutral[line.kind]
    else:
        spoken = {
            "step": tr("{day}: {own}"),
            "look-again": tr("{day}: to look at again: {own}"),
            "check-in": tr("Still something you want? {own}"),
            "sureness": tr("How sure of it are you now? {own}"),
            "piece": tr("A short piece for these days: {own}"),
        }
        words = spoken[line.kind]
    day = steps_words.capital(steps_words.on_day(line.day, today=today))
    return words.format(day=day, own=own)


def _errand(line: Line) -> Errand:
    if line.kind == "sureness":
        return OpenInsights(line.record_id)
    if line.kind == "piece":
        return OpenGuide(line.record_id, line.session_id)
    return OpenSteps(line.record_id)
