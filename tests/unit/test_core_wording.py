"""The core pack's words are easy to read and keep to the wording list."""

import re
from pathlib import Path

import pytest

from tests.helpers import reading
from tests.helpers.core_pack import CORE, FILES, banned_in, bans, parsed, shown

GUIDES = ("preparing", "set-and-setting", "day-after")


class TestReads:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_sentences_are_short(self, path: Path) -> None:
        long = [
            (place, sentence)
            for place, text in shown(path)
            for sentence in reading.sentences(text)
            if len(reading.words(sentence)) > 20
        ]
        assert not long

    @pytest.mark.parametrize("name", GUIDES)
    def test_grade_is_eight_or_lower(self, name: str) -> None:
        tree = parsed(CORE / "guides" / f"{name}.toml")
        prose = [text for _, text in reading.strings(tree, keys=("lead", "body", "hint"))]
        assert reading.grade(prose) <= 8

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
            "Ask your clinic whether it is safe to drive.",
        ],
    )
    def test_an_allowed_phrase_is_let_through(self, text: str) -> None:
        assert not banned_in(text)

    def test_every_ban_has_a_reason(self) -> None:
        for entry in bans():
            assert entry["words"]
            assert entry["reason"].endswith(".")

    def test_no_guide_calls_a_person_or_place_safe(self) -> None:
        for path in FILES:
            for place, text in shown(path):
                assert not re.search(r"\bsafe\b", text) or path.stem == "feelings", place
