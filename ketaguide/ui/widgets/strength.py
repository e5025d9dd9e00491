"""How hard a passphrase is to guess: words first, and four parts of a bar."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.text import tr, trn
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.stack import Stack

PARTS = 4
# zxcvbn raises above this many characters.
_MOST_CHARACTERS = 72


def estimate(text: str) -> int:
    """0 (guessed at once) to 4 (very hard to guess). Takes up to tenths of a second.

    Source: zxcvbn's score, steps at 10^3, 10^6, 10^8 and 10^10 guesses.
    """
    # Costs a tenth of a second, and only people who make a vault need it.
    from zxcvbn import zxcvbn

    return int(zxcvbn(text[:_MOST_CHARACTERS])["score"])


class Strength(QWidget):
    """Empty until ``show_score``; keeps its place, so that the form does not jump."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar(look=look)
        self._words = Small(" ")
        layout = Stack(self)
        layout.setContentsMargins(0, look.gap(4), 0, 0)
        layout.setSpacing(look.gap(4))
        layout.addWidget(self._bar)
        layout.addWidget(self._words)

    @property
    def words(self) -> str:
        return self._words.text().strip()

    def show_score(self, score: int, *, characters_missing: int = 0) -> None:
        """Args:
        score: 0 to 4, as ``estimate`` gives it.
        characters_missing: how many more are needed at least; they count first.
        """
        if characters_missing > 0:
            score = 0
        self._bar.fill(score)
        self._words.setText(_words(score, characters_missing))
        self.setAccessibleName(self.words)

    def clear(self) -> None:
        self._bar.fill(0)
        self._words.setText(" ")
        self.setAccessibleName("")


def _words(score: int, missing: int) -> str:
    if missing > 0:
        return trn(
            "{count} more character is needed.", "{count} more characters are needed.", missing
        )
    if score <= 1:
        return tr("Long enough, but easy to guess. Words of your own make it stronger.")
    if score == 2:
        return tr("Fair. One more word of your own makes it stronger.")
    if score == 3:
        return tr("Good: hard to guess.")
    return tr("Strong: very hard to guess.")


class _Bar(QWidget):
    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self._filled = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, parts: int) -> None:
        self._filled = parts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._look.px(8))

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        gap = look.px(4)
        each = (self.width() - gap * (PARTS - 1)) / PARTS
        for index in range(PARTS):
            filled = index < self._filled
            area = QRectF(index * (each + gap), 0, each, self.height())
            paint.box(
                painter,
                area,
                radius=area.height() / 2,
                fill=look.color("primary" if filled else "sunk"),
                line=None if filled else look.color("line_strong"),
            )
        painter.end()
