"""Which promises a test keeps, and whether the papers claim more than that.

A promise has an id, such as ``D-03``; a test keeps it by ``@pytest.mark.promise("D-03")``.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.checks.tree import ROOT, dotted

# How many there are of each letter. Source: the project's list of promises about the vault.
ALL: Mapping[str, int] = {
    "S": 3,  # the stack of libraries
    "D": 8,  # durability
    "C": 11,  # keys and header
    "I": 8,  # integrity
    "R": 8,  # backup, restore, rollback
    "L": 11,  # leaks
    "M": 7,  # memory and lock
    "P": 5,  # processes and places
    "X": 14,  # hostile input
    "F": 3,  # people who look after several vaults
    "U": 2,  # the screen
}
# Kept by long runs only, or by parts that are not built yet.
NOT_YET = ("D-08", "I-05", "R-07", "L-10")
NOT_YET_LETTERS = ("X", "F")

PRIVACY = "resources/docs/privacy.md"
# Sections that say what is not kept, or what a person can do: there is nothing to test.
NO_CLAIMS = ("What is not protected", "When someone watches you")

_ID = re.compile(rf"\b[{''.join(ALL)}]-\d\d\b")
_CLAIM_ENDS = re.compile(r"\[([A-Z]-\d\d(?:, [A-Z]-\d\d)*)\]\Z")


@dataclass(frozen=True)
class Mark:
    """One id, where a test carries it; '' for what is no plain text."""

    promise: str
    at: str


def required() -> tuple[str, ...]:
    """The ids that every run of the tests must keep."""
    return tuple(
        name
        for letter, count in ALL.items()
        for name in (f"{letter}-{number:02d}" for number in range(1, count + 1))
        if letter not in NOT_YET_LETTERS and name not in NOT_YET
    )


def marks(root: Path) -> Iterator[Mark]:
    """Every id that a test below ``root`` carries."""
    for path in sorted((root / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or dotted(node.func) != "pytest.mark.promise":
                continue
            at = f"{path.relative_to(root)}:{node.lineno}"
            for given in node.args:
                text = given.value if isinstance(given, ast.Constant) else ""
                yield Mark(text if isinstance(text, str) else "", at)


def not_kept(root: Path) -> list[str]:
    """Required ids that no test carries."""
    carried = {mark.promise for mark in marks(root)}
    return [f"no test keeps {name}" for name in required() if name not in carried]


def unknown(root: Path) -> list[str]:
    """Marks with an id that is on no list."""
    known = {f"{letter}-{n:02d}" for letter, count in ALL.items() for n in range(1, count + 1)}
    return [
        f"{mark.at} keeps {mark.promise or 'what is no text'}"
        for mark in marks(root)
        if mark.promise not in known
    ]


def cited_in_vain(root: Path) -> list[str]:
    """Ids in the documents that no test carries."""
    carried = {mark.promise for mark in marks(root)}
    return [
        f"{page.relative_to(root)} cites {name}"
        for page in sorted((root / "resources" / "docs").rglob("*.md"))
        for name in sorted(set(_ID.findall(page.read_text(encoding="utf-8"))))
        if name not in carried
    ]


def bare_claims(root: Path) -> list[str]:
    """Paragraphs and points of the privacy page that claim something and name no test."""
    page = root / PRIVACY
    if not page.is_file():
        return [f"{PRIVACY} is missing"]
    section, wrong = "", []
    for block in _blocks(page.read_text(encoding="utf-8")):
        if block.startswith("#"):
            section = block.lstrip("# ")
        elif section in NO_CLAIMS or block.endswith(":"):
            continue
        elif not _CLAIM_ENDS.search(block):
            wrong.append(f"{PRIVACY} names no test: {block[:60]}")
    return wrong


def _blocks(text: str) -> list[str]:
    """Headings, paragraphs and points, each on one line."""
    pieces = re.split(r"\n\s*\n|\n(?=- )", text.strip())
    return [" ".join(piece.removeprefix("- ").split()) for piece in pieces if piece.strip()]


def main() -> None:
    """``python -m tests.checks.promises``: who keeps what, and what is not kept yet."""
    for name in required():
        print(name, *sorted({mark.at for mark in marks(ROOT) if mark.promise == name}))


if __name__ == "__main__":
    main()
