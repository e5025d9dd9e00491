"""Whatever the core pack claims, lists or measures says where it is from and whose text it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from ketaguide.base.paths import resources
from ketaguide.content.guide import Guide
from tests.helpers import reading
from tests.helpers.core_pack import CORE, FILES, parsed
from tests.helpers.core_runs import GUIDES

PAGE = (CORE / "SOURCES.md").read_text(encoding="utf-8")
# Rows that no guide names, and what they are for.
ELSEWHERE: Mapping[str, str] = {
    "sitter-page": "packs/core/words/sitter.toml",
    "call-tiers": "packs/core/words/calls.toml",
    "own-plan": "packs/core/words/safety.toml",
    "ways-of-calling": "packs/core/words/safety.toml",
    "crisis-lines": "crisis/lines.toml",
    "series-patterns": "../ketaguide/content/series.py",
}
CHECKED = ("seen", "general", "our own", "not checked")
# Where a text says how things are with people in general.
CLAIMS = re.compile(
    r"(?i)\b(?:research|stud(?:y|ies)|trials?|evidence|(?:most|many|some) people|for many)\b"
)


@dataclass(frozen=True)
class Row:
    """One row of a table, by the names of its columns."""

    table: tuple[str, ...]
    cells: Mapping[str, str]

    @property
    def id(self) -> str:
        found = re.fullmatch(r"`([a-z0-9-]+)`", self.cells[self.table[0]])
        return found[1] if found else ""


def rows(page: str) -> list[Row]:
    """All rows of all tables."""
    found = []
    for is_table, lines in groupby(page.splitlines(), lambda line: line.startswith("|")):
        if is_table:
            head, _, *body = [
                tuple(c.strip() for c in line.strip("|").split("|")) for line in lines
            ]
            found += [Row(head, dict(zip(head, cells, strict=True))) for cells in body]
    return found


def without_row(guides: Mapping[str, Guide], page: str) -> list[str]:
    known = {row.id for row in rows(page)}
    return [f"{g.id}: {name}" for g in guides.values() for name in g.sources if name not in known]


def unused(guides: Mapping[str, Guide], page: str) -> set[str]:
    named = {name for guide in guides.values() for name in guide.sources}
    return {row.id for row in rows(page) if row.id} - named - set(ELSEWHERE)


def half_filled(page: str) -> list[str]:
    """Rows that leave something out, or do not say how far it was checked."""
    found = []
    for row in rows(page):
        if not all(row.cells.values()):
            found.append(row.id or str(row.cells))
        elif "Checked" in row.cells and not row.cells["Checked"].startswith(CHECKED):
            found.append(row.id)
    return found


def claims(tree: object) -> list[str]:
    return [text for _, text in reading.strings(tree, keys=reading.PROSE) if CLAIMS.search(text)]


def test_every_source_that_a_guide_names_has_a_row() -> None:
    assert not without_row(GUIDES, PAGE)


def test_every_row_is_used() -> None:
    assert not unused(GUIDES, PAGE)


def test_rows_for_other_pages_are_there_and_so_are_the_pages() -> None:
    named = {name for guide in GUIDES.values() for name in guide.sources}
    assert set(ELSEWHERE) <= {row.id for row in rows(PAGE)} - named
    assert all((resources() / file).is_file() for file in ELSEWHERE.values())


def test_every_row_says_all_it_has_to() -> None:
    assert not half_filled(PAGE)
    ids = [row.id for row in rows(PAGE) if row.id]
    assert len(ids) == len(set(ids)) >= 40


def test_each_study_has_a_licence_and_the_rest_says_that_nothing_was_copied() -> None:
    studies = [row for row in rows(PAGE) if "Licence of the source" in row.cells]
    assert len(studies) >= 8
    assert "none of their wording is used" in " ".join(PAGE.split())
    assert "CC BY 4.0" in PAGE
    assert parsed(CORE / "pack.toml")["licence"] == "CC-BY-4.0"


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.id)
def test_what_it_says_of_people_in_general_has_a_source_beside_us(guide: Guide) -> None:
    """Not each sentence: the guide as a whole names where such things are from."""
    assert guide.sources
    checked = {row.id: row.cells["Checked"] for row in rows(PAGE) if "Checked" in row.cells}
    beside = [name for name in guide.sources if not checked[name].startswith("our own")]
    assert beside or not claims(parsed(CORE / "guides" / f"{guide.id}.toml"))


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.parent.name == "words"], ids=lambda p: p.stem
)
def test_every_file_of_words_is_named(path: Path) -> None:
    assert f"`words/{path.name}`" in PAGE


def test_every_scale_is_named() -> None:
    scales = {p.id for g in GUIDES.values() for _, p in g.prompts() if p.kind == "scale"}
    assert scales
    assert not {name for name in scales if f"`{name}`" not in PAGE}


class TestFaultsAreSeen:
    TABLE = "| id | Source | Checked |\n|---|---|---|\n| `rest` | Sleep and others 2020 | seen |\n"

    def test_a_source_without_a_row_and_a_row_without_use(self) -> None:
        guide = GUIDES["draw-it"]
        assert f"draw-it: {guide.sources[0]}" in without_row({"draw-it": guide}, self.TABLE)
        assert unused({"draw-it": guide}, self.TABLE) == {"rest"}

    @pytest.mark.parametrize("row", ["| `a` | | seen |", "| `a` | B 2020 | surely |"])
    def test_a_row_that_says_too_little(self, row: str) -> None:
        assert not half_filled(self.TABLE)
        assert half_filled(self.TABLE + row + "\n") == ["a"]

    def test_a_claim(self) -> None:
        assert claims({"lead": "The studies show little."})
        assert claims({"body": "Many people feel raw."})
        assert not claims({"body": "You may feel raw."})
