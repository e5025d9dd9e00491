"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "gone", "new"]

# Source: measured: so many pairs take a tenth of a second where every seventh word is another one.
# What is more than that is told by its sentences or lines, so that the window never waits.
_MOST_PAIRS = 400_000

_WORD = re.compile(r"\S+|\s+")
_SENTENCE = re.compile(r"[^.!?\s][^.!?]*[.!?]*|[.!?]+|\s+")


class Piece(NamedTuple):
    """Words that stayed, went or came."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one: without ``new`` it is the first of them, without ``gone`` the second."""
    return tuple(_joined(_Comparison().whole(before, after)))


class _Comparison:
    """Line by line, and what differs there by sentence, and then by word."""

    def __init__(self) -> None:
        self._left = _MOST_PAIRS

    def whole(self, before: str, after: str) -> list[Piece]:
        lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
        return self._parts(*lines, finer=(_SENTENCE, _WORD))

    def _parts(
        self, old: Sequence[str], new: Sequence[str], *, finer: tuple[re.Pattern[str], ...]
    ) -> list[Piece]:
        found: list[Piece] = []
        for kind, first, second in self._steps(old, new):
            if kind == "equal":
                found.append(Piece("same", "".join(first)))
            elif kind == "replace" and finer:
                one, other = (finer[0].findall("".join(part)) for part in (first, second))
                found += self._parts(one, other, finer=finer[1:])
            else:
                found += [Piece("gone", "".join(first)), Piece("new", "".join(second))]
        return found

    def _steps(
        self, old: Sequence[str], new: Sequence[str]
    ) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
        """What is the same at both ends is left out of the comparison."""
        least = min(len(old), len(new))
        start = next((n for n in range(least) if old[n] != new[n]), least)
        end = next((n for n in range(least - start) if old[-1 - n] != new[-1 - n]), least - start)
        first, second = old[start : len(old) - end], new[start : len(new) - end]
        yield "equal", old[:start], old[:start]
        pairs = len(first) * len(second)
        if pairs > self._left:
            yield "replace", first, second
        else:
            self._left -= pairs
            matcher = SequenceMatcher(None, first, second, autojunk=False)
            for kind, a, b, c, d in matcher.get_opcodes():
                yield kind, first[a:b], second[c:d]
        yield "equal", old[len(old) - end :], old[len(old) - end :]


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one; a gap between two changed words belongs to their change."""
    made: list[Piece] = []
    gone, new = "", ""
    for at, one in enumerate(found):
        is_gap = one.kind == "same" and one.text == " " and bool(gone or new)
        ahead = next((other for other in found[at + 1 :] if other.text), None)
        if is_gap and ahead is not None and ahead.kind != "same":
            gone, new = gone + one.text, new + one.text
        elif one.kind == "gone":
            gone += one.text
        elif one.kind == "new":
            new += one.text
        elif one.text:
            made += [Piece("gone", gone), Piece("new", new), one]
            gone, new = "", ""
    made += [Piece("gone", gone), Piece("new", new)]
    last: Piece | None = None
    for one in made:
        if not one.text:
            continue
        if last is not None and last.kind == one.kind:
            last = Piece(last.kind, last.text + one.text)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
