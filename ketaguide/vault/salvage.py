"""Rescuing what can be read of a damaged database into a backup, without SQLite reading it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ketaguide.base.clock import Clock
from ketaguide.base.errors import DatabaseDamaged, NotFound, StorageProblem, VaultError
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import (
    backing_up,
    backups,
    epoch_files,
    faults,
    files,
    header,
    history,
    keyslots,
    kgbak,
    meta,
    migrate,
    opener,
    reading_rows,
    shapes,
)
from ketaguide.vault.backing_up import Waiting
from ketaguide.vault.cells import Value
from ketaguide.vault.db import to_stored
from ketaguide.vault.harvest import Harvest, Name
from ketaguide.vault.header import Header
from ketaguide.vault.history import Chain, Change, quoted
from ketaguide.vault.instance import InstanceLock
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.pages import PageFile, PageKey
from ketaguide.vault.shapes import Shape

REASON = "rescued"
_PULSE_ROWS = 256
# Of what is told to the pulse, in percent: reading ends here, and here writing does.
_ALL, _READ, _WRITTEN = 100, 40, 80


@dataclass(frozen=True)
class Rescued:
    """What came out.

    Attributes:
        path: a backup with the reason ``rescued``, which can be restored like any other.
        records: how many records it holds; drafts count.
        lost_pages: pages of the damaged file that could not be read.
        cut: records of which only the beginning could be read; their text says so.
    """

    path: Path
    records: int
    lost_pages: int
    cut: int = 0


def rescue(
    folder: Path,
    keys: VaultKeys,
    *,
    clock: Clock,
    kept: Path | None = None,
    pulse: Pulse = no_pulse,
) -> Rescued:
    """Read every page that still proves itself, and make a backup of the records in them.

    The damaged file is only read. The vault must be closed. Not on the UI thread.

    Args:
        kept: a file of this folder, ``vault-e<n>.db.damaged``, in whose place a backup was put;
            without it the one that the header names.

    Raises:
        VaultInUse: it is open here or elsewhere.
        NotFound: ``kept`` is no such file.
        DatabaseDamaged: not one record could be read.
        Cancelled: by the pulse; nothing is left behind.
        VaultError: the backup could not be made.
    """
    lock = InstanceLock(folder)
    try:
        believed = _header(folder, keys)
        source = _source(folder, believed, keys, kept)
        waiting = backing_up.begin(folder, keys, reason=REASON, at=clock.now())
        try:
            made, rescued = _refill(waiting, source, believed, keys, pulse=pulse)
        except BaseException as problem:
            waiting.discard()
            if isinstance(problem, dbapi2.Error):
                raise faults.translate(problem) or StorageProblem() from None
            raise
        rest = _share(pulse, _WRITTEN, _ALL)
        return replace(rescued, path=backing_up.finish(made, pulse=rest).path)
    finally:
        lock.release()


def _share(pulse: Pulse, first: int, last: int) -> Pulse:
    """For one part of the work, which counts in its own way: from ``first`` to ``last`` percent."""

    def told(done: int, total: int) -> None:
        pulse(first + (last - first) * done // total if total else first, _ALL)

    return told


def _header(folder: Path, keys: VaultKeys) -> Header:
    """The header, or its spare copy where that is damaged, too."""
    try:
        return header.load(folder).verify(keys.header_mac())
    except VaultError:
        with suppress(VaultError):
            return header.load(folder, name=header.PREVIOUS).verify(keys.header_mac())
        raise


@dataclass(frozen=True)
class _Source:
    """The damaged file, and the keys that may fit its pages; the likeliest first."""

    path: Path
    page_keys: tuple[PageKey, ...]


def _source(folder: Path, believed: Header, keys: VaultKeys, kept: Path | None) -> _Source:
    epoch = believed.epoch if kept is None else epoch_files.epoch_of_kept(kept)
    path = folder / believed.db_file if kept is None else kept
    if not epoch or path.parent != folder:
        raise NotFound
    key = keys.database(epoch)
    return _Source(
        path, tuple(PageKey(key, salt) for salt in _salts(folder, believed, epoch, path))
    )


def _salts(folder: Path, believed: Header, epoch: int, path: Path) -> tuple[bytes, ...]:
    """Of the header; of an older epoch, as its backups have it, and as the file itself begins."""
    if epoch == believed.epoch:
        return (believed.db_salt,)
    found: list[bytes] = []
    for backup in backups.listed(folder):
        with suppress(VaultError):
            inside = kgbak.read(backup.path).vault.header
            if inside.epoch == epoch and inside.vault_id == believed.vault_id:
                found.append(inside.db_salt)
    with files.translated():
        found.append(files.read_limited(path, most=opener.SALT_BYTES))
    return tuple(dict.fromkeys(found))


def _refill(
    waiting: Waiting, source: _Source, believed: Header, keys: VaultKeys, *, pulse: Pulse
) -> tuple[Waiting, Rescued]:
    """A new database with what is left of the old one, at ``waiting.target``."""
    connection = opener.create(waiting.target)
    try:
        migrate.apply(connection, migrate.steps())
        known = shapes.known(connection)
        reading = _share(pulse, 0, _READ)
        harvest, lost = _harvest(source, known, pulse=reading)
        if not harvest.records:
            raise DatabaseDamaged(
                tr("Nothing could be rescued from the vault's data file."),
                hint=tr("Keep the file all the same, and use a backup."),
            )
        connection.execute("BEGIN EXCLUSIVE")
        meta.fill(connection, believed, keys)
        # Where it is lost, a new one: without any, the backup could not be restored.
        secret = harvest.inbox_secret or keyslots.new_inbox_secret().hex()
        meta.put(connection, meta.INBOX_SECRET, secret)
        chain = Chain(connection, keys.history_chain(), least_generation=harvest.generation + 1)
        writing = _share(pulse, _READ, _WRITTEN)
        stored = _store(connection, harvest, chain, at=to_stored(waiting.at), pulse=writing)
        connection.execute("COMMIT")
        text = header.serialise(believed, keys.header_mac())
        made = waiting.complete(connection, vault=text)
    finally:
        connection.close()
    cut = len(harvest.cut & stored)
    return made, Rescued(waiting.folder, len(stored), lost, cut=cut)


def _harvest(source: _Source, known: Mapping[str, Shape], *, pulse: Pulse) -> tuple[Harvest, int]:
    """What the first key gives that opens any page."""
    found, lost = Harvest(), 0
    for key in source.page_keys:
        with files.translated(), PageFile(source.path, key) as file:
            survey = reading_rows.survey(file, pulse=pulse)
            lost = survey.lost
            for shape, row in reading_rows.rows(file, survey, known, pulse=pulse):
                found.take(shape, row)
        if found.records:
            break
    found.settle()
    return found, lost


def _store(connection: Any, harvest: Harvest, chain: Chain, *, at: str, pulse: Pulse) -> set[Name]:
    """Write the records down, each with a line of history, and what was removed."""
    stored: set[Name] = set()
    ordered = sorted(harvest.records.items(), key=lambda each: (each[0][0], each[0][1]))
    for done, (name, fields) in enumerate(ordered):
        if done % _PULSE_ROWS == 0:
            pulse(done, len(ordered))
        if _insert(connection, name[0], fields):
            stored.add(name)
            if name[0] not in history.UNCHAINED_TABLES:
                digest = history.digest_of(connection, *name)
                chain.append(Change(history.RESCUE, *name, digest), at=at)
    for (table, row_id), removed_at in sorted(harvest.removed.items()):
        history.record_removed(connection, table=table, row_id=row_id, at=removed_at)
        chain.append(Change(history.REMOVE, table, row_id, ""), at=at)
    return stored


def _insert(connection: Any, table: str, fields: dict[str, Value]) -> bool:
    """Whether the table took it; what it refuses cannot have been a record of ours."""
    names = ", ".join(quoted(name) for name in fields)
    marks = ", ".join("?" * len(fields))
    try:
        connection.execute(
            f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})",  # noqa: S608 - our own names, quoted
            tuple(fields.values()),
        )
    except dbapi2.IntegrityError:
        return False
    return True
