"""The sections of a person's own plan, in the order in which they are written and read."""

from collections.abc import Mapping
from dataclasses import dataclass

# An id is stable for ever: the vault keeps the words under it.
# Source: our own sections and words, on the general ideas that plans for hard times share.
SECTIONS = ("signs", "helps", "places", "ask", "professionals", "around")
STARTERS = ("start-1", "start-2", "start-3")


@dataclass(frozen=True)
class PlanSection:
    """What a section is called, what it asks, and beginnings of sentences for it."""

    id: str
    title: str
    ask: str
    starters: tuple[str, ...]


def sections(lines: Mapping[str, Mapping[str, str]]) -> tuple[PlanSection, ...]:
    """All of them, from the lines of ``words/safety.toml``."""
    found = []
    for name in SECTIONS:
        group = lines[f"plan-{name}"]
        starters = tuple(group[one] for one in STARTERS if one in group)
        found.append(PlanSection(name, group["title"], group["ask"], starters))
    return tuple(found)
