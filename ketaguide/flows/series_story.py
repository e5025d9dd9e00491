"""A series laid side by side: what a person wrote for each session, and nothing added to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ketaguide.content.catalogue import Catalogue
from ketaguide.content.pictures import BodyMap, clean_body
from ketaguide.engine.outline import Outline, Row
from ketaguide.flows import series as flow
from ketaguide.flows.series import Place
from ketaguide.store import entries, series, sessions, side_by_side
from ketaguide.store.series import Series
from ketaguide.store.sessions import Session
from ketaguide.store.side_by_side import Stepped
from ketaguide.vault.db import Db

SETTING = "set-and-setting"
# Readiness answers are for that day's decision, and what is recalled was written elsewhere.
_LEFT_OUT = ("signs", "gate", "recall")


@dataclass(frozen=True)
class Line:
    """What was noted under a label of a guide."""

    label: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True)
class Story:
    """One session; whatever was not noted is empty.

    Attributes:
        setting: from the set-and-setting guide.
        feelings: ids of words, those noted first before the others.
        body: regions as ``content.pictures`` has them; empty where no map was made.
        body_words: the same in words.
    """

    session: Session = field(repr=False)
    place: Place | None
    intention: str = field(default="", repr=False)
    setting: tuple[Line, ...] = field(default=(), repr=False)
    feelings: tuple[str, ...] = field(default=(), repr=False)
    body: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    body_words: str = field(default="", repr=False)
    insights: tuple[str, ...] = field(default=(), repr=False)
    steps: tuple[Stepped, ...] = field(default=(), repr=False)
    entries: int = 0


@dataclass(frozen=True)
class SeriesGlance:
    """What the page of a series needs.

    Attributes:
        series: None where there is none yet.
        all_series: each of them, newest first.
        every: all sessions, the one furthest ahead first.
        places: by the id of a session that is in a series.
    """

    series: Series | None = field(repr=False)
    stories: tuple[Story, ...] = ()
    all_series: tuple[Series, ...] = field(default=(), repr=False)
    every: tuple[Session, ...] = field(default=(), repr=False)
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)


def glance(db: Db, *, series_id: str, catalogue: Catalogue) -> SeriesGlance:
    """Read a series; the same number of questions however many sessions it has.

    Args:
        series_id: where it is empty or gone, the one whose session is furthest ahead, or else
            the one made last.
    """
    known, every = series.every(db), sessions.every(db)
    places = flow.places(db, every)
    found = next((one for one in known if one.id == series_id), None)
    if found is None:
        held = next((one.series_id for one in every if one.id in places), "")
        found = next((one for one in known if one.id == held), known[0] if known else None)
    mine = [one for one in reversed(every) if found is not None and one.series_id == found.id]
    return SeriesGlance(
        series=found,
        stories=_stories(db, sorted(mine, key=_by_number), places, catalogue),
        all_series=tuple(known),
        every=tuple(every),
        places=places,
    )


def pair(db: Db, *, session_ids: tuple[str, str], catalogue: Catalogue) -> tuple[Story, ...]:
    """Any two sessions, in the order they are named; those that are gone are left out."""
    every = sessions.every(db)
    known = {one.id: one for one in every}
    chosen = [known[one] for one in session_ids if one in known]
    return _stories(db, chosen, flow.places(db, every), catalogue)


def _stories(
    db: Db, chosen: Iterable[Session], places: Mapping[str, Place], catalogue: Catalogue
) -> tuple[Story, ...]:
    found = list(chosen)
    ids = [one.id for one in found]
    if not ids:
        return ()
    meant = side_by_side.intentions(db, session_ids=ids)
    counts = side_by_side.counts(db, session_ids=ids)
    felt = side_by_side.feelings(db, session_ids=ids)
    kept = side_by_side.insights(db, session_ids=ids)
    steps = side_by_side.steps(db, session_ids=ids)
    setting, bodies = _answers(db, ids, catalogue)
    return tuple(
        Story(
            session=one,
            place=places.get(one.id),
            intention=meant.get(one.id, "").strip(),
            setting=setting.get(one.id, ()),
            feelings=_feelings(text for session, text in felt if session == one.id),
            body=bodies[one.id].data["regions"] if one.id in bodies else {},
            body_words=bodies[one.id].words if one.id in bodies else "",
            insights=tuple(t.strip() for s, t in kept if s == one.id and t.strip()),
            steps=tuple(step for step in steps if step.session_id == one.id),
            entries=counts.get(one.id, 0),
        )
        for one in found
    )


def _answers(
    db: Db, ids: list[str], catalogue: Catalogue
) -> tuple[dict[str, tuple[Line, ...]], dict[str, Row]]:
    """What was noted of set and setting, and the body map made last, by the session's id.

    Only the guides that ask for one of them are read: answers can hold large drawings.
    """
    asked = {
        guide.id
        for guide in catalogue.guides("integration")
        if any(isinstance(prompt, BodyMap) for _, prompt in guide.prompts())
    }
    setting: dict[str, tuple[Line, ...]] = {}
    bodies: dict[str, Row] = {}
    for session, guide, text in side_by_side.outlines(
        db, session_ids=ids, guide_ids={*asked, SETTING}
    ):
        rows = [row for part in Outline.from_json(text).sections for row in part.rows]
        if guide == SETTING:
            noted = tuple(Line(r.label, r.words) for r in rows if r.kind not in _LEFT_OUT)
            setting[session] = noted or setting.get(session, ())
            continue
        for row in rows:
            value = clean_body(row.data) if row.kind == BodyMap.kind else None
            if value is not None:
                bodies[session] = row._replace(data=value)
    return setting, bodies


def _feelings(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(entries.felt(text))
    return tuple(found)


def _by_number(session: Session) -> tuple[int, Any, str]:
    return session.series_position, session.starts_at, session.id
