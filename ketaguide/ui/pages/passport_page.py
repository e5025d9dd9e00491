"""The consent and boundaries passport as it holds now; a yes is taken back in one press."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.flows import narrowing, passport
from ketaguide.ui import moments
from ketaguide.ui.errands import GoBack, OpenGuide
from ketaguide.ui.pages import passport_words
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.paper_buttons import PaperButtons, Printed
from ketaguide.ui.pages.passport_parts import Answer, StopCard, YesCard
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Body, Intro, Small, Strong
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.flows.passport import Passport, Standing, Yes

_WRONG = "something-felt-wrong"


class PassportPage(Page):
    """While a session lasts, and for a day after it began, nothing on it can be widened."""

    watches: ClassVar[frozenset[str]] = frozenset({"Run", "Session", "Entry"})

    def __init__(self, room: Room, *, session_id: str = "") -> None:
        super().__init__(room, name="passport_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._session_id = session_id
        self._standing: Standing | None = None
        self._back = Button(tr("Back"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("passport_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._dated = Small(look=look)
        self._content = Stack()
        self._content.setSpacing(look.gap(18))
        self._paper = PaperButtons(room, name="passport", file_name="agreement.pdf")
        self._write = Button("", look=look, icon="pencil")
        self._write.setObjectName("passport_write")
        self._wrong = Button(
            tr("Something felt wrong with a carer"), look=look, kind="link", icon="arrow-right"
        )
        self._wrong.setObjectName("passport_wrong")
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Intro(tr("Consent and boundaries passport"), _lead(), look=look))
        self.body.addWidget(self._dated)
        self.body.addLayout(self._content)
        self.body.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._paper)
        self.body.addWidget(self._wrong, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._write.clicked.connect(self._on_write_clicked)
        self._wrong.clicked.connect(self._on_wrong_clicked)
        self._paper.wanted.connect(self._on_paper_wanted)
        self._paper.said.connect(self.notice.show_text)
        self._paper.failed.connect(self.refused)
        for late in (self._write, self._paper, self._wrong):
            late.hide()

    def reload(self) -> None:
        question = partial(
            passport.standing, session_id=self._session_id, now=self.room.clock.now()
        )
        self.room.desk.ask(question, self._on_loaded, owner=self)

    def focus_first(self) -> None:
        """What a person may have come for in a hurry: taking something back."""
        first = self.findChild(Button, "take_back")
        (first or self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_begun_at(self) -> None:
        """In large text, too, what this is and the stop word come before any button."""
        self.sheet.open_at_top(self._back)

    def _on_loaded(self, standing: Standing) -> None:
        self._standing = standing
        had = {one.objectName() for one in self.findChildren(Button) if one.hasFocus()}
        self._empty()
        found, now = standing.passport, self.room.clock.now()
        self._dated.setText(passport_words.dated(found, now=now) if found else "")
        self._dated.setVisible(found is not None)
        if standing.under_way is not None:
            self._put(self._only_smaller(standing, now))
        if found is None:
            self._put(Body(_nothing(), look=self.room.look))
        else:
            self._show(found, now)
        self._show_ways(standing)
        follow_the_eye(self)
        if "take_back" in had:
            self.focus_first()
        self.loaded()

    def _show(self, found: Passport, now: datetime) -> None:
        look = self.room.look
        self._put(StopCard(found, look=look))
        said = YesCard(found, look=look, now=now)
        said.taken_back.connect(self._on_taken_back)
        self._put(said)
        for prompt_id in passport.WORDS:
            row = found.answers.get(prompt_id)
            if row is not None and row.words.strip():
                self._put(Answer(passport_words.heading(prompt_id, row), row.words, look=look))

    def _only_smaller(self, standing: Standing, now: datetime) -> Card:
        look = self.room.look
        card = Card(look=look, tone="session", padding=20)
        card.setObjectName("only_smaller")
        title = tr("Today this can only get smaller")
        card.setAccessibleName(title)
        card.body.addWidget(Strong(title, look=look))
        card.body.addWidget(Body(_smaller(), look=look))
        if standing.under_way is not None:
            today = passport_words.day_of(now, standing.zone)
            when = moments.full(standing.under_way, standing.zone, today=today)
            words = tr("It can be written anew from {when}.", when=when)
            card.body.addWidget(Small(words, look=look))
        return card

    def _show_ways(self, standing: Standing) -> None:
        has_one = standing.passport is not None
        self._write.set_words(tr("Change it in the guide") if has_one else tr("Write it"))
        self._write.setVisible(standing.under_way is None)
        self._paper.setVisible(has_one)
        self._wrong.setVisible(self.room.catalogue().has(_WRONG))

    def _empty(self) -> None:
        while item := self._content.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _put(self, part: QWidget) -> None:
        self._content.addWidget(part)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        part.show()

    def _on_taken_back(self, yes: Yes) -> None:
        clock, standing = self.room.clock, self._standing
        question = partial(
            narrowing.take_back,
            yes_id=yes.id,
            session_id=standing.session_id if standing else self._session_id,
            now=clock.now(),
            zone=clock.zone(),
        )
        self.room.desk.ask(question, self._on_stored, owner=self, failed=self.refused)

    def _on_stored(self, _answer: object) -> None:
        self.reload()
        announce(self, tr("Taken back. It does not hold any more."))

    def _on_write_clicked(self) -> None:
        self.go_wanted.emit(OpenGuide(passport.GUIDE_ID, self._session_id))

    def _on_wrong_clicked(self) -> None:
        self.go_wanted.emit(OpenGuide(_WRONG, self._session_id))

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(GoBack())

    def _on_paper_wanted(self, chosen: Path | None) -> None:
        found = self._standing.passport if self._standing else None
        if found is None:
            return
        from ketaguide.paper import passport_sheet

        sheet = passport_words.sheet(found, now=self.room.clock.now())
        self._paper.go(
            Printed(
                prepare=passport_sheet.prepare,
                draw=partial(passport_sheet.draw, sheet),
                pdf=partial(passport_sheet.pdf, sheet),
            ),
            chosen,
        )


def _lead() -> str:
    return tr(
        "What you and the people with you agreed, aloud and dated. It is not your clinic's "
        "consent form. What is empty means no."
    )


def _nothing() -> str:
    return tr(
        "Nothing is written here yet, so nothing was said yes to. A no never has to be written "
        "down to count."
    )


def _smaller() -> str:
    return tr(
        "You can take a yes back in one press. Nothing new is agreed while effects last. A no "
        "counts at once, said, shown or written."
    )
