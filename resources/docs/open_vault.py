"""Open a KetaGuide vault without KetaGuide, and list what was written in it.

    pip install sqlcipher3 argon2-cffi cryptography
    python open_vault.py FOLDER

Asks for the passphrase; reads it as one line where there is no terminal. Changes nothing.
Written from vault-format.md alone. Close KetaGuide first.
"""
# ruff: noqa: T201 - a script that prints, for whoever has nothing else

import base64
import getpass
import hashlib
import hmac
import json
import sys
import unicodedata
import urllib.parse
from pathlib import Path

import sqlcipher3
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def hkdf(material, salt, info):
    return HKDF(SHA256(), 32, salt, info.encode()).derive(material)


def vault_key(header, passphrase):
    words = unicodedata.normalize("NFKC", passphrase).encode()
    vault_id = base64.b64decode(header["vault_id"])
    for slot in [slot for slot in header["slots"] if slot["kind"] == "passphrase"]:
        kdf, salt = slot["kdf"], base64.b64decode(slot["kdf"]["salt"])
        if kdf["m"] > 2**20 or kdf["t"] > 16 or kdf["p"] > 8:
            sys.exit("The header asks for more than any vault should.")
        material = hash_secret_raw(words, salt, kdf["t"], kdf["m"], kdf["p"], 32, Type.ID)
        bare = {name: slot[name] for name in ("id", "kdf", "kind")}
        data = json.dumps(bare, sort_keys=True, separators=(",", ":")).encode()
        cipher = ChaCha20Poly1305(hkdf(material, salt, "ketaguide/v1/slot/passphrase"))
        wrapped = base64.b64decode(slot["wrapped"])
        try:
            return cipher.decrypt(bytes(12), wrapped, b"ketaguide-vault/1\n" + vault_id + data)
        except InvalidTag:
            continue
    return sys.exit("That passphrase does not open this vault.")


folder = Path(sys.argv[1]).absolute()
first, second, third = (folder / "vault.kgh").read_bytes().splitlines(keepends=True)
if first != b"ketaguide-vault/1\n":
    sys.exit("Not a vault of version 1.")
header = json.loads(second)
ask = getpass.getpass if sys.stdin.isatty() else lambda _: sys.stdin.readline().rstrip("\n")
key, vault_id = vault_key(header, ask("Passphrase: ")), base64.b64decode(header["vault_id"])
tag = hmac.digest(hkdf(key, vault_id, "ketaguide/v1/header-mac"), first + second, hashlib.sha256)
if third != b"mac " + base64.b64encode(tag) + b"\n":
    sys.exit("The header was changed by something other than KetaGuide.")
path = folder / f"vault-e{header['epoch']}.db"
database = sqlcipher3.connect(f"file:{urllib.parse.quote(str(path))}?mode=ro", uri=True)
raw = hkdf(key, vault_id, f"ketaguide/v1/sqlcipher/{header['epoch']}")
database.execute(f"PRAGMA key=\"x'{raw.hex()}{base64.b64decode(header['db_salt']).hex()}'\"")
meta = dict(database.execute("SELECT name, value FROM vault_meta"))
if (meta["vault_id"], meta["epoch"]) != (vault_id.hex(), str(header["epoch"])):
    sys.exit("Header and database belong to different vaults.")
for at, title, body in database.execute(
    "SELECT written_at, title, body FROM entry ORDER BY written_at"
):
    print(f"{at[:10]}  {title}\n\n{body}\n")
