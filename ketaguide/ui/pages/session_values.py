"""The plan of a session as its form holds it: plain texts, which is also what a draft keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ketaguide.base.clock import local

if TYPE_CHECKING:
    from ketaguide.content.clinic import Clinic
    from ketaguide.store.sessions import Route, Session, SessionFields

TEXTS = (
    "place",
    "route_note",
    "with_whom",
    "ride_home",
    "clinic_name",
    "clinic_phone",
    "rule_food",
    "rule_drink",
    "rule_medicines",
    "rule_driving",
    "rule_other",
)
CLINIC = tuple(name for name in TEXTS if name.startswith(("clinic_", "rule_")))
NAMES = ("day", "time", "zone", "route", *TEXTS)

# A first guess, changed by most; a week ahead in the morning is rarely in the past.
_AHEAD = timedelta(days=7)
_AT = time(10)


def of_clinic(clinic: Clinic | None) -> dict[str, str]:
    """What a clinic gave, field by field; empty where it said nothing."""
    if clinic is None:
        return dict.fromkeys(CLINIC, "")
    rules = {f"rule_{name}": words.strip() for name, words in clinic.texts()}
    return {
        **dict.fromkeys(CLINIC, ""),
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        **rules,
    }


def fresh(now: datetime, zone: str, *, clinic: Clinic | None = None) -> dict[str, str]:
    """What a new plan begins with: a guess at the day, and what the clinic gave."""
    day = local(now, zone).date() + _AHEAD
    return {
        **dict.fromkeys(NAMES, ""),
        **of_clinic(clinic),
        "day": day.isoformat(),
        "time": f"{_AT:%H:%M}",
        "zone": zone,
    }


def of_session(session: Session) -> dict[str, str]:
    """A stored plan. "Other" without a note means that nobody has said."""
    starts = local(session.starts_at, session.zone)
    route = session.route
    return {
        **{name: getattr(session, name) for name in TEXTS},
        "day": starts.date().isoformat(),
        "time": f"{starts:%H:%M}",
        "zone": session.zone,
        "route": "" if route == "other" and not session.route_note.strip() else route,
    }


def read_draft(text: str, fallback: Mapping[str, str]) -> dict[str, str]:
    """A draft over what it was begun from; what cannot be read is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        found = {}
    if not isinstance(found, dict):
        found = {}
    kept = {n: v for n, v in found.items() if n in NAMES and isinstance(v, str)}
    values = {**fallback, **kept}
    if starts_at(values) is None:
        values |= {name: fallback[name] for name in ("day", "time", "zone")}
    return values


def starts_at(values: Mapping[str, str]) -> datetime | None:
    """The moment meant; None where these texts are none."""
    try:
        day, at = date.fromisoformat(values["day"]), time.fromisoformat(values["time"])
        return datetime.combine(day, at, _zone(values["zone"])).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_skipped(values: Mapping[str, str]) -> bool:
    """Whether the clocks there go past this time, so that it is on no clock that day."""
    moment = starts_at(values)
    if moment is None:
        return False
    shown = local(moment, values["zone"])
    return f"{shown:%H:%M}" != values["time"]


def fields(values: Mapping[str, str]) -> SessionFields:
    """What the store takes."""
    moment = starts_at(values)
    if moment is None:
        raise ValueError("the form keeps day and time valid")
    route: Route = "other"
    for known in ("iv", "im", "lozenge", "nasal"):
        if values["route"] == known:
            route = known
    return {
        "starts_at": moment,
        "zone": values["zone"],
        "route": route,
        "place": values["place"].strip(),
        "route_note": values["route_note"].strip(),
        "with_whom": values["with_whom"].strip(),
        "ride_home": values["ride_home"].strip(),
        "clinic_name": values["clinic_name"].strip(),
        "clinic_phone": values["clinic_phone"].strip(),
        "rule_food": values["rule_food"].strip(),
        "rule_drink": values["rule_drink"].strip(),
        "rule_medicines": values["rule_medicines"].strip(),
        "rule_driving": values["rule_driving"].strip(),
        "rule_other": values["rule_other"].strip(),
    }


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as problem:
        raise ValueError("no such zone") from problem
