"""Sessions in a row, side by side: what was written for each, and what followed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.content import series as patterns
from ketaguide.flows import series as flow
from ketaguide.flows import series_story
from ketaguide.ui.errands import GoBack, OpenSeries, PlanSeries
from ketaguide.ui.pages import series_cells, series_words
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.series_board import SeriesBoard
from ketaguide.ui.pages.series_parts import ComparePicker, LookBackCard, TogetherCard
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Intro
from ketaguide.ui.widgets.pickers import Select
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.flows.series_story import SeriesGlance, Story
    from ketaguide.store.series import Series
    from ketaguide.ui.pages.series_cells import Telling

_COMPARED_HEIGHT = 230


class SeriesPage(Page):
    """``series_id`` is empty for the series at hand."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Session", "Series", "Entry", "Run", "Intention", "Insight", "Commitment", "CheckIn"}
    )

    def __init__(self, room: Room, *, series_id: str = "") -> None:
        super().__init__(room, name="series_page")
        self.sheet.set_sides(max_width=1560, margin=36)
        look = room.look
        self._series_id = series_id
        self._glance: SeriesGlance | None = None
        self._as_list = False
        self._compares = False
        self._back = self._button("series_back", tr("Back"), icon="arrow-left", kind="quiet")
        self._choose = Select(look=look, name=tr("Which series"))
        self._choose.setObjectName("series_choose")
        self._intro = Intro("", look=look)
        self._plan = self._button("series_plan", tr("Plan several together"), icon="calendar")
        self._gather = self._button("series_gather", tr("Put sessions I have together"))
        self._list = self._button("series_list", "", icon="list")
        self._compare = self._button("series_compare", "")
        self._change = self._button("series_change", tr("Change what is ahead"), icon="calendar")
        self._picker = ComparePicker(look=look)
        self._board = SeriesBoard(look=look)
        self._review = LookBackCard(look=look)
        self._together = TogetherCard(look=look)
        self._lay()
        self._wire()

    def reload(self) -> None:
        question = partial(
            series_story.glance, series_id=self._series_id, catalogue=self.room.catalogue()
        )
        self.room.desk.ask(question, self._on_loaded, owner=self)

    def focus_first(self) -> None:
        target = self._plan if self._list.isHidden() else self._list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_begun_at(self) -> None:
        self.sheet.open_at_top(self._back)

    def _button(
        self, name: str, words: str, *, icon: str | None = None, kind: str = "secondary"
    ) -> Button:
        button = Button(words, look=self.room.look, kind=kind, icon=icon)
        button.setObjectName(name)
        return button

    def _lay(self) -> None:
        look = self.room.look
        top = QWidget()
        flow_ = Flow(top, gap=look.gap(12))
        flow_.addWidget(self._back)
        flow_.addWidget(self._choose)
        ways = QWidget()
        row = Flow(ways, gap=look.gap(8))
        for button in (self._list, self._compare, self._change, self._plan, self._gather):
            row.addWidget(button)
        for part in (top, self._intro, ways, self._picker, self._board, self._review):
            self.body.addWidget(part)
        self.body.addWidget(self._together)
        self.body.addStretch(1)
        late: tuple[QWidget, ...] = (self._choose, self._list, self._compare, self._change)
        for part in (*late, self._picker, self._plan, self._gather, self._board):
            part.hide()
        self._review.hide()
        self._together.hide()

    def _wire(self) -> None:
        self._back.clicked.connect(self._on_back_clicked)
        self._choose.activated.connect(self._on_series_chosen)
        self._plan.clicked.connect(self._on_plan_clicked)
        self._gather.clicked.connect(self._on_gather_clicked)
        self._list.clicked.connect(self._on_list_clicked)
        self._compare.clicked.connect(self._on_compare_clicked)
        self._change.clicked.connect(self._on_change_clicked)
        self._picker.changed.connect(self._ask_pair)
        self._board.go_wanted.connect(self.go_wanted)
        self._board.turned.connect(self._on_turned)
        self._review.go_wanted.connect(self.go_wanted)
        self._together.put_in_wanted.connect(self._on_put_in)
        self._together.take_out_wanted.connect(self._on_take_out)
        self._together.remove_wanted.connect(self._on_remove)

    def _on_loaded(self, glance: SeriesGlance) -> None:
        self._glance = glance
        now, found = self.room.clock.now(), glance.series
        self._series_id = found.id if found else ""
        self._show_choice(glance)
        if found is None:
            self._intro.set_words(tr("Sessions in a row"), _none_words())
        else:
            where = series_words.where_words([one.session for one in glance.stories], now)
            self._intro.set_words(series_words.title_of(found.title), where)
        is_some = bool(glance.stories)
        is_ahead = any(one.session.starts_at >= now for one in glance.stories)
        self._plan.setVisible(found is None or not is_ahead)
        self._gather.setVisible(found is None and bool(glance.every))
        self._list.setVisible(is_some)
        self._compare.setVisible(is_some and len(glance.every) > 1)
        self._change.setVisible(found is not None and is_ahead)
        self._board.setVisible(is_some)
        self._picker.show_sessions(glance, now=now)
        self._review.show_glance(glance, now=now, catalogue=self.room.catalogue())
        self._together.setVisible(found is not None)
        self._together.show_glance(glance, now=now)
        self._follow()
        follow_the_eye(self)
        self.loaded()

    def _show_choice(self, glance: SeriesGlance) -> None:
        self._choose.clear()
        for one in glance.all_series:
            self._choose.add(one.id, series_words.title_of(one.title))
        self._choose.set_value(self._series_id)
        self._choose.setVisible(len(glance.all_series) > 1)

    def _follow(self) -> None:
        """Buttons say what they would do now; the board shows what was chosen."""
        self._list.set_words(tr("Show side by side") if self._as_list else tr("Show as a list"))
        self._compare.set_words(tr("Show all of them") if self._compares else tr("Compare two"))
        self._picker.setVisible(self._compares)
        if self._compares:
            self._ask_pair()
        elif self._glance is not None:
            self._show(self._glance.stories, 180)

    def _ask_pair(self) -> None:
        question = partial(
            series_story.pair,
            session_ids=self._picker.value(),
            catalogue=self.room.catalogue(),
        )
        self.room.desk.ask(question, self._on_pair, owner=self)

    def _on_pair(self, stories: tuple[Story, ...]) -> None:
        if self._compares:
            self._show(stories, _COMPARED_HEIGHT)

    def _show(self, stories: tuple[Story, ...], height: int) -> None:
        self._board.show_stories(
            stories,
            self._telling(height),
            as_list=self._as_list,
            width=self.sheet.wide_beside_bar(),
        )

    def _telling(self, height: int) -> Telling:
        families = self.room.catalogue().words("feelings")
        return series_cells.telling(self.room.clock.now(), families, body_height=height)

    def _on_turned(self) -> None:
        follow_the_eye(self)

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(GoBack())

    def _on_series_chosen(self) -> None:
        self._series_id = self._choose.value()
        self._compares = False
        self.reload()

    def _on_plan_clicked(self) -> None:
        self.go_wanted.emit(PlanSeries())

    def _on_change_clicked(self) -> None:
        self.go_wanted.emit(PlanSeries(self._series_id))

    def _on_gather_clicked(self) -> None:
        """A series without any session, to put those into that are there."""
        clock = self.room.clock
        idea = flow.Idea("", patterns.OWN, clock.zone())
        question = partial(flow.plan, idea=idea, starts=(), shared={}, now=clock.now())
        self.room.desk.ask(question, self._on_gathered, owner=self, failed=self.refused)

    def _on_gathered(self, made: Series) -> None:
        self.go_wanted.emit(OpenSeries(made.id))

    def _on_list_clicked(self) -> None:
        self._as_list = not self._as_list
        self._follow()

    def _on_compare_clicked(self) -> None:
        self._compares = not self._compares
        self._follow()
        follow_the_eye(self)

    def _on_put_in(self, session_id: str) -> None:
        Undo.over(self, self.room).ask(
            partial(flow.put_in, series_id=self._series_id, session_id=session_id),
            words=tr("The session is in the series now."),
            way_back=lambda moved: partial(flow.back, moved=moved),
        )

    def _on_take_out(self, session_id: str) -> None:
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        Undo.over(self, self.room).ask(
            partial(flow.take_out, session_id=session_id),
            words=tr("The session stands by itself now."),
            way_back=lambda moved: partial(flow.back, moved=moved),
        )

    def _on_remove(self) -> None:
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        Undo.over(self, self.room).ask(
            partial(flow.remove, series_id=self._series_id),
            words=tr("The series is removed. Its sessions stay."),
            way_back=lambda removed: partial(flow.undo, removed=removed),
        )


def _none_words() -> str:
    return tr(
        "Sessions that belong together can be planned at once, and seen side by side later. "
        "A single session needs none of this."
    )
