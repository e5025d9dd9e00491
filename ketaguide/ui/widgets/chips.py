"""Many small buttons in rows that are one stop for the Tab key."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.flow import Flow

_TO_THE_END = 10_000


class ChipRow(QWidget):
    """Tab stops at the one that was used last; arrows, Home and End move among them.

    Sixty words would otherwise be sixty stops between a person and the next question.
    """

    def __init__(self, name: str, *, look: Look, parent: QWidget | None = None) -> None:
        """Args:
        name: what the chips have in common, for a screen reader.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chips: list[QAbstractButton] = []
        self._flow = Flow(self, gap=look.gap(6))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, chip: QAbstractButton) -> None:
        first = not self._chips
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)
        chip.installEventFilter(self)
        self._chips.append(chip)
        self._flow.addWidget(chip)

    @property
    def chips(self) -> tuple[QAbstractButton, ...]:
        return tuple(self._chips)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QAbstractButton) or watched not in self._chips:
            return False
        if event.type() == QEvent.Type.FocusIn:
            for chip in self._chips:
                here = chip is watched
                chip.setFocusPolicy(
                    Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
                )
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
            step = self._step(event.key())
            if step:
                there = self._chips.index(watched) + step
                chip = self._chips[min(max(there, 0), len(self._chips) - 1)]
                chip.setFocus(Qt.FocusReason.TabFocusReason)
            return bool(step)
        return False

    def _step(self, key: int) -> int:
        onward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        steps: dict[int, int] = {
            Qt.Key.Key_Left: -onward,
            Qt.Key.Key_Right: onward,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Home: -_TO_THE_END,
            Qt.Key.Key_End: _TO_THE_END,
        }
        return steps.get(key, 0)
