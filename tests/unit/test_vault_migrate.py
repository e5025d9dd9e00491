"""Schema steps are whole or not done, and the shipped ones keep the vault's own rules."""

import re
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import select

from ketaguide.base.errors import DiskFull, VaultError, VaultTooNew
from ketaguide.store.entries import Entry
from ketaguide.vault import backups, epochs, history, keyslots, migrate
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.migrate import Migration
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers import make_golden
from tests.helpers.backups import write
from tests.helpers.small_vaults import clock, make


def _written(folder: Path, *texts: str) -> tuple[Migration, ...]:
    for number, text in enumerate(texts, 1):
        (folder / f"{number:04d}_step.sql").write_text(text)
    return migrate.steps(folder)


def _memory() -> dbapi2.Connection:
    return dbapi2.connect(":memory:", isolation_level=None)


def test_statements_end_where_sql_says(tmp_path: Path) -> None:
    (step,) = _written(
        tmp_path,
        "-- a comment; with a semicolon\nCREATE TABLE a(x TEXT DEFAULT ';');\n\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\n  DELETE FROM a;\nEND;\n"
        "INSERT INTO a VALUES ('one;\ntwo');\n-- the end\n",
    )
    assert len(list(step.statements())) == 3
    connection = _memory()
    migrate.apply(connection, (step,))
    assert migrate.version(connection) == 1


def test_a_step_that_fails_leaves_nothing(tmp_path: Path) -> None:
    steps = _written(
        tmp_path, "CREATE TABLE a(x);", "CREATE TABLE b(x);\nINSERT INTO none VALUES (1);"
    )
    connection = _memory()
    with pytest.raises(dbapi2.Error):
        migrate.apply(connection, steps)
    assert migrate.version(connection) == 1
    names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("a",)]
    assert migrate.pending(connection, steps) == steps[1:]


@pytest.mark.parametrize("names", [["0002_a.sql"], ["0001_a.sql", "0003_b.sql"]])
def test_numbers_have_no_gaps(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("")
    with pytest.raises(ValueError, match="without gaps"):
        migrate.steps(tmp_path)


def test_an_unfinished_statement_is_refused(tmp_path: Path) -> None:
    steps = _written(tmp_path, "CREATE TABLE a(x);\nCREATE TABLE b(x)")
    connection = _memory()
    with pytest.raises(ValueError, match="no end"):
        migrate.apply(connection, steps)
    assert migrate.version(connection) == 0


def test_shipped_steps_keep_the_history_whole() -> None:
    for step in migrate.steps():
        text = re.sub(r"--[^\n]*", "", step.path.read_text(encoding="utf-8")).upper()
        # The database would change rows that no flush event sees.
        assert "ON DELETE" not in text
        assert "ON UPDATE" not in text
        assert not re.search(r"\b(ATTACH|PRAGMA|BEGIN;|COMMIT|VACUUM)\b", text)


def test_a_migration_is_told_to_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from ketaguide.vault.recording import raw

    made = make(tmp_path / "v")
    opened = made.open()
    at = datetime(2025, 1, 1, tzinfo=UTC)
    opened.ask(lambda db: db.add(Entry(body="x", written_at=at, zone="UTC")))
    opened.close()
    shipped = migrate.steps()
    further = tmp_path / "9999_step.sql"
    further.write_text("ALTER TABLE entry ADD COLUMN weather TEXT NOT NULL DEFAULT '';")
    added = Migration(len(shipped) + 1, further)
    monkeypatch.setattr(migrate, "steps", lambda: (*shipped, added))
    opened = made.open()
    assert opened.verify_history() == []
    operations, _ = opened.ask(
        lambda db: raw(db).execute("SELECT operation FROM history ORDER BY seq").fetchall()
    )
    assert operations == [(history.ADD,), (history.MIGRATE,)]
    opened.close()
    made.open().close()
    kept = backups.listed(made.folder, made.keys())
    assert [each.reason for each in kept] == ["before-migration"], "once, and before the step"


@pytest.mark.promise("I-06")
def test_what_did_not_fit_its_history_before_a_migration_does_not_fit_it_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path / "v")
    opened = made.open()
    write(opened, 3)
    opened.driver().execute("UPDATE entry SET body = 'not mine' WHERE row = 2")
    (found,) = opened.verify_history()
    opened.close()
    _further(monkeypatch, tmp_path, WEATHER)
    opened = made.open()
    assert opened.verify_history() == [found]
    opened.close()


GOLDEN = sorted(make_golden.GOLDEN.glob("schema-*"))


@pytest.fixture(params=GOLDEN, ids=lambda golden: golden.name)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, VaultKeys]:
    """A vault as an older program left it."""
    folder = tmp_path / "golden"
    shutil.copytree(request.param / "goldvault.ketaguide", folder)
    return folder, keyslots.unlock(folder, Passphrase(make_golden.PASSPHRASE))


