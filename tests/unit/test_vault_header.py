"""The header believes nothing: mutated, edited, transplanted and downgraded ones are refused."""

import base64
import itertools
import json
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.errors import (
    HeaderCorrupt,
    HeaderTampered,
    LastKeySlot,
    NotAVault,
    NotFound,
    VaultError,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from ketaguide.vault import header, keyfile, keyslots, slots, strict_json
from ketaguide.vault.secrets import (
    Passphrase,
    PassphraseWithKeyFile,
    PracticeKey,
    RecoveryCode,
    Secret,
)
from tests.helpers.small_vaults import POLICY, WORDS, Made, make

RANDOM = random.Random(11)  # noqa: S311 - the same mutations in every run


@pytest.fixture
def vault(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


def _unlock(vault: Made, secret: Secret = Passphrase(WORDS)) -> None:
    keyslots.unlock(vault.folder, secret, policy=POLICY)


def test_two_thousand_mutated_headers_give_only_our_errors(vault: Made) -> None:
    keys = vault.keys()
    keyslots.add_recovery(vault.folder, keys)
    original = vault.header.read_bytes()
    worst = 0.0
    for _ in range(2000):
        changed = _mutated(original)
        if changed == original:
            continue
        vault.header.write_bytes(changed)
        start = time.perf_counter()
        with pytest.raises(VaultError):
            _unlock(vault)
        worst = max(worst, time.perf_counter() - start)
    assert worst < 5
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


def test_a_changed_slot_list_is_noticed(vault: Made, tmp_path: Path) -> None:
    keys = vault.keys()
    code = keyslots.add_recovery(vault.folder, keys)
    keyslots.add(vault.folder, keys, PracticeKey(bytes(range(32))), policy=POLICY)
    found = vault.header_fields()
    first, second, third = found["slots"]
    other = make(tmp_path / "other").header_fields()["slots"][0]
    tampered = [
        found | {"slots": [first, second]},
        found | {"slots": [first, second, third, other]},
        found | {"slots": [first, third, second]},
        found | {"seq": found["seq"] + 1},
        found | {"epoch": 2, "db_file": "vault-e2.db"},
        found | {"db_salt": base64.b64encode(bytes(16)).decode()},
        found | {"inbox": base64.b64encode(bytes(32)).decode()},
        found | {"created": "2024-01-01T00:00:00Z"},
    ]
    for change in tampered:
        vault.write_header_fields(change)
        for secret in (Passphrase(WORDS), code):
            with pytest.raises(HeaderTampered):
                _unlock(vault, secret)


def test_a_slot_opens_only_as_it_was_made(vault: Made, tmp_path: Path) -> None:
    found = vault.header_fields()
    slot = found["slots"][0]
    other = make(tmp_path / "other").header_fields()
    cheaper = slot | {"kdf": slot["kdf"] | {"m": 8}}
    for change in (
        found | {"slots": [cheaper]},
        found | {"slots": [slot | {"id": "00000000"}]},
        found | {"slots": [slot | {"kind": slots.KEY_FILE}]},
        found | {"vault_id": other["vault_id"]},
    ):
        vault.write_header_fields(change)
        with pytest.raises(WrongPassphrase):
            _unlock(vault)


def test_every_way_opens_and_only_that_way(vault: Made, tmp_path: Path) -> None:
    keys = vault.keys()
    code = keyslots.add_recovery(vault.folder, keys)
    stick = tmp_path / "stick.key"
    file_key = keyfile.make(stick)
    practice = PracticeKey(bytes(range(32)))
    both = PassphraseWithKeyFile("with the stick in the drawer", keyfile.read(stick))
    keyslots.add(vault.folder, keys, both, policy=POLICY)
    keyslots.add(vault.folder, keys, practice, policy=POLICY)
    for secret in (Passphrase(WORDS), code, both, practice):
        assert keyslots.unlock(vault.folder, secret, policy=POLICY).key == keys.key
    wrong: list[Secret] = [
        Passphrase(WORDS + "."),
        Passphrase(both.text),
        RecoveryCode(bytes(16)),
        PassphraseWithKeyFile(both.text, bytes(32)),
        PassphraseWithKeyFile("another", file_key),
        PracticeKey(bytes(32)),
    ]
    sentences = set()
    for other in wrong:
        with pytest.raises(WrongPassphrase) as caught:
            _unlock(vault, other)
        sentences.add(caught.value.user_text)
    assert len(sentences) == 4
    assert sorted(keyslots.kinds(vault.folder)) == sorted(
        [slots.PASSPHRASE, slots.KEY_FILE, slots.RECOVERY, slots.PRACTICE]
    )


def test_a_passphrase_is_the_same_on_every_keyboard(tmp_path: Path) -> None:
    vault = make(tmp_path / "v", words="cafe\u0301 ﬁne Ａ été 日本語")
    _unlock(vault, Passphrase("caf\u00e9 fine A e\u0301te\u0301 日本語"))


def test_changing_the_passphrase_and_the_code(vault: Made) -> None:
    keys = vault.keys()
    old_code = keyslots.add_recovery(vault.folder, keys)
    for words in ("the second sentence", "the third sentence"):
        keyslots.change_passphrase(vault.folder, keys, Passphrase(words), policy=POLICY)
        new_code = keyslots.add_recovery(vault.folder, keys)
        _unlock(vault, Passphrase(words))
        _unlock(vault, new_code)
        for gone in (Passphrase(WORDS), old_code):
            with pytest.raises(WrongPassphrase):
                _unlock(vault, gone)
        previous = header.load(vault.folder, name=header.PREVIOUS)
        with pytest.raises(WrongPassphrase):
            keyslots.open_header(previous, Passphrase(WORDS), policy=POLICY)
        with pytest.raises(WrongPassphrase):
            keyslots.open_header(previous, old_code, policy=POLICY)
        old_code = new_code


def test_the_last_way_in_stays(vault: Made) -> None:
    keys = vault.keys()
    practice = keyslots.add(vault.folder, keys, PracticeKey(bytes(32)), policy=POLICY)
    passphrase = vault.header_fields()["slots"][0]["id"]
    with pytest.raises(LastKeySlot):
        keyslots.remove(vault.folder, keys, passphrase)
    with pytest.raises(NotFound):
        keyslots.remove(vault.folder, keys, "ffffffff")
    keyslots.remove(vault.folder, keys, practice)
    assert keyslots.kinds(vault.folder) == (slots.PASSPHRASE,)


def test_the_slots_never_outgrow_the_header(vault: Made) -> None:
    keys = vault.keys()
    for number in range(15):
        keyslots.add(vault.folder, keys, PracticeKey(bytes([number] * 32)), policy=POLICY)
    with pytest.raises(VaultError, match="enough ways"):
        keyslots.add(vault.folder, keys, PracticeKey(bytes(32)), policy=POLICY)
    assert vault.header.stat().st_size < 64 * 1024
    vault.open().close()


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


def test_nothing_is_used_twice(tmp_path: Path) -> None:
    keys = bytearray(range(32))
    made = [
        slots.wrap(keys, PracticeKey(bytes(32)), vault_id=bytes(16), params=POLICY.default)
        for _ in range(2000)
    ]
    assert len({each.salt for each in made}) == len({each.wrapped for each in made}) == 2000
    first, second = make(tmp_path / "a"), make(tmp_path / "b")
    pages = [
        {content[at : at + 16] for at in range(0, len(content), 16)}
        for content in (first.database.read_bytes(), second.database.read_bytes())
    ]
    assert not pages[0] & pages[1]


def test_secrets_do_not_show_themselves(vault: Made) -> None:
    keys = vault.keys()
    shown = repr(
        [Passphrase(WORDS), PassphraseWithKeyFile(WORDS, bytes(32)), PracticeKey(bytes(32)), keys]
    )
    assert WORDS not in shown
    assert "x00" * 8 not in shown
    for hidden in (keys.key.hex(), json.dumps(list(keys.key)), str(bytes(keys.key))):
        assert hidden not in shown
    key = keys.key
    keys.wipe()
    assert not any(key)
    with pytest.raises(VaultError):
        keys.database(1)


def test_key_files_are_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "stick.key"
    key = keyfile.make(path)
    assert keyfile.read(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(VaultError):
        keyfile.make(path)
    text = path.read_text()
    path.write_text(text.replace("\n", "\r\n"))
    assert keyfile.read(path) == key
    for at, other in itertools.product(range(0, len(text) - 1, 3), "Z\n"):
        if text[at] != other and text[at] != "\n":
            path.write_text(text[:at] + other + text[at + 1 :])
            with pytest.raises(VaultError):
                keyfile.read(path)
