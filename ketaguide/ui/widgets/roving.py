"""Petals that are one stop for the Tab key: arrows go around a ring, and from ring to ring."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from ketaguide.ui.widgets.petal import Petal

TAB = Qt.FocusPolicy.TabFocus


class Rings:
    """Who comes next. Left and Right go around and around, so that each petal of a ring is met."""

    def __init__(
        self, rings: Sequence[Sequence[Petal]] = (), across: Mapping[Petal, Petal] | None = None
    ) -> None:
        """Args:
        across: where Up and Down lead; the same way, because on the lower half of a wheel the
            outer ring is below, and on the upper half above.
        """
        self._rings = rings
        self._across = across or {}

    def target(self, key: int, *, here: Petal | None, mirrored: bool) -> Petal | None:
        """Where this key leads from ``here``."""
        ring = next((ring for ring in self._rings if here in ring), ())
        if here is None:
            return None
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._across.get(here) if ring else self.stop
        if not ring:
            return None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return ring[0 if key == Qt.Key.Key_Home else -1]
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        step = {back: -1, onward: 1}.get(Qt.Key(key), 0) * (-1 if mirrored else 1)
        return ring[(ring.index(here) + step) % len(ring)] if step else None

    @property
    def stop(self) -> Petal | None:
        """Where Tab comes in."""
        return next((one for one in self._all() if one.focusPolicy() & TAB), None)

    def settle(self, stop: Petal | None) -> None:
        """Make ``stop`` the place where Tab comes in; the first, if it is in no ring."""
        petals = self._all()
        chosen = stop if stop in petals else next(iter(petals), None)
        for one in petals:
            policy = Qt.FocusPolicy.StrongFocus if one is chosen else Qt.FocusPolicy.ClickFocus
            one.setFocusPolicy(policy)

    def _all(self) -> list[Petal]:
        return [petal for ring in self._rings for petal in ring]


def two_rings(groups: Sequence[tuple[Petal, Sequence[Petal]]]) -> Rings:
    """One ring of heads and one of what belongs to them; Up and Down lead from one to the other."""
    across: dict[Petal, Petal] = {}
    for head, rest in groups:
        across |= dict.fromkeys(rest, head)
        if rest:
            across[head] = rest[0]
    heads = [head for head, _ in groups]
    return Rings([heads, [one for _, rest in groups for one in rest]], across)
