"""What a hand does on a sheet: one line, or one wiping out, from pen down to pen up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ketaguide.ui.widgets import ink
from ketaguide.ui.widgets.sheet import Sheet, Stroke

# Source: our own; points nearer than this make a line longer to keep and no smoother.
NEAREST = 5
_ERASER = 10.0


class Hand:
    """Counts in the sheet's units. What is under way is not on the sheet yet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._line: list[int] = []
        self._gone: list[Stroke] = []
        self.color, self.width = "ink", 2
        self.is_down = False

    @property
    def line(self) -> Sequence[Stroke]:
        """The line under way, if there is one."""
        return [self._stroke()] if self._line else []

    @property
    def kept(self) -> Sequence[Stroke]:
        """What lies on the sheet and is not being wiped out."""
        return [one for one in self._sheet.strokes if not any(one is gone for gone in self._gone)]

    def draw(self, x: int, y: int, pressure: int) -> bool:
        """Put the pen down; False where the sheet is full."""
        if self._sheet.room < 3:
            return False
        self.is_down = True
        self._line = [x, y, pressure]
        return True

    def wipe(self, x: int, y: int) -> None:
        """Put the eraser down."""
        self.is_down = True
        self._wipe(x, y)

    def move(self, x: int, y: int, pressure: int, *, nearest: int = NEAREST) -> bool:
        """Go on with what is down; False where the sheet is full."""
        if not self._line:
            self._wipe(x, y)
        elif max(abs(x - self._line[-3]), abs(y - self._line[-2])) >= nearest:
            if len(self._line) + 3 > self._sheet.room:
                return False
            self._line += [x, y, pressure]
        return True

    def lift(self) -> bool:
        """Pen or eraser up: what was done counts. False where nothing was."""
        line, gone = self.line, self._gone
        self.is_down, self._line, self._gone = False, [], []
        if line:
            self._sheet.add(line[0])
        elif gone:
            self._sheet.take_out(gone)
        return bool(line or gone)

    def _wipe(self, x: int, y: int) -> None:
        self._gone += [one for one in self.kept if ink.reaches(one, x, y, slack=_ERASER)]

    def _stroke(self) -> Stroke:
        return Stroke(self.color, self.width, tuple(self._line))


def way_back(event: QKeyEvent) -> str:
    """ "undo" or "redo", where the keys say so."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return "undo"
    is_redo = event.matches(QKeySequence.StandardKey.Redo)
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return "redo" if is_redo or (control and event.key() == Qt.Key.Key_Y) else ""
