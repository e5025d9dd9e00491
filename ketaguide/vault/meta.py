"""The few values by which a database proves that it belongs to this header."""

from typing import Any

from ketaguide.base.errors import DatabaseDamaged, HeaderRolledBack, WrongDatabase
from ketaguide.vault.header import Header
from ketaguide.vault.keys import VaultKeys

VAULT_ID = "vault_id"
EPOCH = "epoch"
INBOX_SECRET = "inbox_secret"  # noqa: S105 - the name of a row
LEAST_HEADER_SEQ = "header_seq_min"


def put(connection: Any, name: str, value: str | int) -> None:
    """Set one value."""
    connection.execute(
        "INSERT INTO vault_meta(name, value) VALUES (?, ?) "
        "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        (name, str(value)),
    )


def get(connection: Any, name: str) -> str:
    """One value.

    Raises:
        DatabaseDamaged: it is missing, which no vault of ours is without.
    """
    row = connection.execute("SELECT value FROM vault_meta WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise DatabaseDamaged
    return str(row[0])


def number(connection: Any, name: str) -> int:
    """One whole number; see ``get``."""
    try:
        return int(get(connection, name))
    except ValueError:
        raise DatabaseDamaged from None


def fill(connection: Any, header: Header, keys: VaultKeys) -> None:
    """The values of a new vault; the inbox's secret half moves in here."""
    put(connection, VAULT_ID, header.vault_id.hex())
    put(connection, EPOCH, header.epoch)
    put(connection, LEAST_HEADER_SEQ, header.seq)
    if keys.inbox_secret is not None:
        put(connection, INBOX_SECRET, bytes(keys.inbox_secret).hex())


def check(connection: Any, header: Header) -> None:
    """The canary: the first thing read after the key is set.

    Raises:
        WrongDatabase: it belongs to another vault or another epoch.
    """
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'vault_meta'")
    if tables.fetchone()[0] != 1:
        raise WrongDatabase
    if get(connection, VAULT_ID) != header.vault_id.hex():
        raise WrongDatabase
    if number(connection, EPOCH) != header.epoch:
        raise WrongDatabase


def check_header_seq(connection: Any, header: Header) -> None:
    """Refuse a header older than the database has seen, but for the one kept as previous.

    Raises:
        HeaderRolledBack: an old header was put back.
    """
    if header.seq < number(connection, LEAST_HEADER_SEQ) - 1:
        raise HeaderRolledBack
