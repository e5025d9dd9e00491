"""Which answers count, and how the record shows them."""

from pathlib import Path
from typing import Any

import pytest

from ketaguide.content.conditions import read_condition
from ketaguide.content.guide import Guide
from ketaguide.content.prompts import KINDS, Info
from tests.helpers.packs import every_kind


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return every_kind(tmp_path)


def test_every_kind_is_in_the_example(guide: Guide) -> None:
    assert {prompt.kind for _, prompt in guide.prompts()} == set(KINDS)


@pytest.mark.parametrize(
    ("prompt_id", "given", "counts"),
    [
        ("note", "x", None),
        ("words", " keep  my spaces ", " keep  my spaces "),
        ("words", " \n", None),
        ("words", 5, None),
        ("way", "left", "left"),
        ("way", "up", None),
        ("way", ["left"], None),
        ("many", ["c", "a", "gone"], ["a", "c"]),
        ("many", [], None),
        ("many", "a", None),
        ("level", 0, 0),
        ("level", 11, None),
        ("level", True, None),
        ("level", 3.0, None),
        ("list", {"ticked": ["food", "gone"], "own": []}, {"ticked": ["food"], "own": []}),
        (
            "list",
            {"ticked": [], "own": [{"label": "cat", "ticked": 1}, {"label": " "}, 5]},
            {"ticked": [], "own": [{"label": "cat", "ticked": False}]},
        ),
        ("list", {"ticked": [], "own": []}, None),
        ("list", {"ticked": 5, "own": 5}, None),
        ("list", ["food"], None),
        ("day", "2026-11-23", "2026-11-23"),
        ("day", "2026-02-30", None),
        ("day", 20261123, None),
        (
            "felt",
            {"quiet": 3, "gone": 4, "sad": 11, "still": True},
            {"words": {"quiet": 3}, "own": [], "none": False},
        ),
        (
            "felt",
            {
                "words": {"sad": 2, "gone": 1},
                "own": [
                    {"label": " soft  rain ", "strength": 5},
                    {"label": "soft rain", "strength": 1},
                    {"label": "loud", "strength": 11},
                    "x",
                ],
                "none": True,
            },
            {"words": {"sad": 2}, "own": [{"label": "soft rain", "strength": 5}], "none": False},
        ),
        ("felt", {"none": True}, {"words": {}, "own": [], "none": True}),
        ("felt", {"none": False}, None),
        ("felt", {}, None),
        (
            "edge",
            {"near": "yes", "ratings": [4, "5", True, 11, 3], "now": "up", "rounds": 9},
            {"near": "yes", "resource": "", "ratings": [4, 3], "now": "", "rounds": 3},
        ),
        ("edge", {"ratings": []}, None),
        ("edge", [4], None),
        ("who", ["Ana", " Ana ", "", 5, "Tom"], ["Ana", "Tom"]),
        ("who", "Ana", None),
        (
            "small",
            {"action": " ring Ana ", "date": "2026-02-30", "gone": "x"},
            {"insight": "", "value": "", "action": "ring Ana", "cue": "", "date": ""},
        ),
        ("small", {"date": "2026-11-23"}, None),
        ("unsent", {"text": "Dear you,\n", "end": "burn"}, {"text": "Dear you,\n", "end": ""}),
        ("unsent", {"text": " \n", "end": "seal"}, None),
        ("unsent", {"text": "Dear you", "end": "shred"}, {"text": "", "end": "shred"}),
        ("now", {"chest": "yes", "breath": "maybe", "gone": "no"}, {"chest": "yes"}),
        ("now", {}, None),
    ],
)
def test_what_does_not_fit_counts_as_empty(
    guide: Guide, prompt_id: str, given: Any, counts: Any
) -> None:
    prompt = guide.prompt(prompt_id)
    assert prompt is not None
    assert prompt.clean(given) == counts


@pytest.mark.parametrize(
    ("prompt_id", "value", "words"),
    [
        ("words", "as *typed*\n# here", "as *typed*\n# here"),
        ("way", "right", "Right"),
        ("many", ["a", "c"], "- Apple\n- Cup"),
        ("level", 4, "4 (from 0, little, to 10, a lot)"),
        (
            "list",
            {
                "ticked": ["ride"],
                "own": [{"label": "cat", "ticked": True}, {"label": "dog", "ticked": False}],
            },
            "- A ride\n- cat\n\nLeft for later:\n\n- Food\n- dog",
        ),
        ("list", {"ticked": ["ride", "food"], "own": []}, "- A ride\n- Food"),
        ("day", "2026-11-03", "3 November 2026"),
        (
            "felt",
            {
                "words": {"sad": 9, "quiet": 3},
                "own": [{"label": "soft rain", "strength": 4}],
                "none": False,
            },
            "quiet (faint), sad (strong), soft rain (medium)",
        ),
        ("felt", {"words": {}, "own": [], "none": True}, "No words for it"),
        (
            "edge",
            {"near": "yes", "resource": "the window", "ratings": [4, 3], "now": "here"},
            (
                "- Something steady: the window\n"
                "- How hard it was to be with, from 0 to 10: 4, 3\n"
                "- At the end: here"
            ),
        ),
        ("who", ["Ana", "Tom"], "- Ana\n- Tom"),
        (
            "small",
            {"insight": "", "value": "rest", "action": "walk", "cue": "", "date": "2026-11-24"},
            "- What it is for: rest\n- What I do: walk\n- On this day: 24 November 2026",
        ),
        ("unsent", {"text": "Dear you", "end": ""}, "Dear you"),
        ("unsent", {"text": "Dear you", "end": "seal"}, "A sealed letter."),
        ("unsent", {"text": "Dear you", "end": "shred"}, "A letter was written and let go."),
        ("now", {"chest": "no", "breath": "unsure"}, "- Trouble breathing: not sure"),
        ("now", {"chest": "no", "breath": "no"}, ""),
    ],
)
def test_the_record_shows_words_not_ids(
    guide: Guide, prompt_id: str, value: Any, words: str
) -> None:
    prompt = guide.prompt(prompt_id)
    assert prompt is not None
    assert prompt.shown(value) == words


