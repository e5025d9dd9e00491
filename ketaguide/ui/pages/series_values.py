"""A plan for several sessions as its page holds it: plain texts, as its draft keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ketaguide.base.clock import local
from ketaguide.content import series as patterns
from ketaguide.ui.pages import session_values

if TYPE_CHECKING:
    from ketaguide.content.clinic import Clinic
    from ketaguide.flows.series_plan import SeriesPlan
    from ketaguide.store.sessions import SessionFields

IDEA = ("title", "pattern", "count", "between")
NAMES = (*IDEA, *session_values.NAMES)
# What each session takes over; the day and the rest are its own.
SHARED = ("route", *session_values.TEXTS)


@dataclass(frozen=True)
class Values:
    """What is typed.

    Attributes:
        texts: by ``NAMES``.
        own_days: day and time that the person chose, by the key of a ``Slot``.
    """

    texts: Mapping[str, str] = field(repr=False)
    own_days: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def to_json(self) -> str:
        kept = {key: list(pair) for key, pair in self.own_days.items()}
        return json.dumps({**self.texts, "own_days": kept}, ensure_ascii=False)


@dataclass(frozen=True)
class Slot:
    """A session to be: its key, its day and time on the clock of ``zone``."""

    key: str
    number: int
    day: str
    time: str
    zone: str
    is_own: bool = False

    @property
    def texts(self) -> dict[str, str]:
        return {"day": self.day, "time": self.time, "zone": self.zone}

    @property
    def moment(self) -> datetime | None:
        return session_values.starts_at(self.texts)

    @property
    def is_skipped(self) -> bool:
        """Whether the clocks there go past this time."""
        return session_values.is_skipped(self.texts)


def fresh(now: datetime, zone: str, *, clinic: Clinic | None) -> Values:
    """What a new series begins with."""
    return Values(
        {
            "title": "",
            "pattern": patterns.PATTERNS[0].id,
            "count": str(patterns.OWN_COUNT),
            "between": str(patterns.OWN_BETWEEN),
            **session_values.fresh(now, zone, clinic=clinic),
        }
    )


def of_plan(plan: SeriesPlan, now: datetime, zone: str) -> Values:
    """What is stored: of a series that is changed, what its next session has."""
    base = fresh(now, zone, clinic=plan.clinic)
    if plan.series is None:
        return base
    texts = {**base.texts, "title": plan.series.title, "pattern": plan.series.pattern}
    if plan.ahead:
        texts |= session_values.of_session(plan.ahead[0])
    return Values(texts)


def read_draft(text: str, fallback: Values) -> Values:
    """A draft over what it was begun from; what cannot be read is left out."""
    try:
        found: Any = json.loads(text)
    except ValueError:
        found = {}
    if not isinstance(found, dict):
        found = {}
    own = found.pop("own_days", {})
    texts = session_values.read_draft(json.dumps(found), fallback.texts)
    texts |= {name: found[name] for name in IDEA if isinstance(found.get(name), str)}
    kept = {
        key: (str(pair[0]), str(pair[1]))
        for key, pair in (own.items() if isinstance(own, dict) else ())
        if isinstance(pair, list) and len(pair) == 2 and _is_day(pair, texts["zone"])
    }
    return Values(texts, kept)


def pattern_of(values: Values) -> patterns.Pattern:
    """The chosen pattern, or the person's own."""
    return patterns.pattern_of(
        values.texts["pattern"],
        count=_number(values.texts["count"], patterns.OWN_COUNT),
        between=_number(values.texts["between"], patterns.OWN_BETWEEN),
    )


def slots(values: Values, plan: SeriesPlan | None) -> tuple[Slot, ...]:
    """The sessions as they would be: proposed ones, or those ahead of a series that is changed."""
    if plan is not None and plan.series is not None:
        given = [
            Slot(one.id, plan.begun + n, when["day"], when["time"], one.zone)
            for n, one in enumerate(plan.ahead, 1)
            for when in [session_values.of_session(one)]
        ]
    else:
        days = patterns.days(pattern_of(values), date.fromisoformat(values.texts["day"]))
        at, zone = values.texts["time"], values.texts["zone"]
        given = [Slot(str(n), n, day.isoformat(), at, zone) for n, day in enumerate(days, 1)]
    return tuple(_owned(slot, values.own_days.get(slot.key)) for slot in given)


def shifted(values: Values, found: Sequence[Slot], days: int) -> Values:
    """All of them so many days later, or earlier; the same where the calendar ends."""
    try:
        own = {
            slot.key: ((date.fromisoformat(slot.day) + timedelta(days=days)).isoformat(), slot.time)
            for slot in found
        }
    except OverflowError:
        return values
    return replace(values, own_days={**values.own_days, **own})


def shared(values: Values, *, only: Sequence[str] = SHARED) -> SessionFields:
    """What the store takes for each session, without its day.

    Args:
        only: the names wanted.
    """
    every = session_values.fields(values.texts)
    # "Other" with a note is one answer in two fields.
    wanted = {*only, "route"} if {"route", "route_note"} & {*only} else {*only}
    kept: SessionFields = {}
    for name in SHARED:
        if name in wanted:
            kept[name] = every[name]  # type: ignore[literal-required]
    return kept


def changed(values: Values, stored: Values) -> tuple[str, ...]:
    """Names of what each session would take over anew."""
    return tuple(
        name for name in SHARED if values.texts[name].strip() != stored.texts[name].strip()
    )


def words_day(slot: Slot) -> date:
    """The day as a date."""
    return date.fromisoformat(slot.day)


def today_of(slot: Slot, now: datetime) -> date:
    """Where the session is."""
    return local(now, slot.zone).date()


def _owned(slot: Slot, own: tuple[str, str] | None) -> Slot:
    if own is None or own == (slot.day, slot.time):
        return slot
    return replace(slot, day=own[0], time=own[1], is_own=True)


def _is_day(pair: list[Any], zone: str) -> bool:
    texts = {"day": str(pair[0]), "time": str(pair[1]), "zone": zone}
    return session_values.starts_at(texts) is not None


def _number(text: str, fallback: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else fallback
