"""Planning several sessions together, or changing what is ahead of a series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows import series as flow
from ketaguide.flows import series_plan
from ketaguide.store import drafts
from ketaguide.ui import moments
from ketaguide.ui.errands import GoBack, OpenSeries
from ketaguide.ui.pages import series_values, session_values
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.series_days import SeriesDays
from ketaguide.ui.pages.series_idea import SeriesIdea
from ketaguide.ui.pages.session_form import SessionForm
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Body, Intro, Title
from ketaguide.ui.widgets.marks import SavedLine
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.flows.series_plan import SeriesPlan
    from ketaguide.store.series import Series
    from ketaguide.ui.pages.series_values import Slot, Values
    from ketaguide.vault.db import Db


class SeriesPlanPage(Page):
    """``series_id`` is empty for a new one. What is typed is kept as a draft every second."""

    def __init__(self, room: Room, *, series_id: str = "") -> None:
        super().__init__(room, name="series_plan_page")
        self.sheet.set_sides(max_width=1040, margin=36)
        look = room.look
        self._series_id = series_id
        self._plan: SeriesPlan | None = None
        self._draft_key = ""
        self._stored: Values | None = None
        self._own_days: dict[str, tuple[str, str]] = {}
        self._at_notice: Callable[[], None] | None = None
        self._idea = SeriesIdea(look=look, is_new=not series_id)
        self._days = SeriesDays(look=look, is_new=not series_id)
        self._form = SessionForm(look=look, with_day=False)
        words = tr("Save the plan") if series_id else tr("Save these sessions")
        self._store = Button(words, look=look, kind="primary", icon="check")
        self._store.setObjectName("series_store")
        self._cancel = Button(tr("Cancel"), look=look)
        self._cancel.setObjectName("series_cancel")
        self._saved = SavedLine(look=look)
        self._saved.heed(room.unsaved)
        self._saver = Autosave(self._compose, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._lay()
        self._set_open(is_open=False)
        self._idea.changed.connect(self._on_changed_by_person)
        self._form.changed.connect(self._on_changed_by_person)
        self._form.take_over_wanted.connect(self._on_take_over_wanted)
        self._days.day_chosen.connect(self._on_day_chosen)
        self._days.day_left.connect(self._on_day_left)
        self._days.grown.connect(self._on_grown)
        self._days.shift_wanted.connect(self._on_shift_wanted)
        self._store.clicked.connect(self._on_store_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._saver.saved.connect(self._on_saved)
        self._saver.failed.connect(self.refused)
        self.notice.action_wanted.connect(self._on_notice_action_wanted)

    def reload(self) -> None:
        question = partial(series_plan.read, series_id=self._series_id, now=self.room.clock.now())
        self.room.desk.ask(question, self._on_loaded, owner=self, failed=self._on_gone)

    def focus_first(self) -> None:
        self._idea.title.setFocus()

    def _lay(self) -> None:
        look = self.room.look
        title = tr("Plan several sessions together")
        lead = tr("Say once what holds for all of them. Any of it can wait, or stay empty.")
        if self._series_id:
            title = tr("Change what is ahead")
            lead = tr("Only what you change here is changed. It holds for all that have not begun.")
        pair = Columns(look=look, at=820, gap=20)
        for part in (self._idea, self._days):
            holder = QWidget()
            column = Stack(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(part)
            pair.add(holder)
        same = Stack()
        same.setSpacing(look.gap(4))
        same.addWidget(Title(tr("The same for each session"), look=look))
        same.addWidget(
            Body(tr("You can change it for a single one later."), look=look, tone="muted")
        )
        self.body.addWidget(Intro(title, lead, look=look))
        self.body.addWidget(pair)
        self.body.addLayout(same)
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        self._bar = Bar([self._cancel], self._saved, [self._store], look=look)
        self.keep_below(self._bar)
        follow_the_eye(self)

    def _on_loaded(self, plan: SeriesPlan) -> None:
        clock = self.room.clock
        self._plan = plan
        self._draft_key = plan.draft_key
        self._stored = series_values.of_plan(plan, clock.now(), clock.zone())
        values = self._stored
        if plan.draft:
            values = series_values.read_draft(plan.draft, self._stored)
        self._form.show_given(session_values.of_clinic(plan.clinic))
        self._show(values)
        self._set_open(is_open=True)
        if values != self._stored:
            self._at_notice = self._drop_draft
            self.notice.show_text(
                tr("This is what you had begun. It is not saved yet."),
                action=tr("Throw the draft away"),
            )
        follow_the_eye(self)
        self.focus_first()
        QTimer.singleShot(0, self, self._on_begun_at)

    def _on_gone(self, problem: KetaGuideError) -> None:
        self.notice.show_error(problem)

    def _show(self, values: Values) -> None:
        self._own_days = dict(values.own_days)
        self._idea.set_values(values.texts)
        self._form.set_values(values.texts)
        self._follow()

    def _values(self) -> Values:
        """The form says all but the day, which stands with the idea."""
        form = {name: text for name, text in self._form.values().items() if name not in _WHEN}
        return series_values.Values({**self._idea.values(), **form}, dict(self._own_days))

    def _slots(self) -> tuple[Slot, ...]:
        return series_values.slots(self._values(), self._plan)

    def _follow(self) -> None:
        now = self.room.clock.now()
        self._idea.say_when(now)
        self._days.show_slots(self._slots(), now=now)
        self._form.offer_clinic(self._offer_words())

    def _offer_words(self) -> str:
        """Only while nothing is said: what a person wrote is never put out of their sight."""
        earlier = self._plan.earlier if self._plan and not self._series_id else None
        if earlier is None or self._stored is None:
            return ""
        values, theirs = self._values(), session_values.of_session(earlier)
        said = series_values.changed(values, self._stored)
        if said or all(theirs[n].strip() == values.texts[n].strip() for n in series_values.SHARED):
            return ""
        today = local(self.room.clock.now(), earlier.zone).date()
        day = moments.day_words(local(earlier.starts_at, earlier.zone).date(), today=today)
        return tr("Use the same place, people and clinic as on {day}", day=day)

    def _compose(self) -> Callable[[Db], object]:
        content = self._values().to_json()
        return partial(drafts.put, key=self._draft_key, content=content)

    def _on_changed_by_person(self) -> None:
        self._saver.touch()
        self._follow()

    def _on_take_over_wanted(self) -> None:
        earlier = self._plan.earlier if self._plan else None
        if earlier is not None:
            theirs = session_values.of_session(earlier)
            shared = {name: theirs[name] for name in series_values.SHARED}
            self._form.set_values({**self._form.values(), **shared})
            self._on_changed_by_person()
            self._form.setFocus()

    def _on_day_chosen(self, key: str, day: str, at: str) -> None:
        self._own_days[key] = (day, at)
        self._on_changed_by_person()

    def _on_day_left(self, key: str) -> None:
        self._own_days.pop(key, None)
        self._on_changed_by_person()

    def _on_grown(self) -> None:
        follow_the_eye(self)

    def _on_shift_wanted(self, days: int) -> None:
        moved = series_values.shifted(self._values(), self._slots(), days)
        self._own_days = dict(moved.own_days)
        self._on_changed_by_person()

    def _on_saved(self) -> None:
        self._saved.show_saved()
        self._saved.set_text(tr("Draft kept, encrypted on this computer"))
        self._bar.fit()

    def _on_store_clicked(self) -> None:
        skipped = self._days.first_skipped()
        if skipped is not None:
            self.sheet.bring_into_view(skipped)
            return
        self._set_open(is_open=False)
        question = self._change() if self._series_id else self._plan_new()
        self._saver.store(question, self._on_stored, failed=self._on_not_stored)

    def _plan_new(self) -> Callable[[Db], object]:
        values, room = self._values(), self.room
        texts = values.texts
        idea = flow.Idea(texts["title"].strip(), texts["pattern"], texts["zone"])
        starts = [slot.moment for slot in self._slots()]
        return partial(
            flow.plan,
            idea=idea,
            starts=[moment for moment in starts if moment is not None],
            shared=series_values.shared(values),
            now=room.clock.now(),
            prepared_by=[guide.id for guide in room.catalogue().guides("preparation")],
        )

    def _change(self) -> Callable[[Db], object]:
        values = self._values()
        stored = self._stored or values
        moved = {one.key: one.moment for one in self._slots() if one.is_own}
        return partial(
            flow.change_ahead,
            series_id=self._series_id,
            now=self.room.clock.now(),
            starts={key: moment for key, moment in moved.items() if moment is not None},
            changed=series_values.shared(values, only=series_values.changed(values, stored)),
            title=values.texts["title"].strip(),
        )

    def _on_stored(self, stored: Series) -> None:
        self.go_wanted.emit(OpenSeries(stored.id))

    def _on_not_stored(self, problem: KetaGuideError) -> None:
        self._set_open(is_open=True)
        self.refused(problem)

    def _set_open(self, *, is_open: bool) -> None:
        """While a plan is being stored nothing can be added to it, or stored twice."""
        for part in (self._idea, self._days, self._form, self._store):
            part.setEnabled(is_open)

    def _on_cancel_clicked(self) -> None:
        if self._stored is not None and self._values() == self._stored:
            self._drop_draft()
            self._leave("")
        else:
            self._leave(tr("Not saved yet. What you typed is kept as a draft for next time."))

    def _leave(self, note: str) -> None:
        back = OpenSeries(self._series_id) if self._series_id and not note else GoBack(note)
        self.go_wanted.emit(back)

    def _drop_draft(self) -> None:
        self._saver.forget()
        if self._stored is not None:
            self._show(replace(self._stored, own_days={}))
        self._saved.hide()
        question = partial(drafts.remove, key=self._draft_key)
        self.room.desk.ask(question, owner=self)

    def _on_notice_action_wanted(self) -> None:
        action, self._at_notice = self._at_notice, None
        self.notice.clear()
        if action is not None:
            action()


_WHEN = ("day", "time", "zone")
