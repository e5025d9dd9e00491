"""Sealed letters: a quiet list without any words, and one letter at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.clock import local
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.flows import sealed
from ketaguide.store import letters
from ketaguide.ui import moments
from ketaguide.ui.errands import GoBack
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import moment_words
from ketaguide.ui.pages.entry_reader import MOST_CHARS
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Intro, Small, Strong
from ketaguide.ui.widgets.shred_ask import ShredAsk
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tab_order import follow_the_eye
from ketaguide.ui.widgets.tiles import LineButton

if TYPE_CHECKING:
    from ketaguide.flows.sealed import SealedRow
    from ketaguide.store.letters import Letter


class LettersPage(Page):
    """None of their words is on screen before one is opened."""

    watches: ClassVar[frozenset[str]] = frozenset({"Letter"})

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="letters_page")
        self.sheet.set_sides(max_width=760, margin=36)
        look = room.look
        self._rows: tuple[SealedRow, ...] = ()
        self._open: LetterCard | None = None
        self._newest: LineButton | None = None
        self._quiet = QuietStep(self)
        self._back = Button(tr("Journal"), look=look, kind="quiet", icon="arrow-left")
        self._back.setObjectName("letters_back")
        self._back.clicked.connect(self._on_back_clicked)
        self._list = Stack()
        self._list.setSpacing(look.gap(8))
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Intro(tr("Sealed letters"), _lead(), look=look))
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def reload(self) -> None:
        self.room.desk.ask(sealed.listed, self._on_listed, owner=self)

    def focus_first(self) -> None:
        """The letter that is open, or the newest; without any, the way back."""
        line = self._newest or self._back
        target = self._open.seal if self._open is not None else line
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_listed(self, rows: tuple[SealedRow, ...]) -> None:
        self._rows = rows
        if self._open is not None and self._open.letter_id not in {row.id for row in rows}:
            self._open = None
        if self._open is None:
            self._show_list()
        self.loaded()

    def _show_list(self) -> None:
        self._empty_list()
        look, clock = self.room.look, self.room.clock
        today = local(clock.now(), clock.zone()).date()
        for number, row in enumerate(self._rows):
            day = moments.day_words(local(row.written_at, row.zone).date(), today=today)
            line = LineButton(tr("A letter of {day}", day=day), look=look)
            line.setObjectName(f"letter_{number}")
            line.clicked.connect(partial(self._read, row.id))
            self._newest = self._newest or line
            self._put(line)
        if not self._rows:
            self._put(Body(tr("No letter is sealed now."), look=look, tone="muted"))
        follow_the_eye(self)

    def _empty_list(self) -> None:
        self._open = self._newest = None
        while item := self._list.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _put(self, part: QWidget) -> None:
        self._list.addWidget(part)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        part.show()

    def _read(self, letter_id: str) -> None:
        question = partial(letters.get, letter_id=letter_id)
        self.room.desk.ask(question, self._show_letter, owner=self, failed=self._on_failed)

    def _show_letter(self, letter: Letter) -> None:
        self._empty_list()
        card = LetterCard(letter, look=self.room.look)
        card.seal_wanted.connect(self._close)
        card.journal_wanted.connect(partial(self._to_journal, letter.id))
        card.ask_wanted.connect(self._on_ask_wanted)
        card.shred_wanted.connect(partial(self._shred, letter.id))
        self._open = card
        self._put(card)
        follow_the_eye(self)
        self.sheet.verticalScrollBar().setValue(0)
        self.focus_first()

    def _close(self) -> None:
        self._show_list()
        self.focus_first()

    def _to_journal(self, letter_id: str) -> None:
        Undo.over(self, self.room).ask(
            partial(sealed.to_journal, letter_id=letter_id),
            words=tr("The letter stands in the journal now."),
            way_back=lambda moved: partial(sealed.back, moved=moved),
        )
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ask_wanted(self) -> None:
        if self._open is not None:
            self._quiet.ask(tr("Shred this letter now?"), self._open.ask_once_more)

    def _shred(self, letter_id: str) -> None:
        question = partial(sealed.shred, letter_id=letter_id)
        self.room.desk.ask(question, self._on_shredded, owner=self, failed=self._on_failed)

    def _on_shredded(self, _answer: object) -> None:
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.notice.show_text(tr("The letter is shredded."))

    def _on_failed(self, problem: KetaGuideError) -> None:
        self.refused(problem)
        self.reload()

    def _on_back_clicked(self) -> None:
        self.go_wanted.emit(GoBack())


class LetterCard(Card):
    """One letter, and three equal ways for it to go on."""

    seal_wanted = Signal()
    journal_wanted = Signal()
    ask_wanted = Signal()
    shred_wanted = Signal()

    def __init__(self, letter: Letter, *, look: Look) -> None:
        super().__init__(look=look, padding=24)
        self.setObjectName("letter_card")
        self.letter_id = letter.id
        self._words = _words(letter.body, look=look)
        self.seal = Button(tr("Close it, sealed"), look=look, icon="lock")
        self.journal = Button(tr("Put it into the journal"), look=look, icon="notebook-pen")
        self.shred = Button(tr("Shred it"), look=look, icon="trash-2")
        self._ways = QWidget()
        flow = Flow(self._ways, gap=look.gap(8))
        for name, button, wanted in (
            ("letter_seal", self.seal, self.seal_wanted),
            ("letter_to_journal", self.journal, self.journal_wanted),
            ("letter_shred", self.shred, self.ask_wanted),
        ):
            button.setObjectName(name)
            button.clicked.connect(wanted)
            flow.addWidget(button)
        self._ask = ShredAsk(look=look)
        self._ask.hide()
        self._ask.leave_wanted.connect(self._on_left)
        self._ask.shred_wanted.connect(self.shred_wanted)
        title = " ".join(letter.title.split())
        if title:
            self.body.addWidget(Strong(title, look=look))
        self.body.addWidget(Small(moment_words(letter.written_at, letter.zone), look=look))
        self.body.addWidget(self._words)
        self.body.addSpacing(look.gap(4))
        self.body.addWidget(self._ways)
        self.body.addWidget(self._ask)

    def ask_once_more(self) -> None:
        """Shredding is the one step that has no way back."""
        self._ways.hide()
        self._ask.show()
        self._ask.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask.say()

    def _on_left(self) -> None:
        self._ask.hide()
        self._ways.show()
        self.shred.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(text: str, *, look: Look) -> QWidget:
    """To be read; a very long one in a field of its own, which lays out only what is in sight."""
    words: Body | TextEdit
    if len(text) <= MOST_CHARS:
        words = Body(text, look=look)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    else:
        words = TextEdit(text, look=look, name=tr("The letter"), lines=18)
        words.setReadOnly(True)
    words.setObjectName("letter_words")
    return words


def _lead() -> str:
    return tr(
        "Letters that you wrote and did not send. They are not in the journal, and the search "
        "does not find them. They can stay closed for as long as you like."
    )
