"""Body maps and drawings in the entry they belong to, as they were made."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketaguide.content.pictures import BodyMap, Drawing
from ketaguide.engine.outline import Outline, Row, Section
from ketaguide.flows import read_entry
from ketaguide.store import entries, runs
from ketaguide.ui.widgets.body_picture import BodyPicture
from ketaguide.ui.widgets.drawing_picture import DrawingPicture
from ketaguide.vault.db import Db
from tests.helpers.journals import Journal
from tests.helpers.vaults import NOW, ZONE

BODY: Any = {"regions": {"chest": {"amount": "more", "warmth": "warm", "words": "wide"}}}
DRAWN: Any = {
    "title": "Sea",
    "words": "",
    "strokes": [{"color": "sky", "width": 2, "points": [0, 0, 50, 500, 500, 50]}],
}


@pytest.fixture
def journal(tmp_path: Path, qapp: Any) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def kept(journal: Journal, *rows: Row, outline: str | None = None) -> str:
    """The id of an entry that came from a run with these answers."""
    told = Outline(guide_id="day-after", sections=(Section(title="Where", rows=rows),))

    def add(db: Db) -> str:
        run = runs.add(
            db,
            guide_id="day-after",
            pack_id="core",
            pack_version="1",
            language="en",
            status="finished",
            outline=told.to_json() if outline is None else outline,
            zone=ZONE,
            started_at=NOW,
        )
        made = entries.add(
            db,
            title="The day after",
            body="Some words",
            written_at=NOW,
            zone=ZONE,
            kind="day-after",
            phase="integration",
            run_id=run.id,
        )
        return made.id

    return journal.ask(add)


def row(kind: str, data: Any) -> Row:
    prompt: Any = {"body": BodyMap, "drawing": Drawing}.get(kind)
    clean = prompt(id="p", label="L").clean(data) if prompt else None
    words = prompt(id="p", label="L").shown(clean) if clean else "words"
    return Row(label="Where it was", words=words, prompt=f"p-{kind}", kind=kind, data=data)


def test_what_was_shown_and_drawn_is_seen_again(journal: Journal, qtbot: QtBot) -> None:
    entry_id = kept(journal, row("body", BODY), row("drawing", DRAWN))
    page = journal.open_entry(qtbot, entry_id)
    assert len(page.findChildren(BodyPicture)) == 1
    assert len(page.findChildren(DrawingPicture)) == 1
    card = page.findChild(QWidget, "picture_p-body")
    assert card is not None
    assert card.accessibleName() == "Where it was"
    assert card.accessibleDescription() == "- chest: more, warm; “wide”"


@pytest.mark.parametrize(
    "broken",
    [
        row("body", {"regions": {"tail": {}}}),
        row("body", None),
        row("body", "chest"),
        row("drawing", {"title": "Sea", "words": "", "strokes": []}),
        row("drawing", [1, 2]),
        row("text", "words"),
    ],
    ids=repr,
)
def test_what_is_no_picture_leaves_the_words(journal: Journal, qtbot: QtBot, broken: Row) -> None:
    page = journal.open_entry(qtbot, kept(journal, broken))
    assert not page.findChildren(BodyPicture)
    assert not page.findChildren(DrawingPicture)
    assert page.findChild(QWidget, "entry_text") is not None


@pytest.mark.parametrize("outline", ["", "{", "[]", json.dumps({"sections": [{"rows": [[1]]}]})])
def test_an_outline_that_cannot_be_read_has_no_pictures(journal: Journal, outline: str) -> None:
    entry_id = kept(journal, outline=outline)
    reading = journal.ask(lambda db: read_entry.read(db, entry_id=entry_id))
    assert reading.entry is not None
    assert reading.pictures == ()


def test_an_entry_of_ones_own_has_none(journal: Journal) -> None:
    add: Any = {"title": "T", "body": "B", "written_at": NOW, "zone": ZONE, "kind": "note"}
    entry = journal.ask(lambda db: entries.add(db, **add))
    assert journal.ask(lambda db: read_entry.read(db, entry_id=entry.id)).pictures == ()
