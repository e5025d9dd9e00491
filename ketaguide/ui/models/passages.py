"""Finding a passage in an entry's text again, whatever marks stand in or around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ketaguide.ui.models.markdown_blocks import blocks

# What Markdown puts between and around words; left out on both sides, so nothing is lost by it.
_MARKS = frozenset("*_`#>[]()-+~.\\")
# Of those, what also ends a sentence.
_ENDS = ".)]"
# And what stands on both sides of some words.
_PAIRS = "*_`"


@dataclass(frozen=True)
class Span:
    """From ``start`` up to ``end``, in characters."""

    start: int
    end: int


@dataclass(frozen=True)
class _Bare:
    """A text without spaces and marks, and where each character that is left was."""

    text: str = field(repr=False)
    at: tuple[int, ...] = field(repr=False)


def find(body: str, words: str, *, near: int = 0) -> Span | None:
    """Where ``words``, as they are read, stand in ``body``, as it was written.

    Args:
        near: of several places the one nearest to this one, counted without spaces and marks.
    """
    wanted, bare = _bare(words).text, _bare(body)
    if not wanted:
        return _exactly(body, words.strip())
    places = list(_places(bare.text, wanted))
    if not places:
        return None
    first = min(places, key=lambda place: abs(place - near))
    end = _end(body, bare.at[first + len(wanted) - 1] + 1, _tail(words))
    return _whole(body, Span(bare.at[first], end))


def again(body: str, passage: str, *, marked_at: int | None) -> Span | None:
    """Where a kept passage stands now; None where the text has gone other ways since."""
    at = marked_at or 0
    if passage and body.startswith(passage, at):
        return Span(at, at + len(passage))
    return find(body, passage, near=length(body[:at]))


def within(body: str, spans: Sequence[Span], shown: Sequence[str]) -> list[list[Span]]:
    """Which parts of each piece that is shown lie in ``spans`` of the body.

    Args:
        shown: the pieces of the body in their order, as they are read.
    """
    bare = _bare(body)
    found: list[list[Span]] = []
    after = 0
    for piece in shown:
        mine = _bare(piece)
        start = bare.text.find(mine.text, after) if mine.text else -1
        if start < 0:
            found.append([])
            continue
        after = start + len(mine.text)
        parts = []
        for first, last, span in _shared(spans, bare.at[start:after]):
            rest = body[bare.at[start + last] + 1 : span.end]
            tail = rest[: len(rest) - len(rest.lstrip(_ENDS))]
            parts.append(Span(mine.at[first], _end(piece, mine.at[last] + 1, tail)))
        found.append(parts)
    return found


def length(text: str) -> int:
    """How many characters it has without spaces and marks."""
    return len(_bare(text).text)


def plain(passage: str) -> str:
    """A passage as it is read: headings, items and emphasis without their marks."""
    return "\n".join(
        " ".join(filter(None, (part.mark, part.text))) for part in blocks(passage) if part.text
    )


def from_units(text: str, units: int) -> int:
    """Qt counts an emoji as two; this counts characters."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def to_units(text: str, characters: int) -> int:
    """The place of a character as Qt counts it."""
    return len(text[:characters].encode("utf-16-le")) // 2


def _shared(spans: Sequence[Span], at: Sequence[int]) -> Iterator[tuple[int, int, Span]]:
    """The first and the last of these places that lie in a span."""
    for span in spans:
        inside = [number for number, place in enumerate(at) if span.start <= place < span.end]
        if inside:
            yield inside[0], inside[-1], span


def _whole(body: str, span: Span) -> Span:
    """With the other half of an emphasis that begins or ends inside."""
    start, end = span.start, span.end
    before = body[:start]
    run = before[len(before.rstrip(_PAIRS)) :]
    if run and body[start:end].count(run) % 2:
        start -= len(run)
    after = body[end:]
    run = after[: len(after) - len(after.lstrip(_PAIRS))]
    if run and body[start:end].count(run) % 2:
        end += len(run)
    return Span(start, end)


def _tail(words: str) -> str:
    stripped = words.rstrip()
    return stripped[len(stripped.rstrip(_ENDS)) :]


def _end(text: str, end: int, tail: str) -> int:
    """``end``, behind ``tail`` where that follows."""
    return end + len(tail) if tail and text.startswith(tail, end) else end


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _exactly(body: str, words: str) -> Span | None:
    """For what has no letters at all, such as three dashes."""
    start = body.find(words) if words else -1
    return Span(start, start + len(words)) if start >= 0 else None


def _bare(text: str) -> _Bare:
    kept = [
        (place, one) for place, one in enumerate(text) if one not in _MARKS and not one.isspace()
    ]
    return _Bare("".join(one for _, one in kept), tuple(place for place, _ in kept))
