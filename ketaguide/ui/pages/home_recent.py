"""The last few entries on Home: when and of what kind, and their words only if that is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.errands import GoTo, NewEntry, OpenEntry
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import kind_words
from ketaguide.ui.pages import home_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.labels import Small, Strong, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.press_card import PressCard
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.store.entries import EntryRow

_TONES: Mapping[str, str] = {
    "preparation": "primary",
    "session-day": "session",
    "integration": "integration",
}
QUOTED_CHARS = 90


class Recent(QWidget):
    """A row of cards, a way to the journal, and the choice of what the cards may show."""

    go_wanted = Signal(object)  # an Errand
    words_wanted = Signal(bool)  # whether Home may show titles and words

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recent")
        self._look = look
        self._shows_words = False
        self._shown: tuple[object, ...] = ()
        self._title = Title(tr("Recent entries"), look=look)
        self._journal = Button(tr("Open journal"), look=look, kind="quiet", icon="arrow-right")
        self._journal.setObjectName("open_journal")
        self._journal.clicked.connect(self._on_journal_clicked)
        self._draft = Button(
            tr("Go on with what you began to write"), look=look, kind="link", icon="notebook-pen"
        )
        self._draft.setObjectName("continue_draft")
        self._draft.clicked.connect(self._on_draft_clicked)
        self._row: Columns | None = None
        self._why = Small(look=look)
        self._switch = Button("", look=look, kind="link")
        self._switch.setObjectName("home_words_switch")
        self._switch.clicked.connect(self._on_switch_clicked)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._journal)
        foot = QHBoxLayout()
        foot.setSpacing(look.gap(12))
        foot.addWidget(self._why, 1)
        foot.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        self._column = Stack(self)
        self._column.setContentsMargins(0, look.gap(4), 0, 0)
        self._column.setSpacing(look.gap(12))
        self._column.addLayout(head)
        self._column.addWidget(self._draft, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(foot)

    def show_rows(
        self,
        rows: Sequence[EntryRow],
        *,
        shows_words: bool,
        has_draft: bool,
        catalogue: Catalogue,
        now: datetime,
    ) -> None:
        """Nothing written yet leaves out the whole section, but for a draft."""
        self._shows_words = shows_words
        self.setVisible(bool(rows) or has_draft)
        self._draft.setVisible(has_draft)
        if shows_words:
            self._why.setText(tr("Whoever looks at this screen can read these titles and words."))
            self._switch.set_words(tr("Show only dates"))
        else:
            self._why.setText(
                tr("Only dates and kinds are shown, in case someone looks at this screen.")
            )
            self._switch.set_words(tr("Show titles and words"))
        self._why.setVisible(bool(rows))
        self._switch.setVisible(bool(rows))
        shown = (tuple(rows), shows_words, now.date())
        if shown != self._shown:
            self._shown = shown
            self._fill(rows, catalogue, now)

    def _fill(self, rows: Sequence[EntryRow], catalogue: Catalogue, now: datetime) -> None:
        if self._row is not None:
            self._row.hide()
            self._row.deleteLater()
        self._row = Columns(look=self._look, at=640)
        for row in rows:
            card = self._card(row, catalogue, now)
            card.setObjectName(f"recent_{row.id}")
            card.clicked.connect(self._on_card_clicked)
            self._row.add(card)
        self._column.insertWidget(2, self._row)

    def _card(self, row: EntryRow, catalogue: Catalogue, now: datetime) -> PressCard:
        look = self._look
        card = PressCard(look=look)
        card.setProperty("entry_id", row.id)
        today = local(now, row.zone).date()
        day = moments.day_words(local(row.written_at, row.zone).date(), today=today)
        kind = kind_words(row.kind, catalogue)
        tone = _TONES.get(row.phase, "muted")
        card.add(_small_strong(tr("{day} · {kind}", day=day, kind=kind), look=look, tone=tone))
        spoken = [day, kind]
        if self._shows_words:
            title = home_words.one_line(row.title)
            if title and title != kind:
                card.add(Strong(title, look=look))
                spoken.append(title)
            if row.opening:
                card.add(Small(tr("“{words}”", words=_cut(row.opening)), look=look))
        card.setAccessibleName(", ".join(spoken))
        return card

    def _on_card_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, PressCard):
            self.go_wanted.emit(OpenEntry(str(card.property("entry_id"))))

    def _on_journal_clicked(self) -> None:
        self.go_wanted.emit(GoTo("journal"))

    def _on_draft_clicked(self) -> None:
        self.go_wanted.emit(NewEntry())

    def _on_switch_clicked(self) -> None:
        self.words_wanted.emit(not self._shows_words)


def _small_strong(words: str, *, look: Look, tone: str) -> Small:
    label = Small(words, look=look, tone=tone)
    label.setProperty("role", "small_label")
    return label


def _cut(opening: str) -> str:
    if len(opening) <= QUOTED_CHARS:
        return opening
    return opening[:QUOTED_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:·") + "…"
