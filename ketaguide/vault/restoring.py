"""Going back to a backup; what is there today is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketaguide.base.clock import Clock
from ketaguide.base.errors import BackupInvalid, VaultDamaged, VaultError
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import (
    backups,
    copying,
    epoch_files,
    files,
    header,
    history,
    inbox,
    keyslots,
    kgbak,
    meta,
    migrate,
    moving,
    opener,
    opening,
    place,
    proving,
    rechaining,
    seen,
)
from ketaguide.vault.db import to_stored
from ketaguide.vault.instance import InstanceLock
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Target

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


def restore(
    vault: "Vault", path: Path, *, keys: VaultKeys | None = None, pulse: Pulse = no_pulse
) -> None:
    """Put a backup in the place of today's state, which first becomes a backup itself.

    Where that cannot be, because the open database is damaged, its file is kept as it is. The
    vault keeps its key, its ways to open it, and its inbox. On the vault thread; until today's
    state is copied, questions may be answered at every pulse.

    Args:
        keys: of a backup made under an older vault key; they stay the caller's.

    Raises:
        BackupInvalid: damaged, or of another vault.
        Cancelled, VaultError: the vault stands as it was, with a backup more perhaps.
    """
    step = moving.step_of(vault)
    theirs = keys or vault.keys
    size = moving.size_of(step.folder / step.before.db_file)
    moving.check_space(step.folder, size + 2 * moving.size_of(path))
    at = to_stored(vault.clock.now())
    with _unpacked(path, theirs, step, vault.clock, pulse=pulse) as (staged, own):
        is_aside = _is_set_aside(vault, pulse=pulse)
        past = _past_of(vault, staged) if is_aside else _past_unread(own, staged, vault.state)
        step, fill = _planned(own, theirs, past, at=at)
        moving.go(vault, step, _copy_of(staged), fill, keeps_old=not is_aside)


def restore_closed(
    folder: Path,
    keys: VaultKeys,
    path: Path,
    *,
    backup_keys: VaultKeys | None = None,
    clock: Clock,
    state: Path | None = None,
    pulse: Pulse = no_pulse,
) -> None:
    """Put a backup in the place of a database that cannot be opened, which is kept beside it.

    Args:
        keys: of the vault, whose header still stands; they stay the caller's.
        backup_keys: of a backup made under an older vault key.
        state: this computer's state folder, as for ``Vault.open``.

    Raises:
        VaultInUse: it is open here or elsewhere.
        BackupInvalid: damaged, or of another vault.
        Cancelled, VaultError: the folder is as it was.
    """
    place.check_disk(folder)
    lock = InstanceLock(folder)
    try:
        before = header.load(folder).verify(keys.header_mac())
        moving.check_space(folder, 2 * moving.size_of(path))
        step = moving.Step(folder, before, moving.following(before, folder), keys)
        step = _restored(step, path, backup_keys or keys, clock=clock, state=state, pulse=pulse)
        kept: tuple[tuple[Path, Path], ...] = ()
        try:
            with opening.translated():
                # Before the header counts: after that, nothing would keep them from being tidied.
                # Where an old header was put back, a later epoch's may be the newest there is.
                kept = epoch_files.set_aside_all(folder, range(before.epoch, step.after.epoch))
            confirmed = moving.commit(step)
        except BaseException:
            epoch_files.back_again(kept)
            moving.discard(step)
            raise
        moving.retire(step, confirmed=confirmed)
    finally:
        lock.release()


def restore_new(
    path: Path,
    keys: VaultKeys,
    folder: Path,
    *,
    clock: Clock,
    state: Path | None = None,
    pulse: Pulse = no_pulse,
) -> None:
    """Make a vault of a backup in an empty folder; what opened the backup opens the vault.

    Notes that wait in the inbox of the vault beside which the backup lies are copied along.

    Args:
        keys: of the backup; they stay the caller's.

    Raises:
        FolderNotEmpty: there is something in the folder.
        Cancelled, VaultError: nothing was made.
    """
    place.check_folder(folder)
    was_there = folder.is_dir()
    before = kgbak.read(path).vault.verify(keys.header_mac())
    with files.translated():
        files.make_private_folder(folder)
    try:
        moving.check_space(folder, 2 * moving.size_of(path))
        step = moving.Step(folder, before, moving.following(before, folder), keys)
        step = _restored(step, path, keys, clock=clock, state=state, pulse=pulse)
        following = replace(step.after, seq=before.seq + 1)
        try:
            header.create(folder, following, keys.header_mac())
        except BaseException:
            with suppress(OSError):
                epoch_files.remove(folder / following.db_file)
            raise
    except BaseException:
        with suppress(OSError):
            files.remove_leftovers(folder)
            if not was_there:
                folder.rmdir()
        raise
    # What could not be copied still lies where it was.
    with suppress(VaultError):
        inbox.carry_over(path.absolute().parent.parent, folder)


def _restored(
    step: moving.Step,
    path: Path,
    theirs: VaultKeys,
    *,
    clock: Clock,
    state: Path | None,
    pulse: Pulse,
) -> moving.Step:
    """Build the next database of a backup, where none of today's can be read.

    Returns:
        The step, with the inbox key that the backup holds the other half of.
    """
    with _unpacked(path, theirs, step, clock, pulse=pulse) as (staged, own):
        past = _past_unread(own, staged, state)
        step, fill = _planned(own, theirs, past, at=to_stored(clock.now()))
        moving.build(step, _copy_of(staged), fill)
    return step


@dataclass(frozen=True)
class _Past:
    """What the restored vault must know of the one it takes the place of.

    Attributes:
        common: see ``rechaining.tell_restore``.
        least_generation: likewise.
        inbox_secret: in hexadecimal.
    """

    common: int
    least_generation: int
    inbox_secret: str = field(repr=False)


def _past_of(vault: "Vault", staged: Any) -> _Past:
    live = vault.driver()
    with opening.translated():
        newest = max(history.latest(live).generation, _highest_seen(vault.keys, vault.state))
        common = rechaining.common_generation(live, staged)
        return _Past(common, newest + 1, meta.get(live, meta.INBOX_SECRET))


def _past_unread(step: moving.Step, staged: Any, state: Path | None) -> _Past:
    """Where none of today's can be read: as far as the backups and this computer know."""
    known = [one.generation for one in backups.listed(step.folder, step.keys) if one.is_ours]
    newest = max(_highest_seen(step.keys, state), *known, 0)
    common = history.latest(staged).generation
    return _Past(common, newest + 1, meta.get(staged, meta.INBOX_SECRET))


