"""What looks like damage to one connection is no damage if a new one finds none."""

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from ketaguide.base.errors import DatabaseDamaged, VaultError
from ketaguide.vault import epochs
from ketaguide.vault.vault import Vault
from tests.helpers.faults import writing
from tests.helpers.faults.looking import checks
from tests.helpers.small_vaults import make

_CORRUPT, _FULL = 11, 13


class _Moody:
    """A connection that refuses to compact, in the way of the driver."""

    def __init__(self, connection: Any, refused: list[Any], *, code: int, times: int) -> None:
        self._connection = connection
        self._refused = refused
        self._code = code
        self._times = times

    def execute(self, statement: str, *values: Any) -> Any:
        if not statement.startswith("VACUUM") or len(self._refused) >= self._times:
            return self._connection.execute(statement, *values)
        self._refused.append(self._connection)
        problem = dbapi2.DatabaseError("said by the driver")
        problem.sqlite_errorcode = self._code
        raise problem

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def _refuse(patch: pytest.MonkeyPatch, code: int, *, times: int) -> list[Any]:
    """Let so many tries fail; the connections on which they did."""
    refused: list[Any] = []
    real = Vault.driver

    def driver(vault: Vault) -> Any:
        return _Moody(real(vault), refused, code=code, times=times)

    patch.setattr(Vault, "driver", driver)
    return refused


def test_it_is_tried_once_more_on_a_new_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = make(tmp_path / "v").open()
    state = writing.fill(vault)
    with monkeypatch.context() as patch:
        refused = _refuse(patch, _CORRUPT, times=1)
        epochs.compact(vault)
    with pytest.raises(dbapi2.ProgrammingError):
        refused[0].execute("SELECT 1")
    assert len(refused) == 1
    assert vault.ask(writing.read)[0] == state
    assert checks(vault) == []
    vault.close()


@pytest.mark.parametrize(("code", "tries"), [(_CORRUPT, 2), (_FULL, 1)])
def test_what_stays_is_told_and_the_vault_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, tries: int
) -> None:
    vault = make(tmp_path / "v").open()
    state = writing.fill(vault)
    with monkeypatch.context() as patch:
        refused = _refuse(patch, code, times=9)
        with pytest.raises(VaultError) as told:
            epochs.compact(vault)
    assert len(refused) == tries
    assert isinstance(told.value, DatabaseDamaged) == (code == _CORRUPT)
    assert vault.ask(writing.read)[0] == state
    with pytest.raises(dbapi2.DatabaseError):
        vault.driver().execute("ATTACH ':memory:' AS other")
    vault.close()
    assert sorted(path.name for path in (tmp_path / "v").glob("vault-e*.db*")) == [
        "vault-e1.db",
        "vault-e1.db-journal",
    ]
