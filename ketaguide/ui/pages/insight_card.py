"""One insight opened: its words, what hangs on it, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import insights
from ketaguide.flows import threads as threads_flow
from ketaguide.flows.insights import Insights, Kept
from ketaguide.store import threads
from ketaguide.ui.models.insight_words import kept_day, opening, origin_words, session_words
from ketaguide.ui.pages.insight_fields import HoldField, SureField, ThreadsField, row_of
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Lead, Small
from ketaguide.ui.widgets.marks import SavedLine
from ketaguide.ui.widgets.notice import announce

if TYPE_CHECKING:
    from ketaguide.vault.db import Db


class InsightCard(Card):
    """What is typed is stored by itself. ``short`` is the form right after keeping a passage."""

    entry_wanted = Signal()
    step_wanted = Signal()
    remove_wanted = Signal()
    done_wanted = Signal()
    failed = Signal(object)  # KetaGuideError

    def __init__(self, kept: Kept, *, room: Room, short: bool = False) -> None:
        super().__init__(look=room.look, padding=28)
        self.setObjectName("insight_card")
        look = room.look
        self._room = room
        self._kept = kept
        self._words = TextEdit(kept.insight.text, look=look, lines=3)
        self._words.setObjectName("insight_words")
        self._asks = TextEdit(kept.insight.asks, look=look, lines=2)
        self._asks.setObjectName("insight_asks")
        self._hold = HoldField(kept.insight.hold, look=look)
        self._sure = SureField(kept, look=look)
        self._threads = ThreadsField(look=look)
        self._saved = SavedLine(look=look)
        self._saved.heed(room.unsaved)
        self._saver = Autosave(self._question, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.saved.connect(self._saved.show_saved)
        self._saver.failed.connect(self.failed)
        self._first = self._lay_short() if short else self._lay()
        self._bind()

    @property
    def insight_id(self) -> str:
        return self._kept.id

    @property
    def kept(self) -> Kept:
        """As the vault told it last."""
        return self._kept

    def focus_first(self) -> None:
        """The question that is due, or what one came to change."""
        target = self._sure.slider if self._kept.due is not None else self._first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def store_now(self) -> None:
        """Before leaving."""
        self._saver.flush()

    def refresh(self, told: Insights) -> None:
        """Show what changed around it; words that are being written stay as they are."""
        kept = next((one for one in told.kept if one.id == self._kept.id), None)
        if kept is None:
            return
        self._kept = kept
        self._sure.show_kept(kept)
        inside = {one.id for one in kept.threads}
        self._threads.show_threads(told.threads, inside=inside)

    def _lay_short(self) -> QWidget:
        """After keeping: a few things that may be said, all of which can be left."""
        look = self._room.look
        self.body.addWidget(Small(tr("Kept. What follows can be left out."), look=look))
        words = Lead(opening(self._kept), look=look)
        words.setObjectName("kept_words")
        done = Button(tr("Done"), look=look, kind="primary", icon="check")
        done.setObjectName("kept_done")
        done.clicked.connect(self.done_wanted)
        self.body.addWidget(words)
        for part in (self._sure, self._hold, self._threads, row_of(done, self._saved, look=look)):
            self._put(part)
        return self._sure.slider

    def _lay(self) -> QWidget:
        look = self._room.look
        self.body.addWidget(Small(self._facts(), look=look))
        is_asked = self._kept.due is not None
        if is_asked:
            quote = Lead(opening(self._kept), look=look)
            quote.setObjectName("insight_quote")
            self.body.addWidget(quote)
            self._put(self._sure)
        self._put(Field(tr("Its words"), self._words, look=look))
        if self._kept.origin is not None:
            self.body.addWidget(self._entry_button(), 0, Qt.AlignmentFlag.AlignLeading)
        hint = tr("If it asks for something. It does not have to.")
        self._put(Field(tr("What it asks of me"), self._asks, look=look, hint=hint))
        self._put(self._hold)
        if not is_asked:
            self._put(self._sure)
        self._put(self._threads)
        step = Button(tr("Make one small step of it"), look=look, icon="sprout")
        step.setObjectName("insight_step")
        step.clicked.connect(self.step_wanted)
        remove = Button(tr("Remove"), look=look, kind="quiet", icon="trash-2")
        remove.setObjectName("insight_remove")
        remove.clicked.connect(self.remove_wanted)
        self._put(row_of(step, remove, self._saved, look=look))
        return self._words

    def _put(self, part: QWidget) -> None:
        """With air above it: each is a thing of its own, and may be left."""
        self.body.addSpacing(self._room.look.gap(12))
        self.body.addWidget(part)

    def _entry_button(self) -> Button:
        title = origin_words(self._kept, catalogue=self._room.catalogue(), today=self._today())
        words = tr("Open where it is from: {title}", title=title)
        entry = Button(words, look=self._room.look, kind="link")
        entry.setObjectName("insight_entry")
        entry.clicked.connect(self.entry_wanted)
        return entry

    def _facts(self) -> str:
        today = self._today()
        day = tr("Kept on {day}", day=kept_day(self._kept, today=today))
        return " · ".join(filter(None, (day, session_words(self._kept, today=today))))

    def _today(self) -> date:
        clock = self._room.clock
        return local(clock.now(), clock.zone()).date()

    def _bind(self) -> None:
        for signal in (self._words.textChanged, self._asks.textChanged):
            signal.connect(self._on_changed)
        self._hold.changed.connect(self._on_changed)
        self._sure.changed.connect(self._on_changed)
        self._sure.left.connect(self._on_left)
        self._threads.picked.connect(self._on_picked)
        self._threads.named.connect(self._on_named)

    def _question(self) -> Callable[[Db], object]:
        clock = self._room.clock
        return partial(
            insights.describe,
            insight_id=self._kept.id,
            now=clock.now(),
            zone=clock.zone(),
            sure=self._sure.value(),
            text=self._words.toPlainText(),
            asks=self._asks.toPlainText().strip(),
            hold=self._hold.text(),
        )

    def _on_changed(self) -> None:
        self._saver.touch()

    def _on_left(self) -> None:
        clock = self._room.clock
        question = partial(
            insights.answer,
            insight_id=self._kept.id,
            value=None,
            now=clock.now(),
            zone=clock.zone(),
        )
        self._ask(question)
        announce(self, tr("Left for this time."))

    def _on_picked(self, thread_id: str, is_in: bool) -> None:  # noqa: FBT001 - a signal's argument
        insight_id = self._kept.id
        if is_in:
            self._ask(partial(threads.link, thread_id=thread_id, insight_id=insight_id))
            return
        Undo.over(self, self._room).ask(
            partial(threads.unlink, thread_id=thread_id, insight_id=insight_id),
            words=tr("Taken out of the thread."),
            way_back=lambda taken: partial(threads.restore, removed=taken),
        )

    def _on_named(self, title: str) -> None:
        zone, insight_id = self._room.clock.zone(), self._kept.id
        self._ask(partial(threads_flow.named, title=title, zone=zone, insight_id=insight_id))

    def _ask(self, question: Callable[[Db], object]) -> None:
        self._room.desk.ask(question, owner=self, failed=self.failed.emit)
