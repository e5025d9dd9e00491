"""What there is to choose from while an entry is written: tags used before, and sessions."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.store import labels, sessions
from ketaguide.vault.db import Db

# Source: our own choice: more than anyone looks through, and few enough to keep in memory.
MOST_TAGS = 500


@dataclass(frozen=True)
class SessionChoice:
    """A session by its day and time."""

    id: str
    starts_at: datetime
    zone: str


@dataclass(frozen=True)
class Choices:
    """Tags most used first, sessions the one furthest ahead first."""

    tags: tuple[str, ...] = field(default=(), repr=False)
    sessions: tuple[SessionChoice, ...] = ()


def choices(db: Db) -> Choices:
    """Read anew each time an entry is opened for writing."""
    return Choices(
        tags=tuple(label for label, _ in labels.tags(db)[:MOST_TAGS]),
        sessions=tuple(
            SessionChoice(one.id, one.starts_at, one.zone) for one in sessions.every(db)
        ),
    )
