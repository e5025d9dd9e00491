"""Markdown as people write it, taken apart for reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketaguide.ui.models.markdown_blocks import Block, blocks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("One\ntwo\n\nthree", [Block("paragraph", "One\ntwo"), Block("paragraph", "three")]),
        (
            "## Q\n\n### Sub\nA",
            [Block("heading", "Q"), Block("subheading", "Sub"), Block("paragraph", "A")],
        ),
        ("#notaheading", [Block("paragraph", "#notaheading")]),
        (
            "- a\n* b\n3. c",
            [Block("item", "a", "•"), Block("item", "b", "•"), Block("item", "c", "3.")],
        ),
        ("- [x] a\n- [ ] b", [Block("done", "a", "✓"), Block("item", "b", "○")]),
        ("> a\n> b\nc", [Block("quote", "a\nb"), Block("paragraph", "c")]),
        ("a\n---\nb", [Block("paragraph", "a"), Block("rule"), Block("paragraph", "b")]),
        (
            "**b** and *i* and 2 * 3 * 4 and a_b_c",
            [Block("paragraph", "b and i and 2 * 3 * 4 and a_b_c")],
        ),
        ("<b>x</b> &amp;", [Block("paragraph", "<b>x</b> &amp;")]),
        ("- ", [Block("paragraph", "-")]),
    ],
)
def test_blocks(text: str, found: list[Block]) -> None:
    assert list(blocks(text)) == found


@given(st.text(alphabet="ab \n\t#*_->`1.[x]&<é😀", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    """Marks may go, words never."""
    shown = "".join(block.text + block.mark for block in blocks(text))
    for letter in "abé😀&<":
        assert shown.count(letter) == text.count(letter)


def test_long_lines_of_marks_are_quick() -> None:
    for text in ("*" * 20_000, "* _" * 10_000, "**a" * 10_000, "> " * 10_000, "- " * 10_000):
        blocks(text)
