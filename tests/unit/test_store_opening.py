"""The few words of an entry that a list shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketaguide.store.opening import SHOWN_CHARS, cut, excerpt, opening


def around(text: str, word: str) -> str:
    return excerpt(text, word).shown()


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("", ""),
        ("Quiet.", "Quiet."),
        ("  One\n  line.  ", "One line."),
        ("First.\n\nSecond.", "First. Second."),
        ("no stop\n\nnext one", "no stop · next one"),
        ("I **keep** going *back* to `it`", "I keep going back to it"),
        ("a * b * c and snake_case_name", "a * b * c and snake_case_name"),
        ("> quoted\n- item\n- other\n1. third", "quoted, item, other, third"),
        ("- [x] done\n- [ ] not", "done, not"),
        ("# Only a heading", "Only a heading"),
        ("## Asked\n\n### Label\n\nThe lake.", "The lake."),
        ("## Asked\n\nticked\n\n## More\n\nThe lake was wide.", "The lake was wide."),
        ("## Asked\n\nticked\n\n## More\n\n3 of 10", "ticked · 3 of 10"),
        ("## Asked\n\nLeft for later:\n\nCome and see.", "Come and see."),
        ("---\n\nafter a rule", "after a rule"),
        ("#hashtag stays a word", "hashtag stays a word"),
    ],
)
def test_opening(markdown: str, shown: str) -> None:
    assert opening(markdown) == shown


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 9, "one two…"),
        ("one two, three", 9, "one two…"),
        ("unbroken" * 9, 10, "unbrokenun…"),
    ],
)
def test_cut(text: str, length: int, shown: str) -> None:
    assert cut(text, length) == shown


@pytest.mark.parametrize("word", ["needle", "NEEDLE", "need"])
def test_around_shows_the_word(word: str) -> None:
    text = "hay and straw " * 100 + "the needle here " + "more hay " * 100
    shown = around(text, word)
    assert shown.startswith("… ")
    assert "needle" in shown
    assert around("needle first " + text, word).startswith("needle first")


@given(st.text(), st.text(min_size=1, max_size=9))
def test_any_text_gives_one_short_line(text: str, word: str) -> None:
    for shown in (opening(text), around(text, word), around(text * 30, word)):
        assert len(shown) <= SHOWN_CHARS + 3
        assert not any(gap in shown for gap in "\n\r\t")
