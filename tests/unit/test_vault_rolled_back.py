"""A connection whose writes were taken back is not used again; one that only read is."""

from pathlib import Path

import pytest

from ketaguide.base.errors import NotFound, VaultReadOnly
from ketaguide.store import entries
from ketaguide.vault import faults, upkeep
from ketaguide.vault.db import Db
from tests.helpers.faults import writing
from tests.helpers.faults.looking import checks
from tests.helpers.small_vaults import make


def _read_and_miss(db: Db) -> None:
    entries.get(db, "none of that id")


def _write_and_miss(db: Db) -> None:
    entries.add(db, title="taken back", body="words " * 5000, written_at=writing.NOW, zone="UTC")
    _read_and_miss(db)


@pytest.mark.parametrize("lent", [False, True])
def test_writes_taken_back_cost_the_connection(tmp_path: Path, lent: bool) -> None:
    """Not while it is lent to a backup, which needs this very one."""
    vault = make(tmp_path / "v").open()
    state = writing.fill(vault)
    before = vault.driver()
    with pytest.raises(NotFound):
        vault.ask(_read_and_miss)
    assert vault.driver() is before
    vault.is_lent = lent
    with pytest.raises(NotFound):
        vault.ask(_write_and_miss)
    vault.is_lent = False
    assert (vault.driver() is before) == lent
    assert vault.ask(writing.read)[0] == state
    assert checks(vault) == []
    vault.close()


def test_a_file_that_opened_for_reading_only_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite does not say so by itself; the first write does, while the vault is opened."""
    made = make(tmp_path / "v")
    real = upkeep.note_opened
    refused: list[object] = []

    def note(connection: object, at: object) -> None:
        if not refused:
            refused.append(connection)
            _as_if_read_only(connection)
        real(connection, at)  # type: ignore[arg-type]

    monkeypatch.setattr(upkeep, "note_opened", note)
    vault = made.open()
    assert refused
    assert vault.driver() is not refused[0]
    writing.fill(vault)
    vault.close()


def test_a_file_that_stays_write_protected_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path / "v")
    real = upkeep.note_opened

    def note(connection: object, at: object) -> None:
        _as_if_read_only(connection)
        real(connection, at)  # type: ignore[arg-type]

    monkeypatch.setattr(upkeep, "note_opened", note)
    with pytest.raises(VaultReadOnly):
        made.open()
    monkeypatch.undo()
    made.open().close()


def test_a_connection_that_may_not_write_is_given_up() -> None:
    problem = Exception()
    problem.sqlite_errorcode = 8  # type: ignore[attr-defined]
    assert faults.loses_connection(problem)


def _as_if_read_only(connection: object) -> None:
    connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]
