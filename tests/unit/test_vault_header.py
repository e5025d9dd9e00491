"""The header believes nothing: mutated, edited, transplanted and downgraded ones are refused."""

import base64
import random
import resource
import sys
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.errors import (
    HeaderCorrupt,
    NotAVault,
    VaultError,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from ketaguide.vault import header, keyslots, strict_json
from ketaguide.vault.secrets import (
    Passphrase,
    Secret,
)
from tests.helpers.small_vaults import POLICY, WORDS, Made, make

RANDOM = random.Random(11)  # noqa: S311 - the same mutations in every run


@pytest.fixture
def vault(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


def _unlock(vault: Made, secret: Secret = Passphrase(WORDS)) -> None:
    keyslots.unlock(vault.folder, secret, policy=POLICY)


@pytest.mark.promise("C-02")
def test_two_thousand_mutated_headers_give_only_our_errors(vault: Made) -> None:
    keys = vault.keys()
    keyslots.add_recovery(vault.folder, keys)
    original = vault.header.read_bytes()
    for _ in range(2000):
        changed = _mutated(original)
        if changed == original:
            continue
        vault.header.write_bytes(changed)
        with pytest.raises(VaultError):
            _unlock(vault)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak < 1.1 * 1024 * 1024 * (1024 if sys.platform == "darwin" else 1)
    vault.header.write_bytes(original)
    _unlock(vault)


def _mutated(content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(RANDOM.choice([1, 1, 1, 2, 5])):
        at = RANDOM.randrange(len(changed))
        kind = RANDOM.randrange(7)
        if kind == 0:
            changed[at] ^= 1 << RANDOM.randrange(8)
        elif kind == 1:
            changed[at] = RANDOM.choice(b'0123456789{}[]",:\n abcXYZ=+/')
        elif kind == 2:
            del changed[at : at + RANDOM.choice([1, 2, 10, 200])]
        elif kind == 3:
            changed[at:at] = bytes(RANDOM.choice(b"0123456789[{\"'\n\x00\xff") for _ in range(3))
        elif kind == 4:
            changed[at:at] = changed[at : at + RANDOM.randrange(1, 300)]
        elif kind == 5:
            changed = changed[:at]
        else:
            changed += RANDOM.randbytes(RANDOM.choice([1, 10, 70_000]))
        if not changed:
            return b""
    return bytes(changed)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotAVault),
        (b"hello\n", NotAVault),
        (b"SQLite format 3\x00" + bytes(4096), NotAVault),
        (b"ketaguide-vault/2\n{}\nmac x\n", VaultTooNew),
        (b"ketaguide-vault/10\nanything", VaultTooNew),
        (b"ketaguide-vault/x\n", HeaderCorrupt),
        (b"ketaguide-vault/1\n", HeaderCorrupt),
        (b"ketaguide-vault/1\r\n{}\r\nmac \r\n", HeaderCorrupt),
        (b"ketaguide-vault/1\n{}\nmac " + base64.b64encode(bytes(32)) + b"\n", HeaderCorrupt),
    ],
)
def test_what_is_no_header(vault: Made, content: bytes, error: type[VaultError]) -> None:
    vault.header.write_bytes(content)
    with pytest.raises(VaultError) as caught:
        _unlock(vault)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":1e3}',
        b'{"a":1234567890123456}',
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        '{"a":"é"}'.encode(),
        b"[" * 100_000,
        b'{"a":' * 65 + b"1" + b"}" * 65,
        b"\xff\xfe",
        b'{"a":"\\u0041"}',
    ],
)
def test_json_has_one_spelling(line: bytes) -> None:
    with pytest.raises(HeaderCorrupt):
        strict_json.read(line)


@pytest.mark.parametrize("text", ["AB==", "AAA=\n", "A", "AAAA", "====", " A==", "-_==", 7, None])
def test_base64_has_one_spelling(text: Any) -> None:
    assert strict_json.decode("AA==", length=1) == b"\0"
    with pytest.raises(HeaderCorrupt):
        strict_json.decode(text, length=1)


@pytest.mark.promise("C-05")
@pytest.mark.parametrize(
    "change",
    [
        {"db_file": "../vault-e1.db"},
        {"db_file": "vault-e2.db"},
        {"db_file": "vault-e01.db"},
        {"db_file": "vault-e1.db\n"},
        {"db_file": "/etc/passwd"},
        {"db_file": "vault-e١.db"},
        {"epoch": 0},
        {"epoch": True},
        {"seq": 0},
        {"seq": "1"},
        {"slots": []},
        {"slots": {}},
        {"created": "yesterday"},
        {"app": "x" * 65},
        {"vault_id": "AA=="},
        {"inbox": None},
        {"label": "mine"},
    ],
)
def test_fields_have_one_shape(vault: Made, change: dict[str, Any]) -> None:
    vault.write_header_fields(vault.header_fields() | change)
    with pytest.raises(HeaderCorrupt):
        _unlock(vault)


def test_seventeen_slots_and_equal_ids_are_refused(vault: Made) -> None:
    found = vault.header_fields()
    slot = found["slots"][0]
    many = [slot | {"id": f"{number:08x}"} for number in range(17)]
    for listed in (many, [slot, slot]):
        vault.write_header_fields(found | {"slots": listed})
        with pytest.raises(HeaderCorrupt):
            _unlock(vault)


def test_a_damaged_header_comes_back_from_the_previous_one(vault: Made) -> None:
    keyslots.add_recovery(vault.folder, vault.keys())
    vault.header.write_bytes(b"ketaguide-vault/1\nrubbish")
    with pytest.raises(HeaderCorrupt):
        _unlock(vault)
    with pytest.raises(WrongPassphrase):
        keyslots.restore_previous(vault.folder, Passphrase("no"), policy=POLICY)
    keyslots.restore_previous(vault.folder, Passphrase(WORDS), policy=POLICY)
    vault.open().close()
    assert (vault.folder / header.DAMAGED).read_bytes().endswith(b"rubbish")


def test_missing_is_not_damaged(tmp_path: Path, vault: Made) -> None:
    with pytest.raises(VaultMissing):
        keyslots.unlock(tmp_path / "nowhere", Passphrase(WORDS), policy=POLICY)
    with pytest.raises(VaultMissing):
        keyslots.unlock(vault.header, Passphrase(WORDS), policy=POLICY)
    vault.header.unlink()
    vault.header.mkdir()
    with pytest.raises(NotAVault):
        _unlock(vault)


def test_a_link_is_not_followed(vault: Made, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    vault.header.rename(elsewhere)
    vault.header.symlink_to(elsewhere)
    with pytest.raises(VaultError):
        _unlock(vault)
