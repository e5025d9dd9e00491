"""Body maps and drawings: what is kept of an answer, and how it reads as words."""

import json
import random
from typing import Any

import pytest

from ketaguide.content import regions
from ketaguide.content.conditions import read_condition
from ketaguide.content.pictures import (
    MOST_NUMBERS,
    MOST_STROKES,
    MOST_TITLE,
    BodyMap,
    Drawing,
)

BODY = BodyMap(id="p", label="Where")
DRAWING = Drawing(id="p", label="Draw")
LINE = {"color": "sage", "width": 2, "points": [0, 0, 0, 1000, 750, 100]}
EMPTY = {"amount": "", "warmth": "", "words": ""}
NOTHING: tuple[object, ...] = (
    *(None, "", "chest", 3, True, [], {}, {"regions": None}, {"regions": []}, {"strokes": "x"}),
    *({"regions": {}}, {"regions": {"tail": {}}}, {"regions": {"chest": "warm"}}),
    *({"title": 3, "strokes": [None, 1, "x", {}]}, {"title": "  "}, {1: 2}, {"words": ["a"]}),
)


@pytest.mark.parametrize("prompt", [BODY, DRAWING], ids=["body", "drawing"])
@pytest.mark.parametrize("value", NOTHING, ids=repr)
def test_what_is_no_answer_counts_as_none(prompt: Any, value: object) -> None:
    assert prompt.clean(value) is None


def test_every_place_has_a_name_of_its_own() -> None:
    labels = regions.labels()
    assert tuple(labels) == regions.REGIONS
    assert len(set(labels.values())) == len(regions.REGIONS)


def test_a_place_alone_is_an_answer_and_marks_nobody_knows_are_left_out() -> None:
    given = {
        "regions": {
            "belly": {"amount": "much", "warmth": ["cold"], "words": 7, "depth": 3},
            "tail": {"amount": "more"},
            "chest": {"amount": "more", "warmth": "warm", "words": "  so \n wide  "},
        }
    }
    assert BODY.clean(given) == {
        "regions": {
            "chest": {"amount": "more", "warmth": "warm", "words": "so wide"},
            "belly": EMPTY,
        }
    }


def test_a_body_map_reads_as_words() -> None:
    value = BODY.clean(
        {
            "regions": {
                "chest": {"amount": "more", "warmth": "warm", "words": "warm, then very wide"},
                "hand-left": {"warmth": "cold"},
                "belly": {"words": "let go"},
                "around-me": {},
            }
        }
    )
    assert value is not None
    assert BODY.shown(value).splitlines() == [
        "- chest: more, warm; “warm, then very wide”",
        "- belly: “let go”",
        "- left hand: cold",
        "- around me",
    ]


def test_a_condition_finds_a_chosen_place() -> None:
    condition = read_condition({"prompt": "p", "has": "chest"}, "show_if")
    assert condition.holds({"p": BODY.clean({"regions": {"chest": {}}})})
    assert not condition.holds({"p": BODY.clean({"regions": {"belly": {"words": "chest"}}})})


@pytest.mark.parametrize(
    "wrong",
    [
        {"color": "red"},
        {"color": ["sage"]},
        {"width": 0},
        {"width": 4},
        {"width": True},
        {"width": 2.0},
        {"points": []},
        {"points": [1, 2]},
        {"points": [1, 2, 3, 4]},
        {"points": [1.5, 2, 3]},
        {"points": [True, 2, 3]},
        {"points": [-1, 2, 3]},
        {"points": [1001, 2, 3]},
        {"points": [1, 751, 3]},
        {"points": [1, 2, 101]},
        {"points": "123"},
        {"points": {"0": 1}},
        {"points": [10**30, 2, 3]},
        {"points": [float("nan"), 2, 3]},
    ],
    ids=repr,
)
def test_a_line_that_does_not_fit_the_sheet_is_left_out_and_the_others_stay(
    wrong: dict[str, Any],
) -> None:
    value = DRAWING.clean({"title": "t", "strokes": [LINE | wrong, LINE]})
    assert value == {"title": "t", "words": "", "strokes": [LINE]}


def test_a_sheet_has_an_end() -> None:
    many = DRAWING.clean({"strokes": [LINE] * (MOST_STROKES + 50)})
    assert isinstance(many, dict)
    assert len(many["strokes"]) == MOST_STROKES
    long = LINE | {"points": [1, 1, 1] * 3000}
    full = DRAWING.clean({"strokes": [long] * 5})
    assert isinstance(full, dict)
    assert sum(len(one["points"]) for one in full["strokes"]) <= MOST_NUMBERS
    assert len(full["strokes"]) == 2


def test_a_title_is_one_line_and_not_endless() -> None:
    value = DRAWING.clean({"title": " a\nb " + "x" * 10_000})
    assert isinstance(value, dict)
    assert value["title"].startswith("a b x")
    assert len(value["title"]) == MOST_TITLE


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"title": "The shore", "strokes": [LINE] * 14}, "Drawing: The shore (14 lines)"),
        ({"strokes": [LINE]}, "Drawing (1 line)"),
        ({"title": "The shore"}, "The shore"),
        ({"title": "The shore", "words": "A line\nof sand"}, "The shore\n\nA line\nof sand"),
    ],
)
def test_a_drawing_reads_as_words(value: dict[str, Any], words: str) -> None:
    clean = DRAWING.clean(value)
    assert clean is not None
    assert DRAWING.shown(clean) == words


def test_nothing_ever_raises_and_what_is_kept_is_stable() -> None:
    """Whatever an older, newer or broken vault holds: it is left out, and kept again the same."""
    chance = random.Random(4)  # noqa: S311 - the same mess each time
    whole = {
        "regions": {name: {"amount": "more", "words": "x"} for name in regions.REGIONS[:6]},
        "title": "t",
        "words": "w",
        "strokes": [LINE, LINE | {"color": "ink"}],
    }
    kept = 0
    for _ in range(2000):
        value = _broken(chance, whole)
        for prompt in (BODY, DRAWING):
            clean = prompt.clean(value)
            if clean is not None:
                kept += 1
                assert prompt.clean(json.loads(json.dumps(clean))) == clean
                assert prompt.shown(clean)
    assert kept > 1000


def _broken(chance: random.Random, value: Any) -> Any:
    """The value with a few of its parts replaced by what does not belong there."""
    if chance.random() < 0.06:
        return chance.choice([None, True, -1, 3, 1.5, "", "warm", [], {}, [[]], {"a": 1}, 10**30])
    if isinstance(value, dict):
        return {key: _broken(chance, one) for key, one in value.items()}
    if isinstance(value, list):
        return [_broken(chance, one) for one in value]
    return value
