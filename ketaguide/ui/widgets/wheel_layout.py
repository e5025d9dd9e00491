"""Where everything on the wheel of feelings goes at one size, and whether its words fit there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from ketaguide.content.words import Family, Word
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.wheel_geometry import (
    Sector,
    Spot,
    along_spot,
    bloom,
    level_spot,
    overview,
)

# How many words of each family the closed wheel shows: more would have no room for letters.
SHOWN = 3
_MIDDLE = 2
# Fonts of families, words and words of an open family: the larger set wherever it fits.
_LARGE = ("label", "body", "label")
_SMALL = ("small_label", "small", "label")
# Between these sides (pixels at 100 % text) the smallest wheel is sought.
_SIDES = (320, 900)
# Layouts of this many sizes are kept; pulling at a window's corner asks for many more.
_KEPT = 64


@dataclass(frozen=True)
class Place:
    """One petal: its shape, and where its words stand."""

    sector: Sector
    spot: Spot | None
    font: str


@dataclass(frozen=True)
class Layout:
    """Everything on the wheel at one size; ``places`` by word id, ``families`` by family id."""

    radius: float
    families: Mapping[str, Place]
    places: Mapping[str, Place]

    @property
    def fits(self) -> bool:
        """Whether all words have room."""
        return all(one.spot for one in (*self.families.values(), *self.places.values()))


def shown_words(family: Family) -> tuple[Word, ...]:
    """The words that stand for a family while it is closed: its middle ones first."""
    nearest = sorted(family.words, key=lambda word: abs(word.level - _MIDDLE))[:SHOWN]
    return tuple(word for word in family.words if word in nearest)


def ordered_words(family: Family) -> tuple[Word, ...]:
    """All words of a family from faint to strong."""
    return tuple(sorted(family.words, key=lambda word: word.level))


class WheelLayouts:
    """Lays out the wheel at any size. Sizes are those of the text size in force."""

    def __init__(self, families: Sequence[Family], *, look: Look) -> None:
        self._families = families
        self._look = look
        self._least: tuple[float, int | None] | None = None
        self._kept: dict[tuple[str, float, bool, float], Layout] = {}

    def closed(self, side: float, *, mirrored: bool) -> Layout:
        """All families, each with a few words."""
        return self._once(
            "", side, mirrored=mirrored, laid=partial(self._best, side, mirrored=mirrored)
        )

    def opened(self, family: Family, side: float, *, mirrored: bool) -> Layout:
        """All words of one family."""
        laid = partial(self._opened, family, side, mirrored=mirrored)
        return self._once(family.id, side, mirrored=mirrored, laid=laid)

    def _once(
        self, name: str, side: float, *, mirrored: bool, laid: Callable[[], Layout]
    ) -> Layout:
        """Qt asks for one size many times while a page comes up."""
        key = (name, side, mirrored, self._look.scale)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = laid()
        return self._kept[key]

    def _best(self, side: float, *, mirrored: bool) -> Layout:
        large = self._closed(side, _LARGE, mirrored=mirrored)
        return large if large.fits else self._closed(side, _SMALL, mirrored=mirrored)

    def _opened(self, family: Family, side: float, *, mirrored: bool) -> Layout:
        words, pad = ordered_words(family), self._look.gap(6)
        sectors = bloom([word.level for word in words], radius=side / 2, gap=self.gap)
        places = {}
        for word, sector in zip(words, sectors, strict=True):
            turned = sector.mirrored() if mirrored else sector
            width, height = self._size(word.label, _LARGE[2])
            spot = level_spot(turned, width, height, pad=pad)
            along = along_spot(turned, width, height, pad=pad, end=self.mark)
            places[word.id] = Place(turned, spot or along, _LARGE[2])
        return Layout(side / 2, {}, places)

    def least_side(self) -> int | None:
        """The smallest wheel in which every word fits; None if there is no such wheel."""
        if self._least is None or self._least[0] != self._look.scale:
            self._least = (self._look.scale, self._seek())
        return self._least[1]

    @property
    def gap(self) -> float:
        return float(self._look.gap(3))

    @property
    def mark(self) -> float:
        """Room for a tick at the end of a petal."""
        return float(self._look.px(12) + self._look.gap(5))

    def _seek(self) -> int | None:
        """Names of families stand level, or else one of them would look like a word."""
        level = self._halve(level=True)
        return level if level is not None else self._halve(level=False)

    def _halve(self, *, level: bool) -> int | None:
        low, high = (self._look.px(side) for side in _SIDES)
        if not self._all_fit(high, level=level):
            return None
        step = self._look.px(12)
        while high - low > step:
            half = (low + high) // 2
            low, high = (low, half) if self._all_fit(half, level=level) else (half, high)
        return high

    def _all_fit(self, side: float, *, level: bool) -> bool:
        closed = self._closed(side, _SMALL, mirrored=False)
        spots = [place.spot for place in closed.families.values()]
        if not closed.fits or (level and any(spot and spot.turn for spot in spots)):
            return False
        return all(self._opened(one, side, mirrored=False).fits for one in self._families)

    def _closed(self, side: float, fonts: tuple[str, str, str], *, mirrored: bool) -> Layout:
        counts = [len(shown_words(family)) for family in self._families]
        rows = overview(counts, radius=side / 2, gap=self.gap)
        families, places = {}, {}
        for family, row in zip(self._families, rows, strict=True):
            first, *rest = [one.mirrored() if mirrored else one for one in row]
            families[family.id] = Place(first, self._title(family.title, first, fonts[0]), fonts[0])
            for word, sector in zip(shown_words(family), rest, strict=True):
                places[word.id] = Place(sector, self._along(word.label, sector, fonts[1]), fonts[1])
        return Layout(side / 2, families, places)

    def _title(self, words: str, sector: Sector, font: str) -> Spot | None:
        width, height = self._size(words, font)
        pad = self._look.gap(4)
        level = level_spot(sector, width, height, pad=pad)
        return level or along_spot(sector, width, height, pad=pad, end=0)

    def _along(self, words: str, sector: Sector, font: str) -> Spot | None:
        width, height = self._size(words, font)
        return along_spot(sector, width, height, pad=self._look.gap(8), end=self.mark)

    def _size(self, words: str, font: str) -> tuple[float, float]:
        sizes = self._look.text
        # Letters of small words reach less far than a line of text is high.
        return sizes.width(font, words), 0.8 * sizes.height(font, words, width=10_000)


@lru_cache(maxsize=4)
def layouts_of(families: tuple[Family, ...], look: Look) -> WheelLayouts:
    """One for all pickers of these words: the smallest wheel is sought only once."""
    return WheelLayouts(families, look=look)