def test_a_body_parts_into_paragraphs() -> None:
    info = Info(id="x", body="One\nline.\n\n\n  Two.\n")
    assert info.paragraphs() == ("One line.", "Two.")


@pytest.mark.parametrize(
    ("condition", "answers", "holds"),
    [
        ({"prompt": "p", "is": "answered"}, {"p": 0}, True),
        ({"prompt": "p", "is": "answered"}, {}, False),
        ({"prompt": "p", "is": "empty"}, {}, True),
        ({"prompt": "p", "is": "empty"}, {"p": "x"}, False),
        ({"prompt": "p", "is": "x"}, {"p": "x"}, True),
        ({"prompt": "p", "is": "x"}, {"p": "y"}, False),
        ({"prompt": "p", "is": 3}, {"p": 3}, True),
        ({"prompt": "p", "below": 3}, {"p": 2}, True),
        ({"prompt": "p", "below": 3}, {"p": 3}, False),
        ({"prompt": "p", "below": 3}, {}, False),
        ({"prompt": "p", "at_least": 3}, {"p": 3}, True),
        ({"prompt": "p", "at_least": 3}, {"p": 2}, False),
        ({"prompt": "p", "at_least": 3}, {"p": "3"}, False),
        ({"prompt": "p", "has": "a"}, {"p": ["a", "b"]}, True),
        ({"prompt": "p", "has": "c"}, {"p": ["a", "b"]}, False),
        ({"prompt": "p", "has": "a"}, {"p": "a"}, True),
        ({"prompt": "p", "has": "a"}, {"p": {"ticked": ["a"], "own": []}}, True),
        ({"prompt": "p", "has": "a"}, {"p": {"a": "unsure"}}, True),
        ({"prompt": "p", "has": "a"}, {"p": {"a": "no"}}, False),
        ({"prompt": "p", "has": "yes"}, {"p": {"a": "no", "b": "yes"}}, True),
        ({"prompt": "p", "has": "yes"}, {"p": {"a": "unsure"}}, False),
        ({"prompt": "p", "has": "sad"}, {"p": {"words": {"sad": 0}, "none": False}}, True),
        ({"prompt": "p", "has": "none"}, {"p": {"words": {}, "none": True}}, True),
        ({"prompt": "p", "has": "none"}, {"p": {"words": {"sad": 1}, "none": False}}, False),
        ({"prompt": "p", "has": "chest"}, {"p": {"regions": {"chest": {}}}}, True),
        ({"fact": "route", "is": "nasal"}, {"fact:route": "nasal"}, True),
        ({"fact": "route", "is": "nasal"}, {"fact:route": "iv"}, False),
        ({"fact": "route", "is": "nasal"}, {}, False),
        ({"not": {"fact": "earlier", "is": "yes"}}, {}, True),
        ({"not": {"prompt": "p", "is": "x"}}, {}, True),
        ({"all": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {"p": 1, "q": 2}, True),
        ({"all": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {"p": 1}, False),
        ({"any": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {"q": 2}, True),
        ({"any": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {}, False),
    ],
)
def test_conditions(condition: Any, answers: dict[str, Any], holds: bool) -> None:
    assert read_condition(condition, "show_if").holds(answers) is holds


@pytest.mark.parametrize(
    ("ratings", "now", "halts"),
    [
        ([6, 5], "here", False),
        ([3, 4], "", False),
        ([7], "", True),
        ([4, 5, 6], "", True),
        ([5, 4, 5, 6], "", True),
        ([4, 5, 5, 6], "", False),
        ([2], "numb", True),
        ([2], "floaty", True),
        ([], "losing-time", True),
    ],
)
def test_a_careful_look_stops_for_today_when_it_is_too_much(
    guide: Guide, ratings: list[int], now: str, halts: bool
) -> None:
    prompt = guide.prompt("edge")
    assert prompt is not None
    assert prompt.can_halt
    value = prompt.clean({"near": "yes", "ratings": ratings, "now": now})
    assert prompt.halts(value) is halts
