"""The published form of a backup: known answers, and a stranger who has only the page."""

import hashlib
import hmac
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from ketaguide.vault import backups, manifest
from ketaguide.vault.keys import VaultKeys
from tests.helpers import make_backup_vectors
from tests.helpers.backups import write
from tests.helpers.small_vaults import WORDS, make

VECTORS: dict[str, Any] = json.loads(make_backup_vectors.PATH.read_text(encoding="utf-8"))


def _hkdf(material: bytes, salt: bytes, info: str) -> bytes:
    return HKDF(SHA256(), 32, salt, info.encode()).derive(material)


@pytest.mark.promise("C-01")
def test_the_program_gives_the_published_answers() -> None:
    assert make_backup_vectors.answers() == VECTORS
    key, vault_id = (bytes.fromhex(VECTORS[name]) for name in ("vault_key", "vault_id"))
    for info, derived in VECTORS["keys"].items():
        assert _hkdf(key, vault_id, info).hex() == derived


def test_the_program_reads_the_published_lines() -> None:
    lines = VECTORS["lines"].encode()
    keys = VaultKeys(bytes.fromhex(VECTORS["vault_id"]), bytearray.fromhex(VECTORS["vault_key"]))
    found = manifest.parse(lines, size=len(lines) + 4096)
    assert manifest.verify(found, keys).generation == 40
    facts = manifest.open_facts(found, keys)
    assert {"counts": facts.counts, "head": facts.head} == VECTORS["facts"]


def test_a_stranger_opens_a_backup(tmp_path: Path) -> None:
    """Written from vault-format.md alone."""
    vault = make(tmp_path / "v").open()
    write(vault, 3)
    path = backups.make(vault, reason="hand").path
    vault.close()

    first, second, third, fourth, database = path.read_bytes().split(b"\n", 4)
    signed = first + b"\n" + second + b"\n"
    assert first == b"ketaguide-backup/1"
    assert b64decode(third.removeprefix(b"sum ")) == hashlib.sha256(signed).digest()
    told = json.loads(second)
    assert len(database) == told["db_size"]
    assert hashlib.sha256(database).digest() == b64decode(told["db_sha256"])

    magic, header, tag = b64decode(told["header"]).splitlines()
    inside = json.loads(header)
    vault_id, (slot,) = b64decode(inside["vault_id"]), inside["slots"]
    kdf, salt = slot["kdf"], b64decode(slot["kdf"]["salt"])
    cost = (kdf["t"], kdf["m"], kdf["p"])
    material = hash_secret_raw(WORDS.encode(), salt, *cost, 32, Type.ID)
    bare = {name: slot[name] for name in ("id", "kdf", "kind")}
    data = json.dumps(bare, sort_keys=True, separators=(",", ":")).encode()
    cipher = ChaCha20Poly1305(_hkdf(material, salt, "ketaguide/v1/slot/passphrase"))
    about = b"ketaguide-vault/1\n" + vault_id + data
    key = cipher.decrypt(bytes(12), b64decode(slot["wrapped"]), about)

    for info, covered, line in (
        ("ketaguide/v1/header-mac", magic + b"\n" + header + b"\n", tag),
        ("ketaguide/v1/backup-mac", signed, fourth),
    ):
        right = hmac.digest(_hkdf(key, vault_id, info), covered, hashlib.sha256)
        assert b64decode(line.removeprefix(b"mac ")) == right
    sealed = ChaCha20Poly1305(_hkdf(key, vault_id, f"ketaguide/v1/backup-facts/{told['id']}"))
    facts = json.loads(sealed.decrypt(bytes(12), b64decode(told["facts"]), first))
    assert facts["counts"]["entry"] == 3

    (tmp_path / "out.db").write_bytes(database)
    raw = _hkdf(key, vault_id, f"ketaguide/v1/backup/{told['id']}").hex()
    opened = dbapi2.connect(str(tmp_path / "out.db"))
    opened.execute(f"PRAGMA key=\"x'{raw}{b64decode(told['db_salt']).hex()}'\"")
    assert opened.execute("SELECT count(*) FROM entry").fetchone() == (3,)
    meta = dict(opened.execute("SELECT name, value FROM vault_meta").fetchall())
    assert (meta["vault_id"], meta["epoch"]) == (vault_id.hex(), str(inside["epoch"]))
    newest = opened.execute("SELECT mac FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    assert newest == (facts["head"],)
    opened.close()
