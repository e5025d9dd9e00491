"""Words for feelings, family by family, and how strong each chosen one is."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content.felt import Feelings
from ketaguide.content.prompt import Value
from ketaguide.content.words import Family
from ketaguide.ui.look import Look
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.feelings import MIDDLE, Chip
from ketaguide.ui.widgets.labels import Body, Strong
from ketaguide.ui.widgets.slider import StrengthRow


class FeelingsView(PromptWidget):
    """The words are a big picker of their own; ``beside`` holds the strengths of the chosen.

    The step puts both where there is room. Choosing nothing is an answer too.
    """

    is_big = True

    def __init__(self, prompt: Feelings, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        self._chips: dict[str, Chip] = {}
        self._strengths: dict[str, StrengthRow] = {}
        card = Card(look=self.look, padding=16)
        card.body.setSpacing(self.look.gap(8))
        for family in prompt.families:
            card.body.addWidget(self._family(family))
        self.place(card)
        self.setAccessibleName(prompt.label)
        self.beside = QWidget()
        self.beside.setObjectName(f"strengths_{prompt.id}")
        self.beside.setAccessibleName(tr("How strong each one is"))
        self._list = QVBoxLayout(self.beside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(self.look.gap(4))
        self._list.addWidget(Strong(prompt.label, look=self.look))
        self._none = Body(
            tr("Nothing chosen yet. That is an answer, too."), look=self.look, tone="muted"
        )
        self._list.addWidget(self._none)

    def show_value(self, value: Value | None) -> None:
        for word in list(self._strengths):
            self._take_out(word)
        for word, mark in (value if isinstance(value, dict) else {}).items():
            if word in self._chips and isinstance(mark, int):
                self._put_in(word, mark)

    def first(self) -> QWidget | None:
        return next(iter(self._chips.values()), None)

    def _family(self, family: Family) -> QWidget:
        row = ChipRow(family.title, look=self.look)
        for word in family.words:
            chip = Chip(word.label, look=self.look, family=family.id, is_small=True)
            chip.setObjectName(f"feeling_{word.id}")
            chip.setAccessibleDescription(family.title)
            chip.toggled.connect(partial(self._on_toggled, word.id))
            self._chips[word.id] = chip
            row.add(chip)
        return _Family(family.title, row, look=self.look)

    def _on_toggled(self, word: str, chosen: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if chosen == (word in self._strengths):
            return
        if chosen:
            self._put_in(word, MIDDLE)
        else:
            self._take_out(word)
        self._tell()

    def _on_remove_wanted(self, word: str) -> None:
        self._chips[word].setFocus(Qt.FocusReason.TabFocusReason)
        self._take_out(word)
        self._tell()

    def _tell(self) -> None:
        marks = {word: row.value() for word, row in self._strengths.items()}
        self.answered.emit(marks or None)

    def _put_in(self, word: str, mark: int) -> None:
        row = StrengthRow(self._chips[word].word, look=self.look)
        row.setObjectName(f"strength_{word}")
        row.set_value(mark)
        row.changed.connect(self._tell)
        row.remove_wanted.connect(partial(self._on_remove_wanted, word))
        self._strengths[word] = row
        self._list.addWidget(row)
        self._chips[word].setChecked(True)
        self._none.hide()

    def _take_out(self, word: str) -> None:
        row = self._strengths.pop(word)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._chips[word].setChecked(False)
        self._none.setVisible(not self._strengths)


class _Family(QWidget):
    """A family's name before its words, or above them where that would leave too little room."""

    def __init__(self, title: str, words: ChipRow, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title = Strong(title, look=look)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.gap(6))
        self._row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(words, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        look = self._look
        beside = self.width() >= look.px(480)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)
            self._title.setMinimumWidth(look.px(92) if beside else 0)
            self._title.setMaximumWidth(look.px(92) if beside else 16_777_215)
            self._title.setContentsMargins(0, look.px(7) if beside else 0, 0, 0)
        super().resizeEvent(event)
