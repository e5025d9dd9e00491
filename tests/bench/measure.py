"""Ratios of two things measured in turn, because absolute times drift with the machine."""

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

PAIRS = 9


@dataclass(frozen=True)
class Figure:
    """One line of the report: ours against its bound, both in milliseconds.

    A ``goal`` of infinity is for a figure that only explains another.
    """

    name: str
    ours_ms: float
    bound_ms: float
    goal: float

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.bound_ms

    @property
    def holds(self) -> bool:
        return self.ratio <= self.goal

    def line(self) -> str:
        mark = "holds " if self.holds else "MISSED"
        if self.goal == math.inf:
            mark = "      "
        return (
            f"{mark} {self.name:<58} {self.ours_ms:9.2f} ms  bound {self.bound_ms:9.2f} ms  "
            f"ratio {self.ratio:5.2f}  goal {self.goal:.2f}"
        )


def paired(
    name: str,
    ours: Callable[[], float],
    bound: Callable[[], float],
    *,
    goal: float,
    pairs: int = PAIRS,
) -> Figure:
    """Measure both in turn, once each unmeasured first, and compare the medians.

    Args:
        ours, bound: do the thing once and return how long it took, in milliseconds.
    """
    ours()
    bound()
    one, other = [], []
    for _ in range(pairs):
        one.append(ours())
        other.append(bound())
    return Figure(name, statistics.median(one), statistics.median(other), goal)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that ``work`` took."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
