"""What the parts of a session's day share, and what stands above all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import OpenPassport
from ketaguide.ui.look import Look
from ketaguide.ui.pages.home_words import one_line
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Label
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tap import ROLE, TapButton

if TYPE_CHECKING:
    from ketaguide.flows.session_day import DayGlance

# From this text size on, headings give their room to the words. Source: our own, as in First words.
_LARGE = 1.5


class Panel(QWidget):
    """One thing at a time."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.look = look
        self.column = Stack(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.gap(16))

    def say(self, words: str = "", *, role: str = ROLE, tone: str = "ink") -> Label:
        """Words to read, below what stands there."""
        label = Label(words, look=self.look, role=role, tone=tone)
        self.column.addWidget(label)
        return label

    def head(self, words: str = "") -> Label:
        """What this part is about, or what counts in it now."""
        return self.say(words, role="title" if self.look.scale >= _LARGE else "display")

    def button(self, words: str, name: str) -> TapButton:
        """Something to press, as wide as the rest."""
        made = TapButton(words, look=self.look)
        made.setObjectName(name)
        give_way(made)
        self.column.addWidget(made)
        return made


class DayHead(Panel):
    """Who is here, and the word that stops everything; when the next look is due."""

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, name="day_head")
        self._session_id = ""
        self.column.setSpacing(look.gap(6))
        self._who = self.say(tone="muted")
        self._who.setObjectName("day_who")
        self._stop = self.head()
        self._stop.set_tone("primary")
        self._stop.setObjectName("day_stop")
        self._passport = self.button(
            tr("No stop word is written here. Touch and stop word"), "day_passport"
        )
        self._passport.clicked.connect(lambda: self.go_wanted.emit(OpenPassport(self._session_id)))
        self._due = self.say()
        self._due.setObjectName("day_due")
        self._passport.hide()
        self._due.hide()

    def show_glance(self, glance: DayGlance) -> None:
        session = glance.session
        self._session_id = session.id
        clinic = session.clinic_name.strip() or (glance.clinic.name if glance.clinic else "")
        who = one_line(session.with_whom)
        here = [tr("With me: {who}", who=who)] if who else []
        self._who.setText(" · ".join([*here, *filter(None, [one_line(clinic)])]))
        self._who.setVisible(bool(self._who.text()))
        word, gesture = one_line(glance.stop_word), one_line(glance.stop_gesture)
        agreed = [tr("Stop word: {word}", word=word)] if word else []
        agreed += [tr("Stop sign: {sign}", sign=gesture)] if gesture else []
        self._stop.setText(" · ".join(agreed))
        self._stop.setVisible(bool(agreed))
        self._passport.setVisible(not agreed)

    def show_due(self, words: str) -> None:
        """When to look in; empty while nobody counts."""
        self._due.setText(words)
        self._due.setVisible(bool(words))


def give_way(button: TapButton) -> None:
    """Leave no gap where it is hidden: here nothing is pressed by its place alone."""
    policy = button.sizePolicy()
    policy.setRetainSizeWhenHidden(False)
    button.setSizePolicy(policy)


def card_of(title: str, lines: Iterable[str], *, look: Look, tone: str = "surface") -> Card:
    """Lines to read, each with room around it."""
    card = Card(look=look, tone=tone, padding=20)
    card.setAccessibleName(title)
    if title:
        card.body.addWidget(Label(title, look=look, role="title"))
    for words in lines:
        card.body.addWidget(Label(words, look=look, role=ROLE))
    return card


def empty(column: QLayout) -> None:
    """Take out what stands there."""
    while item := column.takeAt(0):
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
