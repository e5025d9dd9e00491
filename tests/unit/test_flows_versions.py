"""How an entry read before: kept with the change, listed, gone back to, and deleted with it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.errors import NotFound
from ketaguide.flows import delete_entry, insights, keep_entry, step_changes, versions
from ketaguide.store import attachments, check_ins, drafts, entries, search, sessions, threads
from ketaguide.store import versions as wordings
from ketaguide.vault import history, recording
from ketaguide.vault.db import Db
from tests.helpers.pages import decrypted
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, new_vault, open_db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


def _keep(db: Db, entry_id: str, minutes: float, **fields: Any) -> None:
    now = NOW + timedelta(minutes=minutes)
    keep_entry.keep(db, entry_id=entry_id, now=now, here=ZONE, **fields)


def test_what_changed_when_is_listed_newest_first(db: Db) -> None:
    entry = an_entry(db, "the wide lake", title="Lake")
    _keep(db, entry.id, 5, body="the lake was wide and still", mood=4)
    _keep(db, entry.id, 9, title="Water")
    _keep(db, entry.id, 20, title="Water", pinned=True)
    last, first = versions.listed(db, entry_id=entry.id)
    assert (last.fields, first.fields) == (("title",), ("body", "mood"))
    assert (first.words_added, first.words_gone) == (3, 0)
    assert (first.told["body"], first.told["title"]) == ("the wide lake", "Lake")
    assert last.version.replaced_at == NOW + timedelta(minutes=9)


def test_saves_of_one_go_are_one_change_unless_much_goes(db: Db) -> None:
    entry = an_entry(db, "first")
    _keep(db, entry.id, 5, body="frist and more")
    _keep(db, entry.id, 5.5, body="first and more")
    assert [one.told["body"] for one in versions.listed(db, entry_id=entry.id)] == ["first"]
    _keep(db, entry.id, 5.7, body="first")
    assert versions.listed(db, entry_id=entry.id) == ()
    _keep(db, entry.id, 8, body="a long thought " * 30)
    _keep(db, entry.id, 8.5, body="gone")
    kept = [one.told["body"] for one in versions.listed(db, entry_id=entry.id)]
    assert kept == ["a long thought " * 30, "first"]


def test_a_new_entry_has_no_history_and_a_deleted_one_is_not_made_again(db: Db) -> None:
    new = {"body": "x", "written_at": NOW, "zone": ZONE}
    for _ in range(2):
        _keep(db, "new-id", 0, is_new=True, **new)
    assert versions.listed(db, entry_id="new-id") == ()
    entries.remove(db, "new-id")
    with pytest.raises(NotFound):
        _keep(db, "new-id", 1, **new)


def test_going_back_loses_nothing_and_can_be_undone(db: Db) -> None:
    entry = an_entry(db, "first", title="One", tags=entries.tags_text(["lake"]))
    _keep(db, entry.id, 5, body="second", tags="", written_at=NOW - timedelta(days=3))
    before = versions.listed(db, entry_id=entry.id)
    key = delete_entry.draft_key(entry.id)
    drafts.put(db, key=key, content='{"title": "One", "body": "half typed"}')
    (change,) = before
    restored = versions.restore(
        db, version_id=change.version.id, now=NOW + timedelta(minutes=5), here=ZONE
    )
    back = entries.get(db, entry.id)
    assert (back.body, entries.tags(back), back.written_at) == ("first", ("lake",), NOW)
    kept = [one.told["body"] for one in versions.listed(db, entry_id=entry.id)]
    assert kept == ["half typed", "second", "first"]
    assert drafts.get(db, key=key) is None
    versions.undo(db, restored=restored)
    assert entries.get(db, entry.id).body == "second"
    assert [one.told for one in versions.listed(db, entry_id=entry.id)] == [before[0].told]
    assert "half typed" in str(drafts.get(db, key=key) and drafts.get(db, key=key).content)  # type: ignore[union-attr]


def test_going_back_names_no_session_that_is_gone(db: Db) -> None:
    session = a_session(db)
    entry = an_entry(db, "first", session_id=session.id)
    _keep(db, entry.id, 5, body="second", session_id=None)
    sessions.remove(db, session.id)
    (change,) = versions.listed(db, entry_id=entry.id)
    versions.restore(db, version_id=change.version.id, now=NOW, here=ZONE)
    back = entries.get(db, entry.id)
    assert (back.body, back.session_id) == ("first", None)


def _write_all(db: Db) -> str:
    """An entry with everything that can hang on one, each with a word of its own."""
    marked: dict[str, Any] = {
        "tags": entries.tags_text(["zebratag"]),
        "feelings": '{"zebrafelt":4}',
    }
    entry = an_entry(db, "zebraold", title="zebratitle", **marked)
    _keep(db, entry.id, 5, body="zebranew")
    attachments.add(
        db, b"zebrapicture" * 30_000, entry_id=entry.id, position=0, mime="image/png",
        bytes=360_000, width=1, height=1, sha256="zebrasum", title="zebraalt",
    )  # fmt: skip
    kept = insights.keep(db, text="zebrainsight", now=NOW, zone=ZONE, entry_id=entry.id)
    insights.answer(db, insight_id=kept.id, value=6, now=NOW, zone=ZONE)
    thread = threads.add(db, title="Water", zone=ZONE)
    threads.link(db, thread.id, insight_id=kept.id)
    step = step_changes.store(
        db, fields={"action": "zebrastep", "insight_id": kept.id, "zone": ZONE}
    )
    check_ins.add(
        db, commitment_id=step.id, after_days=2, asked_at=NOW, zone=ZONE, happened="zebradone",
        choice="keep",
    )  # fmt: skip
    drafts.put(db, key=f"step:{step.id}", content="zebradraft")
    return entry.id


def _everything(db: Db) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every record, and the labels, without row numbers and moments of change."""
    raw, found = recording.raw(db), {}
    for table in (*history.record_tables(raw), "draft"):
        cursor = raw.execute(f'SELECT * FROM "{table}" ORDER BY id')  # noqa: S608 - our own names
        names = [column[0] for column in cursor.description]
        skip = {names.index(name) for name in ("changed_at", "row") if name in names}
        if table == "draft":
            skip |= {names.index("id"), names.index("created_at")}
        found[table] = [
            tuple(v for n, v in enumerate(row) if n not in skip) for row in cursor.fetchall()
        ]
    found["entry_label"] = raw.execute("SELECT sort, label FROM entry_label").fetchall()
    return found


