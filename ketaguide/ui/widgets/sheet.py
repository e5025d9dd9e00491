"""What lies on a sheet to draw on: lines, and the way back. Nothing of a screen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ketaguide.content.pictures import MOST_NUMBERS, MOST_STROKES

# Source: our own; two hundred steps back are more than anyone counts.
_MOST_STEPS = 200


class Stroke(NamedTuple):
    """One line: x, y and pressure of each point, one after the other."""

    color: str
    width: int
    points: tuple[int, ...]

    def data(self) -> dict[str, Any]:
        """As a drawing prompt keeps it."""
        return {"color": self.color, "width": self.width, "points": list(self.points)}


def strokes_of(data: Iterable[Mapping[str, Any]]) -> tuple[Stroke, ...]:
    """The lines of a clean answer."""
    return tuple(Stroke(one["color"], one["width"], tuple(one["points"])) for one in data)


class Sheet:
    """Every change can be undone and done again, clearing too."""

    def __init__(self) -> None:
        self._strokes: tuple[Stroke, ...] = ()
        self._before: list[tuple[Stroke, ...]] = []
        self._after: list[tuple[Stroke, ...]] = []

    @property
    def strokes(self) -> Sequence[Stroke]:
        return self._strokes

    @property
    def room(self) -> int:
        """How many numbers the next line may hold."""
        if len(self._strokes) >= MOST_STROKES:
            return 0
        return MOST_NUMBERS - sum(len(stroke.points) for stroke in self._strokes)

    def load(self, strokes: Sequence[Stroke]) -> None:
        """Another drawing; there is no way back from it."""
        self._strokes = tuple(strokes)
        self._before, self._after = [], []

    def add(self, stroke: Stroke) -> None:
        self._change((*self._strokes, stroke))

    def take_out(self, strokes: Collection[Stroke]) -> None:
        """Leave out these very lines, as one step."""
        gone = {id(stroke) for stroke in strokes}
        self._change(tuple(stroke for stroke in self._strokes if id(stroke) not in gone))

    def clear(self) -> bool:
        """Take everything away; False where nothing was there."""
        if self._strokes:
            self._change(())
            return True
        return False

    def undo(self) -> bool:
        """One step back; False at the beginning."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """One step forth again; False where there is none."""
        return self._step(self._after, self._before)

    def _step(self, source: list[tuple[Stroke, ...]], to: list[tuple[Stroke, ...]]) -> bool:
        if not source:
            return False
        to.append(self._strokes)
        self._strokes = source.pop()
        return True

    def _change(self, strokes: tuple[Stroke, ...]) -> None:
        self._before = [*self._before, self._strokes][-_MOST_STEPS:]
        self._after = []
        self._strokes = strokes
