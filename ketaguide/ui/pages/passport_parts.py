"""The cards of the passport page."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.flows import passport
from ketaguide.flows.passport import Yes
from ketaguide.ui.look import Look
from ketaguide.ui.pages import passport_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong, Title
from ketaguide.ui.widgets.marks import IconMark
from ketaguide.ui.widgets.plain_text import PlainText
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.flows.passport import Passport


class StopCard(Card):
    """First on the page: how the person says stop."""

    def __init__(self, found: Passport, *, look: Look) -> None:
        super().__init__(look=look, tone="soft", padding=22)
        self.setObjectName("stop_card")
        title = tr("How I say stop")
        self.setAccessibleName(title)
        self.body.addWidget(Strong(title, look=look))
        said = [one for one in passport.STOPS if found.words(one)]
        for prompt_id in said:
            words = passport_words.stop_line(prompt_id, " ".join(found.words(prompt_id).split()))
            self.body.addWidget(Title(words, look=look))
        if not said:
            self.body.addWidget(Body(tr("No word or sign is written down."), look=look))
        then = found.answers.get(passport.STOP_THEN)
        if then is not None and then.words.strip():
            self.body.addSpacing(look.gap(4))
            self.body.addWidget(Small(then.label, look=look))
            self.body.addWidget(PlainText(then.words, look=look))
        self.body.addWidget(Small(tr("If it is not clear, it counts as stop."), look=look))


class YesCard(Card):
    """What was said yes to, each with a way to take it back, and what was taken back."""

    taken_back = Signal(object)  # a Yes

    def __init__(self, found: Passport, *, look: Look, now: datetime) -> None:
        super().__init__(look=look, padding=22)
        self.setObjectName("yes_card")
        self._look = look
        title = tr("What I said yes to")
        self.setAccessibleName(title)
        self.body.addWidget(Strong(title, look=look))
        holding = found.holding()
        for one in holding:
            self.body.addWidget(self._row(one))
        for name, words in _empty(found):
            self._say(name, words)
        where = found.as_it_holds(passport.WHERE)
        if where:
            self._say(found.answers[passport.WHERE].label, where)
        gone = [one for one in (*found.yeses, *found.further) if one.taken_back is not None]
        if gone:
            self.body.addSpacing(look.gap(8))
            self.body.addWidget(Strong(tr("Taken back"), look=look))
        for one in gone:
            self.body.addWidget(_Gone(one, look=look, now=now))
        if len(holding) > 1:
            every = Yes(passport.ALL, tr("everything"))
            self.body.addSpacing(look.gap(6))
            row = QWidget()
            flow = Flow(row, gap=look.gap(8))
            flow.addWidget(self._button(tr("Take everything back"), every))
            self.body.addWidget(row)

    def _say(self, name: str, words: str) -> None:
        """A line without a button, as far from the next as those that have one."""
        self.body.addSpacing(self._look.gap(6))
        self.body.addWidget(_Line(name, words, look=self._look))

    def _row(self, yes: Yes) -> QWidget:
        look = self._look
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, look.gap(4), 0, look.gap(4))
        row.setSpacing(look.gap(12))
        line = _Line(passport_words.kind_words(yes), yes.label, look=look)
        row.addWidget(line, 1)
        button = self._button(tr("Take it back"), yes)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _button(self, words: str, yes: Yes) -> Button:
        button = Button(words, look=self._look)
        button.setObjectName("take_back")
        button.setAccessibleName(tr("{action}: {what}", action=words, what=yes.label))
        button.clicked.connect(partial(self.taken_back.emit, yes))
        return button


class Answer(Card):
    """Something else that was written, as it was written."""

    def __init__(self, label: str, words: str, *, look: Look) -> None:
        super().__init__(look=look, padding=20)
        self.setAccessibleName(label)
        self.body.addWidget(Strong(label, look=look))
        self.body.addWidget(PlainText(words, look=look))


class _Line(QWidget):
    def __init__(self, name: str, words: str, *, look: Look) -> None:
        super().__init__()
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Small(name, look=look))
        column.addWidget(Body(words, look=look))


class _Gone(QWidget):
    """A no: an icon and words, so that colour is not the only sign."""

    def __init__(self, yes: Yes, *, look: Look, now: datetime) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.gap(2), 0, look.gap(2))
        row.setSpacing(look.gap(10))
        mark = IconMark("x", look=look, color="danger")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = tr("No longer: {what}", what=yes.label)
        row.addWidget(_Line(passport_words.taken_back(yes, now=now), words, look=look), 1)


def _empty(found: Passport) -> list[tuple[str, str]]:
    """What an empty answer means, said aloud."""
    kinds = {one.id.partition(":")[0] for one in found.yeses}
    lines = []
    if passport.TOUCH not in kinds:
        lines.append((tr("Touch"), passport_words.no_touch()))
    if passport.RECORDING not in kinds:
        words = found.words(passport.RECORDING) or tr("no recording")
        lines.append((tr("Recording"), words))
    return lines
