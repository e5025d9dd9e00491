"""Small steps: those for now, those for later, and those that have been; none counts more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import steps
from ketaguide.ui.errands import GoBack, OpenSteps, WriteStep
from ketaguide.ui.pages.check_in_card import CheckInCard
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.steps_calendar import CalendarCard
from ketaguide.ui.pages.steps_list import StepsList
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Intro
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.flows.step_changes import Look
    from ketaguide.flows.steps import Steps


class StepsPage(Page):
    """At most one look back is asked for at a time; the others wait for their turn."""

    watches: ClassVar[frozenset[str]] = frozenset({"Commitment", "CheckIn"})

    def __init__(self, room: Room, *, note: str = "") -> None:
        """Args:
        note: is said politely once the page is there.
        """
        super().__init__(room, name="steps_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._card: CheckInCard | None = None
        self._list: StepsList | None = None
        self._note = note
        back = Button(tr("Back"), look=look, kind="quiet", icon="arrow-left")
        back.setObjectName("steps_back")
        back.clicked.connect(self._on_back_clicked)
        self._parts = Stack()
        self._parts.setSpacing(look.gap(16))
        self._calendar = CalendarCard(room)
        self._calendar.said.connect(self.notice.show_text)
        self._calendar.failed.connect(self.refused)
        self.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Intro(tr("Small steps"), _lead(), look=look))
        self.body.addLayout(self._parts)
        self.body.addSpacing(look.gap(8))
        self.body.addWidget(self._calendar)
        self.body.addStretch(1)

    def reload(self) -> None:
        clock = self.room.clock
        question = partial(steps.listed, now=clock.now(), zone=clock.zone())
        self.room.desk.ask(question, self._on_listed, owner=self)

    def focus_first(self) -> None:
        """What happened, where that is asked; else the way to write one."""
        if self._card is not None:
            self._card.focus_first()
        elif self._list is not None:
            self._list.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_listed(self, found: Steps) -> None:
        clock = self.room.clock
        today = local(clock.now(), clock.zone()).date()
        self._show_asked(found)
        old = self._list
        self._list = StepsList(found, look=self.room.look, today=today)
        self._list.step_wanted.connect(self._on_step_wanted)
        self._list.write_wanted.connect(self._on_write_wanted)
        self._list.rest_wanted.connect(self._on_rest_wanted)
        self._list.older_shown.connect(partial(follow_the_eye, self))
        self._parts.addWidget(self._list)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        self._list.show()
        if old is not None:
            # Hidden with the keyboard in it, it would hand that on to the end of the page.
            here = QApplication.focusWidget()
            if here is not None and old.isAncestorOf(here):
                self._list.write.setFocus(Qt.FocusReason.OtherFocusReason)
            old.hide()
            self._parts.removeWidget(old)
            old.deleteLater()
        self._calendar.setVisible(bool(found.soon or found.later))
        follow_the_eye(self)
        self.loaded()
        if self._note:
            note, self._note = self._note, ""
            self.notice.show_text(note)

    def _show_asked(self, found: Steps) -> None:
        """What is being typed stays where it is still the same that is asked."""
        step, card = found.asked, self._card
        check_in = step.check_in if step is not None else None
        wanted = (step.record.id, check_in.after_days) if step and check_in else None
        if card is not None and card.is_for == wanted:
            return
        self._card = None
        if card is not None:
            self._parts.removeWidget(card)
            card.hide()
            self.room.unsaved.retire(card)
        if step is None or wanted is None:
            return
        clock = self.room.clock
        today = local(clock.now(), clock.zone()).date()
        self._card = CheckInCard(step, room=self.room, today=today, happened=found.happened)
        self._card.change_wanted.connect(self._on_change_wanted)
        self._card.answered.connect(self._on_answered)
        self._parts.insertWidget(0, self._card)
        self._card.show()

    def _on_step_wanted(self, commitment_id: str) -> None:
        self.go_wanted.emit(OpenSteps(commitment_id))

    def _on_write_wanted(self) -> None:
        self.go_wanted.emit(WriteStep())

    def _on_change_wanted(self, look: Look) -> None:
        self.go_wanted.emit(WriteStep(look=look))

    def _on_rest_wanted(self) -> None:
        """Nothing is stored: a record of rest would one day be read as days without a step."""
        self.notice.show_text(rest_words())

    def _on_answered(self) -> None:
        if self._list is not None:
            self._list.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(GoBack())


def rest_words() -> str:
    """After "No step yet; rest counts"."""
    return tr("Good. Rest counts. There is nothing to write down about it.")


def _lead() -> str:
    return tr("Something seen, and ten minutes of it in a day. It can be kept, changed or let go.")
