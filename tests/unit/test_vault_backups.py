"""Backups as a person meets them: made of the open vault, proven, listed, and due."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from ketaguide.base.errors import BackupInvalid, HeaderCorrupt, HeaderTampered, WrongPassphrase
from ketaguide.base.pulse import Cancelled
from ketaguide.store.entries import Entry
from ketaguide.vault import backups, copying, header, keyslots, opener
from ketaguide.vault.backups import Backup
from ketaguide.vault.db import Db
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.backups import dump, left, unpacked, write
from tests.helpers.small_vaults import POLICY, WORDS, Made, make

DAY = timedelta(days=1)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    opened = made.open()
    write(opened, 12)
    yield opened
    opened.close()


def newest(vault: Vault) -> Backup:
    return backups.listed(vault.folder, vault.keys)[0]


def test_a_backup_holds_all_of_it(vault: Vault, made: Made, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    one = backups.make(vault, reason="hand", pulse=lambda *at: steps.append(at))
    assert one == newest(vault)
    assert (one.reason, one.entries, one.is_ours, one.problem) == ("hand", 12, True, "")
    assert one.at == made.clock.at
    assert one.size == one.path.stat().st_size
    assert one.path.parent == vault.folder / backups.FOLDER
    with unpacked(one.path, vault.keys, tmp_path) as connection:
        assert dump(connection) == dump(vault.driver())
    backups.check(one.path, vault.keys)
    assert left(vault.folder) == [one.path.name]
    # 0 of 0 where nobody knows how far it is; otherwise it never goes back.
    shares = [done / total for done, total in steps[1:] if total]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


def test_private_whatever_the_umask(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir(mode=0o700)
    for umask in (0, 0o77, 0o277):
        before = os.umask(umask)
        try:
            one = backups.make(vault, reason="hand")
            backups.put_elsewhere(one.path, tmp_path / "second")
        finally:
            os.umask(before)
    assert (vault.folder / backups.FOLDER).stat().st_mode & 0o777 == 0o700
    found = [*(vault.folder / backups.FOLDER).iterdir(), *(tmp_path / "second").iterdir()]
    assert len(found) == 6
    assert {path.stat().st_mode & 0o777 for path in found} == {0o600}


def test_each_has_keys_of_its_own(vault: Vault, made: Made) -> None:
    one, other = (backups.make(vault, reason="hand").path.read_bytes() for _ in range(2))
    # Beyond the header, which both hold, no block of one is in the other or in the vault.
    blocks = {one[at : at + 16] for at in range(len(one) - 50_000, len(one) - 16, 16)}
    assert not blocks & {other[at : at + 16] for at in range(len(other) - 16)}
    vault.close()
    live = made.database.read_bytes()
    assert not blocks & {live[at : at + 16] for at in range(len(live) - 16)}


def test_two_in_one_second_both_stay(vault: Vault) -> None:
    names = {backups.make(vault, reason="hand").path.name for _ in range(4)}
    assert len(names) == 4
    assert set(left(vault.folder)) == names
    assert [one.problem for one in backups.listed(vault.folder, vault.keys)] == [""] * 4


def test_what_is_written_between_the_two_parts_is_not_in_it(vault: Vault) -> None:
    waiting = backups.copy_out(vault, reason="day")
    write(vault, 5)
    one = backups.finish(waiting)
    assert one.entries == 12
    backups.check(one.path, vault.keys)
    assert not any((*waiting.mac_key, *waiting.facts_key, *waiting.target.key))


@pytest.mark.parametrize("reason", backups.REASONS)
def test_only_a_routine_backup_lets_questions_pass_after_its_end(vault: Vault, reason: str) -> None:
    """What is stored after today's state was set aside would be neither there nor restored."""
    asked: list[bool] = []

    def pulse(done: int, total: int) -> None:
        if done == total:
            write(vault, 2)
            asked.append(True)

    waiting = backups.copy_out(vault, reason=reason, pulse=pulse)
    assert bool(asked) == (reason in ("day", "hand"))
    one = backups.finish(waiting)
    assert one.entries == 12
    backups.check(one.path, vault.keys)


def test_the_second_part_needs_no_vault(vault: Vault, made: Made) -> None:
    """A lock may come in between; the keys of the vault are then gone."""
    waiting = backups.copy_out(vault, reason="day")
    vault.close()
    one = backups.finish(waiting)
    backups.check(one.path, made.keys())


