"""An entry as it reads now, with all its earlier changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ketaguide.flows import keep_entry, versions
from ketaguide.flows.versions import Change
from ketaguide.store import entries
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class History:
    """``now`` has the entry's fields as a version holds them; changes are newest first."""

    title: str = field(repr=False)
    written_at: datetime
    zone: str
    now: Mapping[str, Any] = field(repr=False)
    changes: tuple[Change, ...] = ()


def history(db: Db, *, entry_id: str) -> History:
    """Raises NotFound: it was deleted."""
    entry = entries.get(db, entry_id)
    return History(
        title=entry.title,
        written_at=entry.written_at,
        zone=entry.zone,
        now=keep_entry.facts(entry),
        changes=versions.listed(db, entry_id=entry_id),
    )
