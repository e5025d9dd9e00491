"""A check finds what is wrong, says what it means, and mends what is small."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import KetaGuideError
from ketaguide.base.pulse import Cancelled, no_pulse
from ketaguide.store.entries import Entry
from ketaguide.vault import (
    backups,
    checking,
    epochs,
    header,
    keyslots,
    mending,
    reading_rows,
    upkeep,
)
from ketaguide.vault.checking import Report
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.pages import PAGE, PageFile, PageKey
from ketaguide.vault.vault import Vault
from tests.helpers.vaults import NOW, PASSPHRASE, an_entry, fill_many, new_vault, reopen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with entries, and pages that are free because some were removed."""
    vault = new_vault(tmp_path / "v")
    fill_many(vault, 60)
    gone = _ids(vault)[:30]
    with vault.transaction() as db:
        for one in gone:
            db.delete(db.get(Entry, one))
    vault.close()
    return tmp_path / "v"


def _ids(vault: Vault) -> list[str]:
    return [row for (row,) in vault.driver().execute("SELECT id FROM entry ORDER BY id")]


def _bodies(vault: Vault) -> list[tuple[str, str]]:
    return vault.driver().execute("SELECT id, body FROM entry ORDER BY id").fetchall()  # type: ignore[no-any-return]


def _database(folder: Path) -> Path:
    return next(folder.glob("vault-e*.db"))


def _spoil(folder: Path, number: int) -> None:
    content = bytearray(_database(folder).read_bytes())
    content[(number - 1) * PAGE + 2000] ^= 1
    _database(folder).write_bytes(content)


def _pages(folder: Path) -> PageFile:
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    believed = header.load(folder).header
    return PageFile(_database(folder), PageKey(keys.database(1), believed.db_salt))


def _free_pages(folder: Path) -> list[int]:
    """The free pages that no trunk page is, read from the file's own list."""
    with _pages(folder) as file:
        start = file.read(1) or b""
        trunk = file.read(int.from_bytes(start[32:36], "big")) or b""
    count = int.from_bytes(trunk[4:8], "big")
    return [int.from_bytes(trunk[8 + 4 * each : 12 + 4 * each], "big") for each in range(count)]


def _kinds(report: Report) -> list[tuple[str, str]]:
    return [(found.what, found.repair) for found in report.found]


def _checked(folder: Path, prepare: Callable[[Vault], object] = lambda _vault: None) -> Report:
    vault = reopen(folder)
    try:
        prepare(vault)
        return checking.check(vault)
    finally:
        vault.close()


def test_a_whole_vault_is_said_to_be_whole_and_that_is_noted(folder: Path) -> None:
    vault = reopen(folder)
    assert upkeep.read(vault).verified is None
    report = checking.check(vault)
    assert (report.found, report.is_whole) == ((), True)
    assert len(report.checked) == 6
    assert upkeep.read(vault).verified == report.at == vault.clock.now()
    assert upkeep.read(vault).drilled is None
    vault.close()


@pytest.mark.promise("I-07")
def test_a_bad_page_that_holds_nothing_is_no_damage_and_compacting_clears_it(folder: Path) -> None:
    free = _free_pages(folder)
    assert free
    for number in free:
        whole = _database(folder).read_bytes()
        _spoil(folder, number)
        report = _checked(folder)
        assert _kinds(report) == [("free-page", "compact")]
        assert report.is_whole
        _database(folder).write_bytes(whole)
    for number in free:
        _spoil(folder, number)
    vault = reopen(folder)
    before = _bodies(vault)
    epochs.compact(vault)
    assert checking.check(vault).found == ()
    assert _bodies(vault) == before
    vault.close()


