"""Sealed letters: which there are, opening one, and what may become of it."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.store import entries, letters
from ketaguide.store.letters import Letter
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class SealedRow:
    """A letter as a list shows it: none of its words."""

    id: str
    written_at: datetime
    zone: str


@dataclass(frozen=True)
class Moved:
    """What ``back`` needs; held in memory only, for as long as undoing is offered."""

    entry_id: str
    letter: Letter = field(repr=False)


def listed(db: Db) -> tuple[SealedRow, ...]:
    """Newest first."""
    return tuple(SealedRow(one.id, one.written_at, one.zone) for one in letters.every(db))


def to_journal(db: Db, *, letter_id: str) -> Moved:
    """Make an entry of it, of the day on which it was written; it is found by searching then.

    Raises:
        NotFound: it is gone already.
    """
    letter = letters.remove(db, letter_id)
    entry = entries.add(
        db,
        title=letter.title,
        body=letter.body,
        written_at=letter.written_at,
        zone=letter.zone,
        session_id=letter.session_id,
    )
    return Moved(entry.id, letter)


def back(db: Db, *, moved: Moved) -> None:
    """Seal it again.

    Raises:
        NotFound: the entry was deleted in the meantime.
    """
    entries.remove(db, moved.entry_id)
    letters.restore(db, moved.letter)


def shred(db: Db, *, letter_id: str) -> None:
    """Let it go for good: there is no way back but an older backup.

    Its pages are overwritten when they become free; see ``secure_delete`` in the vault's format.

    Raises:
        NotFound: it is gone already.
    """
    letters.remove(db, letter_id)
