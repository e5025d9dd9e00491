"""What a step between epochs leaves behind is tidied, and nothing else ever is."""

from pathlib import Path

import pytest

from ketaguide.base.errors import OlderThanSeen, VaultError
from ketaguide.vault import epochs, header, keyslots, place
from tests.helpers import epochs as epochs_of
from tests.helpers.backups import write
from tests.helpers.small_vaults import Made, make


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = make(tmp_path / "v")
    vault = made.open()
    write(vault, 12)
    vault.close()
    return made


@pytest.mark.parametrize("by_sync", [False, True])
def test_a_later_database_that_a_sync_program_may_have_brought_stays(
    made: Made, monkeypatch: pytest.MonkeyPatch, by_sync: bool
) -> None:
    """It may come before the header that names it; to delete it would delete it everywhere."""
    monkeypatch.setattr(place, "watched_by_sync", lambda _folder: "Dropbox" if by_sync else None)
    later = made.folder / "vault-e2.db"
    later.write_bytes(b"from elsewhere")
    vault = made.open()
    assert later.exists() == by_sync
    before = epochs_of.entries(vault)
    epochs.compact(vault)
    assert epochs_of.entries(vault) == before
    vault.close()
    assert header.load(made.folder).header.epoch == (3 if by_sync else 2), "it was stepped over"


def test_nothing_is_tidied_that_is_not_ours_or_before_the_vault_has_opened(made: Made) -> None:
    named = made.database
    kept = [made.folder / name for name in ("vault-e1.db.damaged", "vault-e0.db", "notes.db")]
    orphan = made.folder / "vault-e7.db.new"
    for path in (*kept, orphan):
        path.write_bytes(b"x")
    content = named.read_bytes()
    named.write_bytes(content[: len(content) // 2])
    with pytest.raises(VaultError):
        made.open()
    assert orphan.exists()
    named.write_bytes(content)
    made.open(read_only=True).close()
    assert orphan.exists()
    made.open().close()
    assert not orphan.exists()
    assert all(path.exists() for path in kept)


def test_a_header_of_an_older_epoch_deletes_nothing_of_the_newer(made: Made) -> None:
    """Put back together with its database; the previous header names the newer one."""
    old = {p.name: p.read_bytes() for p in (made.header, made.database)}
    vault = made.open()
    epochs.compact(vault)
    keyslots.add_recovery(vault.folder, vault.keys)
    vault.close()
    (made.folder / header.PREVIOUS).write_bytes(made.header.read_bytes())
    for name, content in old.items():
        (made.folder / name).write_bytes(content)
    made.open().close()
    assert {"vault-e1.db", "vault-e2.db"} == set(epochs_of.databases(made.folder))


@pytest.mark.promise("R-05")
def test_what_is_newer_than_a_copy_used_all_the_same_is_never_deleted(
    made: Made, tmp_path: Path
) -> None:
    """An older header and database copied over the folder; the newest words lie beside them."""
    state = tmp_path / "state"
    old = {p.name: p.read_bytes() for p in (made.header, made.database)}
    vault = made.open(state=state)
    epochs.compact(vault)
    write(vault, 3)
    vault.close()
    newest = (made.folder / "vault-e2.db").read_bytes()
    for name, content in old.items():
        (made.folder / name).write_bytes(content)
    (made.folder / header.PREVIOUS).unlink(missing_ok=True)
    with pytest.raises(OlderThanSeen):
        made.open(state=state)
    assert (made.folder / "vault-e2.db").read_bytes() == newest
    for accept in (True, False, False):
        made.open(state=state, accept_older=accept).close()
    assert (made.folder / "vault-e2.db.damaged").read_bytes() == newest
