"""The one place that opens a database file. It fails closed, and never falls back.

Only this module may call ``connect``: a file opened twice in one process silently loses SQLite's
locks, a new file without a key is plain text, and a malformed key silently becomes a passphrase.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from ketaguide.base.errors import (
    DatabaseDamaged,
    StorageProblem,
    VaultLocked,
    VaultMissing,
    WrongDatabase,
)
from ketaguide.base.text import tr
from ketaguide.vault import faults, files, pages, stack
from ketaguide.vault.pages import PAGE

Connection = Any

KEY_BYTES = 32
SALT_BYTES = 16
_PLAIN = b"SQLite format 3\x00"
_CIPHER_MAJOR = 4  # the format of the pages
# TRUNCATE with EXTRA lost none of 2,000 simulated power cuts; SQLite's default lost 391 commits.
_SETTINGS = (
    ("synchronous", "EXTRA", 3),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("mmap_size", "0", 0),
)
# Source: measured at 100,000 entries: of 8 MB of pages a scroll once fills, none is wanted again;
# with 2 MB the program holds 12 MB less, and a search takes at most a third longer.
_CALM_SETTINGS = ("busy_timeout=5000", "cache_size=-2000", "fullfsync=1")


@dataclass
class Target:
    """Which file to open and how; the key is wiped with ``wipe``.

    Attributes:
        key: 32 raw bytes for SQLCipher.
        salt: its 16 salt bytes, kept in the header.
        check: reads something that proves it is the right database.
    """

    path: Path
    key: bytearray = field(repr=False)
    salt: bytes
    read_only: bool = False
    check: Callable[[Connection], None] | None = field(default=None, repr=False)

    def wipe(self) -> None:
        self.key[:] = bytes(len(self.key))
        self.key.clear()


def create(target: Target) -> Connection:
    """Make the file, which must not exist, and open it.

    Raises:
        VaultError: nothing usable was made.
    """
    _validate(target)
    with files.translated():
        os.close(files.open_new(target.path))
    try:
        return _connected(target)
    except BaseException:
        # Left behind, an empty file would pass for a database that must not be touched.
        target.path.unlink(missing_ok=True)
        raise


def open_existing(target: Target, *, guarded: bool = True) -> Connection:
    """Open and prove the database.

    Args:
        guarded: False only for as long as the schema may have to change.

    Raises:
        VaultMissing: no such file.
        WrongDatabase: plain text, a link, not a file, or the database of another vault.
        DatabaseDamaged: empty, cut off, or bad even on a second try.
        VaultError: as ``faults.translate`` says.
    """
    _validate(target)
    try:
        connection = _proven(target)
    except (DatabaseDamaged, StorageProblem):
        # A read error that passed looks the same as damage.
        try:
            connection = _proven(target)
        except DatabaseDamaged:
            if _is_of_another(target):
                raise WrongDatabase from None
            raise
    if guarded:
        guard(connection)
    return connection


def in_memory() -> Connection:
    """An empty database without a file or a key, to try a schema on; no record ever goes in."""
    return dbapi2.connect(":memory:", isolation_level=None)


def guard(connection: Connection) -> None:
    """Deny ATTACH, extensions and changed settings from now on."""
    connection.set_authorizer(_authorise)


def _validate(target: Target) -> None:
    # Text of the right length would be taken for a key, too.
    if not isinstance(target.key, bytes | bytearray) or len(target.key) != KEY_BYTES:
        raise VaultLocked
    if not isinstance(target.salt, bytes) or len(target.salt) != SALT_BYTES:
        raise ValueError("SQLCipher's salt has 16 bytes")


def _proven(target: Target) -> Connection:
    _check_file(target)
    return _connected(target)


def _is_of_another(target: Target) -> bool:
    try:
        return pages.is_of_another(target.path, target.key, target.salt)
    except OSError:
        return False


def _check_file(target: Target) -> None:
    if target.path.is_symlink():
        raise WrongDatabase(
            tr("The data file of this vault is only a link to another place."),
            hint=tr("Put the file itself back into the folder. Nothing was changed."),
        )
    try:
        start = files.read_limited(target.path, most=len(_PLAIN))
    except (FileNotFoundError, NotADirectoryError):
        raise VaultMissing(
            tr("The data file of this vault is missing."),
            hint=tr("If a program copies this folder, let it finish. Or use a backup."),
        ) from None
    except IsADirectoryError:
        raise WrongDatabase from None
    except OSError as problem:
        raise files.translate(problem) from None
    if len(start) < len(_PLAIN):
        raise DatabaseDamaged
    if start == _PLAIN:
        raise WrongDatabase
    interrupted = _hot_journal(target.path)
    # With a journal the file may end in the middle of a page; taking the change back mends that.
    if target.path.stat().st_size % PAGE and not interrupted:
        raise DatabaseDamaged
    if target.read_only and interrupted:
        raise StorageProblem(
            tr("The last change to this vault was interrupted."),
            hint=tr("Open it once for writing, so that it can be tidied up."),
        )


def _hot_journal(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _connected(target: Target) -> Connection:
    mode = "ro" if target.read_only else "rw"
    connection = None
    try:
        connection = dbapi2.connect(
            f"file:{quote(str(target.path.absolute()))}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=5,
        )
        _prepare(connection, target)
    except dbapi2.Error as problem:
        _close(connection)
        raise faults.translate(problem) or StorageProblem() from None
    except BaseException:
        _close(connection)
        raise
    return connection


def _prepare(connection: Connection, target: Target) -> None:
    """Key, proof, settings: the order matters."""
    run = connection.execute
    run("PRAGMA cipher_log_level=NONE")
    # PRAGMA takes no parameters; the text is built from checked bytes only.
    run(f"PRAGMA key=\"x'{bytes(target.key).hex()}{target.salt.hex()}'\"")
    run(f"PRAGMA cipher_compatibility={_CIPHER_MAJOR}")
    stack.check(connection)
    if target.check is not None:
        target.check(connection)
    _check_length(connection, target)
    if not target.read_only and _one(run("PRAGMA journal_mode=TRUNCATE")) != "truncate":
        raise stack.unusable()
    for name, value, expected in _SETTINGS:
        run(f"PRAGMA {name}={value}")
        if _one(run(f"PRAGMA {name}")) != str(expected):
            raise stack.unusable()
    for setting in _CALM_SETTINGS:
        run(f"PRAGMA {setting}")
    if not target.read_only:
        # Takes the file's lock now, so that another program is refused from the start.
        run("BEGIN EXCLUSIVE")
        run("COMMIT")


def _check_length(connection: Connection, target: Target) -> None:
    """Refuse a file that is cut off, before anything can be written into it.

    At the end of a page not even SQLCipher's own check notices.
    """
    pages_due = int(_one(connection.execute("PRAGMA page_count")))
    if pages_due * PAGE > target.path.stat().st_size:
        raise DatabaseDamaged


def _one(rows: Any) -> str:
    row = rows.fetchone()
    return "" if row is None else str(row[0])


def _close(connection: Connection) -> None:
    if connection is not None:
        connection.close()


def _authorise(action: int, first: str, second: str, _database: str, _trigger: str) -> int:
    """Deny ATTACH, extensions, and every change of a setting once the vault is open."""
    if action == dbapi2.SQLITE_ATTACH:
        return int(dbapi2.SQLITE_DENY)
    if action == dbapi2.SQLITE_FUNCTION and second == "load_extension":
        return int(dbapi2.SQLITE_DENY)
    if action == dbapi2.SQLITE_PRAGMA and second is not None and first not in _READING_PRAGMAS:
        return int(dbapi2.SQLITE_DENY)
    return int(dbapi2.SQLITE_OK)


# FTS5 reads data_version by itself; the others take a table's name and change nothing.
_READING_PRAGMAS = (
    *("data_version", "foreign_key_check", "foreign_key_list", "index_info", "index_list"),
    *("integrity_check", "quick_check", "table_info", "table_list", "table_xinfo"),
)