def test_every_page_in_use_is_damage_when_it_is_bad(folder: Path) -> None:
    whole, free = _database(folder).read_bytes(), set(_free_pages(folder))
    refused = told = 0
    for number in sorted(set(range(1, len(whole) // PAGE + 1)) - free):
        _spoil(folder, number)
        try:
            report = _checked(folder)
        except KetaGuideError:
            refused += 1
        else:
            told += 1
            # The page that lists the free ones holds no text either.
            expected = [("free-page", "compact")] if report.is_whole else [("pages", "restore")]
            assert _kinds(report) == expected
        _database(folder).write_bytes(whole)
    assert refused > 1
    assert told > 20


def test_what_sqlite_remembers_does_not_hide_what_the_disk_has_lost(folder: Path) -> None:
    with _pages(folder) as file:
        survey = reading_rows.survey(file, pulse=no_pulse)
    leaf = next(page for page, table in survey.tables.items() if table == "entry")
    vault = reopen(folder)
    words = "SELECT sum(length(body)) FROM entry"
    before = vault.driver().execute(words).fetchone()
    _spoil(folder, leaf)
    assert vault.driver().execute(words).fetchone() == before
    report = checking.check(vault)
    assert _kinds(report) == [("pages", "restore")]
    assert not report.is_whole
    vault.close()


def test_a_record_changed_past_the_history_is_named(folder: Path) -> None:
    def tamper(vault: Vault) -> None:
        vault.driver().execute("UPDATE entry SET zone = 'UTC' WHERE id = ?", (_ids(vault)[0],))

    report = _checked(folder, tamper)
    assert _kinds(report) == [("history", "restore")]
    assert "1 record" in report.found[0].words
    assert not report.is_whole


def test_a_search_index_that_does_not_fit_is_made_anew(folder: Path) -> None:
    vault = reopen(folder)
    vault.driver().execute("INSERT INTO entry_fts(rowid, title, body) VALUES (999, 'x', 'y')")
    report = checking.check(vault)
    assert _kinds(report) == [("search", "search")]
    assert not report.is_whole
    mending.mend(vault, "search")
    assert checking.check(vault).found == ()
    vault.close()


def test_a_bad_header_is_mended_from_its_spare_copy_and_the_other_way_round(folder: Path) -> None:
    vault = reopen(folder)
    vault.add_recovery()
    vault.add_recovery()
    spare = folder / header.PREVIOUS
    for broken, what in ((folder / header.NAME, "header"), (spare, "previous-header")):
        content = broken.read_bytes()
        broken.write_bytes(content.replace(b'"seq":', b'"seq":1'))
        report = checking.check(vault)
        assert _kinds(report) == [(what, "header")]
        assert report.is_whole == (what != "header")
        mending.mend(vault, "header")
        assert checking.check(vault).found == ()
    vault.close()
    reopen(folder).close()


def test_without_any_good_header_only_a_backup_helps(folder: Path) -> None:
    vault = reopen(folder)
    whole = (folder / header.NAME).read_bytes()
    (folder / header.NAME).write_bytes(b"")
    assert _kinds(checking.check(vault)) == [("header", "restore")]
    with pytest.raises(KetaGuideError):
        mending.mend(vault, "header")
    (folder / header.NAME).write_bytes(whole)
    vault.close()


@pytest.mark.skipif(os.name == "nt", reason="makes sense only on systems with modes")
def test_files_that_others_may_open_are_made_private(folder: Path) -> None:
    (folder / "backups").mkdir(mode=0o700)
    for path, mode in ((folder, 0o755), (_database(folder), 0o640), (folder / "backups", 0o705)):
        before = path.stat().st_mode
        path.chmod(mode)
        vault = reopen(folder)
        report = checking.check(vault)
        assert _kinds(report) == [("modes", "modes")]
        assert report.is_whole
        mending.mend(vault, "modes")
        assert path.stat().st_mode == before
        assert checking.check(vault).found == ()
        vault.close()


def test_a_file_left_over_is_only_mentioned(folder: Path) -> None:
    vault = reopen(folder)
    for name in ("vault-e7.db", "vault.kgh.tmp"):
        (folder / name).write_bytes(b"x")
        (folder / name).chmod(0o600)
    report = checking.check(vault)
    assert _kinds(report) == [("leftover", "")]
    assert "2 files" in report.found[0].words
    assert report.is_whole
    vault.close()


def test_the_newest_backup_is_tried_and_a_bad_one_is_named(folder: Path) -> None:
    vault = reopen(folder)
    made = backups.make(vault, reason="hand")
    assert checking.check(vault).found == ()
    assert upkeep.read(vault).drilled == vault.clock.now()
    content = bytearray(made.path.read_bytes())
    content[-3000] ^= 1
    made.path.write_bytes(content)
    report = checking.check(vault)
    assert _kinds(report) == [("backup", "backup")]
    assert report.is_whole
    vault.close()


def test_questions_are_answered_in_between_and_it_can_be_called_off(folder: Path) -> None:
    vault = reopen(folder)
    far: list[tuple[int, int]] = []

    def pulse(done: int, total: int) -> None:
        far.append((done, total))
        vault.ask(lambda db: an_entry(db, f"written meanwhile {done}"))

    report = checking.check(vault, pulse=pulse)
    assert report.found == ()
    assert far == sorted(far)
    assert far[0][0] == 0
    assert len(far) > 15

    def call_off(done: int, _total: int) -> None:
        if done == 7:
            raise Cancelled

    vault.driver().execute("DELETE FROM vault_meta WHERE name = 'verified_at'")
    with pytest.raises(Cancelled):
        checking.check(vault, pulse=call_off)
    assert upkeep.read(vault).verified is None
    vault.close()


def test_a_vault_that_is_only_read_can_be_checked(folder: Path) -> None:
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    before = _database(folder).read_bytes()
    vault = Vault.open(folder, keys, clock=FixedClock(NOW), read_only=True)
    assert checking.check(vault).is_whole
    vault.close()
    assert _database(folder).read_bytes() == before


def test_there_are_no_other_small_repairs(folder: Path) -> None:
    vault = reopen(folder)
    with pytest.raises(ValueError, match="not a small repair"):
        mending.mend(vault, "restore")
    vault.close()
