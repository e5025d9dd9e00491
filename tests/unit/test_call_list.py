"""When to call: the four tiers say how soon, and a search only marks."""

import pytest

from ketaguide.content.calls import TIERS, is_too_short, marked, tiers
from ketaguide.content.lines import Groups
from ketaguide.content.plan import SECTIONS, sections
from ketaguide.content.shape import read_table
from tests.helpers.core_pack import CORE, parsed

CALLS = read_table(Groups, parsed(CORE / "words" / "calls.toml"), place="").by_id()
SAFETY = read_table(Groups, parsed(CORE / "words" / "safety.toml"), place="").by_id()
FOUND = tiers(CALLS, number="112")


def test_the_number_stands_in_the_first_tier_before_all_else() -> None:
    assert FOUND[0].title == "Now: call 112"
    assert [tier.id for tier in FOUND] == list(TIERS)
    said = [text for tier in FOUND for text in (tier.title, tier.action)]
    assert not [text for text in said if "{" in text]


@pytest.mark.parametrize(
    ("typed", "tier", "sign"),
    [
        ("chest", 0, "chest"),
        ("breathe", 0, "breath"),
        ("SUICIDE", 0, "plan"),
        ("overdose", 0, "taken"),
        ("voices", 1, "unreal"),
        ("blood", 2, "blood"),
        ("pregnant", 2, "pregnant"),
        ("nightmares", 3, "dreams"),
    ],
)
def test_a_word_people_use_marks_its_line(typed: str, tier: int, sign: str) -> None:
    assert sign in marked(CALLS, FOUND, typed=typed)
    assert sign in {one.id for one in FOUND[tier].signs}


@pytest.mark.parametrize("typed", ["", "I", "my a", "zebra", "  ", "%_*"])
def test_what_is_not_there_marks_nothing(typed: str) -> None:
    assert marked(CALLS, FOUND, typed=typed) == frozenset()


def test_short_words_are_left_for_later() -> None:
    assert is_too_short("I am")
    assert not is_too_short("I am ill")


def test_one_word_among_many_is_found() -> None:
    assert "chest" in marked(CALLS, FOUND, typed="x " * 400 + "chest")


def test_further_words_belong_to_a_line_that_is_there() -> None:
    assert set(CALLS["also"]) == {sign.id for tier in FOUND for sign in tier.signs}


def test_every_obstacle_has_its_practical_line() -> None:
    assert list(SAFETY["way"]) == list(SAFETY["way-on"])


def test_the_plan_has_its_six_parts_each_with_a_question() -> None:
    found = sections(SAFETY)
    assert [one.id for one in found] == list(SECTIONS)
    assert all("?" in one.ask and one.starters for one in found)


def test_the_plan_uses_no_words_of_the_published_form() -> None:
    text = (CORE / "words" / "safety.toml").read_text().lower()
    for phrase in (
        "warning sign",
        "coping strateg",
        "distraction",
        "safety plan",
        "stanley",
        "agencies",
        "making the environment safe",
    ):
        assert phrase not in text
