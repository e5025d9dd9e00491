"""Entries: kept as typed, listed newest first, put back as they were."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.store import drafts, entries, keeping, search
from ketaguide.store.entries import EntryRow
from ketaguide.vault import header, keyslots, opener
from ketaguide.vault.db import Db
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.opening import target_of
from tests.helpers.vaults import (
    NOW,
    PASSPHRASE,
    ZONE,
    an_entry,
    fill_many,
    new_vault,
    open_db,
    reopen,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("", ""),
        ("  spaces and\r\nlines \t kept  ", "  spaces and\r\nlines \t kept  "),
        ("שלום עולם \u202e right to left", "שלום עולם \u202e right to left"),
        ("👩🏽‍🚀 🏳️‍🌈 \U0001f9ff", "👩🏽‍🚀 🏳️‍🌈 \U0001f9ff"),
        ("e\u0301 is not é", "e\u0301 is not é"),
        ("nul\0in it", "nulin it"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("'; DROP TABLE entry; --", "'; DROP TABLE entry; --"),
        ("long " * 200_000, "long " * 200_000),
        ("no break" * 130_000, "no break" * 130_000),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_text_comes_back_from_the_file(tmp_path: Path, typed: str, kept: str) -> None:
    vault = new_vault(tmp_path / "v")
    with vault.transaction() as db:
        entry_id = an_entry(db, typed, title=typed[:50]).id
    with vault.transaction() as db:
        entry = entries.get(db, entry_id)
        assert (entry.body, entry.title) == (kept, keeping.storable(typed[:50]))
        assert len(entries.recent(db)[0].opening) <= 201
        search.find(db, text=typed)
    vault.close()


@given(st.text())
def test_storable_text_is_storable_and_mostly_untouched(text: str) -> None:
    kept = keeping.storable(text)
    assert kept.encode() == text.replace("\0", "").encode("utf-8", "replace") or "\ufffd" in kept
    assert keeping.storable(kept) == kept


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=timezone(timedelta(hours=13, minutes=45))),
        datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=ZoneInfo("Pacific/Kiritimati")),
    ],
)
def test_a_moment_keeps_its_instant_and_its_zone(db: Db, moment: datetime) -> None:
    entry = entries.add(db, written_at=moment, zone="Pacific/Chatham")
    written = entry.written_at
    db.expire(entry)
    read = entries.get(db, entry.id)
    assert read.written_at == moment.astimezone(UTC) == written
    assert read.written_at.tzinfo is UTC
    assert entries.recent(db)[0].written_at == written
    assert read.zone == "Pacific/Chatham"


def test_a_moment_without_a_zone_is_refused(db: Db) -> None:
    with pytest.raises(Exception, match="zone"):
        entries.add(db, written_at=datetime(2026, 1, 1), zone=ZONE)  # noqa: DTZ001 - the point
    db.rollback()


def test_pages_are_newest_first_and_leave_nothing_out(db: Db) -> None:
    made = [an_entry(db, f"{n}", days_ago=n // 3).id for n in range(40)]
    whole = entries.page(db, limit=100)
    assert {row.id for row in whole} == set(made)
    assert list(whole) == sorted(whole, key=lambda row: (row.written_at, row.id), reverse=True)
    by_offset = [row for at in range(0, 40, 7) for row in entries.page(db, offset=at, limit=7)]
    assert by_offset == list(whole)
    by_key: list[EntryRow] = []
    last = None
    while rows := entries.page(db, limit=7, before=last):
        by_key += rows
        last = rows[-1]
    assert by_key == list(whole)
    assert entries.page(db, offset=40) == ()
    assert entries.count(db) == 40


@pytest.mark.parametrize("where", ["", "WHERE (e.written_at, e.id) < ('2026', 'x') "])
def test_a_page_comes_from_the_index(db: Db, where: str) -> None:
    question = entries.page_query(where)
    steps = db.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + question, (50, 9000)).all()
    assert len(steps) == 1
    assert "INDEX entry_by_writing" in steps[0][-1]


def test_ten_thousand_entries_page_and_search(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    fill_many(vault, 10_000)
    with vault.transaction() as db:
        assert entries.count(db) == 10_000
        last = entries.page(db, offset=9_950, limit=100)
        assert len(last) == 50
        assert last[-1].written_at == NOW - timedelta(hours=10_000)
        common = last[-1].opening.split()[1]
        found = search.find(db, text=common)
        assert len(found.rows) == min(50, found.count)
    vault.close()


def test_change_touches_only_what_is_named(tmp_path: Path) -> None:
    clock = FixedClock(NOW, ZONE)
    vault = new_vault(tmp_path / "v", clock=clock)
    with vault.transaction() as db:
        entry = an_entry(db, "first", title="T", phase="integration")
    clock.pass_time(timedelta(hours=1))
    changed, names = vault.ask(lambda db: entries.change(db, entry.id, body="second"))
    assert names == {"Entry"}
    assert (changed.body, changed.title, changed.phase) == ("second", "T", "integration")
    assert changed.created_at == NOW
    assert changed.changed_at == NOW + timedelta(hours=1)
    same, names = vault.ask(lambda db: entries.change(db, entry.id, body="second"))
    assert names == frozenset()
    assert same.changed_at == changed.changed_at
    vault.close()


def test_a_record_is_a_detached_fact(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    with vault.transaction() as db:
        entry = an_entry(db, "words")
    vault.close()
    assert entry.body == "words"
    assert "words" not in repr(entry)


def test_storing_an_entry_takes_its_draft_in_the_same_transaction(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    vault.ask(lambda db: drafts.put(db, key="entry:new", content="{}"))

    def fails_late(db: Db) -> None:
        an_entry(db, "x", draft_key="entry:new")
        raise KeyError

    with pytest.raises(KeyError):
        vault.ask(fails_late)
    with vault.transaction() as db:
        assert entries.count(db) == 0
        assert drafts.get(db, key="entry:new") is not None
        entry = an_entry(db, "x", draft_key="entry:new")
        assert drafts.every(db) == []
        drafts.put(db, key="e", content="{}")
        entries.change(db, entry.id, draft_key="e", title="y")
        assert drafts.every(db) == []
    vault.close()


def test_a_removed_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    made = vault.ask(lambda db: an_entry(db, "wide water", title="Lake"))[0]
    for _ in range(3):
        gone = vault.ask(lambda db: entries.remove(db, made.id))[0]
        assert vault.ask(lambda db: search.find(db, text="wat").count)[0] == 0
        vault.ask(lambda db, gone=gone: entries.restore(db, gone))  # type: ignore[misc]
        with vault.transaction() as db:
            back = entries.get(db, made.id)
            assert back.model_dump(exclude={"changed_at"}) == made.model_dump(
                exclude={"changed_at"}
            )
            assert search.find(db, text="wat").count == 1
    assert vault.verify_history() == []
    vault.close()


def test_what_is_gone_is_said_without_its_words(db: Db) -> None:
    entry = an_entry(db, "secretword")
    entries.remove(db, entry.id)
    for ask in (entries.get, entries.remove, entries.change):
        with pytest.raises(NotFound) as caught:
            ask(db, entry.id)
        assert "secretword" not in str(caught.value)


@pytest.mark.parametrize("name", ["id", "created_at", "changed_at", "sermon"])
def test_names_that_nobody_may_set_are_refused(db: Db, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        entries.add(db, written_at=NOW, zone=ZONE, **{name: "x"})  # type: ignore[arg-type]


def test_what_does_not_fit_is_refused_without_its_words(db: Db) -> None:
    for fields in ({"phase": "secretword"}, {"title": ["secretword"]}):
        with pytest.raises(ValueError, match="Entry") as caught:
            entries.add(db, written_at=NOW, zone=ZONE, **fields)
        assert "secretword" not in str(caught.value)


def test_feelings_round_trip(db: Db) -> None:
    for felt in ({}, {"quiet": 7, "longing": 4}):
        entry = an_entry(db, feelings=entries.feelings_text(felt))
        assert entries.feelings(entry) == felt


def test_vacuum_does_not_part_entries_from_their_words(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    with vault.transaction() as db:
        made = [an_entry(db, f"word{n}") for n in range(30)]
        for entry in made[:-1]:
            entries.remove(db, entry.id)
    vault.close()
    _vacuum(tmp_path / "v")
    vault = reopen(tmp_path / "v")
    with vault.transaction() as db:
        assert [row.id for row in search.find(db, text="word29").rows] == [made[-1].id]
    assert vault.verify_history() == []
    vault.close()


def _vacuum(folder: Path) -> None:
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    believed = header.load(folder).verify(keys.header_mac())
    connection = opener.open_existing(target_of(folder, believed, keys), guarded=False)
    connection.execute("VACUUM")
    connection.close()
