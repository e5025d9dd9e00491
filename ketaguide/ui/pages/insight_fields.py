"""The parts of an insight that a person may fill: how sure, held lightly, and its threads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.flows.insights import Kept
from ketaguide.ui.look import Look
from ketaguide.ui.models.insight_words import sure_points, sure_sentence
from ketaguide.ui.prompts.starters import starter_row
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.edits import LineEdit, TextEdit
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong
from ketaguide.ui.widgets.slider import Slider
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.sure_line import SurePoint
from ketaguide.ui.widgets.sure_view import SureView

if TYPE_CHECKING:
    from ketaguide.store.threads import Thread

# Source: our own; a name stands on one line of a card.
NAME_CHARS = 60


class SureField(QWidget):
    """How sure someone was, and how sure they are now; it may always be left."""

    changed = Signal()
    left = Signal()

    def __init__(self, kept: Kept, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._view: SureView | None = None
        self._ask = Strong(look=look)
        self.slider = Slider(
            tr("How sure I am of it now"), look=look, ends=(tr("a guess"), tr("very sure"))
        )
        self.slider.track.setObjectName("sure_now")
        self.slider.changed.connect(self._on_changed)
        self._skip = Button(tr("Leave it this time"), look=look, kind="quiet")
        self._skip.setObjectName("sure_skip")
        self._skip.clicked.connect(self._on_skip_clicked)
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(8))
        self._column.addWidget(self._ask)
        hint = tr("Sure is a feeling, too. It can change, and it can be left out.")
        self._column.addWidget(Small(hint, look=look))
        self._column.addWidget(self.slider)
        self._column.addWidget(self._skip, 0, Qt.AlignmentFlag.AlignLeading)
        self.show_kept(kept)

    def value(self) -> int | None:
        """What was said on this page; None where nothing was."""
        return self.slider.value()

    def show_kept(self, kept: Kept) -> None:
        """What was said so far; the slider keeps what is being said now."""
        self._ask.setText(_asked(kept.due))
        if kept.due is None and self._skip.hasFocus():
            self.slider.setFocus(Qt.FocusReason.OtherFocusReason)
        self._skip.setVisible(kept.due is not None)
        if self._view is not None:
            self._column.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
            self._view = None
        if sure_points(kept):
            self._view = sure_view(kept, look=self._look)
            self._column.addWidget(self._view)

    def _on_changed(self, _number: int) -> None:
        self.changed.emit()

    def _on_skip_clicked(self) -> None:
        self.slider.set_value(None)
        self.left.emit()


class HoldField(QWidget):
    """Words that keep an insight light: borrowed ones, or one's own."""

    changed = Signal()

    def __init__(self, text: str, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = TextEdit(text, look=look, lines=2)
        self.edit.setObjectName("insight_hold")
        self.edit.textChanged.connect(self.changed)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        hint = tr("Words that leave it room, if you like. Borrow some or write your own.")
        column.addWidget(Field(tr("Hold it lightly"), self.edit, look=look, hint=hint))
        starters = starter_row(_light(), self.edit, prompt_id="hold", look=look)
        starters.setObjectName("insight_hold_starters")
        column.addWidget(starters)

    def text(self) -> str:
        return self.edit.toPlainText().strip()


@dataclass(frozen=True)
class _Choice:
    id: str
    label: str


class ThreadsField(QWidget):
    """In which threads it stands. ``picked`` carries a thread's id and whether it is in it."""

    picked = Signal(str, bool)
    named = Signal(str)  # a thread that is to be there, by its name

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("insight_threads")
        self._look = look
        self._choices: Choices | None = None
        self._shown: tuple[tuple[str, str], ...] = ()
        self._ticked: set[str] = set()
        self._name = LineEdit(look=look)
        self._name.setObjectName("thread_new")
        self._name.setMaxLength(NAME_CHARS)
        self._name.returnPressed.connect(self._on_named)
        self._add = Button(tr("Put it in"), look=look, icon="plus")
        self._add.setObjectName("thread_add")
        self._add.clicked.connect(self._on_named)
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.gap(8))
        self._column.addWidget(Strong(tr("Threads"), look=look))
        hint = tr("A thread is a name of your own for insights that belong together. None is fine.")
        self._column.addWidget(Small(hint, look=look))
        self._column.addWidget(Field(tr("A thread by name"), self._name, look=look))
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)

    def show_threads(self, every: Sequence[Thread], *, inside: Collection[str]) -> None:
        """Offer these; the keyboard stays where it was."""
        offered = tuple((one.id, one.title) for one in every)
        self._ticked = set(inside)
        if offered != self._shown:
            self._shown = offered
            self._build()
        if self._choices is not None:
            self._choices.set_value([one.id for one in every if one.id in self._ticked])

    def _build(self) -> None:
        if self._choices is not None:
            self._column.removeWidget(self._choices)
            self._choices.hide()
            self._choices.deleteLater()
            self._choices = None
        if self._shown:
            options = [_Choice(thread_id, title) for thread_id, title in self._shown]
            name = tr("Threads")
            self._choices = Choices(options, look=self._look, several=True, name=name)
            self._choices.changed.connect(self._on_ticked)
            self._column.insertWidget(2, self._choices)

    def _on_ticked(self, chosen: list[str]) -> None:
        now = set(chosen)
        for thread_id in now ^ self._ticked:
            self.picked.emit(thread_id, thread_id in now)
        self._ticked = now

    def _on_named(self) -> None:
        name = self._name.text().strip()
        if name:
            self._name.clear()
            self.named.emit(name)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)


def sure_view(kept: Kept, *, look: Look) -> SureView:
    """What was said so far, to see and to read."""
    points = [SurePoint(when, number) for when, number in sure_points(kept)]
    return SureView(points, sentence=sure_sentence(kept), look=look)


def row_of(*parts: QWidget, look: Look) -> QWidget:
    """Side by side, and below each other where there is no room."""
    row = QWidget()
    flow = Flow(row, gap=look.gap(8))
    for part in parts:
        flow.addWidget(part)
    return row


def muted(words: str, *, look: Look) -> Body:
    """Words for a place where nothing is."""
    return Body(words, look=look, tone="muted")


def _asked(due: int | None) -> str:
    if due is None:
        return tr("How sure I am of it now")
    if due < 30:
        return tr("You kept this a week ago or more. How sure are you of it now?")
    return tr("You kept this a month ago or more. How sure are you of it now?")


def _light() -> tuple[str, ...]:
    return (
        tr("It may look different in a month."),
        tr("It is one way to see it."),
        tr("I do not have to do anything with it yet."),
        tr("I can ask someone I trust how it sounds."),
    )
