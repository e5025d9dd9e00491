"""Notes written while locked: sealed at once, read by the vault only, taken in once."""

import errno
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import DiskFull, InboxFull
from ketaguide.base.pulse import no_pulse
from ketaguide.flows import delete_entry, take_in_notes
from ketaguide.store import entries
from ketaguide.ui.mending import Mending
from ketaguide.vault import backups, files, inbox, keyslots, pins
from ketaguide.vault.inbox import Slip
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.vault import Vault
from tests.helpers.canary import hits
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, new_vault, reopen

WORDS = "The lamp hummed; I wept, and it was all right."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A locked vault."""
    new_vault(tmp_path / "vault").close()
    return tmp_path / "vault"


def _seal(folder: Path, text: str = WORDS, *, at: datetime = NOW, note_id: str = "") -> str:
    note_id = note_id or inbox.new_note()
    inbox.seal(inbox.slip_of(folder), text, note_id=note_id, at=at, zone=ZONE)
    return note_id


def _take_in(folder: Path, *, now: datetime = NOW) -> tuple[int, int]:
    """As after an unlock; how many entries are new, and how many files were unreadable."""
    vault = reopen(folder)
    try:
        notes, unreadable = _read(vault)
        with vault.transaction() as db:
            added = take_in_notes.store(db, notes=notes, now=now)
        inbox.remove(notes)
    finally:
        vault.close()
    return added, unreadable


def _read(vault: Vault) -> tuple[tuple[inbox.Note, ...], int]:
    secret = inbox.secret_of(vault.driver())
    return inbox.read_all(vault.folder, secret, vault_id=vault.vault_id)


def _entries(folder: Path) -> list[tuple[str, str]]:
    vault = reopen(folder)
    try:
        with vault.transaction() as db:
            return [(row.kind, entries.get(db, row.id).body) for row in entries.page(db)]
    finally:
        vault.close()


def test_a_note_becomes_an_entry_at_the_next_unlock(folder: Path) -> None:
    _seal(folder, at=NOW - timedelta(hours=3))
    assert inbox.waiting(folder) == 1
    assert _take_in(folder) == (1, 0)
    assert _entries(folder) == [("while-locked", WORDS)]
    assert inbox.waiting(folder) == 0
    vault = reopen(folder)
    with vault.transaction() as db:
        (row,) = entries.page(db)
    assert (row.written_at, row.zone) == (NOW - timedelta(hours=3), ZONE)
    assert vault.verify_history() == []
    vault.close()


@pytest.mark.promise("L-01")
def test_nothing_of_it_can_be_read_while_locked(folder: Path) -> None:
    _seal(folder, "canarywordofthenight")
    for path in folder.rglob("*"):
        if path.is_file():
            assert hits(path.read_bytes(), ["canarywordofthenight"]) == []
            assert path.stat().st_mode & 0o777 == 0o600
    assert (folder / "inbox").stat().st_mode & 0o777 == 0o700


def test_every_version_of_a_note_takes_the_place_of_the_one_before(folder: Path) -> None:
    note_id = _seal(folder, "The la")
    _seal(folder, WORDS, note_id=note_id)
    assert inbox.waiting(folder) == 1
    assert _take_in(folder) == (1, 0)
    assert _entries(folder) == [("while-locked", WORDS)]


def test_several_notes_keep_their_order(folder: Path) -> None:
    for hours, text in ((1, "second"), (2, "first"), (0, "third")):
        _seal(folder, text, at=NOW - timedelta(hours=hours))
    assert _take_in(folder) == (3, 0)
    assert [body for _kind, body in _entries(folder)] == ["third", "second", "first"]


def test_a_note_is_taken_in_once_however_often_it_is_read(folder: Path) -> None:
    """The program may end between the commit and the removal of the file."""
    _seal(folder)
    vault = reopen(folder)
    for expected in (1, 0):
        notes, _unreadable = _read(vault)
        with vault.transaction() as db:
            assert take_in_notes.store(db, notes=notes, now=NOW) == expected
    with vault.transaction() as db:
        (row,) = entries.page(db)
        delete_entry.delete(db, entry_id=row.id)
    notes, _unreadable = _read(vault)
    with vault.transaction() as db:
        assert take_in_notes.store(db, notes=notes, now=NOW) == 0
        assert entries.count(db) == 0
    vault.close()


def test_a_damaged_note_stops_nothing_and_is_kept_aside(folder: Path) -> None:
    _seal(folder, "whole")
    damaged = _seal(folder, "damaged")
    path = folder / "inbox" / f"{damaged.replace('-', '')}.note"
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)
    (folder / "inbox" / "empty.note").touch()
    (folder / "inbox" / "link.note").symlink_to(path)
    (folder / "inbox" / "folder.note").mkdir()
    (folder / "inbox" / "huge.note").write_bytes(b"ketaguide-note/1\n" + bytes(300_000))
    assert _take_in(folder) == (1, 5)
    assert [body for _kind, body in _entries(folder)] == ["whole"]
    assert _take_in(folder) == (0, 0)
    kept = list((folder / "inbox").glob("*.unreadable"))
    assert bytes(content) in [path.read_bytes() for path in kept if path.is_file()]


def test_a_disk_that_does_not_answer_costs_no_note(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _seal(folder)

    def read(_path: Path, *, most: int) -> bytes:
        raise OSError(errno.EIO, most)

    with monkeypatch.context() as patched:
        vault = reopen(folder)
        patched.setattr(files, "read_limited", read)
        assert _read(vault) == ((), 1)
    vault.close()
    assert _take_in(folder) == (1, 0)


@pytest.mark.parametrize("beside", [True, False])
def test_a_note_that_waits_comes_along_into_a_new_folder(
    folder: Path, tmp_path: Path, beside: bool
) -> None:
    """The header is lost, and a backup, here or on a stick, becomes a vault of its own."""
    vault = reopen(folder)
    path = backups.make(vault, reason="hand").path
    vault.close()
    note_id = _seal(folder)
    if not beside:
        (tmp_path / "stick").mkdir()
        path = path.rename(tmp_path / "stick" / path.name)
    for lost in ("vault.kgh", "vault.kgh.prev", "vault-e1.db"):
        (folder / lost).unlink(missing_ok=True)
    mending = Mending(FixedClock(NOW, ZONE), policy=KdfPolicy.for_tests())
    mending.bring(path, PASSPHRASE, tmp_path / "new", beside=folder, pulse=no_pulse).keys.wipe()
    assert _take_in(tmp_path / "new") == (1, 0)
    assert _entries(tmp_path / "new") == [("while-locked", WORDS)]
    assert (folder / "inbox" / f"{note_id.replace('-', '')}.note").is_file()


def test_a_note_for_another_vault_is_not_read(folder: Path, tmp_path: Path) -> None:
    new_vault(tmp_path / "other").close()
    _seal(tmp_path / "other")
    (folder / "inbox").mkdir(mode=0o700)
    for path in (tmp_path / "other" / "inbox").iterdir():
        path.rename(folder / "inbox" / path.name)
    assert _take_in(folder) == (0, 1)


def test_what_a_stranger_sealed_is_read_with_care(folder: Path) -> None:
    """Everyone who can write to the folder can seal; the content may be anything."""
    slip = inbox.slip_of(folder)
    good = inbox.new_note()
    hostile: tuple[object, ...] = (
        [],
        {},
        {"id": good, "at": "tomorrow", "zone": ZONE, "text": "x"},
        {"id": good, "at": "2026-01-01T00:00:00", "zone": ZONE, "text": "x"},
        {"id": good, "at": "0001-01-01T00:00:00+14:00", "zone": ZONE, "text": "x"},
        {"id": "../../x", "at": NOW.isoformat(), "zone": ZONE, "text": "x"},
        {"id": good, "at": NOW.isoformat(), "zone": ZONE, "text": 5},
        "[" * 900,
    )
    for facts in hostile:
        content = json.dumps(facts).encode() if not isinstance(facts, str) else facts.encode()
        padded = (len(content).to_bytes(4, "big") + content).ljust(1024, b"\0")
        (folder / "inbox").mkdir(mode=0o700, exist_ok=True)
        sealed = inbox._sealed(slip, padded)
        (folder / "inbox" / f"{good.replace('-', '')}.note").write_bytes(sealed)
        assert _take_in(folder) == (0, 1)
    _seal(folder, "late", at=datetime(2999, 1, 1, tzinfo=UTC))
    assert _take_in(folder) == (1, 0)
    vault = reopen(folder)
    with vault.transaction() as db:
        assert [row.written_at for row in entries.page(db)] == [NOW]
    vault.close()


def test_sizes_say_little(folder: Path) -> None:
    sizes = set()
    for text in ("a", "b" * 300, "c" * 700):
        note_id = _seal(folder, text)
        sizes.add((folder / "inbox" / f"{note_id.replace('-', '')}.note").stat().st_size)
    assert len(sizes) == 1


def test_limits_refuse_and_keep_what_is_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _seal(folder, "kept")
    with pytest.raises(InboxFull):
        _seal(folder, "x" * (inbox.MOST_TEXT_BYTES + 1), note_id=first)
    monkeypatch.setattr(inbox, "MOST_NOTES", 2)
    _seal(folder, "second")
    with pytest.raises(InboxFull):
        _seal(folder, "third")
    _seal(folder, "kept, and longer", note_id=first)
    assert _take_in(folder) == (2, 0)
    assert {body for _kind, body in _entries(folder)} == {"kept, and longer", "second"}


def test_a_full_disk_keeps_the_version_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_id = _seal(folder, "before")

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", full)
        with pytest.raises(DiskFull):
            _seal(folder, "after", note_id=note_id)
    assert _take_in(folder) == (1, 0)
    assert _entries(folder) == [("while-locked", "before")]


def test_a_note_can_be_taken_back(folder: Path) -> None:
    inbox.take_back(inbox.slip_of(folder), _seal(folder))
    assert _take_in(folder) == (0, 0)


def test_only_a_key_seen_in_the_open_vault_is_trusted(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert pins.slip(folder, state) is None
    wanted = inbox.slip_of(folder)
    assert pins.pin(state, wanted, vault_id=wanted.vault_id)
    assert pins.slip(folder, state) == wanted
    # Someone puts a header with a key of their own in its place.
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    assert pins.pin(state, replace(wanted, key=bytes(32)), vault_id=keys.vault_id)
    assert pins.slip(folder, state) is None
    assert pins.pin(state, None, vault_id=keys.vault_id)
    assert pins.slip(folder, state) is None
    (state / pins.NAME).write_text('{"x": [')
    assert pins.slip(folder, state) is None
    assert pins.slip(tmp_path / "nowhere", state) is None


def test_the_pins_name_no_vault(folder: Path, tmp_path: Path) -> None:
    wanted: Slip = inbox.slip_of(folder)
    pins.pin(tmp_path / "state", wanted, vault_id=wanted.vault_id)
    written = (tmp_path / "state" / pins.NAME).read_text()
    assert wanted.vault_id.hex() not in written
    assert "vault" not in written
    assert (tmp_path / "state" / pins.NAME).stat().st_mode & 0o777 == 0o600
