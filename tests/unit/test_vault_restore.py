"""Going back to a backup: all of it comes, what was there is kept, and nobody cries wolf."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from ketaguide.base.errors import (
    BackupInvalid,
    DatabaseDamaged,
    OlderThanSeen,
)
from ketaguide.engine.state import RunState
from ketaguide.store import drafts, runs, search
from ketaguide.vault import backups, epochs, header, keyslots, meta
from ketaguide.vault.backups import Backup
from ketaguide.vault.history import RESTORE
from ketaguide.vault.vault import Vault
from tests.helpers import epochs as epochs_of
from tests.helpers.backups import Dump, write
from tests.helpers.small_vaults import Made, make


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


def _kept(made: Made, reason: str) -> list[Backup]:
    return [one for one in backups.listed(made.folder, made.keys()) if one.reason == reason]


@pytest.mark.promise("R-03")
def test_every_generation_kept_comes_back_as_it_was(made: Made, tmp_path: Path) -> None:
    state = tmp_path / "state"
    vault = made.open(state=state)
    kept: list[tuple[Backup, Dump]] = []
    for turn in range(5):
        records = epochs_of.written(vault, turn + 1, seed=turn)
        if turn == 2:
            vault.ask(lambda db: db.delete(db.get_one(*_first(vault))))
            records = epochs_of.records(vault)
        kept.append((backups.make(vault, reason="hand"), records))
    for backup, records in (*kept, *reversed(kept)):
        epochs.restore(vault, backup.path)
        assert epochs_of.records(vault) == records
        assert vault.verify_history() == []
        vault.close()
        vault = made.open(state=state)
        assert epochs_of.records(vault) == records
    vault.close()


def _first(vault: Vault) -> tuple[type, str]:
    from ketaguide.store.entries import Entry

    row = vault.driver().execute("SELECT id FROM entry ORDER BY id LIMIT 1").fetchone()
    return Entry, row[0]


def test_what_was_there_is_set_aside_and_comes_back_too(made: Made) -> None:
    vault = made.open()
    epochs_of.written(vault, 3)
    backup = backups.make(vault, reason="hand")
    newer = epochs_of.written(vault, 2)
    epochs.restore(vault, backup.path)
    (aside,) = _kept(made, "set-aside")
    assert aside.entries == 5
    epochs.restore(vault, aside.path)
    assert epochs_of.records(vault) == newer
    vault.close()


def test_a_restored_vault_is_written_searched_and_checked_as_any(made: Made) -> None:
    vault = made.open()
    epochs_of.written(vault, 3)
    backup = backups.make(vault, reason="hand")
    inbox = header.load(made.folder).header.inbox
    epochs.restore(vault, backup.path)
    write(vault, 1, seed=99)
    word = vault.driver().execute("SELECT body FROM entry ORDER BY id DESC").fetchone()[0].split()
    assert vault.ask(lambda db: search.find(db, text=word[0]))[0].rows
    assert vault.verify_history() == []
    secret = bytes.fromhex(meta.get(vault.driver(), meta.INBOX_SECRET))
    assert keyslots.inbox_of(secret) == inbox == header.load(made.folder).header.inbox
    lines = vault.driver().execute("SELECT operation, generation FROM history ORDER BY seq")
    assert [operation for operation, _ in lines.fetchall()].count(RESTORE) == 1
    vault.close()


@pytest.mark.promise("R-05")
def test_no_false_alarm_after_a_restore_and_a_real_older_copy_is_still_noticed(
    made: Made, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    vault = made.open(state=state)
    epochs_of.written(vault, 3)
    backup = backups.make(vault, reason="hand")
    for _ in range(4):
        epochs_of.written(vault)
    vault.close()
    before = tmp_path / "before"
    shutil.copytree(made.folder, before)
    note = (state / "seen.json").read_bytes()
    vault = made.open(state=state)
    epochs.restore(vault, backup.path)
    vault.close()
    made.open(state=state).close()
    # Killed before it could be noted that it was restored.
    (state / "seen.json").write_bytes(note)
    made.open(state=state).close()
    with pytest.raises(OlderThanSeen, match="1 change is missing"):
        Made(before).open(state=state)
    vault = made.open(state=state)
    write(vault)
    content = made.database.read_bytes()
    write(vault)
    vault.close()
    made.database.write_bytes(content)
    with pytest.raises(OlderThanSeen, match="1 change is missing"):
        made.open(state=state)


def test_a_line_that_tells_of_a_restore_cannot_be_made_up(made: Made) -> None:
    vault = made.open()
    epochs_of.written(vault, 2)
    vault.driver().execute(
        "INSERT INTO history SELECT seq + 1, 900, at, ?, '', '0', '', mac FROM history "
        "ORDER BY seq DESC LIMIT 1",
        (RESTORE,),
    )
    assert [each.kind for each in vault.verify_history()] == ["chain"]
    vault.close()
    with pytest.raises(DatabaseDamaged):
        made.open()


def test_what_a_backup_lacks_is_counted_without_opening_it(made: Made) -> None:
    vault = made.open()
    epochs_of.written(vault, 2)
    a = backups.make(vault, reason="hand")
    epochs_of.written(vault, 3, seed=4)
    b = backups.make(vault, reason="hand")
    vault.ask(lambda db: db.delete(db.get_one(*_first(vault))))
    assert epochs.newer_than(vault, a) == epochs.Newer(entries=3, changes=4)
    assert epochs.newer_than(vault, b) == epochs.Newer(entries=0, changes=1)
    epochs.restore(vault, a.path)
    assert epochs.newer_than(vault, a) == epochs.Newer(entries=0, changes=0)
    epochs_of.written(vault, 5, seed=5)
    c = backups.make(vault, reason="hand")
    assert epochs.newer_than(vault, a) == epochs.Newer(entries=5, changes=5)
    # Made on a way that was left at ``a``: all since then is missing in it.
    assert epochs.newer_than(vault, b) == epochs.Newer(entries=5, changes=5)
    epochs.restore(vault, b.path)
    assert epochs.newer_than(vault, c) == epochs.Newer(entries=3, changes=3)
    assert epochs.newer_than(vault, b) == epochs.Newer(entries=0, changes=0)
    vault.close()


def test_what_is_not_stored_yet_is_counted_too(made: Made) -> None:
    """A draft has no history, and a restore puts the backup's in its place."""
    vault = made.open()
    vault.ask(lambda db: drafts.put(db, key="entry:old", content="{}").id)
    vault.close()
    made.clock.at += timedelta(hours=1)
    vault = made.open()
    backup = backups.make(vault, reason="hand")
    assert epochs.newer_than(vault, backup).unfinished == 0
    made.clock.at += timedelta(hours=1)
    vault.ask(lambda db: drafts.put(db, key="entry:new", content="{}").id)
    vault.ask(lambda db: runs.save_state(db, state=RunState(run_id="r", guide_id="g")))
    assert epochs.newer_than(vault, backup) == epochs.Newer(entries=0, changes=0, unfinished=2)
    vault.ask(lambda db: drafts.put(db, key="entry:old", content="[]").id)
    assert epochs.newer_than(vault, backup).unfinished == 3
    vault.close()


