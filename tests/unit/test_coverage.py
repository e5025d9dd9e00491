"""The page that says which step carries what names only what exists, and forgets no guide."""

import re

import pytest

from ketaguide.base.paths import resources
from ketaguide.content.loader import load_pack

PAGE = (resources() / "docs" / "coverage.md").read_text(encoding="utf-8")
GUIDES = {guide.id: guide for guide in load_pack(resources() / "packs" / "core").guides}
# A guide or a step: small letters and hyphens, unlike a file with its ending.
NAMED = re.findall(r"`([a-z-]+)(?:/([a-z-]+))?`", PAGE)
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")]


def test_every_guide_and_step_named_exists() -> None:
    examples = {("guide", ""), ("guide", "step")}
    known = {(name, step.id) for name, guide in GUIDES.items() for step in guide.steps}
    known |= {(name, "") for name in GUIDES}
    assert not {*NAMED} - known - examples


def test_a_guide_that_does_not_exist_would_be_seen() -> None:
    assert ("preparing", "effects") in NAMED
    assert ("body-check", "") in NAMED
    assert not re.search(r"@[a-z-]+@", PAGE)


@pytest.mark.parametrize("name", GUIDES)
def test_no_guide_is_forgotten(name: str) -> None:
    assert name in {guide for guide, _ in NAMED}


def test_every_row_says_where_or_why_not() -> None:
    for row in ROWS:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 3, row
        assert cells[0]
        assert cells[1], row
        if "not in the pack" in cells[1] or cells[1].startswith(("nowhere", "not offered")):
            assert cells[2], f"says nowhere, and not why: {row}"
