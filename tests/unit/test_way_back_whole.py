"""Each thing that can be taken away: nothing of it is left, and undone, no value is another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ketaguide.flows import (
    day_music,
    delete_entry,
    entry_pictures,
    insights,
    keep_entry,
    series,
    session_day,
    step_changes,
    steps,
    store_session,
)
from ketaguide.store import attachments, drafts, entries, runs, sessions, threads
from ketaguide.vault import history, recording
from ketaguide.vault.db import Db
from tests.helpers.vaults import NOW, ZONE, an_entry, open_db

# What a table says of a moment of writing, and what counts rows, may be another afterwards.
_CHANGES = ("changed_at", "row")
_KEPT_APART = ("entry_label",)


@dataclass(frozen=True)
class Full:
    """A small vault in which each thing has something hanging on it."""

    entry: str
    insight: str
    thread: str
    step: str
    session: str
    series: str
    track: str
    picture: str


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


def _full(db: Db) -> Full:
    idea = series.Idea("Six", "own", ZONE)
    row = series.plan(db, idea=idea, starts=[NOW, NOW.replace(day=25)], shared={}, now=NOW)
    session = sessions.for_series(db, row.id)[0].id
    run = runs.add(
        db,
        guide_id="first-words",
        pack_id="core",
        pack_version="1",
        language="en",
        session_id=session,
        started_at=NOW,
        zone=ZONE,
        status="finished",
        outline='{"sections":[]}',
    )
    entry = an_entry(db, "a lake", session_id=session, run_id=run.id, tags='["lake","rain"]').id
    keep_entry.keep(
        db, entry_id=entry, now=NOW, here=ZONE, body="a wide lake", feelings='{"calm":3}'
    )
    picture = attachments.add(
        db,
        b"x" * (attachments.CHUNK + 1),
        entry_id=entry,
        position=0,
        mime="image/jpeg",
        bytes=attachments.CHUNK + 1,
        width=1,
        height=1,
        sha256="",
        title="shore",
    )
    kept = insights.keep(db, text="wide", now=NOW, zone=ZONE, entry_id=entry).id
    thread = threads.add(db, title="Water", zone=ZONE).id
    threads.link(db, thread, insight_id=kept)
    step = step_changes.store(db, fields={"action": "swim", "zone": ZONE, "insight_id": kept}).id
    look = step_changes.Look(step, 2, "keep", "it was cold")
    step_changes.look_back(db, look=look, now=NOW, zone=ZONE)
    (first, _second) = day_music.add(db, paths=[Path("/music/a.mp3"), Path("/music/b.mp3")])
    for key in (
        delete_entry.draft_key(entry),
        steps.draft_key(step),
        steps.draft_key(follows_id=step),
        steps.happened_key(step),
        store_session.draft_key(session),
        session_day.draft_key(session),
        series.draft_key(row.id),
    ):
        drafts.put(db, key=key, content="{}")
    return Full(entry, kept, thread, step, session, row.id, first.id, picture.id)


def _dump(db: Db) -> dict[str, list[Any]]:
    connection, found = recording.raw(db), {}
    for table in (*history.record_tables(connection), *_KEPT_APART):
        told = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own names
        names = [column[0] for column in told.description]
        # A draft is made anew, under another id.
        left_out = (*_CHANGES, *(("id", "created_at") if table == "draft" else ()))
        seen = [name in left_out or (table, name) == ("entry_label", "entry") for name in names]
        found[table] = sorted(
            repr([value for value, skip in zip(row, seen, strict=True) if not skip])
            for row in told.fetchall()
        )
    return found


def _names(db: Db, record_id: str) -> list[str]:
    """The tables in which an id still stands."""
    return [table for table, rows in _dump(db).items() if any(record_id in row for row in rows)]


@pytest.mark.parametrize("what", ["entry", "insight", "thread", "step", "session", "series"])
def test_it_leaves_no_row_that_names_it(db: Db, what: str) -> None:
    full = _full(db)
    record_id = getattr(full, what)
    assert _names(db, record_id)
    _remove(db, full, what)
    # A step that came of an insight stays, and so does how an entry read; they know only its id.
    stays = {"insight": ["commitment"], "session": ["entry_version"]}
    assert _names(db, record_id) == stays.get(what, [])


@pytest.mark.parametrize(
    "what", ["entry", "insight", "thread", "step", "session", "series", "track", "picture"]
)
def test_it_comes_back_as_it_was(db: Db, what: str) -> None:
    full = _full(db)
    before = _dump(db)
    undo = _remove(db, full, what)
    assert _dump(db) != before
    undo()
    assert _dump(db) == before
    assert recording.verify_history(db) == []
    assert entries.get(db, full.entry).body == "a wide lake"


def _remove(db: Db, full: Full, what: str) -> Callable[[], object]:
    """Take it away; hands back what brings it back."""
    if what == "entry":
        deleted = delete_entry.delete(db, entry_id=full.entry)
        return lambda: delete_entry.undo(db, deleted=deleted)
    if what == "insight":
        insight = insights.remove(db, insight_id=full.insight)
        return lambda: insights.put_back(db, removed=insight)
    if what == "thread":
        thread = threads.remove(db, full.thread)
        return lambda: threads.restore(db, thread)
    if what == "step":
        step = step_changes.remove(db, commitment_id=full.step)
        return lambda: step_changes.undo_remove(db, removed=step)
    if what == "session":
        session = store_session.remove(db, session_id=full.session)
        return lambda: store_session.undo(db, removed=session)
    if what == "series":
        row = series.remove(db, series_id=full.series)
        return lambda: series.undo(db, removed=row)
    if what == "track":
        track = day_music.remove(db, track_id=full.track)
        return lambda: day_music.undo_remove(db, track=track)
    picture = entry_pictures.remove(db, picture_id=full.picture)
    key = delete_entry.draft_key(full.entry)
    return lambda: entry_pictures.put_back(db, removed=picture, key=key, draft="{}")
