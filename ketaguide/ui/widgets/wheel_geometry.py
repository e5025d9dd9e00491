"""Where the petals of a wheel lie, and where words fit into them; no painting here.

Angles are radians, clockwise from twelve o'clock; points are relative to the wheel's centre.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import asin, atan2, ceil, cos, degrees, hypot, pi, radians, sin

Point = tuple[float, float]

# Shares of the wheel's radius. Source: our own, measured on the pictures of the design.
DISC = 0.238
FAMILIES = (0.252, 0.577)
WORDS = (0.591, 1.0)
HUB = 0.35
BLOOM = 0.365
# How far petals of faint, medium and strong words reach, once a family is open.
REACH = (0.76, 0.88, 1.0)

# A straight piece of an arc this wide is less than a tenth of a pixel off the arc on any screen.
_PIECE = radians(1.5)
# Words are tried this many pixels further out or in: nobody sees less, and layouts come often.
_STEP = 3


@dataclass(frozen=True)
class Sector:
    """A petal: a piece of a ring, with half of ``gap`` left free along its two straight sides."""

    inner: float
    outer: float
    start: float
    end: float
    gap: float = 0.0

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def depth(self) -> float:
        return self.outer - self.inner

    def at(self, radius: float) -> Point:
        """The point on its middle line."""
        return _point(radius, self.middle)

    def mirrored(self) -> "Sector":
        """For someone who reads from right to left."""
        return Sector(self.inner, self.outer, -self.end, -self.start, self.gap)

    def outline(self, inset: float = 0.0) -> list[Point]:
        """Its border, ``inset`` further in on all sides; every petal is left with some area."""
        low = self.inner + inset
        high = max(self.outer - inset, low + 1)
        away = self.gap / 2 + inset
        return [*self._arc(high, away), *reversed(list(self._arc(low, away)))]

    def clearance(self, x: float, y: float) -> float:
        """How far inside its border a point lies; negative outside."""
        radius = hypot(x, y)
        turn = (atan2(x, -y) - self.middle + pi) % (2 * pi) - pi
        half = (self.end - self.start) / 2
        sides = min(_beside(radius, half + turn), _beside(radius, half - turn))
        return min(radius - self.inner, self.outer - radius, sides - self.gap / 2)

    def _arc(self, radius: float, away: float) -> Iterator[Point]:
        # A line that keeps its distance from the side of a sector meets the arc later.
        half = (self.end - self.start) / 2
        turn = max(half - asin(min(1.0, away / radius)), 0.001)
        pieces = max(1, ceil(2 * turn / _PIECE))
        for n in range(pieces + 1):
            yield _point(radius, self.middle - turn + 2 * turn * n / pieces)


@dataclass(frozen=True)
class Spot:
    """Where the middle of some words stands, and how far they are turned (degrees)."""

    x: float
    y: float
    turn: float = 0.0


def overview(counts: Sequence[int], *, radius: float, gap: float) -> list[list[Sector]]:
    """For each family its own petal in the inner ring, and then those of its words outside.

    Args:
        counts: how many words of each family are shown.
    """
    wide = 2 * pi / len(counts)
    found = []
    for n, count in enumerate(counts):
        start = n * wide
        family = Sector(FAMILIES[0] * radius, FAMILIES[1] * radius, start, start + wide, gap)
        step = wide / max(1, count)
        edges = list(accumulate([step] * count, initial=start))
        words = [
            Sector(WORDS[0] * radius, WORDS[1] * radius, a, b, gap) for a, b in pairwise(edges)
        ]
        found.append([family, *words])
    return found


def bloom(levels: Sequence[int], *, radius: float, gap: float) -> list[Sector]:
    """The words of one family all around; the stronger a word, the longer its petal."""
    wide = 2 * pi / len(levels)
    return [
        Sector(BLOOM * radius, REACH[level - 1] * radius, n * wide, (n + 1) * wide, gap)
        for n, level in enumerate(levels)
    ]


def circle(radius: float) -> list[Point]:
    """The border of the middle."""
    return [_point(radius, n * pi / 60) for n in range(120)]


def level_spot(sector: Sector, width: float, height: float, *, pad: float) -> Spot | None:
    """Words that stand level, as near to the petal's middle as they fit; None if nowhere."""
    middle = (sector.inner + sector.outer) / 2
    for step in range(0, round(sector.depth / 2), _STEP):
        for away in (step, -step):
            spot = Spot(*sector.at(middle + away))
            if _holds(sector, spot, width, height, pad=pad):
                return spot
    return None


def along_spot(
    sector: Sector, width: float, height: float, *, pad: float, end: float
) -> Spot | None:
    """Words that run along the petal and are never upside down; None if they do not fit.

    Args:
        end: room for a mark at the outer end.
    """
    room = sector.depth - 2 * pad - end
    centre = min((sector.inner + sector.outer) / 2, sector.outer - pad - end - width / 2)
    spot = Spot(*sector.at(centre), turn=_upright(sector.middle))
    fits = width <= room and _holds(sector, spot, width, height, pad=pad / 3)
    return spot if fits else None


def _holds(sector: Sector, spot: Spot, width: float, height: float, *, pad: float) -> bool:
    """Whether a turned rectangle lies in the petal, at least ``pad`` inside its border."""
    turn = radians(spot.turn)
    right, down = cos(turn), sin(turn)
    for across in (-0.5, 0.5, 0):
        for below in (-0.5, 0.5):
            x, y = across * width, below * height
            if sector.clearance(spot.x + x * right - y * down, spot.y + x * down + y * right) < pad:
                return False
    return True


def _upright(angle: float) -> float:
    turned = degrees(angle) % 360
    return turned - 90 if turned < 180 else turned - 270


def _point(radius: float, angle: float) -> Point:
    return radius * sin(angle), -radius * cos(angle)


def _beside(radius: float, turn: float) -> float:
    """How far a point lies from a side that it is turned away from by ``turn``."""
    return radius if turn >= pi / 2 else radius * sin(turn)
