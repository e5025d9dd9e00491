"""Which passphrases are taken, and what the made ones are worth."""

import math

import pytest

from ketaguide.vault.passphrase import (
    GENERATED_WORDS,
    generate_words,
    problem,
    word_list,
)


@pytest.mark.parametrize(
    "text",
    [
        "my blue kettle sings at dawn",
        "éàüöñçßœøåæþðłž",
        "日本語の長い合言葉はとても安全です",
        "🦉🦊🐢🦋🐳🌲🌊🔥⛰️🌙☀️🌧️🍎🎻",
        "x7$Kq9!mZ2#Lp4@",
        " " * 3 + "leading spaces count too",
    ],
)
def test_long_ones_are_taken_whatever_they_are_made_of(text: str) -> None:
    assert problem(text, "Anna") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "15 characters"),
        ("fourteen chars", "15 characters"),
        ("a" * 20, "repeats"),
        ("abcabcabcabcabcabc", "repeats"),
        ("passwordpassword1", "tried first"),
        ("qwertyuiop123456789", "tried first"),
        ("0987654321poiuytrewq", "tried first"),
        ("１２３４５６７８９０１２３４５６", "tried first"),
        ("KetaGuide Vault Ketamine", "tried first"),
        ("Blue Notebook 2024", "tried first"),
        ("correct horse battery staple", "tried first"),
        ("ab c" * 400, "too long"),
        ("\ud800" * 20, "cannot be kept"),
    ],
)
def test_weak_ones_are_refused_with_the_reason(text: str, says: str) -> None:
    assert says in (problem(text, "Blue Notebook") or "")


def test_length_counts_after_normalising() -> None:
    composed = "é" * 7 + "abcdefg"
    assert len(composed) == 14
    assert problem(composed.replace("é", "e\u0301")) is not None


def test_made_words_are_strong_and_always_taken() -> None:
    listed = word_list()
    assert len(set(listed)) == len(listed) == 7776
    assert GENERATED_WORDS * math.log2(len(listed)) >= 64
    made = [generate_words() for _ in range(1000)]
    assert len(set(made)) == 1000
    for each in made:
        assert len(each.split()) == GENERATED_WORDS
        assert problem(each) is None
