"""Writing a step, changing its words, or writing the one that comes after it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ketaguide.base.clock import local
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows import step_changes, steps
from ketaguide.ui.errands import GoBack, OpenSteps, WriteStep
from ketaguide.ui.pages import steps_words
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.step_form import TEXTS, WAITS, StepForm
from ketaguide.ui.pages.steps_page import rest_words
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Intro
from ketaguide.ui.widgets.marks import SavedLine
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ketaguide.flows.steps import Begun
    from ketaguide.store.commitments import Commitment, CommitmentFields
    from ketaguide.vault.db import Db


class StepFormPage(Page):
    """Every field may stay empty but the step itself. What is typed is kept as a draft."""

    def __init__(self, room: Room, *, errand: WriteStep) -> None:
        super().__init__(room, name="step_form_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._id = errand.commitment_id
        self._insight_id = errand.insight_id
        self._look_back = errand.look
        self._begun: Begun | None = None
        today = local(room.clock.now(), room.clock.zone()).date()
        self._form = StepForm(look=look, today=today)
        self._form.setEnabled(False)
        self._keep = Button(tr("Keep it"), look=look, kind="primary", icon="check")
        self._rest = Button(steps_words.rest(), look=look, icon="leaf")
        self._leave = Button(tr("Back"), look=look, kind="quiet", icon="arrow-left")
        for button, name, pressed in (
            (self._keep, "step_keep", self._on_keep_clicked),
            (self._rest, "step_rest", self._on_rest_clicked),
            (self._leave, "step_leave", self._on_leave_clicked),
        ):
            button.setObjectName(name)
            button.clicked.connect(pressed)
        if self._id:
            self._rest.hide()
        self._saved = SavedLine(look=look)
        self._saved.heed(room.unsaved)
        self._saver = Autosave(self._compose, desk=room.desk, unsaved=room.unsaved, parent=self)
        self.body.addWidget(Intro(*self._title(), look=look))
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        ways = [self._leave] if self._id else [self._leave, self._rest]
        self._bar = Bar(ways, self._saved, [self._keep], look=look)
        self.keep_below(self._bar)
        follow_the_eye(self)
        self._form.changed.connect(self._saver.touch)
        self._saver.saved.connect(self._on_saved)
        self._saver.failed.connect(self.refused)

    def reload(self) -> None:
        question = partial(steps.begun, commitment_id=self._id, follows_id=self._follows_id)
        self.room.desk.ask(question, self._on_begun, owner=self, failed=self._on_gone)

    def focus_first(self) -> None:
        self._form.focus_first()

    @property
    def _follows_id(self) -> str:
        return self._look_back.commitment_id if self._look_back is not None else ""

    def _title(self) -> tuple[str, str]:
        if self._id:
            return tr("The words of this step"), tr("Only the step itself is needed.")
        if self._follows_id:
            lead = tr("What would fit better now? Or no step: that is as good an answer.")
            return tr("What it becomes"), lead
        lead = tr("Ten minutes or less, in the next two days. Only the step itself is needed.")
        return tr("One small step"), lead

    def _on_begun(self, begun: Begun) -> None:
        self._begun = begun
        self._form.offer(begun.insights)
        values = _read_draft(begun.draft) or self._first_values()
        self._form.set_values(values)
        self._form.setEnabled(True)
        follow_the_eye(self)
        if begun.draft:
            self.notice.show_text(tr("This is where you stopped."))
        self.loaded()
        self._form.focus_first()
        QTimer.singleShot(0, self, self._on_begun_at)

    def _first_values(self) -> dict[str, str]:
        """The words as they are; of a step that is changed into another, what led to it."""
        step = self._begun.step if self._begun else None
        if step is None:
            insights = self._begun.insights if self._begun else ()
            asks = next((one.asks for one in insights if one.id == self._insight_id), "")
            return {"insight": self._insight_id, "asks": asks}
        values = {name: str(getattr(step, name)) for name in TEXTS}
        values |= {"insight": step.insight_id or "", "waits": WAITS if step.waits else ""}
        if step.due_at is not None and self._id:
            values["day"] = local(step.due_at, step.zone).date().isoformat()
        return values

    def _compose(self) -> Callable[[Db], object]:
        content = json.dumps(self._form.values(), ensure_ascii=False)
        return partial(
            step_changes.keep_draft,
            commitment_id=self._id,
            follows_id=self._follows_id,
            content=content,
        )

    def _fields(self) -> CommitmentFields:
        values = self._form.values()
        step = self._begun.step if self._begun and self._id else None
        # A step keeps the zone it was made in: its days are days there.
        zone = step.zone if step is not None else self.room.clock.zone()
        return {
            "asks": values["asks"],
            "value": values["value"],
            "action": values["action"],
            "cue": values["cue"],
            "insight_id": values["insight"] or None,
            "waits": values["waits"] == WAITS,
            "zone": zone,
        }

    def _on_keep_clicked(self) -> None:
        if not self._form.values()["action"]:
            self._form.show_problem(tr("A few words fit here. Or no step yet; rest counts."))
            self._form.focus_action()
            return
        if self._follows_id:
            self._change(self._fields())
            return
        self._set_open(is_open=False)
        question = partial(
            step_changes.store,
            commitment_id=self._id,
            fields=self._fields(),
            day=self._form.values()["day"],
        )
        self._saver.store(question, self._on_stored, failed=self._on_not_stored)

    def _on_stored(self, step: Commitment) -> None:
        note = tr("Your step is kept. It can be changed or let go at any time.")
        self.go_wanted.emit(OpenSteps(step.id if self._id else "", note=note))

    def _on_not_stored(self, problem: KetaGuideError) -> None:
        self._set_open(is_open=True)
        self.refused(problem)

    def _on_rest_clicked(self) -> None:
        if self._follows_id:
            self._change(None)
            return
        if self._is_untouched():
            self._drop_draft()
            self.go_wanted.emit(OpenSteps(note=rest_words()))
            return
        note = tr("Good. Rest counts. What you had begun waits, in case you want it.")
        self.go_wanted.emit(OpenSteps(note=note))

    def _change(self, fields: CommitmentFields | None) -> None:
        """The look back, the end of the old step and the new one: together, with one way back."""
        if self._look_back is None:
            return
        # The draft stays in the vault until the change stands.
        self._saver.flush()
        self._saver.forget()
        clock = self.room.clock
        words = tr("Changed.") if fields is not None else tr("Changed, with no step for now.")
        Undo.over(self, self.room).ask(
            partial(
                step_changes.change_into,
                look=self._look_back,
                fields=fields,
                now=clock.now(),
                zone=clock.zone(),
                day=self._form.values()["day"],
            ),
            words=words,
            way_back=lambda looked: partial(step_changes.undo_look, looked=looked),
        )
        self.go_wanted.emit(OpenSteps())

    def _on_leave_clicked(self) -> None:
        if self._is_untouched():
            self._drop_draft()
            self.go_wanted.emit(GoBack())
            return
        self.go_wanted.emit(GoBack(tr("Not kept yet. What you typed waits as a draft.")))

    def _is_untouched(self) -> bool:
        begun = {name: words for name, words in self._first_values().items() if words}
        return {name: words for name, words in self._form.values().items() if words} == begun

    def _drop_draft(self) -> None:
        self._saver.forget()
        self.room.desk.ask(
            partial(step_changes.drop_draft, commitment_id=self._id, follows_id=self._follows_id),
            owner=self,
        )

    def _on_saved(self) -> None:
        self._saved.show_saved()
        self._saved.set_text(tr("Draft kept, encrypted on this computer"))
        self._bar.fit()

    def _on_gone(self, problem: KetaGuideError) -> None:
        self._set_open(is_open=False)
        self.notice.show_error(problem)

    def _set_open(self, *, is_open: bool) -> None:
        """While a step is being stored nothing can be added to it, or stored twice."""
        self._form.setEnabled(is_open)
        self._keep.setEnabled(is_open)


def _read_draft(content: str) -> Mapping[str, str] | None:
    """Texts by name; None where there is no draft that can be read."""
    try:
        found = json.loads(content) if content else None
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    return {str(name): words for name, words in found.items() if isinstance(words, str)}
