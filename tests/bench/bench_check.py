"""Checking a whole vault, against the two integrity checks of the database alone.

The difference is the history: every record is read and compared with its last change.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ketaguide.vault import checking
from tests.bench.measure import Figure, paired, timed
from tests.helpers.vaults import fill_many, new_vault

_MORE = int(os.environ.get("KETAGUIDE_BENCH_ENTRIES", "10000"))


def figures() -> Iterator[Figure]:
    """``KETAGUIDE_BENCH_ENTRIES=100000`` for the large vault; it takes minutes to fill."""
    for count in (1_000, _MORE):
        with TemporaryDirectory() as folder:
            vault = new_vault(Path(folder) / "vault.ketaguide")
            fill_many(vault, count)
            yield paired(
                f"check {count:,} entries, over the database's own checks",
                partial(timed, partial(checking.check, vault)),
                partial(timed, partial(_raw, vault.driver())),
                # Source: own measurement, 2.3 to 3.1; the history reads every record once more.
                goal=3.5,
                pairs=3,
            )
            vault.close()


def _raw(connection: Any) -> None:
    for pragma in ("cipher_integrity_check", "integrity_check"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
