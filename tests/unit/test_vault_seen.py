"""An older copy of a vault is noticed, and a fresh computer raises no alarm."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketaguide.base.errors import OlderThanSeen
from ketaguide.store.entries import Entry
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import Made, make

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
