"""The journal in its views, over months of a made-up life with six sessions in a row."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from ketaguide.store import entries, preferences, series, sessions
from ketaguide.ui.errands import GoTo, ShowEntries
from ketaguide.ui.room import Room
from ketaguide.vault.db import Db
from tests.helpers.rooms import NOW
from tests.helpers.scene_makers import all_of, answer, at, put
from tests.helpers.stage import Scene, press

_ZONE = "Europe/Lisbon"
_FIRST = datetime(2026, 10, 6, 9, 30, tzinfo=UTC)
_LINES = (
    ("Walking again", "The long way home by the river. Nothing to solve today.", ("river",)),
    ("", "Slept badly, woke early. Tea and the quiet kitchen.", ("sleep",)),
    (
        "A call with Mara",
        "She asked how it was, and I did not need to explain.",
        ("people", "Mara"),
    ),
    ("What stayed", "The picture of the open field is still there when I close my eyes.", ()),
    ("Little happened", "Work, soup, an early night. That is fine too.", ("work", "sleep")),
)
_FELT: tuple[dict[str, int], ...] = (
    {"quiet": 6, "touched": 4},
    {"tired": 7},
    {"grateful": 5, "quiet": 3},
    {},
    {},
)


def journal_scenes() -> tuple[Scene, ...]:
    full = fill
    journal = at(GoTo("journal"), first=full)
    before = put(preferences.ON_THIS_DAY, True)
    return (
        Scene("journal-months", journal, "demo"),
        Scene("journal-narrow", journal, "demo", press("narrow")),
        Scene("journal-narrowed", at(ShowEntries(tag="sleep"), first=full), "demo"),
        Scene("journal-of-session", _of_session, "demo", press("before_session")),
        Scene("journal-none-fits", _none_fits, "demo"),
        Scene("journal-calendar", journal, "demo", press("view_calendar", "day_20")),
        Scene("journal-calendar-list", journal, "demo", press("view_calendar", "calendar_as_list")),
        Scene("journal-sessions", journal, "demo", press("view_session_id")),
        Scene("journal-tags", journal, "demo", press("view_tag")),
        Scene("journal-tags-none", at(GoTo("journal")), "demo", press("view_tag")),
        Scene("journal-feelings", journal, "demo", press("view_feeling")),
        Scene("journal-on-this-day", at(GoTo("journal"), first=all_of(full, before)), "demo"),
    )


def fill(db: Db) -> None:
    """Six sessions, a week apart; an entry nearly each day; one of a year ago."""
    row = series.add(db, zone=_ZONE, title="Six infusions", pattern="own", planned=6)
    made = [
        sessions.add(
            db,
            starts_at=_FIRST + timedelta(weeks=number),
            zone=_ZONE,
            series_id=row.id,
            series_position=number + 1,
        )
        for number in range(6)
    ]
    for number in range(60):
        at_moment = NOW - timedelta(days=number * 0.9 + 1, hours=number % 7)
        past = [one for one in made if one.starts_at < at_moment]
        title, body, tags = _LINES[number % len(_LINES)]
        entries.add(
            db,
            title=title,
            body=body,
            written_at=at_moment,
            zone=_ZONE,
            phase="integration" if past else "preparation",
            session_id=past[-1].id if past else None,
            tags=entries.tags_text(tags),
            feelings=entries.feelings_text(_FELT[number % len(_FELT)]),
            pinned=number in (1, 9),
        )
    entries.add(
        db,
        title="Before any of this",
        body="Rain, and the first leaves down.",
        written_at=NOW - timedelta(days=365),
        zone=_ZONE,
    )


def _of_session(room: Room) -> QWidget:
    answer(room, fill)
    third = answer(room, sessions.every)[4]
    return at(ShowEntries(session_id=third.id))(room)


def _none_fits(room: Room) -> QWidget:
    answer(room, fill)
    return at(ShowEntries(tag="sleep", feeling="anxious"))(room)
