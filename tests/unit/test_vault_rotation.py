"""Every way to open a vault, through every change of it; and what no longer opens one."""

import shutil
from pathlib import Path

import pytest

from ketaguide.base.errors import (
    DatabaseDamaged,
    HeaderRolledBack,
    OlderThanSeen,
    VaultError,
    WrongDatabase,
    WrongPassphrase,
)
from ketaguide.vault import backups, epochs, header, inbox, keyslots, meta, opener, opening, seen
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile, PracticeKey, Secret
from ketaguide.vault.vault import Vault
from tests.helpers.backups import dump, write
from tests.helpers.small_vaults import POLICY, WORDS, Made, make

FILE = PassphraseWithKeyFile("with the stick in the drawer", bytes(range(32)))
PRACTICE = PracticeKey(bytes(range(32, 64)))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = make(tmp_path / "v")
    vault = made.open()
    write(vault, 8)
    vault.close()
    return made


def _through(made: Made, secret: Secret) -> Vault:
    keys = keyslots.unlock(made.folder, secret, policy=POLICY)
    return Vault.open(made.folder, keys, clock=made.clock)


def _opens(made: Made, secret: Secret) -> bool:
    try:
        _through(made, secret).close()
    except WrongPassphrase:
        return False
    return True


def _records(vault: Vault) -> dict[str, list[object]]:
    found = dump(vault.driver())
    return {name: rows for name, rows in found.items() if name not in ("vault_meta", "history")}


@pytest.mark.promise("C-07")
def test_every_way_to_open_it_through_three_rounds_of_every_change(made: Made) -> None:
    vault = made.open()
    records = _records(vault)
    vault.close()
    passphrase = Passphrase(WORDS)
    dead: list[Secret] = [FILE, PRACTICE]
    for turn in range(3):
        vault = _through(made, passphrase)
        code: RecoveryCode = vault.add_recovery()
        keyslots.add(made.folder, vault.keys, FILE, policy=POLICY)
        keyslots.add(made.folder, vault.keys, PRACTICE, policy=POLICY)
        vault.close()
        for secret in (passphrase, code, FILE, PRACTICE):
            vault = _through(made, secret)
            assert _records(vault) == records
            vault.close()
        # A change of the passphrase, by the recovery code as after a forgotten one.
        changed = Passphrase(f"changed words for turn {turn}")
        vault = _through(made, code)
        keyslots.change_passphrase(made.folder, vault.keys, changed, policy=POLICY)
        vault.close()
        assert _opens(made, changed)
        assert not _opens(made, passphrase)
        # A new code takes the old one's place.
        vault = _through(made, changed)
        newer = vault.add_recovery()
        rotated = Passphrase(f"rotated words for turn {turn}")
        last = epochs.rotate(vault, rotated, policy=POLICY)
        write(vault)
        records = _records(vault)
        vault.close()
        dead += [passphrase, code, changed, newer]
        assert _opens(made, rotated)
        assert _opens(made, last)
        assert not any(_opens(made, secret) for secret in dead)
        assert keyslots.kinds(made.folder) == ("passphrase", "recovery")
        passphrase = rotated
        dead.append(last)
        vault = _through(made, last)
        assert vault.verify_history() == []
        vault.close()


@pytest.mark.promise("C-08")
def test_an_old_header_opens_after_a_change_but_not_after_a_new_key(
    made: Made, tmp_path: Path
) -> None:
    old_header = made.header.read_bytes()
    vault = made.open()
    keyslots.change_passphrase(
        made.folder, vault.keys, Passphrase("some other words to say"), policy=POLICY
    )
    vault.close()
    copy = Made(tmp_path / "copy")
    shutil.copytree(made.folder, copy.folder)
    copy.header.write_bytes(old_header)
    keys = keyslots.unlock(copy.folder, Passphrase(WORDS), policy=POLICY)
    assert len(_read_with(copy, keys)["entry"]) == 8
    vault = _through(made, Passphrase("some other words to say"))
    epochs.rotate(vault, Passphrase("words that only I know"), policy=POLICY)
    vault.close()
    made.header.write_bytes(old_header)
    with pytest.raises(HeaderRolledBack):
        made.open()
    # And with the new database under the name that the old header gives.
    made.database.rename(made.folder / "vault-e1.db")
    with pytest.raises(WrongDatabase):
        made.open()


