"""What can be read of a damaged vault is rescued, and nothing that was removed comes back."""

import errno
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import DatabaseDamaged, VaultInUse, VaultMissing
from ketaguide.base.pulse import Cancelled, no_pulse
from ketaguide.store.entries import Entry
from ketaguide.vault import (
    backups,
    cells,
    epochs,
    header,
    history,
    inbox,
    keyslots,
    opener,
    reading_rows,
    salvage,
)
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.opener import Target
from ketaguide.vault.pages import PAGE, PageFile
from ketaguide.vault.vault import Vault
from tests.helpers.rescuing import ENTRIES, Damaged, content_of, make_whole, pages_of_rows, rows_of
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, an_entry, fill_many, new_vault


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    return make_whole(tmp_path_factory.mktemp("salvage") / "v")


@pytest.fixture
def damaged(whole: Damaged) -> Iterator[Damaged]:
    yield whole
    whole.database.write_bytes(whole.content)
    for path in (whole.folder / "backups").glob("*"):
        path.unlink()


def test_a_whole_file_comes_back_whole_in_a_backup_that_stands_every_check(
    damaged: Damaged,
) -> None:
    rescued = damaged.rescue()
    assert content_of(damaged, rescued) == damaged.model
    assert (rescued.records, rescued.lost_pages, rescued.cut) == (len(damaged.model), 0, 0)
    backups.check(rescued.path, damaged.keys)
    (listed,) = backups.listed(damaged.folder / "backups", damaged.keys)
    assert (listed.reason, listed.problem, listed.entries) == ("rescued", "", ENTRIES + 9)
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


def test_what_was_rescued_takes_the_place_of_what_was_damaged(tmp_path: Path) -> None:
    clock = FixedClock(NOW, ZONE)
    vault = new_vault(tmp_path / "v")
    fill_many(vault, 20)
    model = rows_of(vault.driver())
    vault.close()
    content = bytearray((tmp_path / "v" / "vault-e1.db").read_bytes())
    content[:PAGE] = bytes(PAGE)
    (tmp_path / "v" / "vault-e1.db").write_bytes(content)
    keys = keyslots.unlock(tmp_path / "v", PASSPHRASE, policy=KdfPolicy.for_tests())
    with pytest.raises(DatabaseDamaged):
        Vault.open(tmp_path / "v", keys, clock=clock)
    rescued = salvage.rescue(tmp_path / "v", keys, clock=clock)
    epochs.restore_closed(tmp_path / "v", keys, rescued.path, clock=clock, pulse=no_pulse)
    opened = Vault.open(tmp_path / "v", keys, clock=clock)
    assert rows_of(opened.driver()) == model
    assert opened.verify_history() == []
    opened.close()
    assert (tmp_path / "v" / "vault-e1.db.damaged").read_bytes() == content


def test_what_was_rescued_without_the_vaults_own_values_takes_its_place_too(
    tmp_path: Path,
) -> None:
    """The page that proves the database lost: just what stops a vault from opening."""
    clock, folder = FixedClock(NOW, ZONE), tmp_path / "v"
    vault = new_vault(folder)
    fill_many(vault, 20)
    model = rows_of(vault.driver())
    (root,) = (
        vault.driver()
        .execute("SELECT rootpage FROM sqlite_master WHERE name = 'vault_meta'")
        .fetchone()
    )
    vault.close()
    content = bytearray((folder / "vault-e1.db").read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    (folder / "vault-e1.db").write_bytes(content)
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    with pytest.raises(DatabaseDamaged):
        Vault.open(folder, keys, clock=clock)
    rescued = salvage.rescue(folder, keys, clock=clock)
    epochs.restore_closed(folder, keys, rescued.path, clock=clock, pulse=no_pulse)
    opened = Vault.open(folder, keys, clock=clock)
    assert rows_of(opened.driver()) == model
    secret = inbox.secret_of(opened.driver())
    assert keyslots.inbox_of(secret) == inbox.slip_of(folder).key
    opened.close()


def test_a_disk_that_fails_in_one_place_costs_only_that_page(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failed = os.read, 0

    def read(handle: int, size: int) -> bytes:
        nonlocal failed
        if size == PAGE and os.lseek(handle, 0, os.SEEK_CUR) == 0:
            failed += 1
            raise OSError(errno.EIO, "input/output error")
        return real(handle, size)

    monkeypatch.setattr(os, "read", read)
    rescued = damaged.rescue()
    assert failed > 1
    assert (rescued.records, rescued.lost_pages) == (len(damaged.model), 1)


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
    assert content_of(damaged, damaged.rescue()) == damaged.model


def test_of_a_long_text_the_beginning_is_kept_and_says_so(damaged: Damaged) -> None:
    lying_on = pages_of_rows(damaged)
    texts = {name: pages for name, pages in lying_on.items() if name[0] == "entry"}
    name, pages = max(texts.items(), key=lambda each: len(each[1]))
    assert len(pages) > 1
    damaged.zero({max(pages)})
    rescued = damaged.rescue()
    text = content_of(damaged, rescued)[name]["body"]
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
    found = content_of(damaged, damaged.rescue())
    assert ("entry", kept) in found
    assert ("entry", gone) not in found


def test_an_interrupted_change_is_taken_back_from_its_journal(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    fill_many(vault, 40)
    model = rows_of(vault.driver())
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
    assert content_of(damaged, damaged.rescue()) == model
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


def test_it_says_how_far_it_is(damaged: Damaged) -> None:
    far: list[tuple[int, int]] = []
    damaged.rescue(pulse=lambda done, total: far.append((done, total)))
    assert {total for _, total in far} == {100}
    # Not even the last part, which goes through the file more than once, falls behind the others.
    assert [min(done, 80) for done, _ in far] == sorted(min(done, 80) for done, _ in far)
    assert len({done for done, _ in far}) > 5


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
