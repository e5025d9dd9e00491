"""Parts of the page of a series: choosing two to compare, looking back, and what is in it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import OpenGuide
from ketaguide.ui.look import Look
from ketaguide.ui.pages import series_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.flows.series_story import SeriesGlance
    from ketaguide.store.sessions import Session

REVIEW, BETWEEN = "series-review", "between-sessions"


class ComparePicker(QWidget):
    """Any two sessions, those of the series first."""

    changed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("series_picker")
        self.setAccessibleName(tr("Compare two"))
        self._sides = (Select(look=look), Select(look=look))
        pair = Columns(look=look, at=560, gap=16)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pair)
        labels = (tr("One session"), tr("And another"))
        for side, label, name in zip(self._sides, labels, ("one", "other"), strict=True):
            side.setObjectName(f"series_compare_{name}")
            side.activated.connect(self.changed)
            pair.add(Field(label, side, look=look))

    def value(self) -> tuple[str, str]:
        return self._sides[0].value(), self._sides[1].value()

    def show_sessions(self, glance: SeriesGlance, *, now: datetime) -> None:
        """Keep what was chosen; at first the earliest and the latest that has begun."""
        mine = [story.session for story in glance.stories]
        ids = {one.id for one in mine}
        rest = [one for one in reversed(glance.every) if one.id not in ids]
        every = [*mine, *rest]
        begun = [one for one in mine if one.starts_at <= now] or mine
        first = begun[0].id if begun else ""
        last = begun[-1].id if len(begun) > 1 else mine[-1].id if mine else ""
        for side, chosen in zip(self._sides, (first, last), strict=True):
            before = side.value()
            side.clear()
            for one in every:
                side.add(one.id, _line(one, glance, now))
            side.set_value(before if before in {one.id for one in every} else chosen)


class LookBackCard(Card):
    """Offers the guide for looking at a series, or at what lies between two sessions."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, tone="integration", padding=20, parent=parent)
        self.setObjectName("series_look_back")
        self._errand = OpenGuide(REVIEW)
        self._title = Title(look=look)
        self._words = Body(look=look)
        self._begin = Button("", look=look, icon="arrow-right")
        self._begin.setObjectName("series_review")
        self.body.setSpacing(look.gap(10))
        self.body.addWidget(self._title)
        self.body.addWidget(self._words)
        self.body.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        self._begin.clicked.connect(self._on_begin_clicked)

    def show_glance(self, glance: SeriesGlance, *, now: datetime, catalogue: Catalogue) -> None:
        """Nothing while no session has begun."""
        past = [one.session for one in glance.stories if one.session.starts_at <= now]
        is_over = bool(past) and len(past) == len(glance.stories)
        guide_id = REVIEW if is_over else BETWEEN
        self.setVisible(bool(past) and catalogue.has(guide_id))
        if self.isHidden():
            return
        guide = catalogue.guide(guide_id)
        self._title.setText(guide.title)
        self._words.setText(guide.summary)
        self._begin.set_words(tr("Open it"))
        self._begin.setAccessibleName(tr("Open “{title}”", title=guide.title))
        self._errand = OpenGuide(guide_id, past[-1].id)

    def _on_begin_clicked(self) -> None:
        self.go_wanted.emit(self._errand)


class TogetherCard(Card):
    """Which sessions are in it; each can go, and others can come. None of them is lost by that."""

    put_in_wanted = Signal(str)
    take_out_wanted = Signal(str)
    remove_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, padding=20, parent=parent)
        self.setObjectName("series_together")
        self._look = look
        self._lines = Stack()
        self._lines.setSpacing(look.gap(6))
        self._loose = Select(look=look)
        self._loose.setObjectName("series_loose")
        self._add = Button(tr("Put it in"), look=look, icon="plus")
        self._add.setObjectName("series_put_in")
        self._field = Field(tr("A session to put in"), self._loose, look=look)
        self._remove = Button(tr("Remove the series"), look=look, kind="link", icon="trash-2")
        self._remove.setObjectName("series_remove")
        self.body.setSpacing(look.gap(12))
        self.body.addWidget(Title(tr("What is in it"), look=look))
        self.body.addLayout(self._lines)
        self.body.addWidget(self._field)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(look.gap(4))
        words = tr("Removing the series keeps its sessions and everything you wrote.")
        self.body.addWidget(Small(words, look=look))
        self.body.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._add.clicked.connect(self._on_add_clicked)
        self._remove.clicked.connect(self.remove_wanted)

    def show_glance(self, glance: SeriesGlance, *, now: datetime) -> None:
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for story in glance.stories:
            self._put(story.session, _line(story.session, glance, now))
        ids = {story.session.id for story in glance.stories}
        before = self._loose.value()
        self._loose.clear()
        for one in glance.every:
            if one.id not in ids:
                self._loose.add(one.id, _line(one, glance, now))
        self._loose.set_value(before)
        for part in (self._field, self._add):
            part.setVisible(self._loose.count() > 0)

    def _put(self, session: Session, words: str) -> None:
        line = QWidget()
        flow = Flow(line, gap=self._look.gap(12))
        out = Button(tr("Take it out"), look=self._look, kind="link")
        out.setObjectName("series_take_out")
        out.setAccessibleName(tr("Take out {session}", session=words))
        out.clicked.connect(partial(self.take_out_wanted.emit, session.id))
        flow.addWidget(Body(words, look=self._look))
        flow.addWidget(out)
        self._lines.addWidget(line)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        line.show()

    def _on_add_clicked(self) -> None:
        if self._loose.value():
            self.put_in_wanted.emit(self._loose.value())


def _line(session: Session, glance: SeriesGlance, now: datetime) -> str:
    """ "Session 3 · Tuesday 17 November, 10:00", and of which series where it is another one."""
    day = series_words.day_line(session, now)
    place = glance.places.get(session.id)
    if place is None:
        return day
    mine = glance.series is not None and place.series_id == glance.series.id
    name = series_words.session_name(place) if mine else series_words.place_words(place)
    return f"{name} · {day}"
