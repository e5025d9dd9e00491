"""The file of a backup: what it gives away, what it proves, and what is refused before any work."""

import base64
import os
import random
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.errors import (
    BackupInvalid,
    DiskFull,
    KdfParamsRefused,
    VaultError,
    VaultTooNew,
    WrongPassphrase,
)
from ketaguide.vault import backups, kgbak, strict_json
from ketaguide.vault import manifest as lines
from ketaguide.vault.backups import Backup
from ketaguide.vault.keys import VaultKeys, mac
from ketaguide.vault.secrets import Passphrase
from tests.helpers.backups import write
from tests.helpers.small_vaults import POLICY, WORDS, Made, make

RANDOM = random.Random(11)  # noqa: S311 - the same damage in every run


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Path]:
    """A closed vault and a backup of it, never changed."""
    made = make(tmp_path_factory.mktemp("kgbak") / "v")
    vault = made.open()
    write(vault, 12)
    made_one = backups.make(vault, reason="hand")
    vault.close()
    return made, made_one.path


@pytest.fixture
def keys(original: tuple[Made, Path]) -> VaultKeys:
    return original[0].keys()


@pytest.fixture
def backup(original: tuple[Made, Path], tmp_path: Path) -> Path:
    """A copy, to be damaged."""
    path = tmp_path / original[1].name
    shutil.copyfile(original[1], path)
    return path


def head_of(content: bytes) -> dict[str, Any]:
    return strict_json.read(content.split(b"\n", 2)[1])


def with_head(content: bytes, fields: dict[str, Any], keys: VaultKeys | None = None) -> bytes:
    """The same backup with another second line; signed where there are keys."""
    first, _body, _total, tag, database = content.split(b"\n", 4)
    signed = first + b"\n" + strict_json.write(fields) + b"\n"
    total = base64.b64encode(sha256(signed).digest())
    if keys is not None:
        tag = b"mac " + base64.b64encode(mac(keys.backup_mac(), signed))
    return signed + b"sum " + total + b"\n" + tag + b"\n" + database


def only(folder: Path, keys: VaultKeys | None = None) -> Backup:
    (found,) = backups.listed(folder, keys)
    return found


def test_what_it_says_without_a_key(original: tuple[Made, Path], keys: VaultKeys) -> None:
    """Neither how much was written nor what; and as long for few entries as for many."""
    content = original[1].read_bytes()
    fields = head_of(content)
    assert set(fields) == {
        *("app", "at", "db_salt", "db_sha256", "db_size", "facts", "generation", "header", "id"),
        "reason",
    }
    assert re.fullmatch(r"20250301T120000Z-g\d+\.kgbak", original[1].name)
    assert len(strict_json.decode(fields["facts"], length=1040)) == 1040
    for word in (b"entry", b"count", b"history", b"SQLite format"):
        assert word not in content
    facts = lines.open_facts(kgbak.read(original[1]), keys)
    assert facts.counts["entry"] == 12
    assert only(original[1].parent).entries == backups.UNKNOWN
    assert only(original[1].parent, keys).entries == 12


def test_it_opens_with_what_opened_the_vault(original: tuple[Made, Path], keys: VaultKeys) -> None:
    unlocked = backups.unlock(original[1], Passphrase(WORDS), policy=POLICY)
    assert bytes(unlocked.key) == bytes(keys.key)
    backups.check(original[1], unlocked)
    with pytest.raises(WrongPassphrase):
        backups.unlock(original[1], Passphrase("some other words entirely"), policy=POLICY)


@pytest.mark.promise("I-01")
def test_every_flipped_bit_is_found(backup: Path, keys: VaultKeys) -> None:
    content = backup.read_bytes()
    start = kgbak.read(backup).start
    places = [RANDOM.randrange(start) for _ in range(60)]
    places += [RANDOM.randrange(start, len(content)) for _ in range(140)]
    for at in places:
        flipped = bytearray(content)
        flipped[at] ^= 1 << RANDOM.randrange(8)
        backup.write_bytes(flipped)
        with pytest.raises((BackupInvalid, VaultTooNew)):
            backups.check(backup, keys)
        assert [path.name for path in backup.parent.iterdir()] == [backup.name]
        if at < start:
            # Never "wrong passphrase" for a damaged file.
            with pytest.raises((BackupInvalid, VaultTooNew)):
                backups.unlock(backup, Passphrase(WORDS), policy=POLICY)
            assert only(backup.parent, keys).problem
    backup.write_bytes(content)
    backups.check(backup, keys)


