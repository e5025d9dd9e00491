"""Schema steps are whole or not done, and the shipped ones keep the vault's own rules."""

import re
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ketaguide.vault import backups, history, migrate
from ketaguide.vault.migrate import Migration
from tests.helpers.small_vaults import make


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

    from ketaguide.store.entries import Entry
    from ketaguide.vault.recording import raw

    made = make(tmp_path / "v")
    opened = made.open()
    at = datetime(2025, 1, 1, tzinfo=UTC)
    opened.ask(lambda db: db.add(Entry(body="x", written_at=at, zone="UTC")))
    opened.close()
    shipped = migrate.steps()
    further = tmp_path / "9999_step.sql"
    further.write_text("ALTER TABLE entry ADD COLUMN mood TEXT NOT NULL DEFAULT '';")
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
