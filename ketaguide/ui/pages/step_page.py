"""One small step: its chain, the looks back at it, and what can become of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows import step_changes, steps
from ketaguide.store.commitments import Status
from ketaguide.ui.errands import Errand, OpenSteps, WriteStep
from ketaguide.ui.pages import steps_words
from ketaguide.ui.pages.check_in_card import CheckInCard
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.pages.step_chain import StepChain
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Intro
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.flows.step_changes import Look
    from ketaguide.flows.steps import Opened


class StepPage(Page):
    """``commitment_id`` is the step's id. From here one comes back to all of them."""

    watches: ClassVar[frozenset[str]] = frozenset({"Commitment", "CheckIn", "Insight", "Entry"})
    leads_back: ClassVar[Errand] = OpenSteps()

    def __init__(self, room: Room, *, commitment_id: str, note: str = "") -> None:
        """Args:
        note: is said politely once the page is there.
        """
        super().__init__(room, name="step_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._id = commitment_id
        self._note = note
        self._card: CheckInCard | None = None
        self._chain: StepChain | None = None
        self._quiet = QuietStep(self)
        self._back = Button(tr("All steps"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("step_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._parts = Stack()
        self._parts.setSpacing(look.gap(16))
        self._head = Intro("", look=look)
        self._head.hide()
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._head)
        self.body.addLayout(self._parts)
        self.body.addStretch(1)

    def reload(self) -> None:
        clock = self.room.clock
        question = partial(steps.opened, commitment_id=self._id, now=clock.now(), zone=clock.zone())
        self.room.desk.ask(question, self._on_opened, owner=self, failed=self._on_gone)

    def focus_first(self) -> None:
        """What happened, where that is asked; else the way back."""
        if self._card is not None:
            self._card.focus_first()
        else:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, opened: Opened) -> None:
        clock = self.room.clock
        today = local(clock.now(), clock.zone()).date()
        when = steps_words.when(opened.step, today=today)
        self._head.set_words(opened.step.record.action, when)
        self._head.show()
        self._show_asked(opened)
        self._drop(self._chain)
        chain = StepChain(opened, look=self.room.look, today=today)
        chain.go_wanted.connect(self.go_wanted)
        chain.edit_wanted.connect(self._on_edit_wanted)
        chain.status_wanted.connect(self._on_status_wanted)
        chain.remove_wanted.connect(self._on_remove_wanted)
        self._chain = chain
        self._parts.addWidget(chain)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        chain.show()
        follow_the_eye(self)
        self.loaded()
        if self._note:
            note, self._note = self._note, ""
            self.notice.show_text(note)

    def _show_asked(self, opened: Opened) -> None:
        """What is being typed stays where it is still the same that is asked."""
        step, card = opened.step, self._card
        wanted = (step.record.id, step.check_in.after_days) if step.check_in else None
        if card is not None and card.is_for == wanted:
            return
        self._card = None
        if card is not None:
            self._parts.removeWidget(card)
            card.hide()
            self.room.unsaved.retire(card)
        if wanted is None:
            return
        clock = self.room.clock
        today = local(clock.now(), clock.zone()).date()
        self._card = CheckInCard(
            step, room=self.room, today=today, happened=opened.happened, is_named=False
        )
        self._card.change_wanted.connect(self._on_change_wanted)
        self._card.answered.connect(self._on_answered)
        self._parts.insertWidget(0, self._card)
        self._card.show()

    def _drop(self, part: QWidget | None) -> None:
        if part is not None:
            self._parts.removeWidget(part)
            part.hide()
            part.deleteLater()

    def _on_gone(self, problem: KetaGuideError) -> None:
        self._drop(self._chain)
        self._chain = None
        self.notice.show_error(problem)

    def _on_edit_wanted(self) -> None:
        self.go_wanted.emit(WriteStep(self._id))

    def _on_change_wanted(self, look: Look) -> None:
        self.go_wanted.emit(WriteStep(look=look))

    def _on_status_wanted(self, status: Status) -> None:
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        told = {
            "kept": tr("Kept, and over with. Nobody asks about it again."),
            "dropped": tr("Let go. That is a good end, too."),
            "open": tr("It is open again."),
        }
        change = partial(step_changes.put_status, commitment_id=self._id)
        Undo.over(self, self.room).ask(
            partial(change, status=status),
            words=told[status],
            way_back=lambda before: partial(change, status=before),
        )

    def _on_remove_wanted(self) -> None:
        self._quiet.ask(tr("Remove this step now?"), self._remove)

    def _remove(self) -> None:
        self.room.unsaved.flush()
        Undo.over(self, self.room).ask(
            partial(step_changes.remove, commitment_id=self._id),
            words=tr("The step is removed."),
            way_back=lambda removed: partial(step_changes.undo_remove, removed=removed),
        )
        self.go_wanted.emit(OpenSteps())

    def _on_answered(self) -> None:
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(OpenSteps())
