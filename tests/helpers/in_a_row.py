"""A made-up series: six infusions in three weeks, four of them past, seen from ``rooms.NOW``."""

from datetime import date, datetime, time, timedelta
from typing import Any

from ketaguide.content import series as patterns
from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, save_run, start_run
from ketaguide.flows import series as flow
from ketaguide.store import check_ins, commitments, entries, intentions, sessions
from ketaguide.store.sessions import Session, SessionFields
from ketaguide.vault.db import Db
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.scene_makers import all_no
from tests.helpers.vaults import ZONE

SHARED: SessionFields = {
    "place": "Linden Clinic, the room with the green chair",
    "with_whom": "Dr Amari, and Jo who sits with me",
    "route": "iv",
    "ride_home": "Sam drives",
    "clinic_name": "Linden Clinic",
    "clinic_phone": "020 7946 0190",
}
FIRST = date(2026, 11, 10)
TITLE = "Spring"

_MEANT = (
    "To be a little less busy with myself.",
    "I would like to know what the tiredness is about, if it wants to say.",
    "No particular goal. To come and see.",
    "More room for the people at my table.",
)
_BEFORE: tuple[dict[str, Any], ...] = (
    {"mood": 4, "energy": 3, "hope": 7, "fear": "That nothing happens, and that something does."},
    {"mood": 5, "energy": 6, "enough": "An hour of quiet."},
    {"mood": 2, "pressure": 8, "unfinished": "I have not answered Mira's letter."},
    {},
)
_AFTER: tuple[dict[str, Any], ...] = (
    {
        "path": "something",
        "fragments": "A garden wall, warm from the sun.",
        "feelings": {"words": {"settled": 6, "sad": 3, "curious": 5}, "own": [], "none": False},
        "where-in-body": {
            "regions": {
                "chest": {"amount": "more", "warmth": "warm", "words": "as if a coat came off"},
                "hand-left": {"amount": "", "warmth": "warm", "words": ""},
            }
        },
        "insight": "I have been carrying things for people who never asked me to.",
        "asks": "To put one of them down.",
        "step": "small",
        "action": "Ring Mira and say only that I would like to hear her voice.",
        "cue": "the kettle is on",
    },
    {"path": "little", "little-how": ["fine", "tired"], "little-words": "It was a nap with music."},
    {
        "path": "something",
        "fragments": "Water coming up the stairs. I wanted it to stop, and it did.",
        "feelings": {"words": {"frightened": 7, "relieved": 5}, "own": [], "none": False},
        "where-in-body": {
            "regions": {
                "throat": {"amount": "less", "warmth": "cold", "words": ""},
                "stomach": {"amount": "more", "warmth": "", "words": "a fist"},
                "belly": {"amount": "more", "warmth": "cold", "words": ""},
            }
        },
        "step": "rest",
    },
    {
        "path": "something",
        "feelings": {"words": {"warm": 4}, "own": [], "none": False},
        "insight": "The quiet is not empty.",
        "step": "rest",
    },
)


def spring(db: Db) -> None:
    """Six sessions, with what Rowan wrote for the first four."""
    starts = patterns.starts(patterns.days(patterns.PATTERNS[0], FIRST), at=time(10), zone=ZONE)
    idea = flow.Idea(title=TITLE, pattern="six-infusions", zone=ZONE)
    made = flow.plan(db, idea=idea, starts=starts, shared=SHARED, now=starts[0])
    every = sessions.for_series(db, made.id)
    for number, session in enumerate(every[:4]):
        intentions.add(db, session_id=session.id, text=_MEANT[number])
        _answer(db, session, "set-and-setting", _BEFORE[number], at=session.starts_at)
        _answer(db, session, "day-after", _AFTER[number], at=_later(session, days=1))
    _look_again(db, every[0])
    entries.add(
        db,
        title="On the bench by the canal",
        body="The rowers went past. I counted none of them.",
        written_at=_later(every[0], days=2),
        zone=ZONE,
        phase="integration",
        session_id=every[0].id,
    )
    intentions.add(db, session_id=every[4].id, text="To let the day be as long as it is.")


def spring_over(db: Db) -> None:
    """The same, a month earlier: all six are past."""
    spring(db)
    for session in sessions.every(db):
        sessions.change(db, session.id, starts_at=session.starts_at - timedelta(days=28))


def only_series(db: Db) -> str:
    """The id of the one series there is."""
    (place,) = {one.series_id for one in flow.places(db, sessions.every(db)).values()}
    return place


def _look_again(db: Db, session: Session) -> None:
    (step,) = [one for one in commitments.recent(db) if one.session_id == session.id]
    for after, choice, words in (
        (2, "keep", "Rang on Sunday. We talked about soup."),
        (7, "change", "Tuesdays suit her better."),
    ):
        check_ins.add(
            db,
            commitment_id=step.id,
            after_days=after,
            asked_at=_later(session, days=after),
            zone=ZONE,
            happened=words,
            choice=choice,  # type: ignore[arg-type]
        )


def _answer(
    db: Db, session: Session, guide_id: str, given: dict[str, Any], *, at: datetime
) -> None:
    if not given:
        return
    guide = core_catalogue().guide(guide_id)
    begun = start_run.begin(db, guide=guide, session_id=session.id, now=at, zone=ZONE)
    run = GuideRun(guide, begun)
    before = all_no(guide) if guide_id == "set-and-setting" else {}
    for name, value in {**before, **given}.items():
        run.answer(name, value)
    save_run.save_state(db, state=run.state)
    finish_run.finish(db, guide=guide, state=run.state, now=at, zone=ZONE)


def _later(session: Session, *, days: int) -> datetime:
    return min(session.starts_at + timedelta(days=days), NOW)
