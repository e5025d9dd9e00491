"""Music files on this computer, in the person's own order; only their places are kept."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ketaguide.store import tracks
from ketaguide.store.tracks import Track
from ketaguide.vault.db import Db

# Source: our own choice: what common players of the three systems open.
SUFFIXES = (".mp3", ".m4a", ".m4b", ".aac", ".flac", ".ogg", ".oga", ".opus", ".wav", ".wma")
# Where Linux desktops hang in what lies on other computers.
_ELSEWHERE = ("gvfs", "kio-fuse")


def is_own(path: str) -> bool:
    """Whether a path may name an audio file on this computer, by its words alone.

    A path of two slashes is another computer's; asking whether it is there would already ring it.
    """
    if not path or path.startswith(("//", "\\\\")) or "\0" in path or "://" in path:
        return False
    place = Path(path)
    parts = [part.casefold() for part in place.parts]
    away = any(part in _ELSEWHERE or part.startswith("smb-share:") for part in parts)
    return place.is_absolute() and not away and place.suffix.casefold() in SUFFIXES


def playable(path: str) -> Path | None:
    """The file to hand to a player; None where it is none of the person's own, or gone."""
    if not is_own(path):
        return None
    try:
        real = Path(path).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    # A link may lead to anything.
    return real if is_own(str(real)) and real.is_file() else None


def there(paths: Iterable[str]) -> frozenset[str]:
    """Those that can be played now. Asks the disk, so not on the thread of the window."""
    return frozenset(path for path in paths if playable(path) is not None)


def add(db: Db, *, paths: Sequence[Path]) -> tuple[Track, ...]:
    """Put them after all others; what is no audio file, or there already, is left out."""
    known = {track.path for track in tracks.every(db)}
    added = []
    for path in map(str, paths):
        if is_own(path) and path not in known:
            known.add(path)
            added.append(tracks.add(db, path=path, title=Path(path).stem))
    return tuple(added)


def move(db: Db, *, track_id: str, by: int) -> None:
    """One place up (-1) or down (1); at an end it stays."""
    ids = [track.id for track in tracks.every(db)]
    if track_id not in ids:
        return
    here = ids.index(track_id)
    place = min(max(here + by, 0), len(ids) - 1)
    ids.insert(place, ids.pop(here))
    tracks.order(db, ids)


def remove(db: Db, *, track_id: str) -> Track:
    """From the list only: the file stays where it is."""
    gone = tracks.remove(db, track_id)
    tracks.order(db, [track.id for track in tracks.every(db)])
    return gone


def undo_remove(db: Db, *, track: Track) -> None:
    """Put it back where it was."""
    position = track.position
    restored = tracks.restore(db, track)
    ids = [one.id for one in tracks.every(db) if one.id != restored.id]
    ids.insert(position, restored.id)
    tracks.order(db, ids)
