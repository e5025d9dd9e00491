"""What was answered in a guide is found by search, because its entry says it."""

from functools import partial
from pathlib import Path
from typing import Any

from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, start_run
from ketaguide.store import search
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, new_vault

DRAWN = {
    "title": "Zebrafish",
    "words": "quinceword",
    "strokes": [{"color": "ink", "width": 2, "points": [10, 10, 50, 20, 20, 50]}],
}
FELT = {"regions": {"chest": {"amount": "more", "warmth": "warm", "words": "marmalade"}}}


def _finished(db: Db, guide_id: str, answers: dict[str, Any]) -> str:
    guide = core_catalogue().guide(guide_id)
    run = GuideRun(guide, start_run.begin(db, guide=guide, session_id=None, now=NOW, zone=ZONE))
    for prompt_id, value in answers.items():
        run.answer(prompt_id, value)
    done = finish_run.finish(db, guide=guide, state=run.state, now=NOW, zone=ZONE)
    return done.entry_id or ""


def test_a_drawing_and_a_body_map_are_found_by_their_words(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    drawn = vault.ask(
        partial(_finished, guide_id="draw-it", answers={"path": "now", "drawing": DRAWN})
    )[0]
    answers = {"path": "something", "where-in-body": FELT, "fragments": "a lantern"}
    told = vault.ask(partial(_finished, guide_id="day-after", answers=answers))[0]
    for text, entry_id in (
        ("zebrafish", drawn),
        ("quinceword", drawn),
        ("marmalade chest", told),
        ("lantern", told),
    ):
        found = vault.ask(partial(search.find, text=text))[0]
        assert [row.id for row in found.rows] == [entry_id], text
    vault.close()


def test_every_guide_leaves_an_entry_to_be_found() -> None:
    """What no entry says, search would not find; a sealed letter is left out on purpose."""
    assert [guide.id for guide in core_catalogue().guides() if guide.makes.entry is None] == []
