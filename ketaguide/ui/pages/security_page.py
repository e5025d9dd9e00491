"""Security: who can open this vault, what to do when someone else might, and how things stand."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ketaguide.base import swap
from ketaguide.base.text import tr
from ketaguide.flows import ways
from ketaguide.flows.ways import Standing
from ketaguide.ui import backup_work
from ketaguide.ui.backup_work import Shelf
from ketaguide.ui.errands import Errand, GoTo, MakeRecoveryCode, OpenSecurity
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.security_state import StateCard
from ketaguide.ui.pages.security_ways import WaysCard
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Intro, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye
from ketaguide.vault import slots


class SecurityPage(Page):
    """Leads to the pages that change something; nothing changes here."""

    watches: ClassVar[frozenset[str]] = frozenset({"Preference"})
    leads_back: ClassVar[Errand] = GoTo("settings")

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="security_page")
        self.sheet.set_sides(max_width=1040, margin=36)
        look = room.look
        self._asked_whether_weak = False
        self._back = Button(tr("Settings"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("settings_back")
        self._back.clicked.connect(self._on_back_clicked)
        self.ways = WaysCard(look=look)
        self.state = StateCard(look=look, clock=room.clock)
        self._known = self._make_known()
        head = Intro(tr("Security"), tr("Who can open this vault, and how it is kept."), look=look)
        pair = Columns(look=look, at=820, gap=20)
        pair.add(self.ways, stretch=6)
        pair.add(self._make_side(), stretch=5)
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(head)
        self.body.addWidget(pair)
        self.body.addStretch(1)
        self._pair = pair
        # Nothing to press before the vault has answered.
        pair.hide()
        self.ways.part_wanted.connect(self._on_part_wanted)
        self.state.part_wanted.connect(self._on_part_wanted)
        self.state.go_wanted.connect(self.go_wanted)

    def reload(self) -> None:
        desk = self.room.desk
        desk.tend(ways.look, self._on_standing, owner=self, failed=self.refused)
        desk.tend(
            backup_work.look,
            self._on_shelf,
            owner=self,
            failed=lambda _problem: self.state.say_no_shelf(),
        )
        desk.run(swap.problem, self.state.say_swap, owner=self)

    def focus_first(self) -> None:
        where = self.ways if self._pair.isVisibleTo(self) else self._back
        first = next((one for one in where.findChildren(Button) if one.isVisibleTo(self)), None)
        (first or self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_known(self) -> Card:
        look = self.room.look
        card = Card(look=look, tone="session", padding=24)
        card.setObjectName("known_card")
        title = tr("Someone may know my passphrase")
        card.setAccessibleName(title)
        card.body.addWidget(Title(title, look=look))
        words = tr(
            "Seen, guessed, told or written down: a new key is the answer then. Changing the "
            "passphrase alone leaves older copies open to the old one."
        )
        card.body.addWidget(Body(words, look=look))
        button = Button(tr("Make a new key"), look=look, icon="refresh-cw")
        button.setObjectName("compromised")
        button.clicked.connect(partial(self._on_part_wanted, "compromised"))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _make_side(self) -> QWidget:
        side = QWidget()
        column = Stack(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.room.look.gap(20))
        column.addWidget(self.state)
        column.addWidget(self._known)
        return side

    def _on_standing(self, standing: Standing) -> None:
        self.ways.show_ways(standing)
        self.state.show_standing(standing)
        self._pair.show()
        follow_the_eye(self)
        self.loaded()
        if standing.has(slots.PASSPHRASE) and not self._asked_whether_weak:
            self._asked_whether_weak = True
            # After the page has been painted: measuring takes the computer a few seconds.
            QTimer.singleShot(0, self, partial(self._ask_whether_weak, standing))

    def _ask_whether_weak(self, standing: Standing) -> None:
        question = partial(ways.is_weak, standing.folder, policy=self.room.policy)
        self.room.desk.run(
            question, self._on_judged, owner=self, failed=lambda _problem: self._on_judged(False)
        )

    def _on_judged(self, is_weak: bool) -> None:  # noqa: FBT001 - the answer's one value
        if is_weak:
            self.state.offer_stronger()

    def _on_shelf(self, shelf: Shelf) -> None:
        self.state.show_shelf(shelf)

    def _on_part_wanted(self, part: str, *_: object) -> None:
        self.go_wanted.emit(OpenSecurity(part) if part else MakeRecoveryCode())

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(self.leads_back)
