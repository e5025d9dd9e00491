"""Finding a piece of text in a longer one; neither case nor accents matter."""

from __future__ import annotations

from ketaguide.ui.models.found_words import folded

# Source: our own choice: nobody walks through more, and each is painted.
MOST_FOUND = 2_000


class Haystack:
    """One text, folded once, to be searched at every key.

    Places are counted as Qt counts them, where a character beyond the first 65,536 is two.
    """

    def __init__(self, text: str) -> None:
        self._starts: list[int] | None = None
        if text.isascii():
            self._folded = text.lower()
            self._end = len(text)
            return
        parts: list[str] = []
        starts: list[int] = []
        at = 0
        for char in text:
            plain = char.lower() if char.isascii() else folded(char)
            parts.append(plain)
            starts += [at] * len(plain)
            at += 2 if char > "\uffff" else 1
        self._folded = "".join(parts)
        self._starts, self._end = starts, at

    def places(self, wanted: str) -> list[tuple[int, int]]:
        """Start and length of each place, in order, none inside another; at most ``MOST_FOUND``."""
        sought = fold(wanted)
        found: list[tuple[int, int]] = []
        at = self._folded.find(sought) if sought else -1
        while at >= 0 and len(found) < MOST_FOUND:
            start, end = self._at(at), self._at(at + len(sought))
            if end > start:
                found.append((start, end - start))
            at = self._folded.find(sought, at + len(sought))
        return found

    def _at(self, index: int) -> int:
        if self._starts is None:
            return index
        return self._starts[index] if index < len(self._starts) else self._end


def fold(text: str) -> str:
    """As the text is folded: character by character."""
    return "".join(char.lower() if char.isascii() else folded(char) for char in text)
