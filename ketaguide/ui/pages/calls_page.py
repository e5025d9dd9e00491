"""When to call: one fixed list, the same locked or not. A search marks lines and never answers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.safety_card import CardRung
from ketaguide.base.text import tr, trn
from ketaguide.content.calls import is_too_short, marked, tiers
from ketaguide.ui.pages.paper_buttons import PaperButtons, Printed
from ketaguide.ui.pages.safety_cards import column
from ketaguide.ui.pages.safety_sheet import SafetySheet
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.call_tier import TierCard
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Body, Heading, Lead, Small, Strong, Title
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.phone import PhoneLine
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.paper.call_list import CallList


class CallsPage(SafetySheet):
    """Four tiers, the clinic's own ladder beside them, and "Unsure? Call." above and below."""

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="calls_page", unlocked=unlocked)
        self.sheet.set_sides(max_width=1040, margin=36)
        self._calls = room.catalogue().lines("calls")
        self._page = {
            key: text.replace("{number}", self.number) for key, text in self._calls["page"].items()
        }
        self._tiers = tiers(self._calls, number=self.number)
        look = room.look
        self._cards = tuple(TierCard(tier, look=look) for tier in self._tiers)
        self._ladder: QWidget = QWidget()
        self.body.addWidget(Heading(self._page["title"], look=look))
        self.body.addWidget(Strong(self._page["unsure"], look=look))
        self.body.addWidget(Lead(self._page["lead"], look=look))
        self.body.addWidget(self._make_search())
        for first in (0, 2):
            row = Columns(look=look)
            for card in self._cards[first : first + 2]:
                row.add(card)
            self.body.addWidget(row)
        self.body.addWidget(self._ladder)
        self.body.addWidget(Title(self._page["unsure"], look=look))
        self.body.addWidget(Small(self._page["medicines"], look=look))
        self.body.addWidget(self._make_paper())
        self.body.addStretch(1)
        self.show_lifelines()

    def show_lifelines(self) -> None:
        old, self._ladder = self._ladder, self._make_ladder()
        self.body.replaceWidget(old, self._ladder)
        old.hide()
        old.deleteLater()
        follow_the_eye(self)

    def _make_search(self) -> QWidget:
        look = self.room.look
        holder, rows = column(look, gap=6)
        self.search = LineEdit(look=look)
        self.search.setObjectName("calls_search")
        self.search.setMaxLength(80)
        self.search.setClearButtonEnabled(False)
        self.search.setMaximumWidth(look.px(420))
        self._said = Body("", look=look)
        self._said.setObjectName("calls_said")
        rows.addWidget(
            Field(self._page["find"], self.search, look=look, hint=self._page["find-hint"])
        )
        rows.addWidget(self._said)
        self._said.hide()
        self._at = -1
        self.search.textChanged.connect(self._on_sought)
        self.search.returnPressed.connect(self._on_next_wanted)
        return holder

    def _make_paper(self) -> QWidget:
        buttons = PaperButtons(self.room, name="calls", file_name="when-to-call.pdf")
        buttons.wanted.connect(partial(self._on_paper_wanted, buttons))
        buttons.said.connect(self.notice.show_text)
        buttons.failed.connect(self.refused)
        return buttons

    def _make_ladder(self) -> QWidget:
        look, card = self.room.look, self.card
        box = Card(look=look, tone="soft", padding=20)
        box.body.addWidget(Title(self._page["ladder"], look=look))
        rungs = self._rungs()
        for rung in rungs:
            box.body.addWidget(PhoneLine(rung.label, rung.number, look=look, role="title"))
        if rungs:
            box.body.addWidget(Small(self._page["no-answer"], look=look))
        else:
            may_see = card is not None and card.shows_people
            why = "clinic-none" if may_see else "clinic-locked"
            box.body.addWidget(Body(self._page[why], look=look))
        box.body.addWidget(Small(self._page["clinic-first"], look=look))
        return box

    def _rungs(self) -> tuple[CardRung, ...]:
        """The clinic's own order, then the number of the session's plan."""
        card = self.card
        if card is None or not card.shows_people:
            return ()
        clinic = CardRung(card.clinic_name or self._page["clinic"], card.clinic_phone)
        known = {rung.number for rung in card.ladder}
        is_new = bool(clinic.number) and clinic.number not in known
        return (*card.ladder, clinic) if is_new else card.ladder

    def _on_sought(self, typed: str) -> None:
        """Mark what has the word, bring the first of it into view, and leave all else as it is."""
        found = marked(self._calls, self._tiers, typed=typed)
        lines = [line for card in self._cards for line in card.signs]
        for line in lines:
            if line.is_marked != (line.sign.id in found):
                line.set_marked(line.sign.id in found)
        if not typed.strip():
            words = ""
        elif is_too_short(typed):
            words = self._page["unsure"]
        elif found:
            words = trn("{count} line is marked.", "{count} lines are marked.", len(found))
            words = tr("{found} Enter goes from one to the next.", found=words)
            words = f"{words} {self._page['unsure']}"
        else:
            words = self._page["none"]
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._at = -1
        first = next((line for line in lines if line.is_marked), None)
        if first is not None:
            self._bring(first)
            # Whoever is still typing keeps the field in sight.
            self.sheet.bring_into_view(self.search)
        if words:
            announce(self.search, words)

    def _on_next_wanted(self) -> None:
        """From one marked line to the next, and round again."""
        there = [line for card in self._cards for line in card.signs if line.is_marked]
        if there:
            self._at = (self._at + 1) % len(there)
            self._bring(there[self._at])
            announce(self.search, there[self._at].sign.text)

    def _bring(self, line: QWidget) -> None:
        self.sheet.ensureWidgetVisible(line, 0, self.room.look.gap(24))

    def _on_paper_wanted(self, buttons: PaperButtons, chosen: Path | None) -> None:
        from ketaguide.paper import call_list

        calls = self._list()
        buttons.go(
            Printed(
                prepare=call_list.prepare,
                draw=partial(call_list.draw, calls),
                pdf=partial(call_list.pdf, calls),
            ),
            chosen,
        )

    def _list(self) -> CallList:
        from ketaguide.paper.call_list import CallList

        return CallList(
            title=self._page["title"],
            unsure=self._page["unsure"],
            lead=f"{self._page['lead']} {self._page['clinic-first']}",
            tiers=self._tiers,
            ladder_title=self._page["ladder"],
            ladder=self._rungs(),
            notes=(self._page["no-answer"], self._page["medicines"]),
        )

    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
