"""A commit that the disk did not confirm is stored once, or not at all; never twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine.default import DefaultDialect
from sqlcipher3 import dbapi2

from ketaguide.base.errors import StorageProblem
from ketaguide.store import drafts, entries
from ketaguide.store.entries import Entry
from ketaguide.vault import opener
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.vaults import NOW, ZONE, new_vault

# Source: SQLite result codes: SQLITE_IOERR_FSYNC.
_IOERR_FSYNC = 10 | 4 << 8


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "v")
    yield opened
    opened.close()


def _failing_commit(monkeypatch: pytest.MonkeyPatch, *, lands: bool) -> list[Any]:
    """The next commit ends as it does when its last sync fails, or an earlier one."""
    used: list[Any] = []
    real: Callable[..., None] = DefaultDialect.do_commit

    def commit(self: DefaultDialect, connection: Any) -> None:
        if used:
            real(self, connection)
            return
        used.append(connection.driver_connection)
        if lands:
            real(self, connection)
        problem = dbapi2.OperationalError("disk I/O error")
        problem.sqlite_errorcode = _IOERR_FSYNC
        raise problem

    monkeypatch.setattr(DefaultDialect, "do_commit", commit)
    return used


def _add(db: Db) -> Entry:
    return entries.add(db, body="A few words.", written_at=NOW, zone=ZONE)


def _count(vault: Vault) -> int:
    return vault.ask(entries.count)[0]


def _is_discarded(vault: Vault, used: list[Any]) -> bool:
    with pytest.raises(dbapi2.ProgrammingError):
        used[0].total_changes  # noqa: B018 - raises where it was closed
    return vault.driver() is not used[0]


@pytest.mark.promise("D-07")
def test_what_is_stored_although_the_last_sync_failed_is_told_as_stored(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = _failing_commit(monkeypatch, lands=True)
    entry, changed = vault.ask(_add)
    assert changed == {"Entry"}
    assert entry.body == "A few words."
    assert _is_discarded(vault, used)
    assert _count(vault) == 1
    vault.ask(_add)
    assert _count(vault) == 2
    assert vault.verify_history() == []


@pytest.mark.promise("D-07")
def test_what_is_not_stored_is_told_and_the_next_try_stores_it_once(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = _failing_commit(monkeypatch, lands=False)
    with pytest.raises(StorageProblem):
        vault.ask(_add)
    assert _is_discarded(vault, used)
    assert _count(vault) == 0
    vault.ask(_add)
    assert _count(vault) == 1
    assert vault.verify_history() == []


@pytest.mark.promise("D-07")
def test_where_the_disk_cannot_even_be_asked_an_entry_is_still_stored_once(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = _failing_commit(monkeypatch, lands=True)
    question = _keeping("01890000-0000-7000-8000-000000000001")
    with monkeypatch.context() as broken:
        broken.setattr(opener, "open_existing", _refuse)
        with pytest.raises(StorageProblem):
            vault.ask(question)
    assert used
    vault.ask(question)
    assert _count(vault) == 1
    operations = vault.driver().execute("SELECT operation FROM history").fetchall()
    assert operations == [("add",)], "the second try found nothing to change"
    # Typed on in the meantime: the same entry takes it.
    vault.ask(_keeping("01890000-0000-7000-8000-000000000001", body="And more."))
    assert vault.ask(entries.recent)[0][0].opening == "And more."
    assert _count(vault) == 1


def _keeping(entry_id: str, *, body: str = "A few words.") -> Callable[[Db], Entry]:
    def question(db: Db) -> Entry:
        drafts.put(db, key="entry:new", content="{}")
        return entries.add(
            db, entry_id=entry_id, draft_key="entry:new", body=body, written_at=NOW, zone=ZONE
        )

    return question


def _refuse(*_args: object, **_options: object) -> None:
    raise StorageProblem


def test_a_question_that_fails_by_itself_is_never_taken_for_stored(vault: Vault) -> None:
    """The same error from inside the question, after another one was stored."""
    vault.ask(_add)

    def question(db: Db) -> None:
        _add(db)
        problem = dbapi2.OperationalError("disk I/O error")
        problem.sqlite_errorcode = _IOERR_FSYNC
        raise problem

    with pytest.raises(StorageProblem):
        vault.ask(question)
    assert _count(vault) == 1


def test_reading_and_drafts_just_fail(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft is put under its key: to store it again changes nothing."""
    _failing_commit(monkeypatch, lands=True)
    with pytest.raises(StorageProblem):
        vault.ask(lambda db: drafts.put(db, key="entry:new", content="{}"))
    vault.ask(lambda db: drafts.put(db, key="entry:new", content="{}"))
    assert vault.driver().execute("SELECT count(*) FROM draft").fetchone() == (1,)
