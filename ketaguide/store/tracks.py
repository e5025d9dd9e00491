"""The person's own music files for a session, in their order: where they lie, never their sound."""

from collections.abc import Sequence

from sqlmodel import Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record


class Track(Record, table=True):
    """``path`` may name a file that is not there any more."""

    __tablename__ = "track"

    position: int = Field(ge=0)
    path: str = Field(repr=False)
    title: str = Field(repr=False)


def add(db: Db, *, path: str, title: str) -> Track:
    """After all others."""
    return keeping.create(db, Track, {"position": len(every(db)), "path": path, "title": title})


def remove(db: Db, track_id: str) -> Track:
    """Hands back a copy that ``restore`` takes."""
    return keeping.erase(db, keeping.find(db, Track, track_id))


def restore(db: Db, track: Track) -> Track:
    """Put a removed one back under its id."""
    return keeping.put_back(db, track)


def order(db: Db, track_ids: Sequence[str]) -> None:
    """The new order; ids that are gone are left out."""
    known = {track.id: track for track in every(db)}
    for position, track_id in enumerate(one for one in track_ids if one in known):
        keeping.alter(db, known[track_id], {"position": position})


def every(db: Db) -> list[Track]:
    """In their order."""
    return list(db.exec(select(Track).order_by(col(Track.position), col(Track.id))))
