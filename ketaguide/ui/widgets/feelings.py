"""Choosing feelings by their words, family by family, and how strong each one is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.choices import Named
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Strong
from ketaguide.ui.widgets.slider import StrengthRow

MIDDLE = 5


class FamilyOfWords(Protocol):
    """A family of feelings: its id picks the colour."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def words(self) -> Sequence[Named]: ...


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
        words = QFontMetrics(look.font("label")).horizontalAdvance(self.word)
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


class FeelingsPicker(QWidget):
    """Words in families above, and below a line of strength for every word that was chosen.

    ``changed`` carries ``{word id: strength 0-10}``.
    """

    changed = Signal(object)

    def __init__(
        self, families: Iterable[FamilyOfWords], *, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._chips: dict[str, Chip] = {}
        self._strengths: dict[str, StrengthRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.gap(12))
        for family in families:
            layout.addWidget(self._family(family))
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(look.gap(4))
        layout.addLayout(self._chosen)
        if self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))

    def value(self) -> dict[str, int]:
        return {word: row.value() for word, row in self._strengths.items()}

    def set_value(self, value: Mapping[str, int] | None) -> None:
        """Show an answer without announcing it; None clears. Unknown words are passed over."""
        for word in list(self._strengths):
            self._take_out(word)
        for word, strength in (value or {}).items():
            if word in self._chips:
                self._put_in(word, strength)

    def chips(self) -> dict[str, Chip]:
        return dict(self._chips)

    def _family(self, family: FamilyOfWords) -> QWidget:
        group = QWidget()
        group.setAccessibleName(family.title)
        box = QVBoxLayout(group)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._look.gap(6))
        box.addWidget(Strong(family.title, look=self._look))
        flow = Flow(gap=self._look.gap(6))
        box.addLayout(flow)
        for word in family.words:
            chip = Chip(word.label, look=self._look, family=family.id)
            chip.setObjectName(f"feeling_{word.id}")
            chip.setProperty("word_id", word.id)
            chip.setAccessibleDescription(family.title)
            chip.clicked.connect(self._on_chip_clicked)
            self._chips[word.id] = chip
            flow.addWidget(chip)
        return group

    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if not isinstance(chip, Chip):
            return
        word = str(chip.property("word_id"))
        if chip.isChecked():
            self._put_in(word, MIDDLE)
        else:
            self._take_out(word)
        self.changed.emit(self.value())

    def _on_strength_changed(self) -> None:
        self.changed.emit(self.value())

    def _on_remove_wanted(self) -> None:
        row = self.sender()
        for word, known in list(self._strengths.items()):
            if known is row:
                self._chips[word].setFocus(Qt.FocusReason.OtherFocusReason)
                self._take_out(word)
        self.changed.emit(self.value())

    def _put_in(self, word: str, strength: int) -> None:
        row = StrengthRow(self._chips[word].word, look=self._look)
        row.set_value(strength)
        row.changed.connect(self._on_strength_changed)
        row.remove_wanted.connect(self._on_remove_wanted)
        self._strengths[word] = row
        self._chosen.addWidget(row)
        self._chips[word].setChecked(True)

    def _take_out(self, word: str) -> None:
        row = self._strengths.pop(word)
        self._chips[word].setChecked(False)
        self._chosen.removeWidget(row)
        row.hide()
        row.deleteLater()
