"""The published format: known answers, golden vaults, and a stranger's script that opens one."""

import hashlib
import hmac
import json
import shutil
import subprocess
import sys
import unicodedata
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ketaguide.base.paths import resources
from ketaguide.vault import header, keyfile, keyslots, meta, migrate
from ketaguide.vault.recording import raw
from ketaguide.vault.secrets import (
    Passphrase,
    PassphraseWithKeyFile,
    PracticeKey,
    RecoveryCode,
    Secret,
)
from ketaguide.vault.vault import Vault
from tests.helpers import make_golden, make_vectors
from tests.helpers.small_vaults import clock

VECTORS: dict[str, Any] = json.loads(make_vectors.PATH.read_text(encoding="utf-8"))
SCRIPT = resources() / "docs" / "open_vault.py"
GOLDEN = sorted(make_golden.GOLDEN.glob("schema-*"))


@pytest.mark.promise("C-01")
def test_the_program_gives_the_published_answers() -> None:
    assert make_vectors.answers() == VECTORS
    assert len(VECTORS["slots"]) >= 12
    kinds = {each["slot"]["kind"] for each in VECTORS["slots"]}
    assert kinds == {"passphrase", "passphrase-key-file", "recovery", "practice"}


def _hkdf(material: bytes, salt: bytes, info: str) -> bytes:
    return HKDF(SHA256(), 32, salt, info.encode()).derive(material)


def _material(secret: dict[str, str], kdf: dict[str, Any]) -> bytes:
    """Key material as the page says it, without the program's own code."""
    if "code" in secret:
        return _code_bytes(secret["code"])
    if "practice_key" in secret:
        return bytes.fromhex(secret["practice_key"])
    words = unicodedata.normalize("NFKC", secret["passphrase"]).encode()
    cost = (kdf["t"], kdf["m"], kdf["p"])
    stretched = hash_secret_raw(words, b64decode(kdf["salt"]), *cost, 32, Type.ID)
    return stretched + bytes.fromhex(secret.get("key_file", ""))


def _code_bytes(code: str) -> bytes:
    symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = "".join(f"{symbols.index(s):05b}" for group in code.split("-") for s in group[:4])
    assert bits[:4] == "0001"
    secret = int(bits[4:132], 2).to_bytes(16, "big")
    assert int(bits[132:], 2) == hashlib.sha256(b"ketaguide-recovery/1\n" + secret).digest()[0]
    return secret


@pytest.mark.promise("C-01")
@pytest.mark.parametrize("answer", VECTORS["slots"], ids=lambda answer: answer["name"])
def test_the_page_alone_gives_the_vault_key(answer: dict[str, Any]) -> None:
    slot, vault_id = answer["slot"], bytes.fromhex(VECTORS["vault_id"])
    material = _material(answer["secret"], slot["kdf"])
    salt = b64decode(slot["kdf"]["salt"])
    kek = _hkdf(material, salt, f"ketaguide/v1/slot/{slot['kind']}")
    assert kek.hex() == answer["kek"]
    bare = {name: slot[name] for name in ("id", "kdf", "kind")}
    data = json.dumps(bare, sort_keys=True, separators=(",", ":")).encode()
    data = b"ketaguide-vault/1\n" + vault_id + data
    key = ChaCha20Poly1305(kek).decrypt(bytes(12), b64decode(slot["wrapped"]), data)
    assert key.hex() == VECTORS["vault_key"]


@pytest.mark.promise("C-01")
def test_the_page_alone_gives_the_derived_keys_and_the_header() -> None:
    key, vault_id = (bytes.fromhex(VECTORS[name]) for name in ("vault_key", "vault_id"))
    for info, expected in VECTORS["keys"].items():
        assert _hkdf(key, vault_id, info).hex() == expected
    first, second, third = VECTORS["header"].encode().splitlines(keepends=True)
    mac_key = bytes.fromhex(VECTORS["keys"]["ketaguide/v1/header-mac"])
    tag = hmac.digest(mac_key, first + second, "sha256")
    assert b64decode(third[4:]) == tag
    read = header.parse(VECTORS["header"].encode())
    assert header.serialise(read.verify(mac_key), mac_key) == VECTORS["header"].encode()


@pytest.mark.promise("C-01")
def test_equal_words_are_equal_and_every_answer_is_its_own() -> None:
    by_name = {each["name"]: each for each in VECTORS["slots"]}
    composed, combining = by_name["composed accents"], by_name["combining accents"]
    assert composed["secret"] != combining["secret"]
    kdf = composed["slot"]["kdf"]
    assert _material(composed["secret"], kdf) == _material(combining["secret"], kdf)
    assert len({each["kek"] for each in VECTORS["slots"]}) == len(VECTORS["slots"])


def _secrets(expected: dict[str, Any], folder: Path) -> list[Secret]:
    stick = folder / "stick"
    stick.write_text(expected["key_file"])
    return [
        Passphrase(expected["passphrase"]),
        RecoveryCode.parse(expected["recovery_code"]),
        PassphraseWithKeyFile(expected["key_file_passphrase"], keyfile.read(stick)),
        PracticeKey(bytes.fromhex(expected["practice_key"])),
    ]


def _copied(golden: Path, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path / "golden.ketaguide"
    shutil.copytree(golden / "goldvault.ketaguide", folder)
    expected: dict[str, Any] = json.loads((golden / "expected.json").read_text(encoding="utf-8"))
    return folder, expected


def test_there_is_a_golden_vault_of_the_present_schema() -> None:
    assert [each.name for each in GOLDEN][-1] == f"schema-{len(migrate.steps())}"


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_golden_vaults_open_for_ever(golden: Path, tmp_path: Path) -> None:
    folder, expected = _copied(golden, tmp_path)
    for secret in _secrets(expected, tmp_path):
        keys = keyslots.unlock(folder, secret)
        vault = Vault.open(folder, keys, clock=clock())
        assert vault.verify_history() == []
        stored = vault.ask(make_golden.dump)[0]
        for table, rows in expected["records"].items():
            assert [each | row for each, row in zip(stored[table], rows, strict=True)] == stored[
                table
            ]
        inbox = vault.ask(lambda db: meta.get(raw(db), meta.INBOX_SECRET))[0]
        vault.close()
        public = X25519PrivateKey.from_private_bytes(bytes.fromhex(inbox)).public_key()
        assert public.public_bytes_raw() == header.load(folder).header.inbox


def _run_script(folder: Path, typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(SCRIPT), str(folder)],
        input=typed + "\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder.parent,
    )


def test_a_stranger_opens_the_vault_with_the_page_alone(tmp_path: Path) -> None:
    folder, expected = _copied(GOLDEN[-1], tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = _run_script(folder, unicodedata.normalize("NFD", expected["passphrase"]))
    assert (ran.returncode, ran.stderr) == (0, "")
    for entry in expected["records"]["entry"]:
        assert entry["title"] in ran.stdout
        assert entry["body"] in ran.stdout
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    wrong = _run_script(folder, "something else entirely")
    assert wrong.returncode == 1
    assert "does not open" in wrong.stderr
    changed = folder / "vault.kgh"
    changed.write_bytes(changed.read_bytes().replace(b'"seq":', b'"seq":1'))
    assert "changed by something other" in _run_script(folder, expected["passphrase"]).stderr


def test_the_script_is_short_and_stands_alone() -> None:
    lines = SCRIPT.read_text(encoding="utf-8").split('"""')[2].splitlines()
    code = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert len(code) <= 60
    assert "ketaguide." not in "".join(line for line in code if "import" in line)
