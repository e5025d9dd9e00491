"""What was changed is told, chained, and cannot be taken back unseen."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlmodel import delete, select

from ketaguide import store
from ketaguide.base.errors import DatabaseDamaged
from ketaguide.store.drafts import Draft
from ketaguide.store.entries import Entry
from ketaguide.vault import history
from ketaguide.vault.db import Db, Record, from_stored, to_stored
from ketaguide.vault.recording import raw, verify_history
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import Made, make

AT = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    opened = made.open()
    yield opened
    opened.close()


def _entry(body: str = "words") -> Entry:
    return Entry(body=body, written_at=AT, zone="UTC")


def _add(vault: Vault, body: str = "words") -> Entry:
    entry = _entry(body)
    vault.ask(lambda db: db.add(entry))
    return entry


def _rows(vault: Vault, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = vault.ask(lambda db: raw(db).execute(sql).fetchall())[0]
    return found


def _generation(vault: Vault) -> int:
    return vault.ask(lambda db: history.latest(raw(db)).generation)[0]


def test_times_are_filled_in_and_kept(made: Made, vault: Vault) -> None:
    entry = _add(vault)
    assert entry.created_at == entry.changed_at == made.clock.now()
    made.clock.pass_time(timedelta(hours=2))

    def change(db: Db) -> Entry:
        found = db.get_one(Entry, entry.id)
        found.body = "other"
        return found

    changed, names = vault.ask(change)
    assert names == {"Entry"}
    assert changed.created_at == entry.created_at
    assert changed.changed_at == made.clock.now()


def test_reading_and_writing_the_same_leaves_no_trace(made: Made, vault: Vault) -> None:
    entry = _add(vault)
    made.clock.pass_time(timedelta(hours=2))

    def same(db: Db) -> None:
        found = db.get_one(Entry, entry.id)
        found.body = str(found.body)

    assert vault.ask(same)[1] == frozenset()
    assert _generation(vault) == 1
    assert len(_rows(vault, "SELECT * FROM history")) == 1


def test_each_writing_transaction_is_one_generation(vault: Vault) -> None:
    def several(db: Db) -> None:
        for number in range(3):
            db.add(_entry(str(number)))
            db.flush()

    vault.ask(several)
    assert _generation(vault) == 1
    vault.ask(several)
    assert _generation(vault) == 2
    assert _rows(vault, "SELECT seq, generation FROM history ORDER BY seq") == [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 2),
        (5, 2),
        (6, 2),
    ]
    assert vault.verify_history() == []


def test_drafts_stay_outside(vault: Vault) -> None:
    draft = Draft(key="entry:new", content="{}")
    assert vault.ask(lambda db: db.add(draft))[1] == {"Draft"}
    vault.ask(lambda db: db.delete(db.get_one(Draft, draft.id)))
    assert _generation(vault) == 0
    assert _rows(vault, "SELECT * FROM history") == []
    assert _rows(vault, "SELECT * FROM tombstone") == []
    assert vault.verify_history() == []


def test_removal_leaves_a_tombstone_until_it_is_undone(made: Made, vault: Vault) -> None:
    entry = _add(vault)
    made.clock.pass_time(timedelta(minutes=5))
    vault.ask(lambda db: db.delete(db.get_one(Entry, entry.id)))
    at = to_stored(made.clock.now())
    assert _rows(vault, "SELECT * FROM tombstone") == [("entry", entry.id, at)]
    assert vault.verify_history() == []
    vault.ask(lambda db: db.add(Entry.model_validate(entry.model_dump())))
    assert _rows(vault, "SELECT * FROM tombstone") == []
    back = vault.ask(lambda db: db.get_one(Entry, entry.id))[0]
    assert (back.body, back.created_at) == (entry.body, entry.created_at)
    operations = [row[0] for row in _rows(vault, "SELECT operation FROM history ORDER BY seq")]
    assert operations == ["add", "remove", "add"]
    assert vault.verify_history() == []


def test_a_record_replaced_within_one_transaction(vault: Vault) -> None:
    entry = _add(vault)

    def replace(db: Db, *, flushes: bool) -> None:
        db.delete(db.get_one(Entry, entry.id))
        if flushes:
            db.flush()
        db.add(Entry.model_validate(entry.model_dump() | {"body": "other"}))

    with pytest.raises(RuntimeError, match="flush"):
        vault.ask(partial(replace, flushes=False))
    vault.ask(partial(replace, flushes=True))
    assert vault.verify_history() == []
    assert vault.ask(lambda db: db.get_one(Entry, entry.id).body)[0] == "other"


@pytest.mark.parametrize(
    "write",
    [
        lambda db: db.execute(update(Entry).values(body="x")),
        lambda db: db.execute(delete(Entry)),
        lambda db: db.execute(text("UPDATE entry SET body = 'x'")),
        lambda db: db.commit(),
        lambda db: db.begin_nested(),
    ],
)
def test_what_the_history_would_miss_is_refused(vault: Vault, write: Callable[[Db], None]) -> None:
    entry = _add(vault)
    with pytest.raises(RuntimeError):
        vault.ask(write)
    assert vault.ask(lambda db: db.get_one(Entry, entry.id).body)[0] == "words"
    assert vault.verify_history() == []


TAMPERING = {
    "row": "UPDATE entry SET body = 'other' WHERE id = (SELECT min(id) FROM entry)",
    "missing": "DELETE FROM entry WHERE id = (SELECT min(id) FROM entry)",
    "extra": "INSERT INTO contact(id, created_at, changed_at, position) VALUES ('x', '', '', 0)",
    "chain": "UPDATE history SET operation = 'remove' WHERE seq = 2",
    "chain ": "UPDATE history SET digest = digest || '0' WHERE seq = 1",
    "chain  ": "DELETE FROM history WHERE seq = 2",
    "chain   ": "UPDATE history SET seq = 100 - seq",
    "chain    ": "UPDATE history SET at = '' WHERE seq = 3",
    "extra ": "DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)",
    "chain     ": "UPDATE history SET generation = generation + 1 WHERE seq = 4",
    "tombstone": "DELETE FROM tombstone",
    "tombstone ": "INSERT INTO tombstone VALUES ('entry', 'x', '')",
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_is_found(vault: Vault, kind: str) -> None:
    for number in range(4):
        entry = _add(vault, str(number))
    vault.ask(lambda db: db.delete(db.get_one(Entry, entry.id)))
    _add(vault)
    assert vault.verify_history() == []

    def tamper(db: Db) -> None:
        raw(db).execute(TAMPERING[kind])

    vault.ask(tamper)
    findings = vault.verify_history()
    assert kind.strip() in {finding.kind for finding in findings}
    assert "words" not in repr(findings)


def test_every_old_page_put_back_is_found(made: Made) -> None:
    opened = made.open()
    entry = _add(opened, "what is later taken out " * 50)
    for number in range(3):
        _add(opened, f"other words {number} " * 300)
    opened.close()
    before = made.database.read_bytes()
    opened = made.open()

    def redact(db: Db) -> None:
        db.get_one(Entry, entry.id).body = "taken out"

    opened.ask(redact)
    opened.close()
    after = made.database.read_bytes()
    replayed = 0
    for at in range(0, min(len(before), len(after)), 4096):
        if before[at : at + 4096] == after[at : at + 4096]:
            continue
        mixed = bytearray(after)
        mixed[at : at + 4096] = before[at : at + 4096]
        made.database.write_bytes(mixed)
        replayed += 1
        assert _notices(made, entry.id), at
    assert replayed >= 3
    made.database.write_bytes(after)
    opened = made.open()
    assert opened.verify_history() == []
    opened.close()


def _notices(made: Made, entry_id: str) -> bool:
    """Refused, found by the check, or without effect on any record."""
    try:
        opened = made.open()
    except DatabaseDamaged:
        return True
    try:
        if opened.verify_history():
            return True
        same = opened.ask(lambda db: db.get_one(Entry, entry_id).body)[0] == "taken out"
        return same and len(_rows(opened, "SELECT id FROM entry")) == 4
    except DatabaseDamaged:
        return True
    finally:
        opened.close()


def test_a_forged_newest_line_is_refused_at_opening(made: Made) -> None:
    opened = made.open()
    _add(opened)
    _add(opened)
    opened.ask(lambda db: raw(db).execute("UPDATE history SET row_id = 'x' WHERE seq = 2"))
    opened.close()
    with pytest.raises(DatabaseDamaged):
        made.open()


def test_words_that_were_deleted_are_gone_from_every_page(made: Made, vault: Vault) -> None:
    gone = _add(vault, "quagmirezeppelin " * 40)
    _add(vault, "staying words")
    vault.ask(lambda db: db.delete(db.get_one(Entry, gone.id)))

    def pages(db: Db) -> bytes:
        rows = raw(db).execute("SELECT id, block FROM entry_fts_data").fetchall()
        return b"".join(block for _, block in rows)

    assert b"quagmire" not in vault.ask(pages)[0]
    option = _rows(vault, "SELECT v FROM entry_fts_config WHERE k = 'secure-delete'")
    assert option == [(1,)]


def test_stored_times_sort_as_the_moments_do() -> None:
    moments = [datetime(year, 1, 2, tzinfo=UTC) for year in (1, 999, 1000, 1969, 2025, 9999)]
    texts = [to_stored(moment) for moment in moments]
    assert texts == sorted(texts)
    assert [from_stored(each) for each in texts] == moments
    assert {len(each) for each in texts} == {27}
    with pytest.raises(ValueError, match="zone"):
        to_stored(datetime(2025, 1, 1))  # noqa: DTZ001 - naive on purpose


def test_the_chain_can_be_checked_inside_a_question(vault: Vault) -> None:
    _add(vault)
    assert vault.ask(verify_history)[0] == []
    assert vault.ask(lambda db: history.record_tables(raw(db)))[0].count("entry") == 1
    assert len(vault.ask(lambda db: db.exec(select(Entry)).all())[0]) == 1


def test_the_models_and_the_format_agree_on_what_has_no_history() -> None:
    for module in pkgutil.iter_modules(store.__path__):
        importlib.import_module(f"ketaguide.store.{module.name}")
    listed = {str(kind.__tablename__) for kind in Record.__subclasses__() if not kind.__chained__}
    assert listed == history.UNCHAINED_TABLES
