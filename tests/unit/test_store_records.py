"""Sessions, runs, drafts, preferences, contacts, and what is drawn from entries."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.engine.state import RunState
from ketaguide.store import (
    commitments,
    contacts,
    drafts,
    insights,
    intentions,
    preferences,
    runs,
    sessions,
)
from ketaguide.vault.db import Db
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, new_vault, open_db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        ([3], 3),
        ([9, 3, 30], 3),
        ([-33, -12, 3], 3),
        ([-33, -12], -12),
        ([-29.9], -29.9),
        ([-30.1], None),
        ([-0.1], -0.1),
        ([-0.1, 5], -0.1),
        ([-0.6, 5], 5),
        ([-0.6], -0.6),
    ],
)
def test_the_coming_session(db: Db, days: list[float], expected: float | None) -> None:
    for day in days:
        a_session(db, in_days=day)
    found = sessions.coming(db, now=NOW)
    assert (found and found.starts_at) == (
        None if expected is None else NOW + timedelta(days=expected)
    )
    assert [s.starts_at for s in sessions.every(db)] == sorted(
        (NOW + timedelta(days=day) for day in days), reverse=True
    )


def test_a_session_keeps_every_field(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    texts: Any = {
        name: f"text of {name}"
        for name in sessions.SessionFields.__annotations__
        if name not in ("starts_at", "route", "series_id", "series_position")
    }
    with vault.transaction() as db:
        made = sessions.add(db, starts_at=NOW, route="im", **texts)
        sessions.change(db, made.id, place="elsewhere")
    with vault.transaction() as db:
        read = sessions.get(db, made.id)
        assert read.model_dump(include=set(texts)) == {**texts, "place": "elsewhere"}
        assert (read.route, read.starts_at) == ("im", NOW)
        assert "text of" not in repr(read).replace(repr(read.zone), "")
        with pytest.raises(ValueError, match="route"):
            sessions.change(db, made.id, route="mouth")  # type: ignore[arg-type]
        sessions.remove(db, made.id)
        with pytest.raises(NotFound):
            sessions.get(db, made.id)
    vault.close()


def test_one_draft_for_each_editor_outside_the_history(tmp_path: Path) -> None:
    clock = FixedClock(NOW, ZONE)
    vault = new_vault(tmp_path / "v", clock=clock)
    for key, content in [("entry:new", "a"), ("session:new", "b"), ("entry:new", "c\0\ud800")]:
        clock.pass_time(timedelta(seconds=1))
        vault.ask(lambda db, k=key, c=content: drafts.put(db, key=k, content=c))  # type: ignore[misc]
    with vault.transaction() as db:
        kept = [(one.key, one.content) for one in drafts.every(db)]
        assert kept == [("entry:new", "c\ufffd"), ("session:new", "b")]
        drafts.remove(db, key="entry:new")
        drafts.remove(db, key="entry:new")
        assert drafts.get(db, key="entry:new") is None
        counted = "SELECT count(*) FROM history WHERE table_name = 'draft'"
        assert db.connection().exec_driver_sql(counted).scalar() == 0
    vault.close()


@pytest.mark.parametrize(
    ("stored", "default", "read"),
    [
        (True, False, True),
        (False, True, False),
        ("Rowan", "", "Rowan"),
        (7, 0, 7),
        (True, 0, 0),
        (1, False, False),
        ("yes", False, False),
    ],
)
def test_a_preference_has_the_type_of_its_default(
    db: Db, stored: Any, default: Any, read: Any
) -> None:
    assert preferences.get(db, "name", default) == default
    preferences.put(db, "name", stored)
    found = preferences.get(db, "name", default)
    assert (found, type(found)) == (read, type(default))


def test_all_preferences_at_once(db: Db) -> None:
    assert preferences.every(db) == preferences.Preferences()
    preferences.put(db, preferences.PERSON_NAME, "Ünal 🌊")
    preferences.put(db, preferences.HOME_SHOWS_WORDS, True)
    preferences.put_moment(db, preferences.RECOVERY_PENDING_SINCE, NOW)
    read = preferences.every(db)
    assert (read.person_name, read.home_shows_words) == ("Ünal 🌊", True)
    assert read.recovery_pending_since == NOW
    assert preferences.get_moment(db, preferences.RECOVERY_PENDING_SINCE) == NOW
    assert "nal" not in repr(read)
    preferences.put_moment(db, preferences.RECOVERY_PENDING_SINCE, None)
    assert preferences.every(db).recovery_pending_since is None


def test_contacts_keep_the_order_given(db: Db) -> None:
    made = {name: contacts.add(db, name=name).id for name in "ABCD"}
    contacts.order(db, [made["C"], made["A"], made["C"], "unknown"])
    assert [c.name for c in contacts.every(db)] == ["C", "A", "B", "D"]
    gone = contacts.remove(db, made["A"])
    contacts.change(db, made["B"], phone="020 7946 0100")
    contacts.add(db, name="E")
    assert [c.name for c in contacts.every(db)] == ["C", "B", "D", "E"]
    contacts.restore(db, gone)
    assert [c.name for c in contacts.every(db)] == ["C", "A", "B", "D", "E"]


def test_the_run_to_go_on_with(db: Db) -> None:
    session = a_session(db)

    def begin(**fields: object) -> runs.Run:
        given: dict[str, object] = {
            "guide_id": "preparing",
            "pack_id": "core",
            "pack_version": "1",
            "language": "en",
            "zone": ZONE,
            "started_at": NOW,
            "session_id": session.id,
        }
        return runs.add(db, **{**given, **fields})  # type: ignore[arg-type]

    def go_on(session_id: str | None = session.id) -> str | None:
        found = runs.open_for(db, guide_id="preparing", session_id=session_id)
        return found.id if found else None

    begin(guide_id="day-after")
    begin(status="finished", finished_at=NOW)
    assert go_on() is None
    older = begin(started_at=NOW - timedelta(days=1), status="stopped")
    assert go_on() == older.id
    newer = begin()
    assert go_on() == newer.id
    assert go_on(None) is None
    loose = begin(session_id=None)
    assert go_on(None) == loose.id
    assert runs.for_session(db, session_id=session.id)[0].id == older.id
    assert [run.id for run in runs.for_session(db, session_id=None)] == [loose.id]
    with pytest.raises(ValueError, match="status"):
        runs.change(db, newer.id, status="lost")  # type: ignore[arg-type]


def test_progress_is_read_as_saved_or_fresh(db: Db) -> None:
    run = runs.add(
        db,
        guide_id="g",
        pack_id="core",
        pack_version="1",
        language="en",
        zone=ZONE,
        started_at=NOW,
    )
    fresh = RunState(run_id=run.id, guide_id="g")
    assert runs.state(db, run=run) == fresh
    saved = RunState(run_id=run.id, guide_id="g", step_id="s", answers={"p": "é🌊", "n": 3})
    runs.save_state(db, state=saved)
    runs.save_state(db, state=saved)
    assert runs.state(db, run=run) == saved
    progress = db.get(runs.RunProgress, run.id)
    assert progress is not None
    progress.state = "{broken"
    assert runs.state(db, run=run) == fresh
    runs.forget_state(db, run_id=run.id)
    runs.forget_state(db, run_id=run.id)
    assert runs.state(db, run=run) == fresh


def test_what_is_drawn_from_entries(db: Db) -> None:
    session, entry = a_session(db), an_entry(db)
    first = intentions.add(db, session_id=session.id, run_id="r", text="one")
    second = intentions.add(db, session_id=session.id, text="two")
    assert [one.text for one in intentions.for_session(db, session.id)] == ["two", "one"]
    assert [one.id for one in intentions.for_run(db, "r")] == [first.id]
    intentions.change(db, second.id, text="2")
    intentions.remove(db, first.id)
    assert [one.text for one in intentions.for_session(db, session.id)] == ["2"]
    insight = insights.add(db, entry_id=entry.id, text="it floats", asks="ring")
    assert insights.for_entry(db, entry.id) == insights.recent(db) == [insight]
    insights.change(db, insight.id, asks="")
    undated = commitments.add(db, entry_id=entry.id, action="rest", zone=ZONE)
    late = commitments.add(db, action="later", due_at=NOW + timedelta(days=9), zone=ZONE)
    soon = commitments.add(db, action="soon", due_at=NOW, zone=ZONE)
    done = commitments.add(db, action="done", zone=ZONE)
    commitments.change(db, done.id, status="kept")
    assert commitments.still_open(db) == [soon, late, undated]
    assert commitments.for_entry(db, entry.id) == [undated]
    for record in (insight, undated, second):
        assert not any(word in repr(record) for word in ("floats", "rest", "'2'"))
