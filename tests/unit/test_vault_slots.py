"""Each secret opens its own slot, and slots cannot be added, moved, weakened or copied."""

import base64
import itertools
import json
from pathlib import Path

import pytest

from ketaguide.base.errors import (
    HeaderTampered,
    KeyFileProblem,
    LastKeySlot,
    NotFound,
    VaultError,
    WrongPassphrase,
)
from ketaguide.vault import header, keyfile, keyslots, slots
from ketaguide.vault.secrets import (
    Passphrase,
    PassphraseWithKeyFile,
    PracticeKey,
    RecoveryCode,
    Secret,
)
from tests.helpers.small_vaults import POLICY, WORDS, Made, make


@pytest.fixture
def vault(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


def _unlock(vault: Made, secret: Secret = Passphrase(WORDS)) -> None:
    keyslots.unlock(vault.folder, secret, policy=POLICY)


@pytest.mark.promise("C-05")
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


@pytest.mark.promise("C-05")
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


@pytest.mark.promise("C-04")
def test_nothing_is_used_twice(tmp_path: Path) -> None:
    """Ten thousand slots of one key and one secret; two vaults of one passphrase."""
    keys = bytearray(range(32))
    made = [
        slots.wrap(keys, PracticeKey(bytes(32)), vault_id=bytes(16), params=POLICY.default)
        for _ in range(10_000)
    ]
    assert len({each.salt for each in made}) == len({each.wrapped for each in made}) == 10_000
    assert len({each.slot_id for each in made}) > 9_900
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


def test_a_key_file_that_is_not_there_is_called_that(tmp_path: Path) -> None:
    """A missing vault is something else, and more frightening."""
    for path in (tmp_path / "gone.key", tmp_path):
        with pytest.raises(KeyFileProblem) as caught:
            keyfile.read(path)
        assert "key file" in caught.value.user_text
    with pytest.raises(KeyFileProblem):
        keyfile.make(tmp_path / "no stick" / "one.key")


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
