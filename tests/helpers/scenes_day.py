"""The day of a session: notes, looking in, music, tonight, whom to call."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ketaguide.flows import session_day
from ketaguide.store import sessions, tracks
from ketaguide.ui.errands import OpenDay
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.scene_makers import all_of, answer, at, coming
from tests.helpers.scenes_apart import PASSPORT, finished
from tests.helpers.stage import Scene, press

# Of Rowan's coming session: shortly before, and an hour after it began.
_BEFORE = datetime(2026, 11, 26, 9, 40, tzinfo=UTC)
_DURING = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


def day_scenes() -> tuple[Scene, ...]:
    agreed = finished("consent-passport", PASSPORT)
    under_way = _there(all_of(agreed, noted, music))
    late = _there(all_of(agreed, partial(noted, minutes_ago=16)))
    scene = partial(Scene, vault="demo", now=_DURING)
    return (
        Scene("day", _there(agreed), "demo", now=_BEFORE),
        scene("day-no-passport", _there(lambda _db: None)),
        scene("day-notes", under_way),
        scene("day-looking-in", under_way, act=press("day_way_looks")),
        scene("day-look-due", late, act=press("day_way_looks")),
        scene("day-music", under_way, act=press("day_way_music")),
        scene("day-music-none", _there(agreed), act=press("day_way_music")),
        scene("day-tonight", under_way, act=press("day_way_tonight")),
        scene("day-call", under_way, act=press("day_to_call")),
        scene("day-taken-back", under_way, act=press("day_undo")),
    )


def noted(db: Db, *, minutes_ago: int = 4) -> None:
    """Arrived, some notes, and a look a few minutes ago."""
    session = sessions.coming(db, now=_DURING)
    assert session is not None
    add = partial(session_day.note, db, session_id=session.id)
    add(at=_DURING - timedelta(minutes=70), words="Arrived")
    add(at=_DURING - timedelta(minutes=40))
    add(at=_DURING - timedelta(minutes=25), words="warm, far away")
    looked = _DURING - timedelta(minutes=minutes_ago)
    session_day.looked_in(db, session_id=session.id, at=looked)


def music(db: Db) -> None:
    """One file that is there on any computer with the sources, and one that is not."""
    tracks.add(db, path="/media/music/rain-on-a-tent.flac", title="Rain on a tent")
    tracks.add(db, path=str(Path("/media/music/cello.mp3")), title="Cello, slow")


def _there(first: Callable[[Db], object]) -> Callable[[Room], QWidget]:
    def make(room: Room) -> QWidget:
        answer(room, first)
        return at(OpenDay(coming(room)))(room)

    return make
