"""What a phase offers beside its path: ways in, in quiet groups, small and side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr, trn
from ketaguide.flows import phase as phases
from ketaguide.ui import moments
from ketaguide.ui.errands import OpenEntry, OpenGuide
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Small, Strong, Title
from ketaguide.ui.widgets.marks import IconMark, TimeNote
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.flows.phase import GuideGlance, Shelf, Written

_COLORS: Mapping[str, str] = {
    "preparation": "primary",
    "session-day": "session",
    "integration": "integration",
}
# Own width at 100 % text from which two ways in stand side by side.
_PAIR_AT = 680
_COLUMNS = 2


@dataclass(frozen=True)
class Around:
    """What a guide is shown for: the session, now, and the zone of the session or the person.

    ``start`` is when the session begins; None where there is none.
    """

    session_id: str
    now: datetime
    zone: str
    start: datetime | None = None


class ShelfView(QWidget):
    """One group: its title, and its ways in. Built anew whenever something has changed."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, shelf: Shelf, *, look: Look, around: Around) -> None:
        super().__init__()
        self.setObjectName(f"shelf_{shelf.id}")
        self._look = look
        title, lead = _words(shelf.id)
        self.setAccessibleName(title)
        self.doors = tuple(DoorCard(one, look=look, around=around) for one in shelf.guides)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(10))
        head = Stack()
        head.setSpacing(look.gap(2))
        head.addWidget(Title(title, look=look))
        if lead:
            head.addWidget(Small(lead, look=look))
        self._grid = QGridLayout()
        self._grid.setSpacing(look.gap(14))
        column.addLayout(head)
        column.addLayout(self._grid)
        for door in self.doors:
            door.go_wanted.connect(self.go_wanted)
        # A grid leaves no gap beside a column with nothing in it: one card alone would be wider.
        self._beside = QWidget(self)
        self._beside.hide()
        if len(self.doors) == 1:
            self._grid.addWidget(self._beside, 0, _COLUMNS - 1)
        self._columns = 0
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_columns"):
            self._lay()

    def _lay(self) -> None:
        columns = _COLUMNS if self.width() >= self._look.px(_PAIR_AT) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, door in enumerate(self.doors):
            self._grid.addWidget(door, number // columns, number % columns)
        self._beside.setVisible(columns > 1 and len(self.doors) == 1)
        for number in range(_COLUMNS):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)


class DoorCard(Card):
    """One way in: what it is, how long it takes, how often one was there."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, glance: GuideGlance, *, look: Look, around: Around) -> None:
        super().__init__(look=look, padding=18)
        guide = glance.guide
        self.setObjectName(f"door_{guide.id}")
        self.setAccessibleName(guide.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(look.gap(10))
        mark = IconMark(guide.icon, look=look, color=_COLORS[guide.phase], size=20)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Strong(guide.title, look=look), 1)
        self.body.addLayout(head)
        self.body.addWidget(Small(guide.summary, look=look))
        if glance.is_clinics:
            self.body.addWidget(Small(tr("From your clinic"), look=look, tone="session"))
        if glance.progress == "stopped":
            self.body.addWidget(Small(tr("You stopped here. It can wait."), look=look))
        self.body.addStretch(1)
        self.body.addSpacing(look.gap(4))
        row = QWidget()
        flow = Flow(row, gap=look.gap(12))
        words = _begin_words(glance)
        self.begin = Button(words, look=look, icon="arrow-right")
        self.begin.setObjectName(f"begin_{guide.id}")
        self.begin.setAccessibleName(tr("{action}: {title}", action=words, title=guide.title))
        errand = OpenGuide(guide.id, around.session_id)
        self.begin.clicked.connect(lambda: self.go_wanted.emit(errand))
        flow.addWidget(self.begin)
        flow.addWidget(TimeNote(guide.minutes, look=look))
        self.body.addWidget(row)
        if glance.written:
            link = read_button(glance.written, guide_id=guide.id, look=look, now=around.now)
            link.clicked.connect(lambda: self.go_wanted.emit(OpenEntry(glance.written[0].entry_id)))
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)


def read_button(
    written: tuple[Written, ...], *, guide_id: str, look: Look, now: datetime
) -> Button:
    """Leads to what was written last; says how often there was something."""
    last = written[0]
    today = local(now, last.zone).date()
    day = moments.day_words(local(last.finished_at, last.zone).date(), today=today)
    words = tr("Read what you wrote on {day}", day=day)
    if len(written) > 1:
        words = trn(
            "{count} time, last on {day}", "{count} times, last on {day}", len(written), day=day
        )
    link = Button(words, look=look, kind="link", icon="notebook-pen")
    link.setObjectName(f"read_{guide_id}")
    if len(written) > 1:
        link.setAccessibleDescription(tr("Opens what you wrote last"))
    return link


def _begin_words(glance: GuideGlance) -> str:
    if glance.progress == "open":
        return tr("Continue")
    if glance.progress == "stopped":
        return tr("Go on")
    return tr("Begin again") if glance.written else tr("Begin")


def _words(shelf_id: str) -> tuple[str, str]:
    """The title of a group, and a line that says for whom or when it is, where that helps."""
    words = {
        "days": (tr("These days"), ""),
        "release": (
            tr("Feelings and release"),
            tr("On a day when you have slept, with someone in reach."),
        ),
        "steps": (tr("From insight to step"), ""),
        "reviews": (tr("Looking back"), ""),
        "care": (tr("Taking care"), ""),
        phases.TOGETHER: (
            tr("For two people"),
            tr("To read with someone who helps you, or for them to use."),
        ),
    }
    return words.get(shelf_id, (tr("More"), ""))
