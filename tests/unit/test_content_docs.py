"""The page on the pack format names every key that a file may hold, and its example is one."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.paths import resources
from ketaguide.content.clinic import Clinic, ClinicList, Rules, Rung
from ketaguide.content.facts import FACTS
from ketaguide.content.files import MOST_BYTES, MOST_FILES
from ketaguide.content.guide import (
    Guide,
    Makes,
    MakesCommitment,
    MakesEntry,
    Opens,
    Part,
    Step,
)
from ketaguide.content.lines import Group, OneLine
from ketaguide.content.loader import load_pack
from ketaguide.content.pack import PackInfo
from ketaguide.content.prompts import KINDS
from ketaguide.content.shape import read_table
from ketaguide.content.words import Family, Word
from tests.helpers.packs import write_pack

PAGE = (resources() / "docs" / "pack-format.md").read_text(encoding="utf-8")
SHAPES: list[Any] = [
    *KINDS.values(),
    *(Guide, Part, Step, Opens, Makes, MakesEntry, MakesCommitment),
    *(PackInfo, Family, Word, Group, OneLine),
    *(Clinic, Rung, Rules, ClinicList),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_key_is_on_the_page(shape: Any) -> None:
    keys = [field.name for field in fields(shape) if not field.metadata.get("computed")]
    assert [key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", PAGE)] == []


def test_every_kind_has_its_row() -> None:
    assert re.findall(r"^\| `(\w+)` \| ", PAGE.partition("## Prompts")[2], re.MULTILINE)[
        : len(KINDS)
    ] == list(KINDS)


def test_limits_on_the_page_are_the_real_ones() -> None:
    assert f"{MOST_BYTES // 1024} KiB" in PAGE
    assert f"{MOST_FILES} files" in PAGE


def test_the_example_guide_is_one(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
    known = tomllib.loads(example)
    assert known["id"] == "day-after"
    # The example's condition looks back at a step that it does not show.
    example = re.sub(r"show_if = .*", "", example)
    folder = write_pack(tmp_path / "mine", guides={"day-after": example})
    (folder / "SOURCES.md").write_text("## bathje-2022\n", encoding="utf-8")
    assert [str(problem) for problem in load_pack(folder).problems] == []


@pytest.mark.parametrize("file", ["pack.toml", "guides/quiet-evening.toml", "SOURCES.md"])
def test_the_small_pack_on_the_page_is_the_one_that_is_made(file: str) -> None:
    assert (resources() / "pack-template" / file).read_text(encoding="utf-8") in PAGE


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_its_row(name: str) -> None:
    values = ", ".join(f"`{value}`" for value in FACTS[name])
    assert f"| `{name}` | {values} |" in PAGE


def test_the_clinic_on_the_page_is_one() -> None:
    example = next(e for e in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if "ladder" in e)
    clinic = read_table(Clinic, tomllib.loads(example), place="")
    assert len(clinic.ladder) == len(clinic.lists) == 1
