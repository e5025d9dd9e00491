"""Shapes of the wheel: petals that share no point, and words that stand inside them."""

from math import pi

import pytest

from ketaguide.ui.widgets.wheel_geometry import Sector, along_spot, bloom, level_spot, overview
from ketaguide.ui.widgets.wheel_layout import ordered_words
from tests.helpers.rooms import core_catalogue


@pytest.mark.parametrize(
    "sectors",
    [
        [one for row in overview([3] * 8, radius=280, gap=3) for one in row],
        [one for row in overview([1, 0, 2, 5, 3], radius=200, gap=3) for one in row],
        bloom([1, 1, 1, 2, 2, 2, 3, 3], radius=280, gap=3),
        bloom([1, 3], radius=280, gap=3),
        bloom([2], radius=280, gap=3),
    ],
    ids=["closed", "uneven", "open", "two words", "one word"],
)
def test_no_point_lies_in_two_petals(sectors: list[Sector]) -> None:
    for one in sectors:
        points = one.outline(1.0)
        assert all(one.clearance(*point) > 0 for point in points)
        for other in sectors:
            if other is not one:
                assert all(other.clearance(*point) < 0 for point in points)


def test_petals_keep_their_distance_all_along() -> None:
    left, right = Sector(70, 280, 0, pi / 4, 4), Sector(70, 280, pi / 4, pi / 2, 4)
    for x, y in left.outline():
        assert right.clearance(x, y) < -1.9


@pytest.mark.parametrize("turn", range(0, 360, 15))
def test_words_stand_wholly_inside_and_never_upside_down(turn: int) -> None:
    middle = turn * pi / 180
    sector = Sector(165, 280, middle - pi / 24, middle + pi / 24, 3)
    spot = along_spot(sector, 70, 14, pad=8, end=18)
    assert spot is not None
    assert -90 <= spot.turn <= 90
    assert sector.clearance(spot.x, spot.y) > 7
    assert along_spot(sector, 95, 14, pad=8, end=18) is None
    broad = Sector(100, 280, middle - pi / 8, middle + pi / 8, 3)
    level = level_spot(broad, 90, 14, pad=6)
    assert level is not None
    for x in (-45, 45):
        for y in (-7, 7):
            assert broad.clearance(level.x + x, level.y + y) >= 6
    assert level_spot(broad, 190, 14, pad=6) is None


def test_faint_words_come_first_and_strong_words_reach_furthest() -> None:
    for family in core_catalogue().words("feelings"):
        levels = [word.level for word in ordered_words(family)]
        reach = [one.outer for one in bloom(levels, radius=100, gap=3)]
        assert levels == sorted(levels)
        assert reach == sorted(reach)
        assert reach[0] < reach[-1]
