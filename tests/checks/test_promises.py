"""Every promise has a test, and the papers promise nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checks import promises
from tests.checks.tree import ROOT

Check = Callable[[Path], list[str]]

CHECKS: tuple[Check, ...] = (
    *(promises.unknown, promises.bare_claims),
    *(promises.cited_in_vain, promises.not_kept),
)

KEPT = "".join(f'@pytest.mark.promise("{name}")\n' for name in promises.required())
PAGE = "# Privacy\n\nIt holds:\n\n- A word\n  more. [L-01]\n- Two. [L-01, L-02]\n\n"
PAGE += f"## {promises.NO_CLAIMS[0]}\n\nAll the rest.\n"

PLANTED: tuple[tuple[Check, str, str, str], ...] = (
    (
        promises.not_kept,
        "tests/unit/test_a.py",
        KEPT.replace('"D-03"', '"D-02"') + "def test_a(): ...\n",
        "D-03",
    ),
    (
        promises.unknown,
        "tests/unit/test_a.py",
        '@pytest.mark.promise("D-01", "D-9")\ndef test_a(): ...\n',
        "D-9",
    ),
    (promises.unknown, "tests/test_a.py", "pytestmark = pytest.mark.promise(ID)\n", "no text"),
    (promises.cited_in_vain, "resources/docs/b.md", "This holds (X-09).\n", "X-09"),
    (promises.bare_claims, promises.PRIVACY, "# Privacy\n\nNobody reads it.\n", "Nobody"),
    (promises.bare_claims, promises.PRIVACY, PAGE + "\n## Else\n\n- One. [L-01] Two.\n", "One"),
    (promises.bare_claims, "resources/docs/other.md", "", "missing"),
)


def _tree(folder: Path, path: str, source: str) -> Path:
    planted = {"tests/unit/test_b.py": KEPT + "def test_b(): ...\n", promises.PRIVACY: PAGE}
    if path.startswith("tests"):
        del planted["tests/unit/test_b.py"]
    if path == "resources/docs/other.md":
        del planted[promises.PRIVACY]
    for name, text in (planted | {path: source}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_papers_and_the_tests_agree(check: Check) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize(("check", "path", "source", "named"), PLANTED)
def test_a_planted_gap_is_found(
    check: Check, path: str, source: str, named: str, tmp_path: Path
) -> None:
    found = check(_tree(tmp_path, path, source))
    assert any(named in line for line in found), found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_whole_tree_passes(check: Check, tmp_path: Path) -> None:
    assert check(_tree(tmp_path, "resources/docs/c.md", "Kept (D-01).\n")) == []


def test_the_list_is_what_was_asked_for() -> None:
    found = promises.required()
    assert len(found) == len(set(found)) == 59
    assert {"S-01", "D-01", "C-11", "I-08", "R-08", "L-11", "M-07", "P-05", "U-02"} <= set(found)
    assert not {"D-08", "I-05", "R-07", "L-10"} & set(found)