@pytest.mark.promise("R-03")
def test_a_backup_that_cannot_be_used_changes_nothing(made: Made, tmp_path: Path) -> None:
    vault = made.open()
    epochs_of.written(vault, 4)
    backup = backups.make(vault, reason="hand").path
    other = make(tmp_path / "other").open()
    foreign = backups.make(other, reason="hand").path
    other.close()
    content = backup.read_bytes()
    spoilt = [content[:-4096], content[:-50] + b"x" * 50, b"", content[:3000], content[:40]]
    whole = made.database.read_bytes(), made.header.read_bytes()
    names = sorted(path.name for path in made.folder.iterdir())
    for bad in (foreign, *(tmp_path / str(number) for number in range(len(spoilt)))):
        if bad != foreign:
            bad.write_bytes(spoilt[int(bad.name)])
        with pytest.raises(BackupInvalid):
            epochs.restore(vault, bad)
        assert (made.database.read_bytes(), made.header.read_bytes()) == whole
        assert sorted(path.name for path in made.folder.iterdir()) == names
    assert _kept(made, "set-aside") == [], "the backup is proven before anything else is done"
    vault.close()


@pytest.mark.promise("R-03")
@pytest.mark.parametrize("into_new", [False, True])
def test_a_record_that_does_not_fit_its_history_costs_none_of_the_others(
    made: Made, tmp_path: Path, into_new: bool
) -> None:
    """What was set aside, and the only backup there is, come back; a check still tells of it."""
    vault = made.open()
    whole = backups.make(vault, reason="hand")
    write(vault, 5)
    vault.driver().execute("UPDATE entry SET body = 'not mine' WHERE row = 2")
    unfit = vault.verify_history()
    records = epochs_of.records(vault)
    assert len(unfit) == 1
    epochs.restore(vault, whole.path)
    assert vault.verify_history() == []
    (aside,) = _kept(made, "set-aside")
    if into_new:
        vault.close()
        keys = made.keys()
        epochs.restore_new(aside.path, keys, tmp_path / "new", clock=made.clock)
        vault = Made(tmp_path / "new").open()
    else:
        epochs.restore(vault, aside.path)
    assert epochs_of.records(vault) == records
    assert vault.verify_history() == unfit
    vault.close()
