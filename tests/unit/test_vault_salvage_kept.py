"""What was set aside when a backup took its place can still be rescued."""

from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import DatabaseDamaged, NotFound
from ketaguide.vault import backups, epochs, keyslots, salvage
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.pages import PAGE
from ketaguide.vault.vault import Vault
from tests.helpers.rescuing import Name, rows_of
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, fill_many, new_vault

_CLOCK = FixedClock(NOW, ZONE)
Model = dict[Name, dict[str, object]]


def _restored(folder: Path) -> tuple[VaultKeys, Model]:
    """A vault whose backup was put in the place of a damaged file that held more."""
    vault = new_vault(folder)
    fill_many(vault, 5)
    backup = backups.make(vault, reason="hand")
    fill_many(vault, 20)
    model = rows_of(vault.driver())
    vault.close()
    content = bytearray((folder / "vault-e1.db").read_bytes())
    content[:PAGE] = bytes(PAGE)
    (folder / "vault-e1.db").write_bytes(content)
    keys = _keys(folder)
    epochs.restore_closed(folder, keys, backup.path, clock=_CLOCK)
    return keys, model


def _keys(folder: Path) -> VaultKeys:
    return keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())


def test_whoever_restores_first_can_rescue_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    keys, model = _restored(folder)
    kept = folder / "vault-e1.db.damaged"
    before = kept.read_bytes()
    rescued = salvage.rescue(folder, keys, clock=_CLOCK, kept=kept)
    assert kept.read_bytes() == before
    assert rescued.records == len(model)
    vault = Vault.open(folder, keys, clock=_CLOCK)
    epochs.restore(vault, rescued.path)
    assert rows_of(vault.driver()) == model
    assert vault.verify_history() == []
    vault.close()


def test_without_a_backup_of_its_time_the_file_itself_tells_how_to_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    vault = new_vault(folder)
    fill_many(vault, 20)
    model = rows_of(vault.driver())
    vault.close()
    (folder / "vault-e1.db.damaged2").write_bytes((folder / "vault-e1.db").read_bytes())
    vault = Vault.open(folder, _keys(folder), clock=_CLOCK)
    epochs.compact(vault)
    vault.close()
    keys = _keys(folder)
    rescued = salvage.rescue(folder, keys, clock=_CLOCK, kept=folder / "vault-e1.db.damaged2")
    assert rescued.records == len(model)


def test_a_file_of_another_key_or_another_place_is_not_rescued(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    keys, _model = _restored(folder)
    kept = folder / "vault-e1.db.damaged"
    kept.write_bytes(bytes(8 * PAGE))
    with pytest.raises(DatabaseDamaged):
        salvage.rescue(folder, keys, clock=_CLOCK, kept=kept)
    for other in (folder / "vault.kgh", tmp_path / "vault-e1.db.damaged"):
        with pytest.raises(NotFound):
            salvage.rescue(folder, keys, clock=_CLOCK, kept=other)
