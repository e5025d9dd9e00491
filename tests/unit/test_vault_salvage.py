"""What can be read of a damaged vault is rescued, and nothing that was removed comes back."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import DatabaseDamaged, VaultInUse, VaultMissing
from ketaguide.base.pulse import Cancelled, no_pulse
from ketaguide.store import contacts, drafts, insights, preferences
from ketaguide.store.entries import Entry
from ketaguide.vault import (
    backups,
    cells,
    header,
    history,
    keyslots,
    opener,
    reading_rows,
    salvage,
    shapes,
)
from ketaguide.vault.db import Db
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Connection, Target
from ketaguide.vault.pages import PAGE, PageFile, PageKey
from ketaguide.vault.salvage import Rescued
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, a_session, an_entry, fill_many, new_vault

Name = tuple[str, str]
_ENTRIES = 300
_LONG_TEXT = "a long evening by the river " * 700


@dataclass
class Damaged:
    """A closed vault of which everything is known, and whose pages can be destroyed."""

    folder: Path
    keys: VaultKeys
    model: dict[Name, dict[str, Any]]
    content: bytes

    @property
    def database(self) -> Path:
        return self.folder / "vault-e1.db"

    @property
    def pages(self) -> int:
        return len(self.content) // PAGE

    def zero(self, numbers: set[int]) -> None:
        changed = bytearray(self.content)
        for number in numbers:
            changed[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
        self.database.write_bytes(changed)

    def rescue(self, **options: Any) -> Rescued:
        return salvage.rescue(self.folder, self.keys, clock=FixedClock(NOW, ZONE), **options)

    def page_key(self) -> PageKey:
        believed = header.load(self.folder).header
        return PageKey(self.keys.database(1), believed.db_salt)


def _fill(db: Db) -> None:
    for number in range(8):
        entry = an_entry(db, _LONG_TEXT + str(number), days_ago=number)
        insights.add(db, text=f"an insight {number}", entry_id=entry.id)
        a_session(db, in_days=number)
    contacts.add(db, name="Sam", phone="+351 900 000 000")
    drafts.put(db, key="entry:new", content='{"body": "not finished"}')
    preferences.put(db, "person_name", "Robin")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    folder = tmp_path_factory.mktemp("salvage") / "v"
    vault = new_vault(folder)
    fill_many(vault, _ENTRIES)
    vault.ask(_fill)
    model = _rows(vault.driver())
    vault.close()
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    return Damaged(folder, keys, model, (folder / "vault-e1.db").read_bytes())


@pytest.fixture
def damaged(whole: Damaged) -> Iterator[Damaged]:
    yield whole
    whole.database.write_bytes(whole.content)
    for path in (whole.folder / "backups").glob("*"):
        path.unlink()


def _rows(connection: Connection) -> dict[Name, dict[str, Any]]:
    found = {}
    for table in history.record_tables(connection):
        cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own names
        names = [column[0] for column in cursor.description]
        for row in cursor:
            fields = dict(zip(names, row, strict=True))
            fields.pop("row", None)
            found[table, fields["id"]] = fields
    return found


def _content(damaged: Damaged, rescued: Rescued) -> dict[Name, dict[str, Any]]:
    """What is in the backup, after its own history has been believed."""
    part = damaged.folder / "backups" / "content.part"
    target = backups.unpack(rescued.path, damaged.keys, part)
    connection = opener.open_existing(target)
    try:
        assert history.verify(connection, damaged.keys.history_chain()) == []
        lines = connection.execute("SELECT DISTINCT operation FROM history").fetchall()
        assert {operation for (operation,) in lines} <= {"rescue", "remove"}
        found = connection.execute("SELECT count(*) FROM entry_fts WHERE entry_fts MATCH 'river'")
        assert found.fetchone()[0] <= 8
        return _rows(connection)
    finally:
        connection.close()
        part.unlink()


def _pages_of_rows(damaged: Damaged) -> dict[Name, set[int]]:
    """Which pages each record lies on, overflow included, read from the whole file."""
    found: dict[Name, set[int]] = {}
    scratch = Target(damaged.folder / "scratch.db", bytearray(b"k" * 32), b"s" * 16)
    known = _known(scratch)
    with PageFile(damaged.database, damaged.page_key()) as file:
        survey = reading_rows.survey(file, pulse=no_pulse)
        for leaf in survey.leaves:
            shape = known.get(survey.tables.get(leaf, ""))
            page = file.read(leaf)
            assert page is not None
            used: set[int] = set()

            def read(number: int, used: set[int] = used) -> bytes | None:
                used.add(number)
                return file.read(number)

            for row in cells.rows(page, leaf, read):
                if shape is not None and "id" in shape.fields(row):
                    found[shape.table, str(shape.fields(row)["id"])] = {leaf, *used}
                used.clear()
    return found


def _known(scratch: Target) -> dict[str, shapes.Shape]:
    from ketaguide.vault import migrate

    connection = opener.create(scratch)
    try:
        migrate.apply(connection, migrate.steps())
        return shapes.known(connection)
    finally:
        connection.close()
        for path in scratch.path.parent.glob("scratch.db*"):
            path.unlink()


def _check_figure(damaged: Damaged, seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - the same damage in every run
    count = max(1, damaged.pages // 100)
    zeroed = set(chosen.sample(range(1, damaged.pages + 1), count))
    lying_on = _pages_of_rows(damaged)
    damaged.zero(zeroed)
    rescued = damaged.rescue()
    found = _content(damaged, rescued)
    due = {name for name, pages in lying_on.items() if not pages & zeroed}
    came = {name for name in due if found.get(name) == damaged.model[name]}
    assert len(came) >= 0.95 * len(due), f"seed {seed}: {len(came)} of {len(due)}"
    assert rescued.lost_pages == count
    assert rescued.records == len(found)
    # Nothing is made up: all else that came is the beginning of a text, and says so.
    for name in found.keys() - came:
        ours = damaged.model[name]
        assert {**found[name], "body": "", "text": ""} == {**ours, "body": "", "text": ""} or (
            found[name] == ours
        )
    damaged.database.write_bytes(damaged.content)
    rescued.path.unlink()


@pytest.mark.promise("I-05")
def test_with_one_page_in_a_hundred_lost_what_is_intact_comes_back(damaged: Damaged) -> None:
    assert _pages_of_rows(damaged).keys() == damaged.model.keys()
    for seed in range(8):
        _check_figure(damaged, seed)


@pytest.mark.long
@pytest.mark.promise("I-05")
@pytest.mark.parametrize("seed", range(8, 58))
def test_so_it_is_with_fifty_further_seeds(damaged: Damaged, seed: int) -> None:
    _check_figure(damaged, seed)


def test_a_whole_file_comes_back_whole_in_a_backup_that_stands_every_check(
    damaged: Damaged,
) -> None:
    rescued = damaged.rescue()
    assert _content(damaged, rescued) == damaged.model
    assert (rescued.records, rescued.lost_pages, rescued.cut) == (len(damaged.model), 0, 0)
    backups.check(rescued.path, damaged.keys)
    (listed,) = backups.listed(damaged.folder / "backups", damaged.keys)
    assert (listed.reason, listed.problem, listed.entries) == ("rescued", "", _ENTRIES + 8)
    assert damaged.database.read_bytes() == damaged.content


def test_the_secret_of_the_inbox_comes_along_and_the_generation_goes_on(damaged: Damaged) -> None:
    def meta_of(target: Target) -> tuple[dict[str, str], int]:
        connection = opener.open_existing(target)
        try:
            stored = dict(connection.execute("SELECT name, value FROM vault_meta").fetchall())
            return stored, history.latest(connection).generation
        finally:
            connection.close()

    believed = header.load(damaged.folder).header
    key = bytearray(damaged.keys.database(1))
    before, was = meta_of(Target(damaged.database, key, believed.db_salt))
    part = damaged.folder / "backups" / "content.part"
    rescued = damaged.rescue()
    after, now = meta_of(backups.unpack(rescued.path, damaged.keys, part))
    for name in ("vault_id", "epoch", "inbox_secret"):
        assert after[name] == before[name]
    assert now == was + 1


@pytest.mark.parametrize("what", ["first page", "schema", "inner pages", "first sixteen bytes"])
def test_a_file_that_sqlite_cannot_open_at_all(damaged: Damaged, what: str) -> None:
    with PageFile(damaged.database, damaged.page_key()) as file:
        survey = reading_rows.survey(file, pulse=no_pulse)
    schema = {leaf for leaf, name in survey.tables.items() if name == "sqlite_schema"}
    if what == "first page":
        damaged.zero({1})
    elif what == "schema":
        damaged.zero({1, *schema})
    elif what == "inner pages":
        damaged.zero({1, *survey.below})
    else:
        damaged.database.write_bytes(bytes(16) + damaged.content[16:])
    assert _content(damaged, damaged.rescue()) == damaged.model


def test_of_a_long_text_the_beginning_is_kept_and_says_so(damaged: Damaged) -> None:
    lying_on = _pages_of_rows(damaged)
    name, pages = max(lying_on.items(), key=lambda each: len(each[1]))
    assert name[0] == "entry"
    damaged.zero({max(pages)})
    rescued = damaged.rescue()
    text = _content(damaged, rescued)[name]["body"]
    beginning, _, notice = text.rpartition("\n\n")
    assert rescued.cut == 1
    assert len(beginning) > 1000
    assert damaged.model[name]["body"].startswith(beginning)
    assert notice == "[The rest of this text could not be read.]"


def test_what_was_removed_does_not_come_back(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    kept, _ = vault.ask(lambda db: an_entry(db, "kept").id)
    gone, _ = vault.ask(lambda db: an_entry(db, "let go").id)
    before = (tmp_path / "v" / "vault-e1.db").read_bytes()
    vault.ask(lambda db: db.delete(db.get(Entry, gone)))
    vault.close()
    keys = keyslots.unlock(tmp_path / "v", PASSPHRASE, policy=KdfPolicy.for_tests())
    damaged = Damaged(tmp_path / "v", keys, {}, (tmp_path / "v" / "vault-e1.db").read_bytes())
    # The page with the removed entry is put back, as a copying program might.
    with PageFile(damaged.database, damaged.page_key()) as file:
        survey = reading_rows.survey(file, pulse=no_pulse)
    (leaf,) = (page for page, table in survey.tables.items() if table == "entry")
    replayed = bytearray(damaged.content)
    replayed[(leaf - 1) * PAGE : leaf * PAGE] = before[(leaf - 1) * PAGE : leaf * PAGE]
    damaged.database.write_bytes(replayed)
    found = _content(damaged, damaged.rescue())
    assert ("entry", kept) in found
    assert ("entry", gone) not in found


def test_an_interrupted_change_is_taken_back_from_its_journal(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    fill_many(vault, 40)
    model = _rows(vault.driver())
    connection = vault.driver()
    connection.set_authorizer(None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN")
    connection.execute("UPDATE entry SET title = 'half done', body = body || body")
    journal = tmp_path / "v" / "vault-e1.db-journal"
    content, hot = (tmp_path / "v" / "vault-e1.db").read_bytes(), journal.read_bytes()
    connection.execute("ROLLBACK")
    vault.close()
    assert len(hot) > PAGE
    keys = keyslots.unlock(tmp_path / "v", PASSPHRASE, policy=KdfPolicy.for_tests())
    damaged = Damaged(tmp_path / "v", keys, model, content)
    damaged.zero({1})
    journal.write_bytes(hot)
    assert _content(damaged, damaged.rescue()) == model
    assert journal.read_bytes() == hot


def test_calling_it_off_leaves_nothing(damaged: Damaged) -> None:
    for last in (0, 2, 5):
        asked = 0

        def pulse(done: int, total: int, last: int = last) -> None:
            nonlocal asked
            assert 0 <= done <= total
            asked += 1
            if asked > last:
                raise Cancelled

        with pytest.raises(Cancelled):
            damaged.rescue(pulse=pulse)
        assert list((damaged.folder / "backups").iterdir()) == []


def test_where_there_is_nothing_to_rescue(damaged: Damaged) -> None:
    for content in (b"", bytes(3 * PAGE), random.Random(1).randbytes(9000)):  # noqa: S311 - rubbish
        damaged.database.write_bytes(content)
        with pytest.raises(DatabaseDamaged, match="Nothing could be rescued"):
            damaged.rescue()
        assert list((damaged.folder / "backups").iterdir()) == []
    damaged.database.unlink()
    with pytest.raises(VaultMissing):
        damaged.rescue()


def test_an_open_vault_is_left_alone(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    with pytest.raises(VaultInUse):
        salvage.rescue(tmp_path / "v", vault.keys, clock=vault.clock)
    vault.close()


def test_with_the_header_damaged_too_its_spare_copy_serves(damaged: Damaged) -> None:
    present = (damaged.folder / header.NAME).read_bytes()
    (damaged.folder / header.PREVIOUS).write_bytes(present)
    (damaged.folder / header.NAME).write_bytes(b"ketaguide-vault/1\nrubbish")
    damaged.zero({1})
    try:
        assert damaged.rescue().records == len(damaged.model)
    finally:
        (damaged.folder / header.NAME).write_bytes(present)
        (damaged.folder / header.PREVIOUS).unlink()


@given(st.binary(min_size=4016, max_size=4016), st.sampled_from([0x0D, 0x05, 0x0A, 0x02]))
def test_no_page_of_rubbish_is_believed_or_stops_it(rubbish: bytes, sort: int) -> None:
    page = bytes([sort]) + rubbish[1:]
    for row in cells.rows(page, 2, lambda _number: page):
        assert len(row.values) <= 100
    assert len(cells.children(page, 2)) <= 2009
