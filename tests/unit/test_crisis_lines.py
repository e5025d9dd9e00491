"""Crisis lines: each says where it is from, disputed numbers are absent, nothing claims a check."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ketaguide.base.errors import PackInvalid, PackMissing
from ketaguide.base.paths import resources
from ketaguide.content.crisis import CHECKED_DAYS, CrisisLine, load_lines
from tests.helpers import reading
from tests.helpers.core_pack import banned_in

LINES = load_lines(resources() / "crisis")
TODAY = date(2026, 11, 23)
ROWS = [(country, line) for country in LINES.countries for line in country.lines]


def test_every_number_says_where_it_was_found() -> None:
    titles = LINES.titles()
    for country, line in ROWS:
        assert line.sources, country.name
        assert all(titles[source] for source in line.sources)
    for country in LINES.countries:
        assert bool(country.emergency) == bool(country.emergency_sources), country.name


@pytest.mark.parametrize("name", ["it", "fi", "sg", "jp", "kr"])
def test_where_sources_dispute_only_the_emergency_number_is_given(name: str) -> None:
    country = LINES.country(name)
    assert country is not None
    assert country.emergency
    assert country.lines == ()


@pytest.mark.parametrize(
    "disputed",
    [
        "02 2327 2327",
        "199 284 284",
        "09 2525 0111",
        "1767",
        "1800 221 4444",
        "0120-279-338",
        "1393",
    ],
)
def test_a_disputed_number_is_nowhere(disputed: str) -> None:
    text = (resources() / "crisis" / "lines.toml").read_text()
    assert disputed not in text


def test_nothing_claims_to_be_checked_that_nobody_dated() -> None:
    for country, line in ROWS:
        if line.verified_on is None:
            assert not line.is_checked(TODAY), country.name


@pytest.mark.parametrize(
    ("age", "checked"), [(0, True), (CHECKED_DAYS, True), (CHECKED_DAYS + 1, False), (-1, False)]
)
def test_a_check_counts_for_half_a_year(age: int, checked: bool) -> None:
    line = CrisisLine(number="988", sources=("page",), verified_on=TODAY - timedelta(days=age))
    assert line.is_checked(TODAY) is checked


def test_general_knowledge_states_no_hours() -> None:
    assert not [c.name for c, line in ROWS if line.hours and line.sources == ("general",)]


def test_the_peer_line_is_not_listed_as_crisis_care() -> None:
    assert not [line for _, line in ROWS if "473" in line.number]


def test_the_words_keep_to_the_wording_list() -> None:
    for country, line in ROWS:
        for text in (line.text, line.note):
            assert not banned_in(text), country.name
            assert all(len(reading.words(part)) <= 20 for part in reading.sentences(text))


_ONE = '[[sources]]\nid = "a"\ntitle = "A"\n[[countries]]\nid = "xx"\nname = "X"\n'
_LINE = f"{_ONE}[[countries.lines]]\n"


@pytest.mark.parametrize(
    "rows",
    [
        "countries = 3",
        f'{_LINE}number = "12"\nsources = []',
        f'{_LINE}number = "12"\nsources = ["b"]',
        f'{_ONE}emergency = "1a"',
        f'{_ONE}emergency = "112"',
        f'{_LINE}sources = ["a"]',
        f'{_LINE}number = "12"\nsources = ["a"]\nverified_on = "yes"',
    ],
)
def test_a_file_that_does_not_fit_is_refused(rows: str, tmp_path: Path) -> None:
    (tmp_path / "lines.toml").write_text(rows)
    with pytest.raises(PackInvalid):
        load_lines(tmp_path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(PackMissing):
        load_lines(tmp_path)
