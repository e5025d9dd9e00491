"""A lost header taken from a backup; and which backups are never deleted by hand."""

from pathlib import Path

import pytest

from ketaguide.base.errors import NotFound, VaultError, VaultInUse
from ketaguide.store import entries
from ketaguide.vault import backups, epochs, header, header_back, keyslots, removing
from ketaguide.vault.backups import Backup
from ketaguide.vault.instance import InstanceLock
from tests.helpers.backups import write
from tests.helpers.small_vaults import Made, make


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "vault")


def back_up(made: Made) -> Backup:
    vault = made.open()
    write(vault)
    found = backups.make(vault, reason="hand")
    write(vault)
    vault.close()
    return found


def lose(made: Made) -> None:
    for path in made.folder.glob("vault.kgh*"):
        path.write_bytes(b"")


@pytest.mark.parametrize("changes", [0, 1, 5])
def test_nothing_written_since_is_lost_however_often_the_header_changed(
    made: Made, changes: int
) -> None:
    found = back_up(made)
    keys = made.keys()
    for _ in range(changes):
        keyslots.add_recovery(made.folder, keys)
    made.open().close()
    lose(made)
    assert header_back.put_back(made.folder, found.path, keys)
    vault = made.open()
    assert vault.ask(entries.count)[0] == 2
    vault.close()
    assert (made.folder / header.DAMAGED).read_bytes() == b""


def test_a_database_of_a_later_epoch_is_left_alone(made: Made) -> None:
    found = back_up(made)
    vault = made.open()
    epochs.compact(vault)
    vault.close()
    keys = made.keys()
    lose(made)
    before = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    assert not header_back.put_back(made.folder, found.path, keys)
    assert {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()} == before


def test_a_damaged_database_is_no_reason_to_write_a_header(made: Made) -> None:
    found = back_up(made)
    keys = made.keys()
    lose(made)
    made.database.write_bytes(bytes(8192))
    assert not header_back.put_back(made.folder, found.path, keys)
    assert (made.folder / "vault.kgh").read_bytes() == b""


def test_a_change_that_was_interrupted_with_the_header_lost_is_taken_back(made: Made) -> None:
    found = back_up(made)
    keys = made.keys()
    vault = made.open()
    connection = vault.driver()
    connection.set_authorizer(None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN")
    connection.execute("UPDATE entry SET body = hex(zeroblob(90000))")
    journal = made.folder / "vault-e1.db-journal"
    content, hot = made.database.read_bytes(), journal.read_bytes()
    connection.execute("ROLLBACK")
    vault.close()
    lose(made)
    made.database.write_bytes(content)
    journal.write_bytes(hot)
    assert header_back.put_back(made.folder, found.path, keys)
    vault = made.open()
    assert vault.ask(entries.count)[0] == 2
    assert vault.verify_history() == []
    vault.close()


def test_another_window_is_not_disturbed(made: Made) -> None:
    found = back_up(made)
    keys = made.keys()
    lose(made)
    lock = InstanceLock(made.folder)
    with pytest.raises(VaultInUse):
        header_back.put_back(made.folder, found.path, keys)
    lock.release()


def test_the_two_newest_good_backups_are_never_deleted_by_hand(made: Made) -> None:
    found = [back_up(made) for _ in range(4)]
    keys = made.keys()
    folder = made.folder / backups.FOLDER
    newest = backups.listed(folder, keys)[0].path
    newest.write_bytes(newest.read_bytes()[:500])
    listed = [one.path for one in backups.listed(folder, keys)]
    good = [path for path in listed if path != newest]
    for path in good[:2]:
        with pytest.raises(VaultError, match="two newest good"):
            removing.remove_backup(folder, path, keys=keys)
    removing.remove_backup(folder, newest, keys=keys)
    removing.remove_backup(folder, good[2], keys=keys)
    assert len(backups.listed(folder, keys)) == len(found) - 2


def test_what_is_no_backup_of_this_vault_is_not_deleted(made: Made, tmp_path: Path) -> None:
    back_up(made)
    other = tmp_path / "mine.txt"
    other.write_text("words")
    with pytest.raises(NotFound):
        removing.remove_backup(made.folder / backups.FOLDER, other, keys=made.keys())
    assert other.exists()