def _further(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *texts: str) -> None:
    """The steps of a program of the future."""
    shipped = migrate.steps()
    added = []
    for number, text in enumerate(texts, len(shipped) + 1):
        path = tmp_path / f"{number:04d}_step.sql"
        path.write_text(text)
        added.append(Migration(number, path))
    monkeypatch.setattr(migrate, "steps", lambda: (*shipped, *added))


WEATHER = "ALTER TABLE entry ADD COLUMN weather TEXT NOT NULL DEFAULT '';"


@pytest.mark.promise("R-08")
def test_every_released_vault_is_backed_up_brought_up_to_date_and_verified(
    golden: tuple[Path, VaultKeys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, keys = golden
    _further(monkeypatch, tmp_path, WEATHER)
    vault = Vault.open(folder, keys, clock=clock())
    stored = vault.ask(make_golden.dump)[0]
    assert {entry["weather"] for entry in stored["entry"]} == {""}
    assert vault.verify_history() == []
    (backup,) = backups.listed(folder, vault.keys)
    assert (backup.reason, backup.problem) == ("before-migration", "")
    assert backup.entries == len(stored["entry"])
    backups.check(backup.path, vault.keys)
    # And back: the backup has the older schema, and is brought up to date on the way.
    epochs.restore(vault, backup.path)
    again = vault.ask(make_golden.dump)[0]
    assert again == stored
    assert vault.verify_history() == []
    vault.close()


@pytest.mark.promise("R-08")
def test_a_newer_vault_is_refused_unchanged_and_may_be_read_where_it_can(
    golden: tuple[Path, VaultKeys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, keys = golden
    with monkeypatch.context() as future:
        _further(future, tmp_path, WEATHER)
        vault = Vault.open(folder, keys, clock=clock())
        expected = len(vault.ask(make_golden.dump)[0]["entry"])
        vault.close()
    whole = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(VaultTooNew):
        _open(folder)
    vault = _open(folder, read_only=True)
    assert len(vault.ask(lambda db: db.exec(select(Entry)).all())[0]) == expected
    vault.close()
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == whole


@pytest.mark.promise("R-08")
@pytest.mark.parametrize(
    "text", ["ALTER TABLE entry RENAME COLUMN zone TO place;", "DROP TABLE run;"]
)
def test_a_newer_vault_that_lacks_what_is_read_here_is_not_opened_at_all(
    golden: tuple[Path, VaultKeys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    folder, keys = golden
    with monkeypatch.context() as future:
        _further(future, tmp_path, text)
        Vault.open(folder, keys, clock=clock()).close()
    with pytest.raises(VaultTooNew):
        _open(folder, read_only=True)


def test_without_a_backup_nothing_is_migrated(
    golden: tuple[Path, VaultKeys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, keys = golden
    content = (folder / "vault-e1.db").read_bytes()

    def refuse(*_args: object, **_options: object) -> None:
        raise DiskFull

    with monkeypatch.context() as full:
        _further(full, tmp_path, WEATHER)
        full.setattr(backups, "finish", refuse)
        with pytest.raises(DiskFull):
            Vault.open(folder, keys, clock=clock())
    assert (folder / "vault-e1.db").read_bytes() == content
    assert any(keys.key)
    _open(folder).close()


def test_a_step_that_fails_leaves_the_vault_as_it_was_and_can_be_tried_again(
    golden: tuple[Path, VaultKeys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, keys = golden
    _further(monkeypatch, tmp_path, WEATHER, "CREATE TABLE extra(x TEXT) STRICT;")
    second = migrate.steps()[-1].path
    second.write_text("INSERT INTO nowhere VALUES (1);")
    with pytest.raises(VaultError):
        Vault.open(folder, keys, clock=clock())
    second.write_text("CREATE TABLE extra(x TEXT) STRICT;")
    vault = Vault.open(folder, keys, clock=clock())
    assert vault.verify_history() == []
    assert migrate.version(vault.driver()) == len(migrate.steps())
    vault.close()


def _open(folder: Path, *, read_only: bool = False) -> Vault:
    keys = keyslots.unlock(folder, Passphrase(make_golden.PASSPHRASE))
    return Vault.open(folder, keys, clock=clock(), read_only=read_only)


def test_feelings_that_are_no_proper_json_do_not_keep_a_vault_shut() -> None:
    connection, shipped = _memory(), migrate.steps()
    migrate.apply(connection, shipped[:3])
    for number, text in enumerate(['{"a":1,"a":2}', "{", "[1]", "5", "null", '{"b":null}', ""]):
        values = (str(number), "x", "x", "x", "UTC", "note", text)
        connection.execute(
            "INSERT INTO entry(id, created_at, changed_at, written_at, zone, kind, feelings) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    migrate.apply(connection, shipped[3:4])
    found = connection.execute("SELECT label FROM entry_label WHERE label IN ('a', 'b')").fetchall()
    assert sorted(found) == [("a",), ("b",)]
