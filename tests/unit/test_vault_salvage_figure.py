"""With one page in a hundred destroyed, what lies on the others comes back."""

import random
from collections.abc import Iterator

import pytest

from tests.helpers.rescuing import Damaged, content_of, make_whole, pages_of_rows


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    return make_whole(tmp_path_factory.mktemp("salvage") / "v")


@pytest.fixture
def damaged(whole: Damaged) -> Iterator[Damaged]:
    yield whole
    whole.database.write_bytes(whole.content)
    for path in (whole.folder / "backups").glob("*"):
        path.unlink()


def _check_figure(damaged: Damaged, seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - the same damage in every run
    count = max(1, damaged.pages // 100)
    zeroed = set(chosen.sample(range(1, damaged.pages + 1), count))
    lying_on = pages_of_rows(damaged)
    damaged.zero(zeroed)
    rescued = damaged.rescue()
    found = content_of(damaged, rescued)
    due = {name for name, pages in lying_on.items() if not pages & zeroed}
    came = {name for name in due if found.get(name) == damaged.model[name]}
    assert len(came) >= 0.95 * len(due), f"seed {seed}: {len(came)} of {len(due)}"
    assert rescued.lost_pages == count
    assert rescued.records == len(found)
    # Nothing is made up: all else that came is the beginning of a text, and says so.
    for name in found.keys() - came:
        ours = damaged.model[name]
        assert {**found[name], "body": "", "text": ""} == {**ours, "body": "", "text": ""} or (
            found[name] == ours
        )
    damaged.database.write_bytes(damaged.content)
    rescued.path.unlink()


@pytest.mark.promise("I-05")
def test_with_one_page_in_a_hundred_lost_what_is_intact_comes_back(damaged: Damaged) -> None:
    assert pages_of_rows(damaged).keys() == damaged.model.keys()
    for seed in range(8):
        _check_figure(damaged, seed)


@pytest.mark.long
@pytest.mark.promise("I-05")
@pytest.mark.parametrize("seed", range(8, 58))
def test_so_it_is_with_fifty_further_seeds(damaged: Damaged, seed: int) -> None:
    _check_figure(damaged, seed)
