"""How hard a text is to read. Rough on purpose: it compares, it does not judge."""

import re
from collections.abc import Sequence

# Source: plain-language guidance for health texts; school grade 8 for a guide, 20 words a sentence.
MOST_GRADE = 8.0
MOST_WORDS = 20

# Words of the field that a reader meets anyway; they would count a plain text as hard.
_KNOWN = frozenset({"ketamine", "infusion", "infusions", "clinician", "clinicians"})

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")
_END = re.compile(r"(?<=[.?!:;])\s+|\n\s*\n+|\n(?=\s*[-*] )")


def words(text: str) -> list[str]:
    """The words, without figures and marks."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Sentences; a line without a full stop, such as a label, counts as one."""
    return [part for part in _END.split(text) if words(part)]


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; close enough for plain English."""
    plain = word.lower().replace("’", "'").split("'")[0]
    if plain in _KNOWN:
        return 1
    count = len(_VOWELS.findall(plain))
    silent = plain.endswith(("e", "es", "ed")) and not plain.endswith(("le", "ted", "ded", "ses"))
    return max(1, count - 1 if silent and count > 1 else count)


def grade(texts: Sequence[str]) -> float:
    """The Flesch-Kincaid school grade of all texts together; 0 without any words.

    Source: Kincaid and others 1975; formula of the United States Navy.
    """
    lines = [sentence for text in texts for sentence in sentences(text)]
    counted = [word for line in lines for word in words(line)]
    if not counted:
        return 0.0
    per_word = sum(map(syllables, counted)) / len(counted)
    return 0.39 * len(counted) / len(lines) + 11.8 * per_word - 15.59
