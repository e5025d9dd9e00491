"""Choosing feelings by their words, family by family, as a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ketaguide.base.text import tr, trn
from ketaguide.content.words import Family, Word
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.labels import Small, Strong

_STIRS = frozenset(
    {QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut}
)


def described(word: Word, family: Family) -> str:
    """A word's family, how strong the word is, and how it is meant, for a screen reader."""
    strengths = {1: tr("faint"), 2: tr("medium"), 3: tr("strong")}
    told = tr("{family}, {strength}.", family=family.title, strength=strengths[word.level])
    return f"{told} {word.meaning}".strip()


def meant(word: Word) -> str:
    """A word and how it is meant, for whoever is at it."""
    return tr("{word}: {meaning}", word=word.label, meaning=word.meaning) if word.meaning else ""


def family_told(family: Family, *, chosen: int) -> str:
    """How many words a closed family has, and how many of them are chosen, for a screen reader."""
    told = [trn("A family of {count} word", "A family of {count} words", len(family.words))]
    if chosen:
        told.append(chosen_words(chosen))
    return ". ".join(told) + "."


def chosen_words(count: int) -> str:
    """How many words are chosen."""
    return trn("{count} chosen", "{count} chosen", count)


class Chip(QPushButton):
    """A word to switch on and off; with a family it wears the family's colour.

    Without ``is_choice`` it is a plain small button, for sentence starters.
    """

    def __init__(
        self,
        word: str,
        *,
        look: Look,
        family: str = "",
        is_choice: bool = True,
        is_small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        is_small: for many together, with gaps between them.
        """
        super().__init__(paint.escaped(word), parent)
        self._is_small = is_small
        self.word = word
        self._look = look
        self._family = family
        self.setCheckable(is_choice)
        self.setAccessibleName(word)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = self._look
        words = look.text.width("label", self.word)
        tick = look.px(14) + look.gap(6) if self.isCheckable() else 0
        high = max(look.px(34), 34) if self._is_small else look.target
        return QSize(words + tick + 2 * look.gap(10 if self._is_small else 13), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, on = self._look, self.isChecked()
        painter = paint.start(self)
        area = QRectF(self.rect())
        self.setProperty("ring_radius", area.height() / 2)
        fill, line = look.color("surface"), look.color("line_strong")
        ink = look.color("on_primary" if on else "ink")
        if self._family:
            part = "strong" if on else "mid" if self.underMouse() else "soft"
            fill = look.family_color(self._family, part)
            line = look.family_color(self._family, "strong")
            if not on:
                line = paint.mixed(line, fill, 0.45)
        elif on:
            fill, line = look.color("primary"), look.color("primary")
        elif self.underMouse():
            fill = look.color("soft")
        if look.is_contrast and not on:
            line = look.color("line_strong")
        width = look.hair
        paint.box(painter, area, radius=area.height() / 2, fill=fill, line=line, width=width)
        words = area
        if on:
            mark = QRectF(look.gap(9 if self._is_small else 12), 0, look.px(14), area.height())
            place = paint.mirrored(mark.toRect(), self)
            paint.tick(painter, QRectF(place).center(), look.px(13), QPen(ink, look.px(1.6)))
            start = look.gap(9 if self._is_small else 12) + look.px(14)
            left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            words = area.adjusted(start, 0, 0, 0) if left else area.adjusted(0, 0, -start, 0)
        painter.setPen(ink)
        painter.setFont(look.font("label"))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.word)
        painter.end()


class FeelingList(QWidget):
    """The words of every family in rows; each family is one stop for the Tab key.

    ``toggled`` carries a word's id and whether it is chosen now.
    """

    toggled = Signal(str, bool)

    def __init__(
        self, families: Iterable[Family], *, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._chips: dict[str, Chip] = {}
        self._ids: dict[Chip, str] = {}
        self._rows: list[tuple[_FamilyRow, Mapping[str, str]]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.gap(12))
        for family in families:
            row = self._family(family)
            self._rows.append((row, {word.id: meant(word) for word in family.words}))
            layout.addWidget(row)

    def set_chosen(self, words: Collection[str]) -> None:
        """Show what is chosen, without telling it."""
        for name, chip in self._chips.items():
            chip.setChecked(name in words)

    def first(self) -> QWidget | None:
        """Where the keyboard begins."""
        return next(iter(self._chips.values()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _STIRS and isinstance(watched, Chip):
            under = next((one for one in self._ids if one.underMouse()), None)
            here = under or next((one for one in self._ids if one.hasFocus()), None)
            self._say(self._ids[here] if here is not None else "")
        return False

    def _say(self, word_id: str) -> None:
        for row, words in self._rows:
            row.say(words.get(word_id, ""))

    def _family(self, family: Family) -> _FamilyRow:
        row = ChipRow(family.title, look=self._look)
        for word in family.words:
            chip = Chip(word.label, look=self._look, family=family.id, is_small=True)
            chip.setObjectName(f"feeling_{word.id}")
            chip.setAccessibleDescription(described(word, family))
            chip.clicked.connect(partial(self._on_clicked, word.id))
            self._chips[word.id] = chip
            self._ids[chip] = word.id
            row.add(chip)
            chip.installEventFilter(self)
        return _FamilyRow(family.title, row, look=self._look)

    def _on_clicked(self, word_id: str) -> None:
        self.toggled.emit(word_id, self._chips[word_id].isChecked())


class _FamilyRow(QWidget):
    """A family's name over its words; beside the name how the word is meant one is at."""

    def __init__(self, title: str, words: ChipRow, *, look: Look) -> None:
        super().__init__()
        self._meaning = Small("", look=look)
        head = QHBoxLayout()
        head.setSpacing(look.gap(12))
        name = Strong(title, look=look)
        name.setWordWrap(False)
        head.addWidget(name, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._meaning, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(6))
        column.addLayout(head)
        column.addWidget(words)

    def say(self, meaning: str) -> None:
        """Say how a word is meant; empty words take it away."""
        self._meaning.setText(meaning)
