"""A guide on its phase page: what it is, how long it takes, how far one is, what was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import OpenEntry, OpenGuide
from ketaguide.ui.look import Look
from ketaguide.ui.pages import home_words
from ketaguide.ui.pages.phase_doors import Around, read_button
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Title
from ketaguide.ui.widgets.marks import IconLine, IconMark, TimeNote

if TYPE_CHECKING:
    from ketaguide.engine.path import Stone
    from ketaguide.flows.phase import GuideGlance

_COLORS: Mapping[str, str] = {
    "preparation": "primary",
    "session-day": "session",
    "integration": "integration",
}


class GuideCard(Card):
    """Built anew whenever something has changed: there are few, and they say much."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, glance: GuideGlance, *, look: Look, around: Around, leads: bool) -> None:
        """Args:
        leads: this guide's button is the primary one of the page.
        """
        super().__init__(look=look)
        self.setObjectName(f"guide_{glance.guide.id}")
        self._look = look
        self._glance = glance
        self._around = around
        self.setAccessibleName(glance.guide.title)
        self._add_head()
        opens = self._opens()
        if opens:
            self.body.addWidget(IconLine("calendar", opens, look=look))
        if len(glance.parts) > 1:
            self._add_parts()
        if glance.progress == "stopped":
            self.body.addWidget(
                IconLine(
                    "circle-pause", tr("You stopped here. It can wait for another day."), look=look
                )
            )
        self.body.addSpacing(look.gap(6))
        self._add_buttons(is_primary=leads and not opens and glance.progress in ("new", "open"))
        self._add_written()

    def _add_head(self) -> None:
        guide, look = self._glance.guide, self._look
        row = QHBoxLayout()
        row.setSpacing(look.gap(12))
        color = _COLORS.get(guide.phase, "primary")
        row.addWidget(
            IconMark(guide.icon, look=look, color=color, size=24), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(Title(guide.title, look=look), 1)
        self.body.addLayout(row)
        self.body.addWidget(Body(guide.summary, look=look, tone="muted"))
        if self._glance.is_clinics:
            self.body.addWidget(Small(tr("From your clinic"), look=look, tone="session"))

    def _opens(self) -> str:
        """When it is meant for, while that is ahead and nothing was begun."""
        first = self._glance.parts[0] if self._glance.parts else None
        if first is None or self._glance.progress != "new":
            return ""
        return home_words.opens_line(first, self._around.zone, self._around.now)

    def _add_parts(self) -> None:
        self.body.addSpacing(self._look.gap(4))
        for part in self._glance.parts:
            self.body.addWidget(self._part(part))

    def _part(self, part: Stone) -> QWidget:
        look = self._look
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, look.gap(2), 0, look.gap(2))
        row.setSpacing(look.gap(10))
        icon, color = ("circle-check", "primary") if part.state == "done" else (part.icon, "muted")
        row.addWidget(IconMark(icon, look=look, color=color))
        words = _part_words(part)
        if self._glance.progress == "finished":
            row.addWidget(Body(part.title, look=look), 1)
        else:
            link = Button(part.title, look=look, kind="link")
            link.setObjectName(f"part_{part.part_id}")
            link.setAccessibleName(tr("{part}, {state}", part=part.title, state=words))
            errand = OpenGuide(part.guide_id, self._around.session_id, part.part_id)
            link.clicked.connect(lambda: self.go_wanted.emit(errand))
            row.addWidget(link)
            row.addStretch(1)
        row.addWidget(Small(words, look=look))
        return holder

    def _add_buttons(self, *, is_primary: bool) -> None:
        guide, look = self._glance.guide, self._look
        words = {
            "new": tr("Begin early") if self._opens() else tr("Begin"),
            "open": tr("Continue"),
            "stopped": tr("Go on"),
            "finished": tr("Go through it again"),
        }[self._glance.progress]
        kind = "primary" if is_primary else "secondary"
        icon = "refresh-cw" if self._glance.progress == "finished" else "arrow-right"
        self.begin = Button(words, look=look, kind=kind, icon=icon)
        self.begin.setObjectName(f"begin_{guide.id}")
        self.begin.setAccessibleName(tr("{action}: {title}", action=words, title=guide.title))
        errand = OpenGuide(guide.id, self._around.session_id)
        self.begin.clicked.connect(lambda: self.go_wanted.emit(errand))
        holder = QWidget()
        row = Flow(holder, gap=look.gap(14))
        row.addWidget(self.begin)
        if self._glance.progress != "finished":
            row.addWidget(TimeNote(self._minutes(), look=look))
        self.body.addWidget(holder)

    def _minutes(self) -> int:
        """Of what is left, where the parts say how long they take."""
        left = [part.minutes or 0 for part in self._glance.parts if part.state != "done"]
        return sum(left) or self._glance.guide.minutes

    def _add_written(self) -> None:
        written = self._glance.written
        if not written:
            return
        guide_id = self._glance.guide.id
        link = read_button(written, guide_id=guide_id, look=self._look, now=self._around.now)
        errand = OpenEntry(written[0].entry_id)
        link.clicked.connect(lambda: self.go_wanted.emit(errand))
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)


def _part_words(part: Stone) -> str:
    if part.state == "done":
        return tr("done")
    if part.begun:
        return tr("begun")
    return TimeNote.words(part.minutes) if part.minutes else ""
