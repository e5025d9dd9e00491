"""Writes the known answers of a backup's lines: ``python -m tests.helpers.make_backup_vectors``.

Only for a new version of the format: a change in the answers of version 1 locks people out.
"""

import json
from datetime import UTC, datetime
from typing import Any

from ketaguide.base.paths import resources
from ketaguide.vault import manifest
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.manifest import Facts, Manifest
from tests.helpers import make_vectors
from tests.helpers.make_vectors import VAULT_ID, VAULT_KEY, _bytes

PATH = resources() / "docs" / "vectors" / "backup-1.json"
BACKUP_ID = _bytes("backup id", 16).hex()
FACTS = Facts({"entry": 12, "history": 40, "tombstone": 1}, _bytes("newest row", 32).hex())


def answers() -> dict[str, Any]:
    """All of it, computed by this program."""
    keys = VaultKeys(VAULT_ID, bytearray(VAULT_KEY))
    facts = manifest.seal(FACTS, keys.backup_facts(BACKUP_ID))
    told = Manifest(
        backup_id=BACKUP_ID,
        app="0.1.0",
        at=datetime(2025, 3, 1, 12, 0, tzinfo=UTC),
        reason="hand",
        generation=40,
        db_salt=_bytes("backup salt", 16),
        db_size=4096,
        db_hash=_bytes("backup hash", 32),
        facts=facts,
        vault=make_vectors.answers()["header"].encode("ascii"),
    )
    return {
        "about": "Known answers for the backups of vault-format.md. Bytes are hex.",
        "vault_id": VAULT_ID.hex(),
        "vault_key": VAULT_KEY.hex(),
        "keys": {
            f"ketaguide/v1/backup/{BACKUP_ID}": keys.backup(BACKUP_ID).hex(),
            f"ketaguide/v1/backup-facts/{BACKUP_ID}": keys.backup_facts(BACKUP_ID).hex(),
            "ketaguide/v1/backup-mac": keys.backup_mac().hex(),
        },
        "facts": {"counts": dict(FACTS.counts), "head": FACTS.head},
        "lines": manifest.serialise(told, keys.backup_mac()).decode("ascii"),
    }


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(json.dumps(answers(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
