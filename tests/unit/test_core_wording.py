"""The core pack's words are easy to read and keep to the wording list."""

import re
from pathlib import Path
from typing import Any

import pytest

from ketaguide.content.reading import MOST_GRADE, MOST_WORDS
from tests.helpers import reading
from tests.helpers.core_pack import FILES, banned_in, bans, parsed, shown
from tests.helpers.core_runs import GUIDES

# What is read as running text; a label or an option is a fragment.
RUNNING = ("lead", "body", "hint", "summary", "text", "meaning")
# A short sentence with one long name in it says nothing about the text.
FEWEST_WORDS = 7
# One sentence may be harder than the guide around it.
# Source: our own.
HARDEST_SENTENCE = 12.0
# Further words for a search; nobody reads them.
SEARCHED = "also"


def long_sentences(tree: Any) -> list[str]:
    """Of more words than one can hold at once."""
    return [s for s in all_sentences(tree) if len(reading.words(s)) > MOST_WORDS]


def hard_sentences(tree: Any) -> list[str]:
    """Of a grade that no guide around them makes up for."""
    return [
        s
        for s in all_sentences(tree)
        if len(reading.words(s)) >= FEWEST_WORDS and reading.grade([s]) > HARDEST_SENTENCE
    ]


def all_sentences(tree: Any) -> list[str]:
    groups = [one for one in tree.get("groups", ()) if one["id"] != SEARCHED]
    read = {**tree, "groups": groups}
    texts = reading.strings(read, keys=reading.PROSE + reading.FRAGMENTS + RUNNING)
    return [sentence for _, text in texts for sentence in reading.sentences(text)]


def grade_of(tree: Any) -> float:
    """Of the running text."""
    return reading.grade([text for _, text in reading.strings(tree, keys=RUNNING)])


class TestReads:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_sentences_are_short(self, path: Path) -> None:
        assert not long_sentences(parsed(path))

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_no_sentence_is_hard_by_itself(self, path: Path) -> None:
        assert not hard_sentences(parsed(path))

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_grade_is_eight_or_lower(self, path: Path) -> None:
        """For leaders, sitters and helpers, too: they read aloud, and some are no clinicians."""
        assert grade_of(parsed(path)) <= MOST_GRADE

    def test_every_guide_is_among_them(self) -> None:
        assert {path.stem for path in FILES if path.parent.name == "guides"} == set(GUIDES)
        assert len(GUIDES) >= 28

    def test_a_hard_guide_and_its_sentences_would_be_seen(self) -> None:
        hard = (
            "Facilitating psychological integration necessitates considerable deliberation daily."
        )
        long = "We go on " + "and on " * 10 + "to the end."
        tree = {"steps": [{"lead": hard, "prompts": [{"kind": "info", "body": long}]}]}
        assert grade_of(tree) > MOST_GRADE
        assert hard_sentences(tree) == [hard]
        assert long_sentences(tree) == [long]

    def test_the_grade_tells_hard_from_easy(self) -> None:
        easy = "Put your feet on the floor. Look at the door."
        hard = "Facilitating psychological integration necessitates considerable deliberation."
        assert reading.grade([easy]) < 3 < 12 < reading.grade([hard])

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_no_cheering_and_no_trade_marks_of_haste(self, path: Path) -> None:
        assert not [place for place, text in shown(path) if "!" in text or "  " in text.strip()]

    def test_the_substance_is_named_rarely(self) -> None:
        text = " ".join(text for path in FILES for _, text in shown(path)).lower()
        assert text.count("ketamine") <= 3


class TestWording:
    def test_nothing_banned_is_said(self) -> None:
        said = [
            (path.name, place, word)
            for path in FILES
            for place, text in shown(path)
            for word in banned_in(text)
        ]
        assert not said

    @pytest.mark.parametrize(
        "text",
        [
            "A dose of calm",
            "You are cleared.",
            "It is safe to go on.",
            "Your JOURNEY",
            "You should.",
            "10 mg",
            "a breakthrough",
            "It treats you.",
            "a streak of days",
            "It will cure",
        ],
    )
    def test_a_planted_word_is_found(self, text: str) -> None:
        assert banned_in(text)

    @pytest.mark.parametrize(
        "text",
        [
            "an overdose",
            "a trip hazard",
            "I feel safe",
            "the safety page",
            "Call 112 now.",
            "Ask your clinic whether it is safe to drive.",
        ],
    )
    def test_an_allowed_phrase_is_let_through(self, text: str) -> None:
        assert not banned_in(text)

    def test_every_ban_has_a_reason(self) -> None:
        for entry in bans():
            assert entry["words"]
            assert entry["reason"].endswith(".")
            assert entry["instead"]

    def test_no_guide_calls_a_person_or_place_safe(self) -> None:
        for path in FILES:
            for place, text in shown(path):
                assert not re.search(r"\bsafe\b", text) or path.stem == "feelings", place
