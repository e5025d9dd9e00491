"""What a finished run leaves: frozen wording, Markdown, and the parts of a record."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ketaguide.content.guide import Guide
from ketaguide.engine.makes import MadeCommitment, make
from ketaguide.engine.outline import Outline, Row, Section, freeze, markdown
from ketaguide.engine.state import RunState
from tests.helpers.packs import every_kind, guide_of

ANSWERS: dict[str, Any] = {
    "words": "The lake, again.\n# not a heading of ours",
    "way": "left",
    "many": ["a", "b"],
    "level": 9,
    "list": {"ticked": ["ride"], "own": [{"label": "cat", "ticked": False}]},
    "day": "2026-11-24",
    "felt": {"sad": 2},
    "now": {"chest": "unsure", "breath": "no"},
}

BODY = """\
## First

### In your own words

The lake, again.
# not a heading of ours

### A way

Left

### Several

- Apple
- Bun

## Second

### How much

9 (from 0, little, to 10, a lot)

### Arranged

- A ride

Left for later:

- Food
- cat

### On this day

24 November 2026

### Feelings

sad (faint)

## Third

### Now

- Chest pain: not sure"""


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return every_kind(tmp_path)


def state(answers: dict[str, Any]) -> RunState:
    return RunState(run_id="r", guide_id="every-kind", answers=answers)


def test_every_kind_in_words(guide: Guide) -> None:
    assert markdown(freeze(guide, state(ANSWERS))) == BODY


def test_an_outline_outlives_the_pack(guide: Guide) -> None:
    outline = freeze(guide, state(ANSWERS))
    assert (outline.title, outline.pack_version, outline.language) == ("A guide", "1.2", "en")
    assert Outline.from_json(outline.to_json()) == outline


def test_an_outline_keeps_what_pictures_need_and_no_writing_twice(guide: Guide) -> None:
    rows = [row for one in freeze(guide, state(ANSWERS)).sections for row in one.rows]
    kept = {row.prompt: (row.kind, row.data) for row in rows}
    assert kept["felt"] == ("feelings", {"words": {"sad": 2}, "own": [], "none": False})
    assert kept["words"] == ("text", None)


def test_an_outline_of_the_first_packs_is_still_read() -> None:
    text = '{"guide_id": "g", "title": "G", "pack_version": "1", "language": "en", '
    text += '"sections": [{"title": "S", "rows": [["Label", "words"]]}]}'
    assert Outline.from_json(text).sections[0].rows == (Row("Label", "words"),)


@pytest.mark.parametrize("text", ["", "5", "{}", "[]", '{"guide_id": 1}', "[" * 50_000, "null"])
def test_what_is_no_outline_is_an_empty_one(text: str) -> None:
    assert Outline.from_json(text) == Outline()


def test_a_label_like_its_title_is_said_once() -> None:
    outline = Outline(sections=(Section(title="Same", rows=(Row("Same", "x"), Row("Other", "y"))),))
    assert markdown(outline) == "## Same\n\nx\n\n### Other\n\ny"


class TestMakes:
    def test_all_of_it(self, guide: Guide) -> None:
        made = make(guide, state(ANSWERS))
        assert (made.entry_title, made.entry_body) == ("What came up", BODY)
        assert made.feelings == {"sad": 2}
        assert made.insight == ANSWERS["words"]
        assert made.intention == made.asks == ""
        assert made.commitment == MadeCommitment(
            action=ANSWERS["words"], value="Left", date="2026-11-24"
        )

    def test_empty_makes_nothing(self, guide: Guide) -> None:
        made = make(guide, state({}))
        assert (made.entry_title, made.entry_body, made.insight) == ("", "", "")
        assert made.feelings == {}
        assert made.commitment is None

    def test_unless(self, guide: Guide) -> None:
        assert make(guide, state({**ANSWERS, "way": "right"})).commitment is None

    def test_no_action_no_commitment(self, guide: Guide) -> None:
        assert make(guide, state({**ANSWERS, "words": " "})).commitment is None

    def test_a_guide_that_makes_no_entry(self, guide: Guide) -> None:
        plain = replace(guide, makes=replace(guide.makes, entry=None))
        made = make(plain, state(ANSWERS))
        assert (made.entry_title, made.entry_body) == ("", "")
        assert made.insight

    def test_a_step_prompt_makes_insight_and_commitment(self) -> None:
        guide = guide_of(
            '[[steps]]\nid = "s"\ntitle = "S"\n'
            '[[steps.prompts]]\nid = "small"\nkind = "step"\nlabel = "Step"\n'
            '[makes]\ninsight = "small"\n[makes.commitment]\nstep = "small"\n'
        )
        given = {"insight": "rest counts", "action": "lie down", "cue": "after lunch"}
        made = make(guide, state({"small": given}))
        assert made.insight == "rest counts"
        assert made.commitment == MadeCommitment(action="lie down", cue="after lunch")
        assert make(guide, state({"small": {"insight": "x"}})).commitment is None

    @pytest.mark.parametrize(("end", "sealed"), [("seal", ("Dear",)), ("keep", ()), ("shred", ())])
    def test_a_letter_that_is_not_kept_is_not_in_the_entry(
        self, end: str, sealed: tuple[str, ...]
    ) -> None:
        guide = guide_of(
            '[[steps]]\nid = "s"\ntitle = "S"\n'
            '[[steps.prompts]]\nid = "unsent"\nkind = "letter"\nlabel = "Letter"\n'
            '[makes]\nentry = { title = "A letter" }\n'
        )
        made = make(guide, state({"unsent": {"text": "Dear", "end": end}}))
        assert made.sealed == sealed
        assert ("Dear" in made.entry_body) is (end == "keep")
        outline = freeze(guide, state({"unsent": {"text": "Dear", "end": end}}))
        assert ("Dear" in outline.to_json()) is (end == "keep")
