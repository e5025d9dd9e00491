"""The wording list is read, and the core pack keeps to it."""

from pathlib import Path

import pytest

from ketaguide.base.errors import PackInvalid
from ketaguide.base.paths import resources
from ketaguide.content.lint import Ban, authored, lint, load_bans
from ketaguide.content.loader import load_pack
from tests.helpers.packs import EVERY_KIND, LINES, WORDS, write_pack

BAN = Ban(
    id="x",
    words=("trip", "don't worry"),
    reason="Say session.",
    instead="the session",
    allowed=("trip hazard", "round Trip"),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A trip.", ["trip"]),
        ("Your TRIP", ["trip"]),
        ("striped, trips, tripod", []),
        ("no trip hazards; a Round trip", []),
        ("a trip hazard on a trip", ["trip"]),
        ("Don’t worry", ["don't worry"]),
        ("2trip, ｔｒｉｐ", ["trip"]),
        ("tr\u200bip", ["trip"]),
        ("tr\u00adip", ["trip"]),
    ],
)
def test_whole_words_in_any_case(text: str, words: list[str]) -> None:
    assert list(BAN.found_in(text)) == words


def test_findings_name_the_place(tmp_path: Path) -> None:
    guide = EVERY_KIND.replace('"Bun"', '"a trip"').replace("Only when", "Trip or")
    folder = write_pack(
        tmp_path / "mine",
        guides={"every-kind": guide},
        words={"feelings": WORDS.replace('label = "sad"', 'label = "trip"'), "g": LINES},
    )
    found = lint(load_pack(folder), (BAN,))
    assert [one.place for one in found] == [
        "mine/guides/every-kind.toml: steps[0].prompts[3].options[1].label",
        "mine/guides/every-kind.toml: steps[4].lead",
        "mine/words/feelings.toml: families[1].words[0].label",
    ]
    assert str(found[0]).endswith("“trip”. Say session.")


def test_ids_are_not_read_and_texts_of_lines_are(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path / "mine", guides={"every-kind": EVERY_KIND}, words={"feelings": WORDS, "g": LINES}
    )
    texts = dict(authored(load_pack(folder)))
    assert "every-kind" not in texts.values()
    assert texts["mine/words/g.toml: feet.title"] == "Feel your feet"


def test_a_wording_file_that_does_not_fit(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[[entries]]\nid = "x"\nwords = []\nreason = "r"\n')
    with pytest.raises(PackInvalid, match=r"a\.toml: entries\[0\]\.words must hold 1 to 100"):
        load_bans(tmp_path)


def test_the_core_pack_keeps_to_the_list() -> None:
    bans = load_bans(resources() / "wording")
    assert bans
    assert [str(one) for one in lint(load_pack(resources() / "packs" / "core"), bans)] == []
