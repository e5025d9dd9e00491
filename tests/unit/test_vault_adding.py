"""A record added by one INSERT is the record that a flush would have stored."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from ketaguide import store
from ketaguide.base.errors import NotFound
from ketaguide.flows import delete_entry
from ketaguide.store import contacts, drafts, entries, keeping
from ketaguide.store.contacts import Contact
from ketaguide.store.entries import Entry
from ketaguide.vault import adding, history
from ketaguide.vault.db import Db, Record, UtcDateTime
from ketaguide.vault.recording import raw
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import Made, make

AT = datetime(2025, 1, 1, tzinfo=UTC)
ODD = ("", "a", "\x01\t\r\n", "a\0b", "🜁é\u0301\u202e\ufeff\uffff", "1", "1.0", "NULL", "x'00'")

# Columns that take only some values.
WORDS = {"status": "open", "choice": "keep"}
UP_TO_TEN = {"mood", "energy", "value"}

for _module in pkgutil.iter_modules(store.__path__):
    importlib.import_module(f"ketaguide.store.{_module.name}")
KINDS = sorted(Record.__subclasses__(), key=lambda kind: kind.__name__)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    opened = made.open()
    yield opened
    opened.close()


def _fields(kind: type[Record], text: str, *, full: bool) -> dict[str, Any]:
    """A value for every column, or only for those that need one."""
    made: dict[str, Any] = {}
    for column in inspect(kind).local_table.columns:
        if column.name in ("id", "created_at", "changed_at"):
            continue
        if column.nullable and not full:
            made[column.name] = None
        elif isinstance(column.type, UtcDateTime):
            made[column.name] = datetime(1999, 5, 6, 7, 8, 9, 10, timezone(timedelta(hours=-9)))
        elif column.type.python_type is bool:
            made[column.name] = full
        elif column.type.python_type is int:
            made[column.name] = 10 if column.name in UP_TO_TEN else 2**53 + 1
        elif column.type.python_type is bytes:
            made[column.name] = text.encode()
        else:
            made[column.name] = WORDS.get(column.name, text)
    return made


def _lean(db: Db, record: Record) -> Record:
    return adding.add(db, type(record), record.model_dump())


def _flushed(db: Db, record: Record) -> Record:
    db.add(record)
    return record


def _stored(db: Db, kind: type[Record], record_id: str) -> tuple[Any, ...]:
    table = history.quoted(str(kind.__tablename__))
    cursor = raw(db).execute(f"SELECT * FROM {table} WHERE id = ?", (record_id,))  # noqa: S608
    names = [column[0] for column in cursor.description]
    return tuple(
        value for name, value in zip(names, cursor.fetchone(), strict=True) if name != "row"
    )


def _told(db: Db) -> list[tuple[Any, ...]]:
    return list(raw(db).execute("SELECT operation, table_name, row_id, digest FROM history"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("full", [True, False])
def test_both_ways_of_adding_leave_the_same(vault: Vault, kind: type[Record], full: bool) -> None:
    def one(db: Db, *, text: str, add: Callable[[Db, Record], Record]) -> tuple[Any, ...]:
        record = add(db, kind(id=f"same {text}", **_fields(kind, text, full=full)))
        db.flush()
        kept = _stored(db, kind, record.id)
        table = str(kind.__tablename__)
        line = ("add", table, record.id, history.digest_of(raw(db), table, record.id))
        assert _told(db)[-1:] == [line][: kind.__chained__]
        assert record in db
        assert db.get(kind, record.id) is record
        db.delete(record)
        db.flush()
        return kept

    for text in ODD:
        lean, names = vault.ask(partial(one, text=text, add=_lean))
        assert names == {kind.__name__}
        flushed, _ = vault.ask(partial(one, text=text, add=_flushed))
        assert lean == flushed
    assert vault.verify_history() == []


def test_a_record_just_added_is_changed_and_removed_like_one_that_was_read(vault: Vault) -> None:
    def several(db: Db) -> str:
        entry = entries.add(db, body="one", written_at=AT, zone="UTC")
        assert entries.get(db, entry.id) is entry
        entries.change(db, entry.id, body="two")
        entry.title = "three"
        other = entries.add(db, body="gone", written_at=AT, zone="UTC")
        entries.restore(db, entries.remove(db, other.id))
        entries.remove(db, other.id)
        return entry.id

    entry_id, names = vault.ask(several)
    assert names == {"Entry"}
    entry = vault.ask(lambda db: entries.get(db, entry_id))[0]
    assert (entry.body, entry.title) == ("two", "three")
    operations = [line[0] for line in vault.ask(_told)[0]]
    assert operations == ["add", "change", "change", "add", "remove", "add", "remove"]
    generations = vault.ask(lambda db: raw(db).execute("SELECT max(generation) FROM history"))[0]
    assert generations.fetchone() == (1,)
    assert vault.verify_history() == []


def test_a_record_is_whole_after_its_transaction(vault: Vault) -> None:
    entry, _ = vault.ask(lambda db: entries.add(db, body="w", written_at=AT, zone="UTC"))
    assert inspect(entry).detached
    assert (entry.body, entry.written_at, entry.session_id) == ("w", AT, None)
    assert entry == vault.ask(lambda db: entries.get(db, entry.id))[0]


def test_what_waits_is_written_first(vault: Vault) -> None:
    entry, _ = vault.ask(lambda db: entries.add(db, body="w", written_at=AT, zone="UTC"))

    def replace(db: Db) -> None:
        db.delete(db.get_one(Entry, entry.id))
        keeping.put_back(db, entry)
        db.add(Contact(position=0))
        contacts.add(db, name="after")

    assert vault.ask(replace)[1] == {"Entry", "Contact"}
    assert [line[0] for line in vault.ask(_told)[0]] == ["add", "remove", "add", "add", "add"]
    assert vault.verify_history() == []


def _twice(db: Db, *, record: Entry, add: Callable[[Db, Record], Record]) -> None:
    add(db, Entry.model_validate(record.model_dump()))
    db.flush()


def test_an_id_that_is_taken_is_refused_as_by_a_flush(vault: Vault) -> None:
    entry, _ = vault.ask(lambda db: entries.add(db, body="secret", written_at=AT, zone="UTC"))
    said = []
    for add in (_lean, _flushed):
        with pytest.raises(RuntimeError, match="CONSTRAINT") as refused:
            vault.ask(partial(_twice, record=entry, add=add))
        said.append(str(refused.value).partition(")")[0])
        assert "secret" not in str(refused.value)
    assert said[0] == said[1]
    assert "INSERT INTO" in str(refused.value)
    assert len(vault.ask(_told)[0]) == 1
    assert vault.verify_history() == []


def test_a_refusal_cannot_be_swallowed(vault: Vault) -> None:
    def careless(db: Db) -> None:
        entry = entries.add(db, body="w", written_at=AT, zone="UTC")
        with pytest.raises(IntegrityError):
            keeping.put_back(db, entry)

    with pytest.raises(RuntimeError):
        vault.ask(careless)
    assert vault.ask(entries.count)[0] == 0
    assert vault.verify_history() == []


_STEPS = ("add", "flush", "change", "remove", "undo", "draft", "delete", "restore", "next")


@given(steps=st.lists(st.tuples(st.sampled_from(_STEPS), st.text(max_size=8)), max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_mixture_leaves_a_whole_history(steps: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        opened = make(Path(folder) / "v").open()
        try:
            transactions: list[list[tuple[str, str]]] = [[]]
            for step in steps:
                transactions[-1].append(step)
                if step[0] == "next":
                    transactions.append([])
            person = _Person()
            for some in transactions:
                opened.ask(partial(person.act, steps=some))
            assert opened.verify_history() == []
            ids = opened.ask(lambda db: {entry.id for entry in db.exec(select(Entry))})[0]
            assert ids == person.there
        finally:
            opened.close()


class _Person:
    """Does one thing after another; remembers what can be undone."""

    def __init__(self) -> None:
        self.there: set[str] = set()
        self._erased: list[Entry] = []
        self._deleted: list[delete_entry.Deleted] = []

    def act(self, db: Db, *, steps: list[tuple[str, str]]) -> None:
        for step, text in steps:
            getattr(self, f"_{step}")(db, keeping.storable(text))

    def _add(self, db: Db, text: str) -> None:
        self.there.add(entries.add(db, body=text, written_at=AT, zone="UTC").id)

    def _flush(self, db: Db, text: str) -> None:
        entry = Entry(body=text, written_at=AT, zone="UTC")
        db.add(entry)
        self.there.add(entry.id)

    def _change(self, db: Db, text: str) -> None:
        for entry in db.exec(select(Entry).order_by(col(Entry.id)).limit(1)):
            entries.change(db, entry.id, body=text)

    def _remove(self, db: Db, text: str) -> None:
        if self.there:
            self._erased.append(entries.remove(db, max(self.there)))
            self.there.discard(self._erased[-1].id)

    def _undo(self, db: Db, text: str) -> None:
        if self._erased:
            self.there.add(entries.restore(db, self._erased.pop()).id)

    def _draft(self, db: Db, text: str) -> None:
        drafts.put(db, key="entry:new", content=text)

    def _delete(self, db: Db, text: str) -> None:
        if self.there:
            self._deleted.append(delete_entry.delete(db, entry_id=min(self.there)))
            self.there.discard(self._deleted[-1].entry.id)
            with pytest.raises(NotFound):
                entries.get(db, self._deleted[-1].entry.id)

    def _restore(self, db: Db, text: str) -> None:
        if self._deleted:
            self.there.add(delete_entry.undo(db, deleted=self._deleted.pop()).id)

    def _next(self, db: Db, text: str) -> None:
        """A new transaction begins."""
