"""Where the words that were searched for stand in a text, by the same rules as the search."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters, digits and combining marks: what the index takes for a word.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")

# Source: ``store.search``: a shorter Latin word is not taken for the beginning of another.
SHORTEST_PREFIX = 2


@dataclass(frozen=True)
class Sought:
    """``words`` are whole, ``start`` is the last one, perhaps not typed to its end."""

    words: frozenset[str] = frozenset()
    start: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Start and length of every word of ``text`` that was searched for."""
        if not self.words:
            return []
        return [
            (found.start(), len(found.group()))
            for found in _WORD.finditer(text)
            if self._is_meant(folded(found.group()))
        ]

    def _is_meant(self, word: str) -> bool:
        return word in self.words or bool(self.start and word.startswith(self.start))


def sought(text: str) -> Sought:
    """What someone typed into the search field, taken apart."""
    words = [folded(word) for word in _WORD.findall(text)]
    if not words:
        return Sought()
    last = words[-1]
    is_open = len(last) >= SHORTEST_PREFIX or not last.isascii()
    return Sought(frozenset(words), last if is_open else "")


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Without case and accents: "Élan" and "elan" are one word."""
    apart = unicodedata.normalize("NFKD", word)
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()