@pytest.mark.promise("I-03")
def test_a_file_that_is_cut_off_is_named_so(backup: Path, keys: VaultKeys) -> None:
    content = backup.read_bytes()
    start = kgbak.read(backup).start
    lengths = [0, 1, 18, 19, start - 1, start, start + 1, len(content) - 4096, len(content) - 1]
    for length in [*lengths, *RANDOM.sample(range(len(content)), 30)]:
        backup.write_bytes(content[:length])
        for refuses in (
            lambda: backups.check(backup, keys),
            lambda: backups.unlock(backup, Passphrase(WORDS), policy=POLICY),
            lambda: backups.put_elsewhere(backup, backup.parent),
        ):
            with pytest.raises(BackupInvalid):
                refuses()
        assert only(backup.parent, keys).problem
    backup.write_bytes(content + b"x")
    assert "not complete" in only(backup.parent).problem


def test_what_is_no_backup_is_listed_as_that(backup: Path, keys: VaultKeys) -> None:
    content = backup.read_bytes()
    for written, words in (
        (b"", "not a KetaGuide backup"),
        (b"\0" * 5000, "not a KetaGuide backup"),
        (b"SQLite format 3\0" + bytes(4080), "not a KetaGuide backup"),
        (content.replace(b"ketaguide-backup/1", b"ketaguide-backup/2", 1), "newer KetaGuide"),
        (content.replace(b'"app"', b'"App"', 1), "damaged"),
    ):
        backup.write_bytes(written)
        listed = only(backup.parent, keys)
        assert words in listed.problem
        assert not listed.is_ours
        # Its name still says when it was made.
        assert f"{listed.at:%Y-%m-%d %H:%M}" == "2025-03-01 12:00"
        with pytest.raises(VaultError):
            backups.check(backup, keys)


def test_links_folders_and_pipes_are_refused(backup: Path, keys: VaultKeys) -> None:
    real = backup.with_name("real")
    backup.rename(real)
    makers: list[Callable[[], object]] = [
        lambda: backup.symlink_to(real),
        backup.mkdir,
        lambda: backup.symlink_to("nowhere"),
    ]
    if hasattr(os, "mkfifo"):
        makers.append(lambda: os.mkfifo(backup))
    for make_it in makers:
        make_it()
        listed = only(backup.parent, keys)
        assert listed.problem
        assert not listed.is_ours
        with pytest.raises(BackupInvalid):
            backups.check(backup, keys)
        backup.rmdir() if backup.is_dir() and not backup.is_symlink() else backup.unlink()


def test_a_name_that_is_gone_is_no_missing_vault(tmp_path: Path, keys: VaultKeys) -> None:
    with pytest.raises(BackupInvalid):
        backups.check(tmp_path / "gone.kgbak", keys)
    with pytest.raises(BackupInvalid):
        backups.unlock(tmp_path / "gone.kgbak", Passphrase(WORDS), policy=POLICY)
    assert backups.listed(tmp_path / "nothing here") == ()


