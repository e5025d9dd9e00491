"""When to call: the tiers of ``words/calls.toml``, and which lines a search marks."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

Lines = Mapping[str, Mapping[str, str]]

# Source: `urgency-tiers` in the core pack's SOURCES.md.
TIERS = ("tier-0", "tier-1", "tier-2", "tier-3")
_OWN = ("title", "action")
# Shorter words ("I", "my", "a") would mark half of the list. Source: our own.
SHORTEST = 3
# Of two words that begin alike, the shorter may end in another way: breathe, breathing.
_COMMON = 5
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Sign:
    """One line of the list."""

    id: str
    text: str


@dataclass(frozen=True)
class Tier:
    """How soon, what to do, and for what."""

    id: str
    title: str
    action: str
    signs: tuple[Sign, ...]


def tiers(lines: Lines, *, number: str) -> tuple[Tier, ...]:
    """All four, with the emergency number in its places."""
    found = []
    for name in TIERS:
        group = {key: text.replace("{number}", number) for key, text in lines[name].items()}
        signs = tuple(Sign(key, text) for key, text in group.items() if key not in _OWN)
        found.append(Tier(name, group["title"], group["action"], signs))
    return tuple(found)


def marked(lines: Lines, found: tuple[Tier, ...], *, typed: str) -> frozenset[str]:
    """The ids of the lines in which a typed word stands; nothing else is done with it."""
    wanted = [word for word in _words(typed) if len(word) >= SHORTEST]
    also = lines["also"]
    return frozenset(
        sign.id
        for tier in found
        for sign in tier.signs
        if _meets(wanted, _words(f"{sign.text} {also.get(sign.id, '')}"))
    )


def is_too_short(typed: str) -> bool:
    """Whether there is no word in it yet that would be looked for."""
    return all(len(word) < SHORTEST for word in _words(typed))


def _meets(wanted: list[str], there: list[str]) -> bool:
    return any(_alike(word, other) for word in wanted for other in there)


def _alike(word: str, other: str) -> bool:
    return other.startswith(word) or (len(word) > _COMMON and other[:_COMMON] == word[:_COMMON])


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return _WORD.findall(plain)
