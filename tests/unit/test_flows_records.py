"""Deleting and taking back, planning and unplanning: nothing half done, nothing lost."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.errors import NotFound
from ketaguide.engine.run import GuideRun
from ketaguide.flows import delete_entry, finish_run, start_run, store_session
from ketaguide.store import (
    commitments,
    drafts,
    entries,
    insights,
    intentions,
    runs,
    search,
    sessions,
)
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.pages import decrypted
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, new_vault

TABLES = ("session", "run", "entry", "intention", "insight", "commitment", "draft")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "v")
    yield opened
    opened.close()


def _written(db: Db, guide_id: str, answers: dict[str, Any], session_id: str | None) -> str:
    guide = core_catalogue().guide(guide_id)
    state = start_run.begin(db, guide=guide, session_id=session_id, now=NOW, zone=ZONE)
    run = GuideRun(guide, state)
    for prompt_id, value in answers.items():
        run.answer(prompt_id, value)
    done = finish_run.finish(db, guide=guide, state=run.state, now=NOW, zone=ZONE)
    return done.entry_id or ""


def _write_all(db: Db) -> dict[str, str]:
    session_id = a_session(db, place="zebraplace").id
    meant = {"intention": "zebrahope", "way": "stem"}
    after = {
        "path": "something",
        "fragments": "zebralake",
        "insight": "zebrainsight",
        "asks": "zebraask",
        "step": "small",
        "action": "zebrastep",
    }
    return {
        "session": session_id,
        "preparing": _written(db, "preparing", meant, session_id),
        "day-after": _written(db, "day-after", after, session_id),
    }


def _everything(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, without the row number and the moment of change."""

    def read(db: Db) -> dict[str, list[tuple[object, ...]]]:
        found = {}
        for table in TABLES:
            result = db.connection().exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY id')  # noqa: S608 - ours
            named = [dict(zip(result.keys(), row, strict=True)) for row in result]
            found[table] = [
                tuple(v for k, v in row.items() if k not in ("row", "changed_at")) for row in named
            ]
        return found

    return vault.ask(read)[0]


@pytest.mark.parametrize("which", ["preparing", "day-after"])
def test_deleting_takes_every_word_and_undo_brings_all_back(vault: Vault, which: str) -> None:
    made = vault.ask(_write_all)[0]
    key = delete_entry.draft_key(made[which])
    vault.ask(partial(drafts.put, key=key, content="zebradraft"))
    before = _everything(vault)
    deleted, names = vault.ask(partial(delete_entry.delete, entry_id=made[which]))
    assert {"Entry", "Run", "Draft"} < names
    after = str(_everything(vault))
    own = {"preparing": ("zebrahope",), "day-after": ("zebralake", "zebrainsight", "zebrastep")}
    for word in (*own[which], "zebradraft"):
        assert word not in after
        assert vault.ask(partial(search.find, text=word))[0].count == 0
        assert word not in repr(deleted)
    vault.ask(partial(delete_entry.undo, deleted=deleted))
    again = _everything(vault)
    assert [row[0] for row in again.pop("draft")] != []
    before.pop("draft")
    assert again == before
    assert vault.verify_history() == []


def test_deleted_words_leave_the_file(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "gone")
    made = vault.ask(_write_all)[0]
    for which in ("preparing", "day-after"):
        vault.ask(partial(delete_entry.delete, entry_id=made[which]))
    vault.ask(partial(store_session.remove, session_id=made["session"]))
    vault.close()
    assert b"zebra" not in decrypted(tmp_path / "gone")


def test_a_deleted_guide_entry_leaves_the_run_finished(vault: Vault) -> None:
    made = vault.ask(_write_all)[0]
    vault.ask(partial(delete_entry.delete, entry_id=made["day-after"]))
    found = vault.ask(partial(runs.for_session, session_id=made["session"]))[0]
    assert [(run.guide_id, run.status, bool(run.outline)) for run in found] == [
        ("preparing", "finished", True),
        ("day-after", "finished", False),
    ]


def test_a_free_entry_takes_nothing_else_along(vault: Vault) -> None:
    made = vault.ask(_write_all)[0]
    note = vault.ask(partial(an_entry, session_id=made["session"]))[0]
    before = _everything(vault)
    deleted = vault.ask(partial(delete_entry.delete, entry_id=note.id))[0]
    assert vault.ask(lambda db: len(insights.recent(db)) + len(commitments.still_open(db)))[0] == 2
    with pytest.raises(NotFound):
        vault.ask(partial(delete_entry.delete, entry_id=note.id))
    vault.ask(partial(delete_entry.undo, deleted=deleted))
    assert _everything(vault) == before


def test_a_plan_is_stored_changed_and_its_draft_goes(vault: Vault) -> None:
    vault.ask(partial(drafts.put, key=store_session.draft_key(None), content="{}"))
    store = partial(store_session.store, starts_at=NOW, zone=ZONE, place="room 2")
    session = vault.ask(store)[0]
    key = store_session.draft_key(session.id)
    vault.ask(partial(drafts.put, key=key, content="{}"))
    change = partial(store_session.store, session_id=session.id, with_whom="Dr Amari")
    changed = vault.ask(change)[0]
    assert (changed.id, changed.place, changed.with_whom) == (session.id, "room 2", "Dr Amari")
    assert vault.ask(drafts.every)[0] == []
    with pytest.raises(NotFound):
        vault.ask(partial(store_session.store, session_id="gone", place="x"))


def test_a_removed_plan_leaves_the_writing_and_can_come_back(vault: Vault) -> None:
    made = vault.ask(_write_all)[0]
    before = _everything(vault)
    begun = partial(drafts.put, key=f"session:{made['session']}", content="zebra, half typed")
    vault.ask(begun)
    removed, names = vault.ask(partial(store_session.remove, session_id=made["session"]))
    assert names == {"Session", "Run", "Entry", "Intention", "Insight", "Commitment", "Draft"}
    assert vault.ask(drafts.every)[0] == []
    assert vault.ask(sessions.every)[0] == []
    assert made["session"] not in str(_everything(vault))
    assert vault.ask(partial(search.find, text="zebralake"))[0].count == 1
    assert "zebra" not in repr(removed)
    gone = vault.ask(partial(delete_entry.delete, entry_id=made["preparing"]))[0]
    vault.ask(partial(store_session.undo, removed=removed))
    vault.ask(partial(delete_entry.undo, deleted=gone))
    back = _everything(vault)
    assert back["session"] == before["session"]
    assert [one.content for one in vault.ask(drafts.every)[0]] == ["zebra, half typed"]
    assert {row[0] for row in back["entry"]} == {row[0] for row in before["entry"]}
    assert vault.verify_history() == []


def test_a_new_plan_takes_over_what_was_prepared_without_one(vault: Vault) -> None:
    def prepare(db: Db) -> str:
        _written(db, "day-after", {"path": "not-today"}, None)
        return _written(db, "preparing", {"intention": "room"}, None)

    entry_id = vault.ask(prepare)[0]
    store = partial(store_session.store, starts_at=NOW, zone=ZONE, prepared_by=["preparing"])
    session = vault.ask(store)[0]
    with vault.transaction() as db:
        assert [r.guide_id for r in runs.for_session(db, session_id=session.id)] == ["preparing"]
        assert [r.guide_id for r in runs.for_session(db, session_id=None)] == ["day-after"]
        assert [one.text for one in intentions.for_session(db, session.id)] == ["room"]
        assert [one.id for one in entries.for_session(db, session.id)] == [entry_id]
    second = vault.ask(store)[0]
    assert vault.ask(partial(runs.for_session, session_id=second.id))[0] == []