def test_deleting_takes_all_that_hangs_on_an_entry_and_undo_brings_it_back(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    entry_id = vault.ask(_write_all)[0]
    before = vault.ask(_everything)[0]
    deleted = vault.ask(lambda db: delete_entry.delete(db, entry_id=entry_id))[0]
    after = vault.ask(_everything)[0]
    assert {table for table, rows in after.items() if rows} == {"thread"}
    assert "zebra" not in repr(deleted)
    vault.ask(lambda db: delete_entry.undo(db, deleted=deleted))
    assert vault.ask(_everything)[0] == before
    assert vault.verify_history() == []
    vault.close()


@pytest.mark.promise("L-04")
def test_no_page_holds_what_hung_on_a_deleted_entry(tmp_path: Path) -> None:
    for is_deleted in (False, True):
        folder = tmp_path / str(is_deleted)
        vault = new_vault(folder)
        entry_id = vault.ask(_write_all)[0]
        if is_deleted:
            vault.ask(lambda db, gone=entry_id: delete_entry.delete(db, entry_id=gone))  # type: ignore[misc]
        vault.close()
        assert (b"zebra" in decrypted(folder)) is not is_deleted


def test_the_words_of_an_earlier_version_are_not_searched(db: Db) -> None:
    entry = an_entry(db, "zebraold")
    _keep(db, entry.id, 5, body="zebranew")
    assert search.find(db, text="zebraold").count == 0
    assert len(wordings.for_entry(db, entry.id)) == 1
