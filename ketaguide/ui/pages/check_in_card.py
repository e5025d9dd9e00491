"""A look back at one step: what happened, and what now. Every way on is as good as another."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.flows import step_changes
from ketaguide.flows.step_changes import Look
from ketaguide.store.check_ins import Choice
from ketaguide.ui.pages import steps_words
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Title

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketaguide.flows.steps import Step
    from ketaguide.vault.db import Db


class CheckInCard(Card):
    """What is typed is kept as a draft until one of the ways on is chosen."""

    change_wanted = Signal(object)  # a Look: the form for the step that follows is wanted
    answered = Signal()

    def __init__(
        self, step: Step, *, room: Room, today: date, happened: str = "", is_named: bool = True
    ) -> None:
        """Args:
        happened: what had been typed before.
        is_named: the step's words stand here, and not above already.
        """
        super().__init__(look=room.look, tone="integration", padding=22)
        self.setObjectName("check_in_card")
        look, record = room.look, step.record
        self._room = room
        self._id = record.id
        self._after = step.check_in.after_days if step.check_in else 0
        self.happened = TextEdit(happened, look=look, lines=3)
        self.happened.setObjectName("check_in_happened")
        said = steps_words.look_back(made_on=step.made_on, due_on=step.due_on, today=today)
        self.setAccessibleName(tr("{step}. {said}", step=record.action, said=said))
        action = Title(record.action, look=look)
        action.setObjectName("check_in_action")
        self.body.setSpacing(look.gap(8))
        self.body.addWidget(action)
        if not is_named:
            action.hide()
        asked = tr("{said} Still something you want?", said=said)
        self.body.addWidget(Body(asked, look=look))
        if step.wait_until is not None:
            words = f"{steps_words.waits(step.wait_until, today=today)} {steps_words.waits_not()}"
            self.body.addWidget(Small(words, look=look))
        self.body.addSpacing(look.gap(4))
        hint = tr("In your own words, or nothing. That it did not happen is an answer, too.")
        self.body.addWidget(Field(tr("What happened?"), self.happened, look=look, hint=hint))
        self.body.addSpacing(look.gap(4))
        self.body.addWidget(self._ways())
        self._saver = Autosave(self._compose, desk=room.desk, unsaved=room.unsaved, parent=self)
        self.happened.textChanged.connect(self._saver.touch)

    @property
    def is_for(self) -> tuple[str, int]:
        """Which look back it is."""
        return self._id, self._after

    def focus_first(self) -> None:
        """Where writing begins."""
        self.happened.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways(self) -> QWidget:
        """None of them is the main one."""
        look = self._room.look
        holder = QWidget()
        row = Flow(holder, gap=look.gap(8))
        for name, words, way in (
            ("check_in_keep", tr("Keep it"), partial(self._answer, "keep")),
            ("check_in_change", tr("Change it"), self._on_change_clicked),
            ("check_in_drop", tr("Let it go"), partial(self._answer, "drop")),
            ("check_in_over", tr("It is done"), partial(self._answer, "keep", is_over=True)),
            ("check_in_skip", tr("Not now"), partial(self._answer, "skip")),
        ):
            button = Button(words, look=look)
            button.setObjectName(name)
            # A press says only that there was one.
            button.clicked.connect(lambda _=False, way=way: way())
            row.addWidget(button)
        return holder

    def _compose(self) -> Callable[[Db], object]:
        words = self.happened.toPlainText()
        return partial(step_changes.keep_happened, commitment_id=self._id, words=words)

    def _on_change_clicked(self) -> None:
        self._saver.flush()
        self.change_wanted.emit(self._answered("change"))

    def _answer(self, choice: Choice, *, is_over: bool = False) -> None:
        # The draft first: taking the answer back brings the words back, too.
        self._saver.flush()
        self._saver.forget()
        clock = self._room.clock
        look = self._answered(choice, is_over=is_over)
        Undo.over(self, self._room).ask(
            partial(step_changes.look_back, look=look, now=clock.now(), zone=clock.zone()),
            words=_told(choice, is_over=is_over),
            way_back=lambda looked: partial(step_changes.undo_look, looked=looked),
        )
        self.answered.emit()

    def _answered(self, choice: Choice, *, is_over: bool = False) -> Look:
        words = self.happened.toPlainText()
        return Look(self._id, self._after, choice, happened=words, is_over=is_over)


def _told(choice: Choice, *, is_over: bool) -> str:
    if is_over:
        return tr("Kept, and over with. Nobody asks about it again.")
    told = {
        "keep": tr("Kept."),
        "drop": tr("Let go. That is a good end, too."),
        "skip": tr("Left for another time."),
    }
    return told[choice]
