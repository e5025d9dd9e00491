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
        ("felt", {"quiet": 3, "gone": 4, "sad": 11, "still": True}, {"quiet": 3}),
        ("felt", {}, None),
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
        ("felt", {"sad": 9, "quiet": 3, "still": 4}, "quiet (faint), still (medium), sad (strong)"),
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
        ({"prompt": "p", "has": "sad"}, {"p": {"sad": 0}}, True),
        ({"not": {"prompt": "p", "is": "x"}}, {}, True),
        ({"all": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {"p": 1, "q": 2}, True),
        ({"all": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {"p": 1}, False),
        ({"any": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {"q": 2}, True),
        ({"any": [{"prompt": "p", "is": 1}, {"prompt": "q", "is": 2}]}, {}, False),
    ],
)
def test_conditions(condition: Any, answers: dict[str, Any], holds: bool) -> None:
    assert read_condition(condition, "show_if").holds(answers) is holds
