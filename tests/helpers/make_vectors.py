"""Writes the known answers of the vault format: ``python -m tests.helpers.make_vectors``.

Only for a new version of the format: a change in the answers of version 1 locks people out.
"""

import json
from hashlib import sha256
from typing import Any

from ketaguide.base.paths import resources
from ketaguide.vault import header, history, keyfile, slots
from ketaguide.vault.history import Change
from ketaguide.vault.kdf import Argon2Params
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.secrets import (
    Passphrase,
    PassphraseWithKeyFile,
    PracticeKey,
    RecoveryCode,
    Secret,
)

PATH = resources() / "docs" / "vectors" / "vault-1.json"
SMALL = Argon2Params(64, 1, 1)


def _bytes(name: str, count: int) -> bytes:
    """Different for every name, the same in every run."""
    return sha256(name.encode()).digest()[:count]


VAULT_ID = _bytes("vault id", 16)
VAULT_KEY = _bytes("vault key", 32)
SECRETS: dict[str, tuple[Secret, Argon2Params]] = {
    "ascii": (Passphrase("seven quiet otters read by the lamp"), SMALL),
    "lowest parameters": (Passphrase("the lowest that is accepted"), Argon2Params(65536, 2, 1)),
    "four lanes": (Passphrase("four lanes, three passes"), Argon2Params(128, 3, 4)),
    "composed accents": (Passphrase("caf\u00e9 \u00e0 l'\u00e9t\u00e9, na\u00efve"), SMALL),
    "combining accents": (Passphrase("cafe\u0301 a\u0300 l'e\u0301te\u0301, nai\u0308ve"), SMALL),
    "compatibility forms": (Passphrase("\ufb01ne \uff21\uff22\uff23 \u2460 \u00bd"), SMALL),
    "Japanese": (Passphrase("静かな夜の湖に月が映る"), SMALL),
    "emoji with joiners": (Passphrase("👩‍👩‍👧 🏳️‍🌈 🦉🦊 and a quiet lake"), SMALL),
    "right to left": (Passphrase("מילים שקטות ליד האגם"), SMALL),
    "spaces kept": (Passphrase("  two  spaces   three  "), SMALL),
    "1024 bytes": (Passphrase("0123456789abcdef" * 64), SMALL),
    "key file": (PassphraseWithKeyFile("with the stick", _bytes("key file", 32)), SMALL),
    "key file, not ASCII": (PassphraseWithKeyFile("clé à côté", _bytes("file 2", 32)), SMALL),
    "recovery": (RecoveryCode(_bytes("recovery", 16)), SMALL),
    "recovery of zeros": (RecoveryCode(bytes(16)), SMALL),
    "recovery of ones": (RecoveryCode(b"\xff" * 16), SMALL),
    "practice": (PracticeKey(_bytes("practice", 32)), SMALL),
}


def answers() -> dict[str, Any]:
    """All of it, computed by this program."""
    keys = VaultKeys(VAULT_ID, bytearray(VAULT_KEY))
    made = {
        name: slots.wrap(
            VAULT_KEY,
            secret,
            vault_id=VAULT_ID,
            params=params,
            salt=_bytes(f"salt of {name}", 32),
            slot_id=_bytes(f"id of {name}", 4).hex(),
        )
        for name, (secret, params) in SECRETS.items()
    }
    listed = [
        {
            "name": name,
            "secret": _shown(SECRETS[name][0]),
            "slot": slot.fields(),
            "kek": slots.key_for(slot, SECRETS[name][0]).hex(),
        }
        for name, slot in made.items()
    ]
    whole = header.Header(
        vault_id=VAULT_ID,
        seq=7,
        epoch=3,
        db_salt=_bytes("database salt", 16),
        inbox=_bytes("inbox", 32),
        created="2025-03-01T12:00:00Z",
        app="0.1.0",
        slots=tuple(made[name] for name in ("ascii", "key file", "recovery", "practice")),
    )
    return {
        "about": "Known answers for vault-format.md. Bytes are hex unless they stand in a slot.",
        "vault_id": VAULT_ID.hex(),
        "vault_key": VAULT_KEY.hex(),
        "slots": listed,
        "keys": {
            "ketaguide/v1/sqlcipher/1": keys.database(1).hex(),
            "ketaguide/v1/sqlcipher/3": keys.database(3).hex(),
            "ketaguide/v1/header-mac": keys.header_mac().hex(),
            "ketaguide/v1/history-chain": keys.history_chain().hex(),
            "ketaguide/v1/backup/one": keys.backup("one").hex(),
            "ketaguide/v1/state-mac": keys.local_state().hex(),
        },
        "header": header.serialise(whole, keys.header_mac()).decode("ascii"),
        "key_file": keyfile.text_of(_bytes("key file", 32)),
        "history": _history(keys.history_chain()),
    }


def _shown(secret: Secret) -> dict[str, str]:
    if isinstance(secret, Passphrase):
        return {"passphrase": secret.text}
    if isinstance(secret, PassphraseWithKeyFile):
        return {"passphrase": secret.text, "key_file": secret.file_key.hex()}
    if isinstance(secret, RecoveryCode):
        return {"code": "-".join(secret.groups()), "bytes": secret.secret.hex()}
    return {"practice_key": secret.key.hex()}


def _history(key: bytes) -> dict[str, Any]:
    names = ["id", "row", "title", "body", "session_id", "count", "share", "raw"]
    values = ("0195-é", 4, "Träume", "", None, -7, 0.1, b"\x00\xff")
    digest = history.digest(names, values)
    before, rows = "0" * 64, []
    for seq, operation in enumerate(("add", "change", "remove"), 1):
        change = Change(operation, "entry", "0195-é", "" if operation == "remove" else digest)
        at = f"2025-03-01T12:00:0{seq}.000000Z"
        before = history.chained(key, seq, generation=seq, at=at, change=change, before=before)
        rows.append([seq, seq, at, operation, "entry", "0195-é", change.digest, before])
    shown = [value.hex() if isinstance(value, bytes) else value for value in values]
    return {"columns": names, "row": shown, "digest": digest, "rows": rows}


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(json.dumps(answers(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