def _read_with(made: Made, keys: VaultKeys) -> dict[str, list[object]]:
    """What a program would read that does not ask how old the header is."""
    believed = header.load(made.folder).verify(keys.header_mac())
    connection = opener.open_existing(opening.target_of(made.folder, believed, keys))
    try:
        return dump(connection)
    finally:
        connection.close()


def test_backups_from_before_open_in_the_old_way_and_are_known_as_such(made: Made) -> None:
    vault = made.open()
    first = backups.make(vault, reason="hand")
    records = _records(vault)
    epochs.rotate(vault, Passphrase("words that only I know"), policy=POLICY)
    listed = backups.listed(made.folder, vault.keys)
    assert {(each.reason, each.is_ours) for each in listed} == {
        ("hand", False),
        ("before-rotation", False),
    }
    old = backups.unlock(first.path, Passphrase(WORDS), policy=POLICY)
    write(vault, 3)
    epochs.restore(vault, first.path, keys=old)
    assert _records(vault) == records
    assert vault.verify_history() == []
    assert any(old.key), "they stay the caller's"
    vault.close()
    assert _opens(made, Passphrase("words that only I know"))
    assert not _opens(made, Passphrase(WORDS))


def test_the_inbox_gets_a_new_key_and_its_other_half(made: Made) -> None:
    vault = made.open()
    before = header.load(made.folder).header.inbox
    epochs.rotate(vault, Passphrase("words that only I know"), policy=POLICY)
    after = header.load(made.folder).header.inbox
    assert after != before
    secret = bytes.fromhex(meta.get(vault.driver(), meta.INBOX_SECRET))
    assert keyslots.inbox_of(secret) == after
    vault.close()


def test_notes_that_wait_are_not_left_sealed_to_a_key_that_goes(made: Made) -> None:
    slip = inbox.slip_of(made.folder)
    inbox.seal(slip, "a thought", note_id=inbox.new_note(), at=made.clock.now(), zone="UTC")
    vault = made.open()
    with pytest.raises(VaultError, match="waiting to be taken in"):
        epochs.rotate(vault, Passphrase("words that only I know"), policy=POLICY)
    vault.close()
    assert made.database.name == "vault-e1.db"


def test_a_history_that_does_not_fit_is_not_given_a_new_key(made: Made) -> None:
    vault = made.open()
    vault.driver().execute("UPDATE history SET row_id = 'x' WHERE seq = 3")
    with pytest.raises(DatabaseDamaged):
        epochs.rotate(vault, Passphrase("words that only I know"), policy=POLICY)
    vault.close()
    assert _opens(made, Passphrase(WORDS))


@pytest.mark.promise("R-05")
def test_a_copy_from_before_the_new_key_is_noticed(made: Made, tmp_path: Path) -> None:
    state = tmp_path / "state"
    vault = made.open(state=state)
    vault.close()
    copy = Made(tmp_path / "copy")
    shutil.copytree(made.folder, copy.folder)
    vault = made.open(state=state)
    epochs.rotate(vault, Passphrase("words that only I know"), policy=POLICY)
    # Noted at once, under the new key: a lock that is cut off must not lose it.
    assert seen.recall(state, vault.keys) is not None
    vault.close()
    with pytest.raises(OlderThanSeen, match="before the vault got its new key"):
        copy.open(state=state)
    copy.open(state=state, accept_older=True, read_only=True).close()
    copy.open(state=tmp_path / "fresh").close()


def test_a_new_key_is_as_dear_to_guess_as_the_old_one(made: Made) -> None:
    vault = made.open()
    before = [slot.argon2 for slot in header.load(made.folder).header.slots]
    epochs.rotate(vault, Passphrase("words that only I know"), policy=POLICY)
    after = [slot.argon2 for slot in header.load(made.folder).header.slots]
    vault.close()
    assert after[0] is not None
    assert before[0] is not None
    assert after[0].work >= before[0].work