def _planned(
    step: moving.Step, theirs: VaultKeys, past: _Past, *, at: str
) -> tuple[moving.Step, moving.Fill]:
    """The step with the inbox key whose secret half goes into the database, and how to fill it."""
    public = keyslots.inbox_of(bytes.fromhex(past.inbox_secret))
    step = replace(step, after=replace(step.after, inbox=public))
    old, new = theirs.history_chain(), step.keys.history_chain()

    def fill(connection: Any) -> None:
        moving.bind(connection, step)
        meta.put(connection, meta.INBOX_SECRET, past.inbox_secret)
        if old != new:
            rechaining.rekey(connection, old, new)
        rechaining.tell_restore(
            connection, new, common=past.common, least_generation=past.least_generation, at=at
        )

    return step, fill


def _is_set_aside(vault: "Vault", *, pulse: Pulse) -> bool:
    """Make today's state a backup; False where it is too damaged for that."""
    try:
        # No pulse after it is copied: what a question stored then would be in neither.
        backups.finish(backups.copy_out(vault, reason="set-aside", pulse=pulse))
    except (BackupInvalid, VaultDamaged):
        return False
    return True


@contextmanager
def _unpacked(
    path: Path, keys: VaultKeys, step: moving.Step, clock: Clock, *, pulse: Pulse
) -> Iterator[tuple[Any, moving.Step]]:
    """The backup's database, proven and of the newest schema, in a file that goes again.

    A record that did not fit its history does not stop it: that would lose all the others.
    """
    believed = kgbak.read(path).vault.header
    if believed.vault_id != step.before.vault_id:
        raise BackupInvalid(tr("This backup belongs to another vault."))
    part = step.folder / (step.after.db_file + epoch_files.STAGED)
    with opening.translated():
        epoch_files.remove(part)
    target = backups.unpack(path, keys, part, pulse=pulse)
    connection = None
    try:
        with proving.proven(target, believed, pulse=pulse):
            pass
        connection = _newest_schema(target, keys, clock)
        with opening.translated():
            unfit = frozenset(history.verify(connection, keys.history_chain()))
        if any(one.kind == "chain" for one in unfit):
            raise BackupInvalid(tr("What this backup holds does not fit its history of changes."))
        yield connection, replace(step, unfit=unfit)
    finally:
        if connection is not None:
            connection.close()
        target.wipe()
        with suppress(OSError):
            epoch_files.remove(part)


def _newest_schema(target: Target, keys: VaultKeys, clock: Clock) -> Any:
    with opening.translated():
        connection = opener.open_existing(target, guarded=False)
        try:
            due = migrate.pending(connection, migrate.steps())
            opening.bring_up_to_date(connection, due, keys, at=clock.now())
        except BaseException:
            connection.close()
            raise
    return connection


def _copy_of(staged: Any) -> Callable[[Target], Any]:
    def copy(target: Target) -> Any:
        copying.copy_database(staged, target)
        return staged

    return copy


def _highest_seen(keys: VaultKeys, state: Path | None) -> int:
    last = seen.recall(state, keys) if state is not None else None
    return 0 if last is None else last.generation
