"""Opening a copy of a database by itself, to see whether it could take the vault's place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlcipher3 import dbapi2

from ketaguide.base.errors import StorageProblem, VaultDamaged
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.vault import faults, history, meta, opener
from ketaguide.vault import manifest as lines
from ketaguide.vault.header import Header
from ketaguide.vault.history import quoted
from ketaguide.vault.manifest import Facts
from ketaguide.vault.opener import Target

# Source: chosen; some hundred times a second, which costs nothing and lets a lock through.
_OPERATIONS = 100_000


@contextmanager
def proven(target: Target, header: Header, *, pulse: Pulse = no_pulse) -> Iterator[Any]:
    """A connection for reading, after both integrity checks: each misses what the other finds.

    Raises:
        BackupInvalid: damaged, or of another vault or epoch than the header.
        Cancelled: by the pulse.
        VaultError: the disk did not answer.
    """
    connection = None
    try:
        connection = opener.open_existing(
            replace(target, read_only=True, check=lambda opened: meta.check(opened, header))
        )
        with _interruptible(connection, pulse):
            pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            tables = connection.execute("PRAGMA integrity_check").fetchall()
        if pages or tables != [("ok",)]:
            raise lines.damaged()
        yield connection
    except VaultDamaged:
        raise lines.damaged() from None
    except dbapi2.Error as problem:
        translated = faults.translate(problem) or StorageProblem()
        if isinstance(translated, VaultDamaged):
            translated = lines.damaged()
        raise translated from None
    finally:
        if connection is not None:
            connection.close()


def facts_of(connection: Any) -> tuple[Facts, int]:
    """How many rows each table has and where the history ends; and its generation."""
    newest = history.latest(connection)
    counts = {
        table: int(connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])  # noqa: S608 - quoted
        for table in (*history.record_tables(connection), "tombstone")
    }
    # Its numbers have no gaps; to count its rows would read all of them.
    counts["history"] = newest.seq
    return Facts(counts, newest.mac), newest.generation


@contextmanager
def _interruptible(connection: Any, pulse: Pulse) -> Iterator[None]:
    """Let ``pulse`` end a long statement."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            pulse(0, 0)
        except BaseException as problem:
            raised.append(problem)
        return len(raised)

    connection.set_progress_handler(look, _OPERATIONS)
    try:
        yield
    except dbapi2.Error:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
