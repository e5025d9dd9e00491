"""Reading one entry: plain words in a quiet column, and what was drawn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.felt import strength
from ketaguide.flows.read_entry import Reading
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import kind_words, moment_words, phase_words
from ketaguide.ui.models.entry_told import families_of
from ketaguide.ui.models.markdown_blocks import Block, blocks
from ketaguide.ui.pages.entry_find import InEdit, InLabels, Searched
from ketaguide.ui.pages.entry_marks import EntryMarks, EntryTold
from ketaguide.ui.pages.entry_pictures import picture_cards
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.edits import TextEdit
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Heading, Label, Lead, Small, Strong, Title
from ketaguide.ui.widgets.page_scroll import PageScroll
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tag import Tag

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.store.commitments import Commitment
    from ketaguide.store.entries import Entry
    from ketaguide.store.insights import Insight

# Source: our own; beyond this, a label for every paragraph takes longer than a blink to lay out.
MOST_CHARS = 40_000
MOST_BLOCKS = 300

_TONES: Mapping[str, str] = {
    "preparation": "primary",
    "session-day": "session",
    "integration": "integration",
}
_CARDS: Mapping[str, str] = {
    "preparation": "soft",
    "session-day": "session",
    "integration": "integration",
}


_BY_MOUSE = Qt.TextInteractionFlag.TextSelectableByMouse


class EntryReader(QWidget):
    """Built for one reading; another reading gets another one.

    Attributes:
        pictures_place: where the pictures of the entry stand.
        plain: all of a very long entry in one field; None where labels show it.
    """

    def __init__(
        self,
        reading: Reading,
        *,
        look: Look,
        catalogue: Catalogue,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("entry_reader")
        self._look = look
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(12))
        self.plain: TextEdit | None = None
        self.pictures_place = QVBoxLayout()
        self.marks = EntryMarks(reading, look=look)
        entry = reading.entry
        if entry is None:
            return
        self._add_head(entry, catalogue)
        self._add_feelings(reading, catalogue)
        if reading.content is not None:
            told = EntryTold(reading.content.facts, reading.session, look=look)
            self._column.addWidget(told)
        self._add_body(entry)
        self._column.addLayout(self.pictures_place)
        for card in picture_cards(reading.pictures, look=look):
            self._column.addWidget(card)
        if reading.insights or reading.commitments:
            self._add_drawn(entry, reading, now=now)
        self._column.addWidget(self.marks)

    def searched(self, *, sheet: PageScroll) -> Searched:
        """Its words, to find something in them."""
        if self.plain is not None:
            return InEdit(self.plain, sheet=sheet, look=self._look)
        return InLabels(self._labels(), sheet=sheet)

    def _labels(self) -> list[Label]:
        """What can be selected, from top to bottom."""
        shown = [one for one in self.findChildren(Label) if one.isVisible()]
        chosen = [one for one in shown if one.textInteractionFlags() & _BY_MOUSE]
        return sorted(chosen, key=lambda one: one.mapTo(self, QPoint(0, 0)).y())

    def _add_head(self, entry: Entry, catalogue: Catalogue) -> None:
        look = self._look
        kind, phase = kind_words(entry.kind, catalogue), phase_words(entry.phase)
        title = " ".join(entry.title.split())
        names = [phase, "" if kind == title or (phase and entry.kind == "note") else kind]
        line = Small(
            " · ".join(filter(None, names)), look=look, tone=_TONES.get(entry.phase, "muted")
        )
        line.setProperty("role", "small_label")
        head = Stack()
        head.setSpacing(look.gap(3))
        head.addWidget(line)
        if title:
            head.addWidget(_selectable(Heading(title, look=look)))
        day = moment_words(entry.written_at, entry.zone)
        head.addWidget(Small(day, look=look) if title else Heading(day, look=look))
        self._column.addLayout(head)

    def _add_feelings(self, reading: Reading, catalogue: Catalogue) -> None:
        if not reading.feelings:
            return
        look = self._look
        known = {
            word.id: (word.label, one.id) for one in families_of(catalogue) for word in one.words
        }
        row = QWidget()
        row.setAccessibleName(tr("Feelings"))
        flow = Flow(row, gap=look.gap(6))
        for word_id, mark in reading.feelings.items():
            label, family = known.get(word_id, (word_id, ""))
            words = tr("{feeling}, {strength}", feeling=label, strength=strength(mark))
            flow.addWidget(Tag(words, look=look, family=family))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        self._column.addWidget(row)

    def _add_body(self, entry: Entry) -> None:
        look = self._look
        if not entry.body.strip():
            return
        parts = blocks(entry.body) if len(entry.body) <= MOST_CHARS else ()
        if not parts or len(parts) > MOST_BLOCKS:
            plain = TextEdit(entry.body, look=look, name=tr("What you wrote"))
            plain.setObjectName("entry_text")
            plain.setReadOnly(True)
            self.plain = plain
            self._column.addWidget(plain)
            return
        sheet = Card(look=look, padding=28)
        sheet.setObjectName("entry_text")
        sheet.setAccessibleName(tr("What you wrote"))
        sheet.body.setSpacing(0)
        before = ""
        for part in parts:
            sheet.body.addSpacing(look.gap(_space(part, before)))
            sheet.body.addWidget(_block(part, look))
            before = part.kind
        self._column.addWidget(sheet)

    def _add_drawn(self, entry: Entry, reading: Reading, *, now: datetime) -> None:
        look = self._look
        card = Card(look=look, tone=_CARDS.get(entry.phase, "soft"), padding=28)
        card.setObjectName("entry_drawn")
        for insight in reading.insights:
            _add_words(card, look, _insight(insight))
        for number, step in enumerate(reading.commitments):
            if number or reading.insights:
                card.body.addSpacing(look.gap(8))
            _add_words(card, look, _step(step, now=now))
        self._column.addWidget(card)


def _space(part: Block, before: str) -> int:
    """What keeps a question with its answer, and answers apart."""
    if not before:
        return 0
    if part.kind in ("heading", "subheading"):
        return 6 if before == "heading" else 28 if part.kind == "heading" else 16
    if before in ("heading", "subheading"):
        return 4
    return 6 if part.kind == before and part.kind in ("item", "done") else 12


def _insight(insight: Insight) -> list[tuple[str, str]]:
    return [
        (tr("What you kept"), insight.text),
        (tr("What it asks of you"), insight.asks),
    ]


def _step(step: Commitment, *, now: datetime) -> list[tuple[str, str]]:
    told = [(tr("One small step"), step.action), (tr("When"), step.cue)]
    if step.due_at is not None:
        today = local(now, step.zone).date()
        day = moments.day_words(local(step.due_at, step.zone).date(), today=today, weekday=True)
        told.append((tr("Around"), day))
    told.append((tr("What it is for"), step.value))
    if step.status == "kept":
        told.append(("", tr("You did this.")))
    return told


def _add_words(card: Card, look: Look, told: Sequence[tuple[str, str]]) -> None:
    for label, words in told:
        if not words.strip():
            continue
        pair = Stack()
        pair.setSpacing(look.gap(2))
        if label:
            pair.addWidget(Small(label, look=look))
        pair.addWidget(_selectable(Lead(words.strip(), look=look)))
        card.body.addLayout(pair)


def _block(part: Block, look: Look) -> QWidget:
    if part.kind == "heading":
        return _selectable(Title(part.text, look=look))
    if part.kind == "subheading":
        return _selectable(Strong(part.text, look=look, tone="muted"))
    if part.kind == "rule":
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        return line
    words = _selectable(Lead(part.text, look=look))
    if part.kind == "paragraph":
        return words
    row = QWidget()
    beside = QHBoxLayout(row)
    beside.setContentsMargins(look.gap(4), 0, 0, 0)
    beside.setSpacing(look.gap(10))
    mark = Lead(part.mark or "“", look=look, tone="muted")
    mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    beside.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    beside.addWidget(words, 1)
    return row


def _selectable(label: Label) -> Label:
    """Words that can be marked and copied with the mouse."""
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
