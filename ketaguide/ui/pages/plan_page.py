"""One's own plan for hard moments: six parts, each of which may stay empty."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.plan import PlanSection, sections
from ketaguide.ui.pages.safety_cards import plan_list
from ketaguide.ui.pages.safety_sheet import SafetySheet
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import Autosave
from ketaguide.ui.widgets.bar import Bar
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.feelings import Chip
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Heading, Lead, Small
from ketaguide.ui.widgets.marks import SavedLine
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.tab_order import follow_the_eye

if TYPE_CHECKING:
    from ketaguide.vault.db import Db

_LINES = 3


class PlanPart(QWidget):
    """A question, room for an answer, and beginnings of sentences. There is no Save."""

    saved = Signal()
    failed = Signal(object)

    def __init__(self, section: PlanSection, *, room: Room) -> None:
        super().__init__()
        look = room.look
        self.section = section
        self.setObjectName(f"plan_{section.id}")
        self._room = room
        self._saver = Autosave(self._question, desk=room.desk, unsaved=room.unsaved, parent=self)
        self._saver.saved.connect(self.saved)
        self._saver.failed.connect(self.failed)
        self.edit = TextEdit(look=look, lines=_LINES)
        self.edit.setObjectName("plan_text")
        card = Card(look=look, padding=20)
        card.body.addWidget(Field(section.title, self.edit, look=look, hint=section.ask))
        starters = QWidget()
        row = Flow(starters, gap=look.gap(8))
        for words in section.starters:
            chip = Chip(tr("{words} …", words=words), look=look, is_choice=False, is_small=True)
            chip.setObjectName("plan_starter")
            chip.clicked.connect(partial(self._on_starter_clicked, words))
            row.addWidget(chip)
        card.body.addWidget(starters)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.edit.textChanged.connect(self._on_text_changed)

    def show_text(self, text: str) -> None:
        """What the vault has; never over what is being written."""
        is_used = self.edit.hasFocus() and bool(self.edit.toPlainText())
        if self._saver.is_clean and not is_used and text != self.edit.toPlainText():
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)

    def store_now(self) -> None:
        self._saver.flush()

    def _on_text_changed(self) -> None:
        self._saver.touch()

    def _on_starter_clicked(self, words: str) -> None:
        """On a line of its own, with the cursor where the sentence goes on."""
        before = self.edit.toPlainText()
        gap = "\n" if before and not before.endswith("\n") else ""
        cursor = self.edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(f"{gap}{words} ")
        self.edit.setTextCursor(cursor)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self) -> Callable[[Db], object]:
        # Only here, so that a locked window never imports the database.
        from ketaguide.store import plan

        return partial(
            plan.put,
            part_id=self.section.id,
            text=self.edit.toPlainText(),
            zone=self._room.clock.zone(),
        )


class PlanPage(SafetySheet):
    """Written while unlocked; while locked it is read, where the person allowed it."""

    watches: ClassVar[frozenset[str]] = frozenset({"PlanPart"})

    def __init__(self, room: Room, *, unlocked: bool) -> None:
        super().__init__(room, name="plan_page", unlocked=unlocked)
        look = room.look
        self._parts: tuple[PlanPart, ...] = ()
        self.body.addWidget(Heading(self.words("plan", "title"), look=look))
        if unlocked:
            self._lay()
        else:
            self._lay_locked()
        self.body.addStretch(1)
        follow_the_eye(self)

    def show_lifelines(self) -> None:
        written = {part.id: part.text for part in self.card.plan} if self.card else {}
        for part in self._parts:
            part.show_text(written.get(part.section.id, ""))

    def focus_first(self) -> None:
        if self._parts:
            self._parts[0].edit.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes this page away, the last second of typing is kept."""
        for part in self._parts:
            part.store_now()
        super().hideEvent(event)

    def _lay(self) -> None:
        look = self.room.look
        self.sheet.set_sides(max_width=1040, margin=36)
        self.body.addWidget(Lead(self.words("plan", "lead"), look=look))
        self.body.addWidget(Body(self.words("plan", "life"), look=look, tone="danger"))
        self._parts = tuple(PlanPart(one, room=self.room) for one in sections(self.lines))
        for first in range(0, len(self._parts), 2):
            row = Columns(look=look)
            for part in self._parts[first : first + 2]:
                row.add(part)
                part.saved.connect(self._on_saved)
                part.failed.connect(self.refused)
            self.body.addWidget(row)
        self._saved = SavedLine(look=look)
        self._saved.heed(self.room.unsaved)
        self.body.addWidget(Small(self.words("plan", "nobody"), look=look))
        wallet = Button(self.words("page", "wallet"), look=look, kind="quiet", icon="printer")
        wallet.setObjectName("plan_wallet")
        wallet.clicked.connect(partial(self.layer_wanted.emit, "wallet"))
        done = Button(tr("Done"), look=look, kind="primary", icon="check")
        done.setObjectName("plan_done")
        done.clicked.connect(self.closed)
        self.keep_below(Bar([wallet], self._saved, [done], look=look))

    def _lay_locked(self) -> None:
        look, card = self.room.look, self.card
        self.body.addWidget(Body(self.words("plan", "life"), look=look, tone="danger"))
        if card is None or not card.shows_plan:
            self.body.addWidget(Lead(self.words("plan", "locked"), look=look))
        elif not card.plan:
            self.body.addWidget(Lead(self.words("plan", "empty"), look=look))
        else:
            self.body.addWidget(plan_list(card.plan, lines=self.lines, look=look, wide=True))

    def _on_saved(self) -> None:
        self._saved.show_saved()
