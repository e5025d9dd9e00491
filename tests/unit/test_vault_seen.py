"""An older copy of a vault is noticed, and a fresh computer raises no alarm."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketaguide.base.errors import HeaderRolledBack, OlderThanSeen, VaultReadOnly
from ketaguide.store.entries import Entry
from ketaguide.vault import epochs, keyslots
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import POLICY, WORDS, Made, make

AT = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


def _entry(body: str = "words") -> Entry:
    return Entry(body=body, written_at=AT, zone="UTC")


def _add(vault: Vault, body: str = "words") -> Entry:
    entry = _entry(body)
    vault.ask(lambda db: db.add(entry))
    return entry


def test_an_older_copy_is_noticed(made: Made, tmp_path: Path) -> None:
    state = tmp_path / "state"
    opened = made.open(state=state)
    _add(opened)
    opened.close()
    old = made.database.read_bytes()
    opened = made.open(state=state)
    _add(opened)
    _add(opened)
    opened.close()
    new = made.database.read_bytes()
    made.database.write_bytes(old)
    keys = made.keys()
    with pytest.raises(OlderThanSeen, match="2 changes are missing"):
        Vault.open(made.folder, keys, clock=made.clock, state=state)
    made.open(state=tmp_path / "fresh").close()
    made.open().close()
    accepted = Vault.open(
        made.folder, keys, clock=made.clock, state=state, accept_older=True, read_only=True
    )
    accepted.close()
    with pytest.raises(OlderThanSeen):
        made.open(state=state)
    made.open(state=state, accept_older=True).close()
    opened = made.open(state=state)
    _add(opened)
    _add(opened)
    _add(opened)
    opened.close()
    made.database.write_bytes(new)
    with pytest.raises(OlderThanSeen, match="1 change is missing"):
        made.open(state=state)


def test_a_copy_that_went_its_own_way_is_noticed(made: Made, tmp_path: Path) -> None:
    state = tmp_path / "state"
    common = made.database.read_bytes()
    opened = made.open(state=state)
    _add(opened, "here")
    opened.close()
    made.database.write_bytes(common)
    opened = made.open()
    _add(opened, "there")
    _add(opened, "there")
    opened.close()
    with pytest.raises(OlderThanSeen, match="separately"):
        made.open(state=state)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"a": 1}', b"[" * 100_000, b"\xff"])
def test_a_damaged_note_raises_no_alarm(made: Made, tmp_path: Path, content: bytes) -> None:
    state = tmp_path / "state"
    made.open(state=state).close()
    (state / "seen.json").write_bytes(content)
    opened = made.open(state=state)
    _add(opened)
    opened.close()
    made.open(state=state).close()


def test_a_forged_note_is_not_believed(made: Made, tmp_path: Path) -> None:
    state = tmp_path / "state"
    opened = made.open(state=state)
    _add(opened)
    opened.close()
    note = state / "seen.json"
    note.write_text(note.read_text().replace('"generation": 1', '"generation": 900'))
    made.open(state=state).close()


@pytest.mark.promise("R-05")
def test_a_whole_vault_put_back_opens_for_reading_and_stays_marked(
    made: Made, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    vault = made.open(state=state)
    _add(vault)
    vault.close()
    old = Made(tmp_path / "old")
    shutil.copytree(made.folder, old.folder)
    vault = made.open(state=state)
    _add(vault)
    epochs.compact(vault)
    vault.close()
    content = old.database.read_bytes()
    for _ in range(3):
        with pytest.raises(OlderThanSeen, match="1 change is missing"):
            old.open(state=state)
        reading = old.open(state=state, accept_older=True, read_only=True)
        assert reading.read_only
        with pytest.raises(VaultReadOnly):
            _add(reading)
        reading.close()
    assert old.database.read_bytes() == content
    old.open(state=tmp_path / "another computer").close()
    made.open(state=state).close()


@pytest.mark.promise("R-06")
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "killed"])
def test_a_header_alone_put_back_is_noticed_at_once(
    made: Made, tmp_path: Path, closed: bool
) -> None:
    """Also where the newer one was never opened: what it took away would otherwise be back."""
    older = []
    vault = made.open()
    for number in range(3):
        older.append(made.header.read_bytes())
        words = Passphrase(f"words that come after {number}")
        keyslots.change_passphrase(made.folder, vault.keys, words, policy=POLICY)
    if not closed:
        vault = _as_after_a_kill(vault, made, words)
    vault.close()
    newest = made.header.read_bytes()
    for number, content in enumerate(older):
        made.header.write_bytes(content)
        with pytest.raises(HeaderRolledBack):
            _open_with(made, f"words that come after {number - 1}" if number else WORDS)
    made.header.write_bytes(newest)
    _open_with(made, "words that come after 2").close()


def _as_after_a_kill(vault: Vault, made: Made, words: Passphrase) -> Vault:
    """The next opening is the first to see the header; nothing was noted at the end."""
    vault._database.close()
    vault._lock.release()
    return _open_with(made, words.text)


def _open_with(made: Made, words: str) -> Vault:
    return Vault.open(made.folder, made.keys(words), clock=made.clock)


@pytest.mark.promise("R-06")
def test_a_database_alone_put_back_is_noticed(made: Made, tmp_path: Path) -> None:
    state = tmp_path / "state"
    noticed = 0
    vault = made.open(state=state)
    older = []
    for _ in range(5):
        _add(vault)
        older.append(made.database.read_bytes())
    _add(vault)
    vault.close()
    newest = made.database.read_bytes()
    for content in older:
        made.database.write_bytes(content)
        with pytest.raises(OlderThanSeen):
            made.open(state=state)
        noticed += 1
    assert noticed == len(older)
    made.database.write_bytes(newest)
    made.open(state=state).close()


def test_a_note_from_another_epoch_is_no_alarm_where_nothing_is_missing(
    made: Made, tmp_path: Path
) -> None:
    """From before a compaction, by a sync program for example: not one word is missing in it."""
    state = tmp_path / "state"
    vault = made.open(state=state)
    _add(vault)
    vault.close()
    old = Made(tmp_path / "old")
    shutil.copytree(made.folder, old.folder)
    vault = made.open(state=state)
    epochs.compact(vault)
    vault.close()
    old.open(state=state).close()
