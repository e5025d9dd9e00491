"""The card on Home with the next step, and the one beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.pages import home_words
from ketaguide.ui.pages.home_view import NextView, Offer
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Lead, Small, Strong, Title
from ketaguide.ui.widgets.marks import IconLine, Ring, TimeNote
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.engine.ticks import Tick

OPEN_LINES = 3


class NextCard(Card):
    """One thing to do, how long it takes, and a way to leave it for today."""

    go_wanted = Signal(object)  # an Errand
    not_now_wanted = Signal(str)  # a stone's id
    show_again_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, tone="soft", parent=parent)
        self.setObjectName("next_card")
        self._look = look
        self._view: NextView | None = None
        self._label = Small(look=look)
        self._title = Title(look=look)
        self._words = Lead(look=look)
        self._note = IconLine("calendar", "", look=look)
        self._time = TimeNote(0, look=look)
        self.main = Button("", look=look, kind="primary", icon="arrow-right")
        self.main.setObjectName("next_begin")
        self.early = Button("", look=look, icon="arrow-right")
        self.early.setObjectName("next_begin_early")
        self.other = Button("", look=look, kind="quiet")
        self.other.setObjectName("next_other")
        for part in (self._label, self._title, self._words, self._note):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addSpacing(look.gap(8))
        row = QWidget()
        flow = Flow(row, gap=look.gap(12))
        for widget in (self.main, self.early, self.other, self._time):
            flow.addWidget(widget)
        self.body.addWidget(row)
        self.main.clicked.connect(self._on_main_clicked)
        self.early.clicked.connect(self._on_main_clicked)
        self.other.clicked.connect(self._on_other_clicked)

    def show_view(self, view: NextView) -> None:
        self._view = view
        self._label.setText(view.label)
        self._title.setText(view.title)
        self._words.setText(view.words)
        self._note.set_text(view.note)
        self._note.setVisible(bool(view.note))
        self._time.set_text(TimeNote.words(view.minutes))
        self._time.setVisible(view.minutes > 0 and not view.is_left)
        for button, shown in ((self.main, not view.is_early), (self.early, view.is_early)):
            button.set_words(view.main.words if view.main else "")
            button.setVisible(view.main is not None and shown)
        self.other.set_words(self._other_words(view))
        self.other.setVisible(bool(self.other.words))
        self.setAccessibleName(f"{view.label}: {view.title}")

    def _other_words(self, view: NextView) -> str:
        if view.is_left:
            return tr("Show it again")
        if view.stone_id:
            return tr("Not now")
        return view.other.words if view.other else ""

    def _on_main_clicked(self) -> None:
        if self._view is not None and self._view.main is not None:
            self.go_wanted.emit(self._view.main.errand)

    def _on_other_clicked(self) -> None:
        view = self._view
        if view is None:
            return
        if view.is_left:
            self.show_again_wanted.emit()
        elif view.stone_id:
            self.not_now_wanted.emit(view.stone_id)
        elif view.other is not None:
            self.go_wanted.emit(view.other.errand)


class SideCard(Card):
    """Beside the next step: the lists of the day once they are begun, before that the plan."""

    go_wanted = Signal(object)  # an Errand

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look=look, parent=parent)
        self.setObjectName("side_card")
        self._look = look
        self._offer: Offer | None = None
        self._ring = Ring(look=look, icon="list-checks")
        self._title = Title(look=look)
        self._words = Small(look=look)
        self.more = Button("", look=look, kind="link", icon="arrow-right")
        self.more.setObjectName("side_more")
        self.more.clicked.connect(self._on_more_clicked)
        head = QHBoxLayout()
        head.setSpacing(look.gap(16))
        names = Stack()
        names.setSpacing(look.gap(2))
        names.addWidget(self._title)
        names.addWidget(self._words)
        head.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        self._lines = Stack()
        self._lines.setSpacing(look.gap(8))
        self.body.addLayout(head)
        self.body.addSpacing(look.gap(4))
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lists(self, title: str, ticks: Iterable[Tick], offer: Offer) -> None:
        """The first things left; where nothing is, what was seen to."""
        every = list(ticks)
        left = [tick for tick in every if not tick.done]
        done = [tick for tick in every if tick.done]
        self._head(title, home_words.left_line(len(left), len(done)), offer)
        self._ring.set_count(len(done), len(every))
        self._ring.show()
        shown = [*done[: OPEN_LINES - 1], *left] if len(left) < OPEN_LINES else left
        for tick in shown[: OPEN_LINES + 1]:
            icon, color = ("check", "primary") if tick.done else ("circle", "muted")
            self._line(
                IconLine(icon, home_words.one_line(tick.label), look=self._look, color=color)
            )

    def show_plan(self, facts: Iterable[tuple[str, str]], *, intention: str, offer: Offer) -> None:
        """The plan in a few lines, each an icon's name and its words."""
        self._head(tr("Your session"), "", offer)
        self._ring.hide()
        for icon, words in facts:
            self._line(IconLine(icon, words, look=self._look, color="session"))
        if intention:
            self._line(Strong(tr("What you hope to bring"), look=self._look))
            self._line(Body(intention, look=self._look, tone="muted"))

    def _head(self, title: str, words: str, offer: Offer) -> None:
        self._offer = offer
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.more.set_words(offer.words)
        self.setAccessibleName(title)
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _line(self, line: QWidget) -> None:
        self._lines.addWidget(line)

    def _on_more_clicked(self) -> None:
        if self._offer is not None:
            self.go_wanted.emit(self._offer.errand)
