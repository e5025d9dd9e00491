"""For whoever stays with someone: read or printed with nothing unlocked."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.content import sitter
from ketaguide.content.sitter import Known, Part, SitterPage
from ketaguide.ui.look import Look
from ketaguide.ui.moments import time_words
from ketaguide.ui.pages.paper_buttons import PaperButtons, Printed
from ketaguide.ui.pages.safety_sheet import SafetySheet
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.call_tier import SignLine
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Heading, Lead, Strong, Title
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

# Source: `sitter-page` in the core pack's SOURCES.md; the clinic's own rhythm comes first.
_EVERY = timedelta(minutes=15)
# What stands beside each other, by group.
_ROWS = (("call-now", "call-clinic"), ("look-in", "say"), ("side", "not-ask"), ("before", "after"))
_URGENT = "call-now"


class SitterLayer(SafetySheet):
    """Says nothing about the person; the clinic's number only where it may be seen anyway."""

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="sitter_page", unlocked=unlocked)
        self.sheet.set_sides(max_width=1040, margin=36)
        self._lines = room.catalogue().lines("sitter")
        self._holder = QWidget()
        self._timer = self._make_timer()
        self._paper = self._make_paper()
        self.body.addWidget(self._holder)
        self.body.addStretch(1)
        self.show_lifelines()

    def show_lifelines(self) -> None:
        """All of it again: the clinic's number stands in several lines."""
        old, self._holder = self._holder, QWidget()
        self.body.replaceWidget(old, self._holder)
        column = Stack(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.room.look.gap(16))
        self._fill(column, self._page())
        old.hide()
        old.deleteLater()
        self._holder.show()
        follow_the_eye(self)

    def _page(self) -> SitterPage:
        card = self.card
        sees = card is not None and card.shows_people
        known = Known(self.number)
        if card is not None and sees and card.clinic_phone:
            known = Known(self.number, card.clinic_name or tr("My clinic"), card.clinic_phone)
        return sitter.page(self._lines, known)

    def _fill(self, column: Stack, page: SitterPage) -> None:
        look = self.room.look
        column.addWidget(Heading(page.title, look=look))
        lead, *others = page.opening
        column.addWidget(Lead(lead, look=look))
        for words in others:
            column.addWidget(Body(words, look=look))
        column.addWidget(self._paper)
        parts = {part.id: part for part in page.parts}
        for first, second in _ROWS:
            row = Columns(look=look)
            row.add(_card(parts.pop(first), look=look))
            row.add(_card(parts.pop(second), look=look))
            column.addWidget(row)
            if first == _URGENT:
                column.addWidget(Strong(page.unsure, look=look))
                column.addWidget(self._timer)
        for part in parts.values():
            column.addWidget(_card(part, look=look))

    def _make_timer(self) -> QWidget:
        """When to look in again: a line to read, with nothing that rings or counts."""
        look = self.room.look
        card = Card(look=look, tone="soft", padding=20)
        self._next_look = Title(tr("Press this after each look."), look=look)
        self._next_look.setObjectName("sitter_next_look")
        looked = Button(tr("I have just looked in"), look=look, icon="clock")
        looked.setObjectName("sitter_looked")
        looked.clicked.connect(self._on_looked)
        card.body.addWidget(self._next_look)
        card.body.addWidget(looked, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _make_paper(self) -> PaperButtons:
        buttons = PaperButtons(self.room, name="sitter", file_name="for-the-person-who-stays.pdf")
        buttons.wanted.connect(partial(self._on_paper_wanted, buttons))
        buttons.said.connect(self.notice.show_text)
        buttons.failed.connect(self.refused)
        return buttons

    def _on_looked(self) -> None:
        clock = self.room.clock
        at = time_words(clock.now() + _EVERY, clock.zone())
        words = tr("Next look at {time}, or as the clinic said.", time=at)
        self._next_look.setText(words)
        announce(self._next_look, words)

    def _on_paper_wanted(self, buttons: PaperButtons, chosen: Path | None) -> None:
        from ketaguide.paper import sitter_sheet

        page, notes = self._page(), tr("When I looked, and what I saw")
        buttons.go(
            Printed(
                prepare=sitter_sheet.prepare,
                draw=partial(sitter_sheet.draw, page, notes=notes),
                pdf=partial(sitter_sheet.pdf, page, notes=notes),
            ),
            chosen,
        )


def _card(part: Part, *, look: Look) -> Card:
    card = Card(look=look, padding=20)
    card.setObjectName(f"sitter_{part.id}")
    card.setAccessibleName(part.title)
    card.body.setSpacing(look.gap(4))
    tone = "danger" if part.id == _URGENT else "ink"
    card.body.addWidget(Title(part.title, look=look, tone=tone))
    for sign in part.signs:
        card.body.addWidget(SignLine(sign, look=look))
    return card
