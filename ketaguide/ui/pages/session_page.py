"""Planning a session, changing the plan, taking it away."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout

from ketaguide.base.clock import local
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows import series_plan, session_plan, store_session
from ketaguide.store import drafts
from ketaguide.ui import moments
from ketaguide.ui.errands import GoBack, PlanSeries
from ketaguide.ui.pages import session_values
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.pages.series_link import SeriesLink
from ketaguide.ui.pages.session_form import SessionForm
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Heading
from ketaguide.ui.widgets.marks import SavedLine
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ketaguide.flows.session_plan import Plan
    from ketaguide.vault.db import Db


class SessionPage(Page):
    """``session_id`` is empty for a new plan. What is typed is kept as a draft every second."""

    def __init__(self, room: Room, *, session_id: str = "") -> None:
        super().__init__(room, name="session_page")
        self.sheet.set_sides(max_width=1040, margin=36)
        look = room.look
        self._session_id = session_id or None
        self._plan: Plan | None = None
        self._draft_key = ""
        self._at_notice: Callable[[], None] | None = None
        self._quiet = QuietStep(self)
        self._form = SessionForm(look=look)
        self._form.setEnabled(False)
        self._store = Button(
            tr("Save the plan") if session_id else tr("Save the session"),
            look=look,
            kind="primary",
            icon="check",
        )
        self._cancel = Button(tr("Cancel"), look=look)
        self._remove = Button(tr("Remove this session"), look=look, kind="link", icon="trash-2")
        self._series = SeriesLink(look=look, offers="gather" if session_id else "plan")
        for button, name in (
            (self._store, "session_store"),
            (self._cancel, "session_cancel"),
            (self._remove, "session_remove"),
        ):
            button.setObjectName(name)
        self._saved = SavedLine(look=look)
        self._saved.heed(room.unsaved)
        self._saver = Autosave(self._compose, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._lay()
        self._form.changed.connect(self._on_changed_by_person)
        self._form.take_over_wanted.connect(self._on_take_over_wanted)
        self._store.clicked.connect(self._on_store_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)
        self._series.go_wanted.connect(self.go_wanted)
        self._series.plan_wanted.connect(self._on_plan_series_wanted)
        self._saver.saved.connect(self._on_saved)
        self._saver.failed.connect(self.refused)
        self.notice.action_wanted.connect(self._on_notice_action_wanted)

    def reload(self) -> None:
        question = partial(session_plan.read, session_id=self._session_id)
        self.room.desk.ask(question, self._on_loaded, owner=self, failed=self._on_gone)

    def focus_first(self) -> None:
        self._form.setFocus()

    def _lay(self) -> None:
        look = self.room.look
        title = tr("The plan for your session") if self._session_id else tr("Plan a session")
        lead = tr("Only the day and time are needed. The rest can wait, or stay empty.")
        head = Stack()
        head.setSpacing(look.gap(4))
        head.addWidget(Heading(title, look=look))
        head.addWidget(Body(lead, look=look, tone="muted"))
        head.addWidget(self._series, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(head)
        self.body.addWidget(self._form)
        if self._session_id:
            row = QHBoxLayout()
            row.addWidget(self._remove)
            row.addStretch(1)
            self.body.addLayout(row)
        else:
            self._remove.hide()
        self.body.addStretch(1)
        self._bar = Bar([self._cancel], self._saved, [self._store], look=look)
        self.keep_below(self._bar)
        follow_the_eye(self)

    def _on_loaded(self, plan: Plan) -> None:
        self._plan = plan
        self._draft_key = plan.draft_key
        self._series.show_place(plan.place)
        kept = self._stored_values()
        values = session_values.read_draft(plan.draft, kept) if plan.draft else kept
        self._form.show_given(session_values.of_clinic(plan.clinic))
        self._form.set_values(values)
        self._form.setEnabled(True)
        self._follow()
        if values != kept:
            self._at_notice = self._drop_draft
            self.notice.show_text(
                tr("This is what you had begun. It is not saved yet."),
                action=tr("Throw the draft away"),
            )
        self._form.setFocus()
        QTimer.singleShot(0, self, self._on_begun_at)

    def _stored_values(self) -> dict[str, str]:
        session = self._plan.session if self._plan else None
        if session is not None:
            return session_values.of_session(session)
        clinic = self._plan.clinic if self._plan else None
        clock = self.room.clock
        return session_values.fresh(clock.now(), clock.zone(), clinic=clinic)

    def _on_gone(self, problem: KetaGuideError) -> None:
        self._store.setEnabled(False)
        self.notice.show_error(problem)

    def _compose(self) -> Callable[[Db], object]:
        return partial(
            drafts.put,
            key=self._draft_key,
            content=json.dumps(self._form.values(), ensure_ascii=False),
        )

    def _on_changed_by_person(self) -> None:
        self._saver.touch()
        self._follow()

    def _follow(self) -> None:
        values = self._form.values()
        self._form.say_when(self.room.clock.now())
        self._form.when.set_problem(_problem(values))
        self._form.offer_clinic(self._offer_words(values))

    def _offer_words(self, values: Mapping[str, str]) -> str:
        """Words of the offer to copy the clinic of another session.

        Empty where none has one, or where the person has already said something of theirs.
        """
        earlier = self._plan.earlier if self._plan else None
        clinic = self._plan.clinic if self._plan and not self._session_id else None
        if earlier is None:
            return ""
        blank, begun = session_values.of_clinic(None), session_values.of_clinic(clinic)
        noted = {name: values[name].strip() for name in session_values.CLINIC}
        theirs = session_values.of_session(earlier)
        known = {name: theirs[name].strip() for name in session_values.CLINIC}
        if noted not in (blank, begun) or known in (blank, noted):
            return ""
        today = local(self.room.clock.now(), earlier.zone).date()
        day = moments.day_words(local(earlier.starts_at, earlier.zone).date(), today=today)
        return tr("Use the same clinic as on {day}", day=day)

    def _on_plan_series_wanted(self) -> None:
        """What was typed goes along."""
        if self._form.values() == self._stored_values():
            self.go_wanted.emit(PlanSeries())
        else:
            question = partial(series_plan.take_over, content=json.dumps(self._form.values()))
            self._saver.store(question, self._on_taken_over, failed=self.refused)

    def _on_taken_over(self, _answer: object) -> None:
        self.go_wanted.emit(PlanSeries())

    def _on_take_over_wanted(self) -> None:
        earlier = self._plan.earlier if self._plan else None
        if earlier is not None:
            theirs = session_values.of_session(earlier)
            clinic = {name: theirs[name] for name in session_values.CLINIC}
            self._form.set_values({**self._form.values(), **clinic})
            self._on_changed_by_person()

    def _on_saved(self) -> None:
        self._saved.show_saved()
        self._saved.set_text(tr("Draft kept, encrypted on this computer"))
        self._bar.fit()

    def _on_store_clicked(self) -> None:
        values = self._form.values()
        problem = _problem(values)
        self._form.when.set_problem(problem)
        if problem:
            self._form.setFocus()
            return
        self._unless_quiet(tr("Change this past session now?"), self._store_plan)

    def _unless_quiet(self, wish: str, deed: Callable[[], None]) -> None:
        """A plan can change at any time; what has begun is part of a session that was."""
        session = self._plan.session if self._plan else None
        if session is not None and session.starts_at <= self.room.clock.now():
            self._quiet.ask(wish, deed)
        else:
            deed()

    def _store_plan(self) -> None:
        values = self._form.values()
        self._set_open(is_open=False)
        question = partial(
            store_session.store,
            session_id=self._session_id,
            prepared_by=[g.id for g in self.room.catalogue().guides("preparation")],
            **session_values.fields(values),
        )
        self._saver.store(question, self._on_stored, failed=self._on_not_stored)

    def _on_stored(self, _session: object) -> None:
        self.go_wanted.emit(GoBack(tr("The plan is saved. You can change it at any time.")))

    def _on_not_stored(self, problem: KetaGuideError) -> None:
        self._set_open(is_open=True)
        self.refused(problem)

    def _set_open(self, *, is_open: bool) -> None:
        """While a plan is being stored nothing can be added to it, or stored twice."""
        self._form.setEnabled(is_open)
        self._store.setEnabled(is_open)

    def _on_cancel_clicked(self) -> None:
        if self._plan is not None and self._form.values() == self._stored_values():
            self._drop_draft()
            self.go_wanted.emit(GoBack())
        else:
            self.go_wanted.emit(
                GoBack(tr("Not saved yet. What you typed is kept as a draft for next time."))
            )

    def _drop_draft(self) -> None:
        self._saver.forget()
        self._form.set_values(self._stored_values())
        self._follow()
        self._saved.hide()
        question = partial(drafts.remove, key=self._draft_key)
        self.room.desk.ask(question, owner=self)

    def _on_notice_action_wanted(self) -> None:
        action, self._at_notice = self._at_notice, None
        self.notice.clear()
        if action is not None:
            action()

    def _on_remove_clicked(self) -> None:
        self._at_notice = self._take_away
        self.notice.show_text(
            tr("Remove this session?"),
            tr(
                "The plan goes: day, place, people, your clinic's rules. What you wrote stays in "
                "the journal and belongs to no session then."
            ),
            kind="care",
            action=tr("Remove it"),
        )

    def _take_away(self) -> None:
        self._unless_quiet(tr("Remove this past session now?"), self._take_away_now)

    def _take_away_now(self) -> None:
        if self._session_id is None:
            return
        self._saver.flush()
        self._saver.forget()
        Undo.over(self, self.room).ask(
            partial(store_session.remove, session_id=self._session_id),
            words=tr("The session is removed."),
            way_back=lambda removed: partial(store_session.undo, removed=removed),
        )
        self.go_wanted.emit(GoBack(is_gone=True))


def _problem(values: Mapping[str, str]) -> str:
    if session_values.is_skipped(values):
        return tr("The clocks go forward that night, past this time. Choose another one.")
    return ""