def test_a_passphrase_changed_during_the_copy_opens_the_backup(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES", 4)
    new = Passphrase("another seven words for the vault")
    changed: list[bool] = []

    def pulse(done: int, _total: int) -> None:
        if done and not changed:
            keyslots.change_passphrase(vault.folder, vault.keys, new, policy=POLICY)
            changed.append(True)

    one = backups.make(vault, reason="hand", pulse=pulse)
    assert changed
    backups.check(one.path, backups.unlock(one.path, new, policy=POLICY))
    with pytest.raises(WrongPassphrase):
        backups.unlock(one.path, Passphrase(WORDS), policy=POLICY)


def test_a_recovery_code_opens_a_backup(vault: Vault) -> None:
    code = vault.add_recovery()
    one = backups.make(vault, reason="hand")
    backups.check(one.path, backups.unlock(one.path, code, policy=POLICY))


def test_a_header_damaged_meanwhile_is_no_obstacle(vault: Vault) -> None:
    """The open vault is then worth a backup more than ever."""
    vault.add_recovery()
    (vault.folder / header.NAME).write_bytes(b"ketaguide-vault/1\nnonsense\n")
    one = backups.make(vault, reason="hand")
    backups.check(one.path, backups.unlock(one.path, Passphrase(WORDS), policy=POLICY))
    (vault.folder / header.PREVIOUS).write_bytes(b"")
    with pytest.raises(HeaderCorrupt):
        backups.make(vault, reason="hand")
    assert left(vault.folder) == [one.path.name]


def test_someone_elses_header_is_not_backed_up(vault: Vault, tmp_path: Path) -> None:
    other = make(tmp_path / "other")
    (vault.folder / header.NAME).write_bytes(other.header.read_bytes())
    with pytest.raises(HeaderTampered):
        backups.make(vault, reason="hand")
    assert left(vault.folder) == []


def test_called_off_at_any_moment_it_leaves_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES", 4)
    count = 0

    def pulse_at(at: int) -> Callable[[int, int], None]:
        def pulse(_done: int, _total: int) -> None:
            nonlocal count
            count += 1
            if count == at:
                raise Cancelled

        return pulse

    backups.make(vault, reason="hand", pulse=pulse_at(-1)).path.unlink()
    for at in range(1, count + 1):
        count = 0
        with pytest.raises(Cancelled):
            backups.make(vault, reason="hand", pulse=pulse_at(at))
        assert left(vault.folder) == []
    assert at > 5
    write(vault)
    backups.check(backups.make(vault, reason="hand").path, vault.keys)


def test_a_copy_that_was_changed_is_not_given_a_name(vault: Vault) -> None:
    """As by a disk that loses a write, or by someone else."""
    older = backups.copy_out(vault, reason="hand")
    stale = older.target.path.read_bytes()
    older.discard()
    write(vault)
    for spoil in (
        lambda content: content[:-4096],
        lambda content: content[:8192] + bytes(4096) + content[12288:],
        lambda content: content[:20_000] + b"x" + content[20_001:],
        lambda content: b"",
        lambda content: stale,
    ):
        waiting = backups.copy_out(vault, reason="hand")
        waiting.target.path.write_bytes(spoil(waiting.target.path.read_bytes()))
        with pytest.raises(BackupInvalid, match="did not come out right"):
            backups.finish(waiting)
        assert left(vault.folder) == []


def test_a_copy_without_some_records_is_not_given_a_name(vault: Vault) -> None:
    waiting = backups.copy_out(vault, reason="hand")
    connection = opener.open_existing(waiting.target)
    connection.execute("DELETE FROM entry WHERE row = (SELECT min(row) FROM entry)")
    connection.close()
    with pytest.raises(BackupInvalid):
        backups.finish(waiting)
    assert left(vault.folder) == []


def test_the_drill_reads_the_history(vault: Vault) -> None:
    """A record that was changed past the vault is not what the person wrote."""
    raw = vault.driver()
    raw.execute("UPDATE entry SET body = 'something else' WHERE row = 3")
    one = backups.make(vault, reason="hand")
    with pytest.raises(BackupInvalid, match="history"):
        backups.check(one.path, vault.keys)
    assert left(vault.folder) == [one.path.name]


def test_an_unknown_reason_is_a_mistake_of_ours(vault: Vault) -> None:
    with pytest.raises(ValueError, match="reason"):
        backups.make(vault, reason="because")
    assert left(vault.folder) == []


@pytest.mark.promise("R-03")
def test_a_backup_of_every_generation_opens(vault: Vault, made: Made, tmp_path: Path) -> None:
    states = []
    for number in range(6):
        write(vault, 2, seed=number)

        def change(db: Db) -> None:
            db.delete(db.exec(select(Entry)).first())

        vault.ask(change)
        made.clock.pass_time(DAY)
        states.append((backups.make(vault, reason="day"), dump(vault.driver())))
    assert [one.path for one, _state in reversed(states)] == [
        one.path for one in backups.listed(vault.folder, vault.keys)
    ]
    for one, state in states:
        backups.check(one.path, vault.keys)
        with unpacked(one.path, vault.keys, tmp_path) as connection:
            assert dump(connection) == state
