"""The tables of a new vault are those of the models: names, types, NULL, keys."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from sqlalchemy import Boolean, Integer, LargeBinary
from sqlalchemy.types import TypeEngine

import ketaguide.store
from ketaguide.vault import recording
from ketaguide.vault.db import Record
from ketaguide.vault.vault import Vault
from tests.helpers.vaults import new_vault

# Columns no model has: entry_fts points at rows by a number that VACUUM leaves alone.
EXTRA = {"entry": {"row"}}
# Tables no model has, beside the search index; the last repeats what entries say.
OWN = {"vault_meta", "history", "tombstone", "entry_label"}


def _models() -> dict[str, type[Record]]:
    for module in pkgutil.iter_modules(ketaguide.store.__path__):
        importlib.import_module(f"ketaguide.store.{module.name}")
    ours = [m for m in Record.__subclasses__() if m.__module__.startswith("ketaguide.")]
    return {str(model.__tablename__): model for model in ours}


MODELS = _models()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    opened = new_vault(tmp_path_factory.mktemp("schema") / "v")
    yield opened
    opened.close()


def _rows(vault: Vault, sql: str) -> list[tuple[object, ...]]:
    return list(vault.ask(lambda db: recording.raw(db).execute(sql).fetchall())[0])


def test_every_table_has_a_model_and_every_model_a_table(vault: Vault) -> None:
    names = {
        str(name)
        for (name,) in _rows(vault, "SELECT name FROM sqlite_master WHERE type = 'table'")
        if not str(name).startswith(("sqlite_", "entry_fts"))
    }
    assert names - OWN == set(MODELS)
    assert len(MODELS) == 22


def _stored_as(kind: TypeEngine[object]) -> str:
    if isinstance(kind, LargeBinary):
        return "BLOB"
    return "INTEGER" if isinstance(kind, Integer | Boolean) else "TEXT"


@pytest.mark.parametrize("table", sorted(MODELS))
def test_columns_are_the_models(vault: Vault, table: str) -> None:
    stored = {
        str(name): (str(kind), bool(required), bool(key))
        for _, name, kind, required, _, key in _rows(vault, f'PRAGMA table_info("{table}")')
        if name not in EXTRA.get(table, ())
    }
    columns = MODELS[table].__table__.columns  # type: ignore[attr-defined]
    modelled = {
        column.name: (
            _stored_as(column.type),
            not column.nullable,
            column.primary_key and table not in EXTRA,
        )
        for column in columns
    }
    assert stored == modelled


@pytest.mark.parametrize("table", sorted(MODELS))
def test_an_id_is_unique_and_free_text_is_not_shown(vault: Vault, table: str) -> None:
    indexes = _rows(vault, f'PRAGMA index_list("{table}")')
    unique = [_rows(vault, f'PRAGMA index_info("{row[1]}")') for row in indexes if row[2]]
    assert any([column[2] for column in columns] == ["id"] for columns in unique)
    shown = {name for name, field in MODELS[table].model_fields.items() if field.repr}
    free = {name for name in shown if name not in KNOWN_WORDS}
    assert free == set(), "free text needs Field(repr=False)"


# Names whose values are ids, moments, or words of ours.
KNOWN_WORDS = {"id", "created_at", "changed_at", "starts_at", "started_at", "finished_at"}
KNOWN_WORDS |= {"written_at", "due_at", "zone", "route", "status", "kind", "phase", "position"}
KNOWN_WORDS |= {"session_id", "run_id", "entry_id", "insight_id", "guide_id", "pack_id", "key"}
KNOWN_WORDS |= {"pack_version", "language", "imported_at", "replaced_at", "asked_at"}
KNOWN_WORDS |= {"series_id", "thread_id", "commitment_id", "attachment_id", "follows_id"}
KNOWN_WORDS |= {"number", "marked_at", "after_days", "series_position", "planned", "pattern"}
KNOWN_WORDS |= {"bytes", "width", "height", "sha256", "mime", "pinned", "waits", "choice"}


@pytest.mark.parametrize("table", sorted(MODELS))
def test_tables_are_strict(vault: Vault, table: str) -> None:
    tables = {name: strict for _, name, _, _, _, strict in _rows(vault, "PRAGMA table_list")}
    assert tables[table] == 1


def test_the_index_forgets(vault: Vault) -> None:
    assert ("secure-delete", 1) in _rows(vault, "SELECT k, v FROM entry_fts_config")


def test_only_what_is_saved_every_second_is_outside_the_history() -> None:
    assert {name for name, model in MODELS.items() if not model.__chained__} == {
        "draft",
        "run_progress",
    }
