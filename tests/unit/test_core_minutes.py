"""The minutes that a guide states are minutes that someone who answers it can take."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from ketaguide.content.guide import Guide, Step
from tests.helpers.core_runs import GUIDES
from tests.helpers.core_walks import End, settings, ways

ALONE = [guide for guide in GUIDES.values() if guide.place != "together"]
FOR_TWO = [guide for guide in GUIDES.values() if guide.place == "together"]
# Seconds, from a quick reader who taps to a slow one who writes. A page to read takes 15 at least,
# writing three minutes at most; what has its own clock or sheet takes longer.
# Source: our own estimate; nobody has been timed.
READ = (15, 60)
TAP = (15, 90)
KINDS: Mapping[str, tuple[int, int]] = {
    "text": (30, 180),
    "step": (45, 240),
    "letter": (180, 900),
    "drawing": (120, 600),
    "titrate": (120, 540),
    "pause": (30, 240),
    "feelings": (20, 120),
    "body": (20, 120),
}


def seconds(step: Step) -> tuple[int, int]:
    """The least and the most that a step takes, with all its prompts."""
    each = [KINDS.get(p.kind, TAP) for p in step.prompts if p.asks or p.kind in KINDS]
    least, most = (sum(one[n] for one in each) for n in (0, 1))
    return max(READ[0], least), max(READ[1], most)


def whole_ways(guide: Guide) -> list[tuple[str, ...]]:
    """The shortest and the longest way to each last page; ways that end early are left out."""
    return [
        way
        for known in settings(guide)
        for one in ways(guide, known)
        if isinstance(one, End) and one.place.step.id == guide.steps[-1].id
        for way in (one.place.short, one.place.long)
    ]


def span(guide: Guide) -> tuple[float, float]:
    """Minutes of the longest way, quickly and slowly; no way may need more than is stated."""
    steps = {step.id: step for step in guide.steps}
    longest = max(whole_ways(guide), key=len)
    quick, slow = (sum(seconds(steps[name])[n] for name in longest) / 60 for n in (0, 1))
    return quick, slow


def quickest(guide: Guide) -> float:
    """Minutes of the shortest way for a quick reader: "not today" is an answer, too."""
    steps = {step.id: step for step in guide.steps}
    return min(sum(seconds(steps[name])[0] for name in way) / 60 for way in whole_ways(guide))


def misjudged(guide: Guide) -> str:
    quick, slow = span(guide)
    if guide.minutes < quick:
        return f"{guide.id}: {guide.minutes} minutes are too few; even quickly it takes {quick:.0f}"
    if guide.minutes > slow:
        return f"{guide.id}: {guide.minutes} minutes are too many; slowly it takes {slow:.0f}"
    return ""


@pytest.mark.parametrize("guide", ALONE, ids=lambda guide: guide.id)
def test_alone_the_minutes_lie_between_quick_and_slow(guide: Guide) -> None:
    assert not misjudged(guide)


@pytest.mark.parametrize("guide", ALONE, ids=lambda guide: guide.id)
def test_nobody_is_held_longer_than_was_said(guide: Guide) -> None:
    assert quickest(guide) <= guide.minutes


@pytest.mark.parametrize("guide", FOR_TWO, ids=lambda guide: guide.id)
def test_for_two_the_minutes_are_the_meeting_s(guide: Guide) -> None:
    """Pages are looked at between talking; the time is what the two, or the group, agreed on."""
    assert span(guide)[0] <= guide.minutes <= 180


def test_the_clock_in_the_titles_is_the_meeting_s() -> None:
    guide = GUIDES["integration-conversation"]
    ends = [int(word) for step in guide.steps for word in re.findall(r"\d+", step.title)]
    assert max(ends) == guide.minutes == 50


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.id)
def test_parts_add_up(guide: Guide) -> None:
    assert not guide.parts or sum(part.minutes or 0 for part in guide.parts) == guide.minutes


@pytest.mark.parametrize(("minutes", "fault"), [(1, "too few"), (90, "too many"), (8, "")])
def test_a_guide_that_misjudges_would_be_seen(minutes: int, fault: str) -> None:
    found = misjudged(replace(GUIDES["day-before"], minutes=minutes))
    assert fault in found
    assert bool(found) is bool(fault)
