"""The database driver's errors, said once in our own classes and without their text.

A driver's message can hold a search word or a value, so it never leaves this module.
"""

from collections.abc import Mapping

from ketaguide.base.errors import (
    DatabaseDamaged,
    DiskFull,
    StorageProblem,
    VaultError,
    VaultInUse,
    VaultReadOnly,
)

# Source: SQLite result codes, https://www.sqlite.org/rescode.html
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _INTERRUPT, _IOERR = 3, 5, 6, 7, 8, 9, 10
_CORRUPT, _FULL, _CANTOPEN, _NOTADB = 11, 13, 14, 26
_CLASSES: Mapping[int, type[VaultError]] = {
    _PERM: VaultReadOnly,
    _BUSY: VaultInUse,
    _LOCKED: VaultInUse,
    _NOMEM: StorageProblem,
    _READONLY: VaultReadOnly,
    _IOERR: StorageProblem,
    _CORRUPT: DatabaseDamaged,
    _FULL: DiskFull,
    _CANTOPEN: StorageProblem,
    _NOTADB: DatabaseDamaged,
}
# SQLite quietly opens for reading what it could not open for writing just then.
_CONNECTION_LOST = (_CORRUPT, _NOTADB, _IOERR, _CANTOPEN, _NOMEM, _READONLY)


def code_of(problem: BaseException) -> int:
    """SQLite's primary result code; 0 where the error is not the database's."""
    original = getattr(problem, "orig", None) or problem
    code = getattr(original, "sqlite_errorcode", 0)
    return code & 0xFF if isinstance(code, int) else 0


def translate(problem: BaseException) -> VaultError | None:
    """Our error for the driver's; None where the statement itself was wrong, which is a bug."""
    found = _CLASSES.get(code_of(problem))
    return found() if found is not None else None


def bug(problem: BaseException) -> RuntimeError:
    """An error for the crash dialog: the statement is ours, the driver's text may not be."""
    original = getattr(problem, "orig", None) or problem
    name = getattr(original, "sqlite_errorname", type(problem).__name__)
    statement = str(getattr(problem, "statement", None) or "")
    return RuntimeError(f"the database refused a statement ({name}): {statement}")


def loses_connection(problem: BaseException) -> bool:
    """Whether the connection cannot be trusted any more; after a failed HMAC every call fails."""
    return code_of(problem) in _CONNECTION_LOST
