"""A marked passage is found again whatever marks stand around it, or not at all."""

from random import Random

import pytest

from ketaguide.ui.models.markdown_blocks import blocks
from ketaguide.ui.models.passages import (
    Span,
    again,
    find,
    from_units,
    length,
    plain,
    to_units,
    within,
)

BODY = (
    "# The lake\n\nIt was **very wide**, and I was\nnot afraid.\n\n1. I can *rest*.\n2. I can rest."
)


def cut(body: str, span: Span | None) -> str | None:
    return None if span is None else body[span.start : span.end]


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("very wide", "very wide"),
        ("was very wide, and", "was **very wide**, and"),
        ("I was\u2029not afraid", "I was\nnot afraid"),
        ("I was not", "I was\nnot"),
        ("very wide, and", "**very wide**, and"),
        ("was very wide", "was **very wide**"),
        ("The lake", "The lake"),
        ("was not afraid.", "was\nnot afraid."),
        ("the moon", None),
        ("  ", None),
    ],
)
def test_what_is_selected_is_the_passage_as_it_was_written(words: str, passage: str | None) -> None:
    assert cut(BODY, find(BODY, words)) == passage


def test_of_two_places_the_one_that_was_meant() -> None:
    second = find(BODY, "I can rest", near=length(BODY[: BODY.index("2.")]))
    assert second is not None
    assert second.start > BODY.index("2.")


def test_words_that_changed_around_it_do_not_lose_it_and_others_do() -> None:
    kept = "**very wide**, and I was"
    at = BODY.index(kept)
    assert (
        cut("Long before: " + BODY, again("Long before: " + BODY, kept, marked_at=at)) is not None
    )
    assert cut(BODY.replace("*", ""), again(BODY.replace("*", ""), kept, marked_at=at)) == (
        "very wide, and I was"
    )
    assert again(BODY.replace("wide", "narrow"), kept, marked_at=at) is None


def test_each_piece_on_screen_knows_its_own_part() -> None:
    span = find(BODY, "not afraid. 1. I can rest")
    assert span is not None
    shown = [part.text for part in blocks(BODY)]
    parts = [
        [piece[one.start : one.end] for one in found]
        for piece, found in zip(shown, within(BODY, [span], shown), strict=True)
    ]
    assert parts == [[], ["not afraid."], ["I can rest"], []]


def test_any_piece_of_any_text_is_found_where_it_stands() -> None:
    random = Random(5)  # noqa: S311 - the same text every time
    letters = "ab *_#>-\n1.😀é"
    for _ in range(400):
        body = "".join(random.choices(letters, k=60))
        start = random.randrange(50)
        piece = body[start : start + 10]
        span = find(body, piece, near=length(body[:start]))
        if length(piece):
            assert span is not None
            same = [one for one in body[span.start : span.end] if length(one)]
            assert same == [one for one in piece if length(one)]
            assert start - 3 <= span.start <= start + 10


def test_places_are_counted_as_qt_counts_them_and_back() -> None:
    text = "a😀b"
    assert [to_units(text, place) for place in range(4)] == [0, 1, 3, 4]
    assert [from_units(text, units) for units in (0, 1, 3, 4)] == [0, 1, 2, 3]


def test_a_passage_is_read_without_its_marks() -> None:
    assert plain("**very wide**, and\n\n- [x] rest") == "very wide, and\n✓ rest"
