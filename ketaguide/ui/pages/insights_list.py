"""The list of what was kept: newest first, by session, or by thread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows.insights import Insights, Kept
from ketaguide.ui.errands import Errand, OpenEntry, OpenInsights
from ketaguide.ui.models.insight_words import (
    kept_day,
    opening,
    origin_words,
    session_words,
    sure_points,
)
from ketaguide.ui.pages.insight_fields import muted, row_of, sure_view
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Lead, Small, Title
from ketaguide.ui.widgets.stack import Stack

# Source: our own; so many cards are laid out in less than a blink, the rest waits for a button.
_AT_ONCE = 25

_Group = tuple[str, tuple[Kept, ...]]


class InsightRow(Card):
    """One of them in a list, with the ways to it and to where it is from."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, kept: Kept, *, number: int, room: Room, today: date) -> None:
        super().__init__(look=room.look, padding=20)
        look = room.look
        self.setObjectName(f"insight_{number}")
        facts = (kept_day(kept, today=today), session_words(kept, today=today))
        self.body.addWidget(Small(" · ".join(filter(None, facts)), look=look))
        words = opening(kept)
        self.body.addWidget(Lead(words, look=look))
        if kept.insight.hold.strip():
            held = tr("Held lightly: {words}", words=kept.insight.hold.strip())
            self.body.addWidget(Small(held, look=look))
        if kept.threads:
            names = ", ".join(one.title for one in kept.threads)
            self.body.addWidget(Small(tr("Threads: {names}", names=names), look=look))
        if sure_points(kept):
            self.body.addWidget(sure_view(kept, look=look))
        if kept.due is not None:
            asked = Small(tr("You may be asked how sure you are of it now."), look=look)
            self.body.addWidget(asked)
        self._open = Button(tr("Open"), look=look, icon="chevron-right")
        self._open.setAccessibleDescription(words)
        self._open.setObjectName(f"insight_open_{number}")
        self._open.clicked.connect(partial(self._go, OpenInsights(kept.id)))
        ways = [self._open]
        if kept.origin is not None:
            title = origin_words(kept, catalogue=room.catalogue(), today=today)
            entry = Button(tr("From: {title}", title=title), look=look, kind="link")
            entry.setObjectName(f"insight_from_{number}")
            entry.clicked.connect(partial(self._go, OpenEntry(kept.origin.entry_id)))
            ways.append(entry)
        self.body.addWidget(row_of(*ways, look=look))

    @property
    def first(self) -> Button:
        return self._open

    def _go(self, errand: Errand) -> None:
        self.go_wanted.emit(errand)


class InsightsList(QWidget):
    """Built anew for each answer of the vault, with as many cards as were asked for."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._told = Insights()
        self._order = "newest"
        self._most = _AT_ONCE
        self._rows: list[InsightRow] = []
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(room.look.gap(10))

    @property
    def first(self) -> Button | None:
        """What the keyboard begins with."""
        return self._rows[0].first if self._rows else None

    def show_all(self, told: Insights, *, order: str) -> None:
        """Put them on screen; ``order`` is newest, session or thread."""
        self._told = told
        if order != self._order:
            self._order, self._most = order, _AT_ONCE
        self._build()

    def _build(self) -> None:
        room = self._room
        self._rows = []
        while item := self._column.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        today = local(room.clock.now(), room.clock.zone()).date()
        is_cut = False
        for title, group in self._groups(today):
            shown = group[: max(0, self._most - len(self._rows))]
            is_cut = is_cut or len(shown) < len(group)
            if title and shown:
                self._put(Title(title, look=room.look))
            for kept in shown:
                row = InsightRow(kept, number=len(self._rows), room=room, today=today)
                row.go_wanted.connect(self.go_wanted)
                self._rows.append(row)
                self._put(row)
        if is_cut:
            more = Button(tr("Show more"), look=room.look, icon="chevron-down")
            more.setObjectName("insights_more")
            more.clicked.connect(self._on_more_clicked)
            self._put(row_of(more, look=room.look))
        if not self._told.kept:
            self._put(muted(_nothing(), look=room.look))

    def _put(self, part: QWidget) -> None:
        self._column.addWidget(part)
        part.show()

    def _groups(self, today: date) -> Iterator[_Group]:
        kept = self._told.kept
        if self._order == "thread":
            by_id = {one.id: one for one in kept}
            for thread in self._told.threads:
                inside = self._told.order.get(thread.id, ())
                yield thread.title, tuple(by_id[one] for one in inside if one in by_id)
            yield tr("In no thread"), tuple(one for one in kept if not one.threads)
        elif self._order == "session":
            sessions = {one.session.id: one.session for one in kept if one.session is not None}
            for session in sorted(sessions.values(), key=lambda one: one.starts_at, reverse=True):
                mine = tuple(one for one in kept if one.session and one.session.id == session.id)
                yield session_words(mine[0], today=today), mine
            yield tr("Of no session"), tuple(one for one in kept if one.session is None)
        else:
            yield "", kept

    def _on_more_clicked(self) -> None:
        seen = len(self._rows)
        self._most += _AT_ONCE
        self._build()
        self._rows[seen].first.setFocus()


def _nothing() -> str:
    return tr(
        "Nothing is kept yet, and nothing has to be. When you read an entry, you can select some "
        "words and keep them. You can also write some down here."
    )
