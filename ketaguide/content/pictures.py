"""Prompts that words alone cannot do: places in the body, and a drawing.

Both are kept as data and read back as words; neither is ever interpreted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ketaguide.base.text import tr, trn
from ketaguide.content import regions
from ketaguide.content.given import is_whole, one_line, one_of
from ketaguide.content.prompt import Prompt, Value

AMOUNTS = ("more", "less")
WARMTHS = ("warm", "cold")
# Source for the lengths: our own; what one line on screen takes, and a page of words.
MOST_WORDS = 200
MOST_TITLE = 120
MOST_TOLD = 4000

# A sheet's own units, whatever its size on screen.
SHEET_WIDTH, SHEET_HEIGHT, MOST_PRESSURE = 1000, 750, 100
# Source: our own; 400 strokes of 20 points fill a sheet, and 24,000 numbers stay under 100 kB.
MOST_STROKES = 400
MOST_NUMBERS = 24_000
COLORS: tuple[str, ...] = (
    *("ink", "stone", "sage", "leaf", "sun", "amber", "clay", "rose", "plum", "sky"),
)
WIDTHS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMap(Prompt):
    """Places in the body: more or less, warm or cold, and own words; each may stay unsaid."""

    kind: ClassVar[str] = "body"
    compares: ClassVar[bool] = True
    tests: ClassVar[tuple[str, ...]] = ("is", "has")

    def clean(self, value: object) -> Value | None:
        return clean_body(value)

    def shown(self, value: Value) -> str:
        given = value["regions"] if isinstance(value, dict) else {}
        names = regions.labels()
        return "\n".join(
            f"- {told}" for told in (_told(names[name], given[name]) for name in given)
        )

    def names(self) -> tuple[str, ...]:
        return regions.REGIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing(Prompt):
    """A sheet to draw on, with a title; or words instead."""

    kind: ClassVar[str] = "drawing"

    def clean(self, value: object) -> Value | None:
        return clean_drawing(value)

    def shown(self, value: Value) -> str:
        if not isinstance(value, dict):
            return ""
        title, count = value["title"], len(value["strokes"])
        told = [value["words"]] if value["words"] else []
        if count:
            lines = trn("{count} line", "{count} lines", count)
            named = tr("Drawing: {title} ({lines})", title=title, lines=lines)
            told.insert(0, named if title else tr("Drawing ({lines})", lines=lines))
        elif title:
            told.insert(0, title)
        return "\n\n".join(told)


# Kinds whose answers are shown as pictures again.
PICTURES = (BodyMap.kind, Drawing.kind)


def clean_body(value: object) -> dict[str, Any] | None:
    """A body map as it counts; None if no place in it is known."""
    given = value.get("regions") if isinstance(value, Mapping) else None
    if not isinstance(given, Mapping):
        return None
    kept = {
        name: _region(given[name])
        for name in regions.REGIONS
        if isinstance(given.get(name), Mapping)
    }
    return {"regions": kept} if kept else None


def clean_drawing(value: object) -> dict[str, Any] | None:
    """A drawing as it counts: what does not fit the sheet is left out; None if nothing is left."""
    if not isinstance(value, Mapping):
        return None
    title = one_line(value.get("title"), most=MOST_TITLE)
    told = value.get("words")
    words = told.strip()[:MOST_TOLD] if isinstance(told, str) else ""
    strokes = _strokes(value.get("strokes"))
    if not (title or words or strokes):
        return None
    return {"title": title, "words": words, "strokes": strokes}


def amount_words(amount: str) -> str:
    """ "more" or "less" in the person's language; empty while unsaid."""
    return {"more": tr("more"), "less": tr("less")}.get(amount, "")


def warmth_words(warmth: str) -> str:
    """ "warm" or "cold" in the person's language; empty while unsaid."""
    return {"warm": tr("warm"), "cold": tr("cold")}.get(warmth, "")


def _told(name: str, region: Mapping[str, str]) -> str:
    marks = (amount_words(region["amount"]), warmth_words(region["warmth"]))
    said = ", ".join(filter(None, marks))
    own = tr("“{words}”", words=region["words"]) if region["words"] else ""
    rest = "; ".join(filter(None, (said, own)))
    return f"{name}: {rest}" if rest else name


def _region(given: Mapping[str, Any]) -> dict[str, str]:
    return {
        "amount": one_of(given.get("amount"), AMOUNTS),
        "warmth": one_of(given.get("warmth"), WARMTHS),
        "words": one_line(given.get("words"), most=MOST_WORDS),
    }


def _strokes(value: object) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    left = MOST_NUMBERS
    for given in value[:MOST_STROKES] if isinstance(value, list | tuple) else ():
        stroke = _stroke(given, most=left)
        if stroke is not None:
            kept.append(stroke)
            left -= len(stroke["points"])
    return kept


def _stroke(given: object, *, most: int) -> dict[str, Any] | None:
    if not isinstance(given, Mapping):
        return None
    color, width, points = given.get("color"), given.get("width"), given.get("points")
    if not isinstance(color, str) or color not in COLORS:
        return None
    if not is_whole(width, WIDTHS[-1]) or width not in WIDTHS:
        return None
    if not isinstance(points, list | tuple) or not 3 <= len(points) <= most or len(points) % 3:
        return None
    limits = (SHEET_WIDTH, SHEET_HEIGHT, MOST_PRESSURE)
    if not all(is_whole(number, limits[n % 3]) for n, number in enumerate(points)):
        return None
    return {"color": color, "width": width, "points": list(points)}
