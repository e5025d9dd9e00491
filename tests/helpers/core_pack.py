"""The core pack as files, and the wording list it keeps to."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ketaguide.base.paths import resources
from tests.helpers import reading

CORE = resources() / "packs" / "core"
FILES = tuple(sorted(CORE.rglob("*.toml")))


def parsed(path: Path) -> dict[str, Any]:
    """What a file says, before anything checks it."""
    with path.open("rb") as file:
        return tomllib.load(file)


def shown(path: Path) -> Iterator[tuple[str, str]]:
    """Every string of a file that a person can meet, with its place."""
    return reading.strings(parsed(path), keys=reading.PROSE + reading.FRAGMENTS)


@cache
def bans() -> tuple[dict[str, Any], ...]:
    """The entries of the wording list."""
    return tuple(parsed(resources() / "wording" / "banned.toml")["entries"])


def banned_in(text: str) -> list[str]:
    """Banned words in a text, after the allowed phrases have been taken out."""
    found = []
    for entry in bans():
        rest = text.lower().replace("’", "'")
        for phrase in entry["allowed"]:
            rest = rest.replace(phrase, " ")
        found += [w for w in entry["words"] if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", rest)]
    return found
