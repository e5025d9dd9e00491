"""Rowan: a made-up person with three sessions, for looking around and for pictures.

The guides are answered and finished as a person would, so what is shown is what the guides make.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ketaguide.base.clock import local
from ketaguide.base.paths import resources
from ketaguide.content.catalogue import Catalogue
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.flows import finish_run, save_run, start_run
from ketaguide.store import commitments, contacts, entries, preferences, sessions
from ketaguide.store import plan as safety_plan
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db


def fill(db: Db, *, now: datetime, zone: str, catalogue: Catalogue) -> None:
    """Write Rowan's record into an empty vault, so that the next session is in three days.

    Args:
        now: aware; the days of the record count from its date in ``zone``.
        catalogue: has the guides of the core pack; runs of guides it lacks are left out.
    """
    rowan, days = told(), _Days(now, zone)
    preferences.put(db, preferences.PERSON_NAME, rowan["person_name"])
    preferences.put(db, preferences.VAULT_NAME, rowan["vault_name"])
    preferences.put(db, preferences.HOME_SHOWS_WORDS, True)
    preferences.put(db, preferences.RECOVERY_DONE, True)
    for person in rowan["contacts"]:
        contacts.add(db, **person)
    for section, text in rowan["plan"].items():
        safety_plan.put(db, section, text=text, zone=zone)
    planned = [_session(db, plan, days) for plan in rowan["sessions"]]
    for run in rowan["runs"]:
        if catalogue.has(run["guide"]):
            _answer(db, run, planned, catalogue, days)
    for note in rowan["notes"]:
        entries.add(
            db,
            title=note["title"],
            body=note["body"],
            written_at=days.moment(note["day"], note["at"]),
            zone=zone,
            phase=note["phase"],
            session_id=planned[note["session"]].id,
        )


def told() -> dict[str, Any]:
    """What the shipped file tells of Rowan."""
    return tomllib.loads((resources() / "demo" / "rowan.toml").read_text("utf-8"))


@dataclass(frozen=True)
class _Days:
    now: datetime
    zone: str

    def moment(self, day: int, at: str, *, after: datetime | None = None) -> datetime:
        """The wall clock's ``at``, so many days after today or after a given moment."""
        date = local(after or self.now, self.zone).date() + timedelta(days=day)
        try:
            here = ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return datetime.combine(date, time.fromisoformat(at), UTC)
        return datetime.combine(date, time.fromisoformat(at), here)


def _session(db: Db, plan: dict[str, Any], days: _Days) -> Session:
    texts = {name: value for name, value in plan.items() if name not in ("day", "at")}
    at = days.moment(plan["day"], plan["at"])
    return sessions.add(db, **{**texts, "starts_at": at, "zone": days.zone})


def _answer(
    db: Db, wrote: dict[str, Any], planned: Sequence[Session], catalogue: Catalogue, days: _Days
) -> None:
    guide, session = catalogue.guide(wrote["guide"]), planned[wrote["session"]]
    at = min(days.moment(wrote["day"], wrote["at"], after=session.starts_at), days.now)
    begun = start_run.begin(db, guide=guide, session_id=session.id, now=at, zone=days.zone)
    run = GuideRun(guide, begun)
    for prompt_id, value in wrote["answers"].items():
        run.answer(prompt_id, value)
    end = wrote.get("until_part", "")
    for _ in guide.steps:
        if (end and run.step.part == end) or run.advance() is not Outcome.MOVED:
            break
    if end:
        save_run.save_state(db, state=run.state)
        return
    done = finish_run.finish(db, guide=guide, state=run.state, now=at, zone=days.zone)
    if wrote.get("kept_step") and done.commitment_id:
        commitments.change(db, done.commitment_id, status="kept")
