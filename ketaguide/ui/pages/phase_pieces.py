"""The pieces of the first days: a quiet list under one title, folded away once they are past."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.errands import OpenGuide
from ketaguide.ui.look import Look
from ketaguide.ui.pages.phase_doors import Around
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Small, Title
from ketaguide.ui.widgets.marks import TimeNote
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tiles import LineButton

if TYPE_CHECKING:
    from ketaguide.flows.phase import GuideGlance, Shelf

# So long after a session its pieces lie open. Source: they are spread over four days from the
# second on; some days more for who begins late.
OPEN_FOR = timedelta(days=8)


class PiecesView(Card):
    """Any of them, in any order: none waits for another, and none is ever late."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, shelf: Shelf, *, look: Look, around: Around) -> None:
        super().__init__(look=look, tone="integration", padding=24)
        self.setObjectName(f"shelf_{shelf.id}")
        self._around = around
        title = Title(tr("The first days"), look=look)
        self.setAccessibleName(title.text())
        self._lines = QWidget()
        rows = Stack(self._lines)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.gap(2))
        for piece in sorted(shelf.guides, key=_opens):
            rows.addWidget(self._line(piece, look=look))
        self._show = Button(tr("Show the pieces"), look=look, kind="link", icon="chevron-down")
        self._show.setObjectName("pieces_show")
        self._show.clicked.connect(self._on_show_clicked)
        self.body.addWidget(title)
        self.body.addWidget(Body(_lead(), look=look))
        self.body.addWidget(Small(_claim(), look=look))
        self.body.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._lines)
        is_open = around.start is not None and around.now < around.start + OPEN_FOR
        self._lines.setVisible(is_open)
        self._show.setVisible(not is_open)

    def _line(self, piece: GuideGlance, *, look: Look) -> LineButton:
        guide = piece.guide
        is_done = piece.progress == "finished"
        line = LineButton(
            tr("{title} · {state}", title=guide.title, state=self._state(piece)),
            look=look,
            icon=guide.icon,
            is_done=is_done,
        )
        line.setObjectName(f"begin_{guide.id}")
        line.setAccessibleDescription(guide.summary)
        errand = OpenGuide(guide.id, self._around.session_id)
        line.clicked.connect(partial(self.go_wanted.emit, errand))
        return line

    def _state(self, piece: GuideGlance) -> str:
        """What was done or begun; before its time from when it is meant, and then how long."""
        if piece.progress == "finished":
            return tr("done")
        if piece.progress != "new":
            return tr("begun")
        opens = self._around.start and self._around.start + _offset(piece)
        if opens is None or opens <= self._around.now:
            return TimeNote.words(piece.guide.minutes)
        return self._from(opens)

    def _from(self, opens: datetime) -> str:
        zone = self._around.zone
        day, today = local(opens, zone).date(), local(self._around.now, zone).date()
        if day == today:
            return tr("from {time}", time=moments.time_words(opens, zone))
        return tr("from {day}", day=moments.day_words(day, today=today, weekday=True))

    def _on_show_clicked(self) -> None:
        self._show.hide()
        self._lines.show()
        first = self._lines.findChild(LineButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _offset(piece: GuideGlance) -> timedelta:
    return piece.guide.opens.offset() if piece.guide.opens else timedelta()


def _opens(piece: GuideGlance) -> tuple[timedelta, str]:
    return _offset(piece), piece.guide.id


def _lead() -> str:
    return tr(
        "Eight short pieces for the four days after a session, from about a day on. "
        "Take some, or one, or none."
    )


def _claim() -> str:
    return tr(
        "The timing is borrowed from a study that used something else. "
        "Nothing is claimed for these pieces."
    )
