"""One insight on a page of its own."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows import insights
from ketaguide.flows.insights import Insights
from ketaguide.ui.errands import Errand, OpenEntry, OpenInsights, WriteStep
from ketaguide.ui.pages.insight_card import InsightCard
from ketaguide.ui.pages.insight_fields import muted
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Heading
from ketaguide.ui.widgets.tab_order import follow_the_eye


class InsightPage(Page):
    """Where it is due, how sure one is of it now comes first, before anything else is shown."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Insight", "Sureness", "Thread", "ThreadInsight"}
    )
    leads_back: ClassVar[Errand] = OpenInsights()

    def __init__(self, room: Room, *, insight_id: str) -> None:
        super().__init__(room, name="insight_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._id = insight_id
        self._card: InsightCard | None = None
        self._quiet = QuietStep(self)
        self._back = Button(tr("All insights"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("insight_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._gone = muted(tr("This insight is not here any more."), look=look)
        self._gone.hide()
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(Heading(tr("Something you kept"), look=look))
        self.body.addWidget(self._gone)
        self.body.addStretch(1)

    def reload(self) -> None:
        question = partial(insights.everything, now=self.room.clock.now())
        self.room.desk.ask(question, self._on_told, owner=self, failed=self.refused)

    def focus_first(self) -> None:
        """The question that is due; otherwise not in words that are kept, and store themselves."""
        if self._card is not None and self._card.kept.due is not None:
            self._card.focus_first()
        else:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_told(self, told: Insights) -> None:
        kept = next((one for one in told.kept if one.id == self._id), None)
        self._gone.setVisible(kept is None)
        if kept is None:
            self._drop()
        elif self._card is None:
            card = InsightCard(kept, room=self.room)
            card.entry_wanted.connect(self._on_entry_wanted)
            card.step_wanted.connect(self._on_step_wanted)
            card.remove_wanted.connect(self._on_remove_wanted)
            card.failed.connect(self._on_failed)
            self._card = card
            self.body.insertWidget(2, card)
            card.show()
        if self._card is not None:
            self._card.refresh(told)
        follow_the_eye(self)
        self.loaded()

    def _drop(self) -> None:
        card, self._card = self._card, None
        if card is not None:
            self.body.removeWidget(card)
            card.hide()
            self.room.unsaved.retire(card)

    def _on_entry_wanted(self) -> None:
        origin = self._card.kept.origin if self._card is not None else None
        if origin is not None:
            self.go_wanted.emit(OpenEntry(origin.entry_id))

    def _on_step_wanted(self) -> None:
        self.room.unsaved.flush()
        self.go_wanted.emit(WriteStep(insight_id=self._id))

    def _on_remove_wanted(self) -> None:
        self._quiet.ask(tr("Remove this insight now?"), self._remove)

    def _remove(self) -> None:
        self.room.unsaved.flush()
        Undo.over(self, self.room).ask(
            partial(insights.remove, insight_id=self._id),
            words=tr("Insight removed."),
            way_back=lambda removed: partial(insights.put_back, removed=removed),
        )
        self.go_wanted.emit(OpenInsights())

    def _on_failed(self, problem: KetaGuideError) -> None:
        self.refused(problem)

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(OpenInsights())
