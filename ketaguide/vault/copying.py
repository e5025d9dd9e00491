"""Copying an open database into a new file under another key, while it goes on being used."""

import hmac
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ketaguide.base.errors import DatabaseDamaged, StorageProblem, VaultError
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import faults, files, holes, opener
from ketaguide.vault.opener import Connection, Target

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault

Ended = Callable[[Connection], object]

# Source: measured; a step of 128 pages takes 5 ms, and 3 % more in all than one of 256, which
# on a busy computer kept a question waiting half as long again.
_PAGES = 128
_WAITING = (dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED)
# Each is a quarter of a second, as long as the driver waits before it tries again.
_MOST_WAITS = 20


def copy_database(
    source: Connection,
    target: Target,
    *,
    pulse: Pulse = no_pulse,
    ended: Ended | None = None,
    afterwards: Pulse = no_pulse,
) -> None:
    """Write the whole database to a new file, which then is closed but not yet flushed to disk.

    What is committed on ``source`` during a pulse is in the copy; there is no pulse after the end.

    Args:
        source: the one connection that may write; on a second one the copy would start again
            with every commit of the first.
        target: a file that does not exist, with a key and a salt of its own.
        ended: called with ``source`` when the copy is complete.
        afterwards: called after that, while the copy is looked through; what is committed then is
            not in it.

    Raises:
        Cancelled: by the pulse.
        DatabaseDamaged: a page of the source does not prove itself. Compacting mends that where
            it is a free one.
        VaultError: the copy could not be made. As with ``Cancelled``, nothing is left of it.
    """
    copy = _created(target)
    try:
        try:
            # Nobody trusts the file before its end, so it is flushed once, by who renames it.
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")
            source.backup(copy, pages=_PAGES, progress=_Progress(source, pulse))
        finally:
            copy.close()
            _remove_journal(target)
        _check_start(target)
        if ended is not None:
            ended(source)
        if holes.lost(source, target, pulse=afterwards):
            raise DatabaseDamaged(hint=tr("Let KetaGuide check the vault: it says what to do."))
    except BaseException as problem:
        with suppress(OSError):
            target.path.unlink(missing_ok=True)
        if isinstance(problem, dbapi2.Error):
            # Also where a question has closed the source meanwhile.
            raise faults.translate(problem) or StorageProblem() from None
        if isinstance(problem, OSError):
            raise files.translate(problem) from None
        raise


def copy_vault(
    vault: "Vault",
    target: Target,
    *,
    pulse: Pulse = no_pulse,
    ended: Ended | None = None,
    afterwards: Pulse = no_pulse,
) -> None:
    """As ``copy_database``, from an open vault that answers questions during the pulses."""
    source = vault.driver()
    vault.is_lent = True
    try:
        copy_database(source, target, pulse=pulse, ended=ended, afterwards=afterwards)
    except DatabaseDamaged:
        vault.is_lent = False
        _renew(vault)
        raise
    finally:
        vault.is_lent = False


def _created(target: Target) -> Connection:
    try:
        return opener.create(target)
    except BaseException:
        if not target.path.exists():
            _remove_journal(target)
        raise


class _Renewed(Exception):
    """Ends the transaction of a connection that is given up."""


def _renew(vault: "Vault") -> None:
    """Take a new connection: the pages that could not be read lie in the old one as zeros."""
    with suppress(_Renewed, VaultError), vault.transaction() as db:
        db.connection()
        db.invalidate()
        raise _Renewed


class _Progress:
    """What the driver calls after each step."""

    def __init__(self, source: Connection, pulse: Pulse) -> None:
        self._source = source
        self._pulse = pulse
        self._waits = 0

    def __call__(self, status: int, left: int, total: int) -> None:
        if status in _WAITING:
            self._waits += 1
            if self._waits > _MOST_WAITS:
                raise StorageProblem
        if left:
            self._pulse(total - left, total)
            # A question that found damage has closed it; the driver would copy on regardless.
            _check_open(self._source)


def _check_open(connection: Any) -> None:
    try:
        connection.total_changes  # noqa: B018 - raises where it was closed
    except dbapi2.ProgrammingError:
        raise StorageProblem from None


def _remove_journal(target: Target) -> None:
    with suppress(OSError):
        target.path.with_name(target.path.name + "-journal").unlink(missing_ok=True)


def _check_start(target: Target) -> None:
    """The file must begin with its own salt: otherwise it is not encrypted as it should be."""
    with files.translated():
        start = files.read_limited(target.path, most=opener.SALT_BYTES)
    if not hmac.compare_digest(start, target.salt):
        raise StorageProblem
