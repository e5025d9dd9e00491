"""What stands around the body map: its legend, the same places as a list, a row for each chosen."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.content import regions
from ketaguide.content.pictures import MOST_WORDS, amount_words, warmth_words
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import body_paint, paint
from ketaguide.ui.widgets.body_map import headed
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.chips import ChipRow
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.feelings import Chip
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Small, Strong


class Legend(QWidget):
    """What lines, dots, plus and minus on the figure stand for."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Flow(self, gap=look.gap(12))
        for mark in ("warm", "cold", "more", "less"):
            words = warmth_words(mark) or amount_words(mark)
            row.addWidget(_Sample(mark, words, look=look, parent=self))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class PlaceList(QWidget):
    """Every place by its name, from head to foot; ``pressed`` carries the region."""

    pressed = Signal(str)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Places in the body"))
        self._chips: dict[str, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(6))
        labels = regions.labels()
        for title, names in _groups():
            row = ChipRow(title, look=look, parent=self)
            for name in names:
                chip = Chip(labels[name], look=look, is_small=True, parent=row)
                chip.setObjectName(f"listed_{name}")
                chip.setAccessibleDescription(title)
                chip.clicked.connect(partial(self.pressed.emit, name))
                self._chips[name] = chip
                row.add(chip)
            column.addWidget(Strong(title, look=look))
            column.addWidget(row)
            column.addSpacing(look.gap(6))

    def show_regions(self, chosen: Iterable[str]) -> None:
        names = set(chosen)
        for name, chip in self._chips.items():
            chip.setChecked(name in names)

    def first(self) -> QWidget:
        return next(iter(self._chips.values()))


class RegionRow(QWidget):
    """One chosen place: more or less, warm or cold, own words; each may stay unsaid.

    ``changed`` carries nothing; ``value`` has it all.
    """

    changed = Signal()
    remove_wanted = Signal()

    def __init__(
        self, region: str, value: Mapping[str, str], *, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name = regions.labels()[region]
        self.setObjectName(f"region_{region}")
        self.setAccessibleName(headed(name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        title = Strong(headed(name), look=look)
        title.setMinimumWidth(look.px(96))
        words = tr("Take out: {place}", place=name)
        remove = IconButton("x", words, look=look, parent=self)
        remove.setObjectName(f"remove_{region}")
        remove.clicked.connect(self.remove_wanted)
        marks = QWidget(self)
        line = Flow(marks, gap=look.gap(12))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        marks.setSizePolicy(policy)
        head = QHBoxLayout()
        head.setSpacing(look.gap(8))
        head.addWidget(title)
        head.addWidget(marks, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(remove)
        column.addLayout(head)
        amounts = {"more": amount_words("more"), "less": amount_words("less")}
        warmths = {"warm": warmth_words("warm"), "cold": warmth_words("cold")}
        asked = tr("{place}: more or less", place=name), tr("{place}: warm or cold", place=name)
        self._amount = _Pair(region, amounts, asked[0], look=look, parent=marks)
        self._warmth = _Pair(region, warmths, asked[1], look=look, parent=marks)
        for pair, key in ((self._amount, "amount"), (self._warmth, "warmth")):
            pair.set_value(value.get(key, ""))
            pair.changed.connect(self.changed)
            line.addWidget(pair)
        self._words = LineEdit(
            value.get("words", ""),
            look=look,
            name=tr("{place}, in your own words", place=headed(name)),
            placeholder=tr("In your own words, if you like"),
            parent=self,
        )
        self._words.setObjectName(f"words_{region}")
        self._words.setMaxLength(MOST_WORDS)
        self._words.textEdited.connect(self.changed)
        column.addWidget(self._words)

    def value(self) -> dict[str, str]:
        return {
            "amount": self._amount.value(),
            "warmth": self._warmth.value(),
            "words": self._words.text(),
        }


class _Pair(ChipRow):
    """Two words of which one, or none, holds."""

    changed = Signal()

    def __init__(
        self, region: str, words: Mapping[str, str], name: str, *, look: Look, parent: QWidget
    ) -> None:
        super().__init__(name, look=look, parent=parent)
        self._chips_by: dict[str, Chip] = {}
        for mark, label in words.items():
            chip = Chip(label, look=look, is_small=True, parent=self)
            chip.setObjectName(f"{mark}_{region}")
            chip.setAccessibleDescription(name)
            chip.clicked.connect(partial(self._on_clicked, mark))
            self._chips_by[mark] = chip
            self.add(chip)

    def value(self) -> str:
        return next((mark for mark, chip in self._chips_by.items() if chip.isChecked()), "")

    def set_value(self, value: str) -> None:
        for mark, chip in self._chips_by.items():
            chip.setChecked(mark == value)

    def _on_clicked(self, mark: str) -> None:
        self.set_value(mark if self._chips_by[mark].isChecked() else "")
        self.changed.emit()


class _Sample(QWidget):
    """One mark and its word."""

    def __init__(self, mark: str, words: str, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(6))
        row.addWidget(_Mark(mark, look=look, parent=self))
        row.addWidget(Small(words, look=look, wrap=False))


class _Mark(QWidget):
    def __init__(self, mark: str, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = mark
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(20), self._look.px(20))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        body_paint.sample(painter, QRectF(self.rect()), self._mark, look=self._look)
        painter.end()


def _groups() -> Iterable[tuple[str, tuple[str, ...]]]:
    names = regions.REGIONS
    limbs = ("arm", "hand", "shoulder"), ("thigh", "knee", "lower-leg", "foot")
    arms, legs = (tuple(n for n in names if n.startswith(parts)) for parts in limbs)
    head = ("head", "face", "jaw", "throat", "neck")
    rest = tuple(n for n in names if n not in (*head, *arms, *legs, regions.AROUND))
    return (
        (tr("Head and neck"), head),
        (tr("Chest, back and belly"), rest),
        (tr("Shoulders, arms and hands"), arms),
        (tr("Legs and feet"), legs),
        (tr("Not in the body"), (regions.AROUND,)),
    )
