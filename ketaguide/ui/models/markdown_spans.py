"""Which parts of a line that is being written are marks, and how its words are meant."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

Style = Literal["mark", "bullet", "heading", "quote", "strong", "emphasis", "both", "code"]

# Source: our own choice: about 900 words. A longer block is plain, or each key would cost as much
# as reading all of it.
LONGEST = 5_000
# Source: CommonMark, "ATX headings": one to six signs.
LEVELS = 6

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)[ \t]*")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
# The sign, more of it, and the words between; reading and writing go by the same.
# Source: our own choice: emphasis of 400 characters is already a paragraph, and without an end
# to it a line full of single signs takes time by the square of its length.
INLINE = re.compile(r"([*_`])(?<!\w[*_`])(\1{0,2})(?=\S)([^\n]{1,400}?)(?<=\S)\1\2(?!\w)")


class Span(NamedTuple):
    """``length`` characters from ``start`` on; a later span adds to an earlier one.

    ``level`` is that of a heading, 1 to 6.
    """

    start: int
    length: int
    style: Style
    level: int = 0


def spans(line: str) -> tuple[Span, ...]:
    """What there is to see in one line; nothing in a line that is too long to look at."""
    if not line or len(line) > LONGEST:
        return ()
    found: list[Span] = []
    begin = 0
    if _RULE.fullmatch(line):
        return (Span(0, len(line), "mark"),)
    if quote := _QUOTE.match(line):
        begin = quote.end()
        found += [Span(0, len(line), "quote"), Span(0, begin, "mark")]
    if heading := _HEADING.match(line, begin):
        level = len(heading.group(1))
        found += [
            Span(begin, len(line) - begin, "heading", level),
            Span(begin, heading.end() - begin, "mark"),
        ]
        begin = heading.end()
    elif bullet := _BULLET.match(line, begin):
        found.append(Span(begin, bullet.end() - begin, "bullet"))
        begin = bullet.end()
    if "*" in line or "_" in line or "`" in line:
        found += _inline(line, begin)
    return tuple(found)


def _inline(line: str, begin: int) -> list[Span]:
    styles: tuple[Style, Style, Style] = ("emphasis", "strong", "both")
    found: list[Span] = []
    for one in INLINE.finditer(line, begin):
        start, end = one.span(3)
        mark = start - one.start()
        style: Style = "code" if one[1] == "`" else styles[mark - 1]
        found.append(Span(start, end - start, style))
        found += [Span(start - mark, mark, "mark"), Span(end, mark, "mark")]
    return found


def in_qt(line: str, made: tuple[Span, ...]) -> tuple[Span, ...]:
    """The same places as Qt counts them: a character beyond the first 65,536 is two of its own."""
    if line.isascii() or not made or max(line) <= "\uffff":
        return made
    wide = [0]
    for char in line:
        wide.append(wide[-1] + (2 if char > "\uffff" else 1))
    return tuple(
        Span(wide[one.start], wide[one.start + one.length] - wide[one.start], one.style, one.level)
        for one in made
    )


class Piece(NamedTuple):
    """A part of a line that looks the same throughout; ``styles`` from the outermost on."""

    start: int
    length: int
    styles: tuple[str, ...]


@lru_cache(maxsize=512)
def pieces(made: tuple[Span, ...]) -> tuple[Piece, ...]:
    """Spans cut so that none lies over another.

    Kept, because most keys in a line move none of its marks.
    """
    if not made:
        return ()
    edges = sorted({one.start for one in made} | {one.start + one.length for one in made})
    opening: dict[int, list[int]] = {}
    for number, one in enumerate(made):
        opening.setdefault(one.start, []).append(number)
    found: list[Piece] = []
    here: list[int] = []
    for at, end in pairwise(edges):
        here = [number for number in here if made[number].start + made[number].length > at]
        here = sorted([*here, *opening.get(at, ())])
        if here:
            styles = tuple(_name(made[number]) for number in here)
            found.append(Piece(at, end - at, styles))
    return tuple(found)


def _name(span: Span) -> str:
    return f"heading{span.level}" if span.style == "heading" else span.style