def test_odd_fields_are_refused(backup: Path, keys: VaultKeys) -> None:
    """Also where they are signed: what a stranger could read differently must not be read."""
    content = backup.read_bytes()
    fields = head_of(content)
    for name, value in (
        *(("id", "../../etc/passwd"), ("id", fields["id"].upper()), ("id", "")),
        *(("at", "2025-13-01T00:00:00Z"), ("at", "2025-3-1T00:00:00Z"), ("at", 5)),
        *(("reason", "Day"), ("reason", ""), ("reason", "x" * 33)),
        *(("generation", -1), ("generation", True), ("generation", 10**15)),
        *(("db_size", 0), ("db_size", "7"), ("db_size", fields["db_size"] - 1)),
        *(("db_salt", "AAAA"), ("db_sha256", ""), ("facts", "AAAA"), ("facts", [])),
        *(("header", ""), ("header", fields["header"][:-4]), ("app", "\n"), ("extra", 1)),
    ):
        backup.write_bytes(with_head(content, fields | {name: value}, keys))
        with pytest.raises(BackupInvalid):
            kgbak.unpack(backup, keys, backup.with_name("out"))
        assert only(backup.parent, keys).problem
    for name in fields:
        left = {key: value for key, value in fields.items() if key != name}
        backup.write_bytes(with_head(content, left, keys))
        assert only(backup.parent, keys).problem
    backup.write_bytes(with_head(content, fields, keys))
    backups.check(backup, keys)


def test_what_it_says_cannot_be_changed_without_the_key(backup: Path, keys: VaultKeys) -> None:
    content = backup.read_bytes()
    fields = head_of(content)
    for changed in ({"generation": 900}, {"reason": "rescued"}, {"at": "2030-01-01T00:00:00Z"}):
        backup.write_bytes(with_head(content, fields | changed))
        listed = only(backup.parent, keys)
        assert not listed.is_ours
        assert "changed by something other" in listed.problem
        for refuses in (
            lambda: backups.check(backup, keys),
            lambda: backups.unlock(backup, Passphrase(WORDS), policy=POLICY),
        ):
            with pytest.raises(BackupInvalid):
                refuses()


@pytest.mark.promise("C-03")
def test_a_hostile_header_inside_costs_nothing(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def argon2id(*_: object, **__: object) -> bytes:
        raise AssertionError("Argon2 was run")

    content = backup.read_bytes()
    fields = head_of(content)
    monkeypatch.setattr("ketaguide.vault.slots.argon2id", argon2id)
    for change in ({"m": 2**31}, {"t": 2**31}, {"p": 99}, {"m": 1}):
        vault = base64.b64decode(fields["header"]).split(b"\n")
        found = strict_json.read(vault[1])
        found["slots"][0]["kdf"].update(change)
        vault[1] = strict_json.write(found)
        hostile = base64.b64encode(b"\n".join(vault)).decode()
        backup.write_bytes(with_head(content, fields | {"header": hostile}))
        with pytest.raises((KdfParamsRefused, BackupInvalid)):
            backups.unlock(backup, Passphrase(WORDS), policy=POLICY)


def test_another_vaults_backup_is_said_to_be_that(backup: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other").keys()
    listed = only(backup.parent, other)
    assert not listed.is_ours
    assert "another vault" in listed.problem
    with pytest.raises(BackupInvalid, match="another vault"):
        backups.check(backup, other)


def test_a_backup_from_before_the_key_was_changed(backup: Path, keys: VaultKeys) -> None:
    later = VaultKeys(keys.vault_id, bytearray(os.urandom(32)))
    listed = only(backup.parent, later)
    assert (listed.is_ours, listed.problem, listed.entries) == (False, "", backups.UNKNOWN)
    with pytest.raises(BackupInvalid, match="before the key"):
        backups.check(backup, later)
    backups.check(backup, backups.unlock(backup, Passphrase(WORDS), policy=POLICY))


def test_unpacking_leaves_nothing_where_it_fails(
    backup: Path, keys: VaultKeys, tmp_path: Path
) -> None:
    out = tmp_path / "out" / "part"
    out.parent.mkdir()
    content = bytearray(backup.read_bytes())
    content[-100] ^= 1
    backup.write_bytes(content)
    with pytest.raises(BackupInvalid):
        backups.unpack(backup, keys, out)
    assert not list(out.parent.iterdir())
    out.write_bytes(b"mine")
    with pytest.raises(VaultError):
        backups.unpack(backup, keys, out)
    assert out.read_bytes() == b"mine"


@pytest.mark.only_on("linux")
def test_a_full_disk_while_unpacking_is_told(backup: Path, keys: VaultKeys, tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(DiskFull):
            backups.check(backup, keys)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
