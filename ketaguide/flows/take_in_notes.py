"""What was written while the vault was locked becomes entries, each of them once."""

from datetime import datetime

from ketaguide.store import entries, keeping
from ketaguide.vault.db import Db
from ketaguide.vault.inbox import Note

WHILE_LOCKED = "while-locked"


def store(db: Db, *, notes: tuple[Note, ...], now: datetime) -> int:
    """Add what is not here yet. A note that came before, or was deleted since, is passed over.

    Returns:
        How many entries are new.
    """
    added = 0
    for note in notes:
        if not note.text.strip() or keeping.was_here(db, entries.Entry, note.id):
            continue
        fields = {
            "body": note.text,
            # A note says itself when it was written; nobody writes in the future.
            "written_at": min(note.at, now),
            "zone": note.zone,
            "kind": WHILE_LOCKED,
        }
        keeping.create_with_id(db, entries.Entry, note.id, fields)
        added += 1
    return added
