"""The person's own choices and names, which are personal and so live in the vault."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Field, select

from ketaguide.engine.quiet import DEFAULT_HOURS
from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, from_stored, to_stored

T = TypeVar("T", bool, int, str)

PERSON_NAME = "person_name"
VAULT_NAME = "vault_name"
HOME_SHOWS_WORDS = "home_shows_words"
SAFETY_WHEN_LOCKED = "safety_when_locked"
PLAN_WHEN_LOCKED = "plan_when_locked"
RECOVERY_PENDING_SINCE = "recovery_pending_since"
RECOVERY_DONE = "recovery_done"
INBOX_WANTED = "inbox_wanted"
# A path may name a person, so it is kept here and not in the settings.
SECOND_FOLDER = "second_backup_folder"
# What Home leaves out for a day: "2026-11-23 preparing/intention".
NOT_NOW = "not_now"
# How many hours after a session big steps wait; 0 is not at all.
QUIET_HOURS = "quiet_hours"
# Until when Home does not ask again to try the recovery code.
DRILL_PUT_OFF = "recovery_drill_put_off"
# Whether the journal shows what was written on this day in earlier years.
ON_THIS_DAY = "on_this_day"
# Lines under "Coming up" that someone left, as JSON: which, and the day they may come back.
COMING_LEFT_OUT = "coming_left_out"
# Whether a quiet word comes on days with something on them, while the program is open.
NOTES_WHILE_OPEN = "notes_while_open"

# How many minutes lie between two looks of whoever stays, on a session's day.
LOOK_IN_MINUTES = "look_in_minutes"
# The session of which somebody looked in last, and when: "<id> 2026-11-26T11:00:00+00:00".
LOOKED_IN = "looked_in"


class Preference(Record, table=True):
    """Its id is its name; ``value`` is JSON."""

    __tablename__ = "preference"

    value: str = Field(repr=False)


@dataclass(frozen=True)
class Preferences:
    """All of them at once, with their defaults."""

    person_name: str = ""
    vault_name: str = ""
    home_shows_words: bool = False
    safety_when_locked: bool = False
    recovery_done: bool = False
    recovery_pending_since: datetime | None = None
    not_now: str = ""
    inbox_wanted: bool = False
    quiet_hours: int = DEFAULT_HOURS
    notes_while_open: bool = False
    on_this_day: bool = False

    def __repr__(self) -> str:
        return "Preferences()"


def get(db: Db, name: str, default: T) -> T:
    """The stored value; ``default`` where none is stored or its type is another."""
    stored = _read(db.get(Preference, name))
    return stored if type(stored) is type(default) else default


def put(db: Db, name: str, value: bool | int | str) -> None:  # noqa: FBT001 - the value itself
    """Store ``value`` under ``name``; storing the same again changes nothing."""
    fields = {"value": json.dumps(value, ensure_ascii=False)}
    record = db.get(Preference, name)
    if record is None:
        keeping.create_with_id(db, Preference, name, fields)
    else:
        keeping.alter(db, record, fields)


def put_several(db: Db, *, values: Mapping[str, bool | int | str]) -> None:
    """Store several at once."""
    for name, value in values.items():
        put(db, name, value)


def get_moment(db: Db, name: str) -> datetime | None:
    """A stored moment; None where there is none."""
    return _moment(get(db, name, ""))


def put_moment(db: Db, name: str, moment: datetime | None) -> None:
    """None takes the moment away."""
    put(db, name, to_stored(moment) if moment else "")


def chosen_at(db: Db, name: str) -> datetime | None:
    """When it was last set to what it is; None where it never was."""
    record = db.get(Preference, name)
    return record.changed_at if record else None


def every(db: Db) -> Preferences:
    """What Home and Settings need, in one question."""
    stored = {record.id: _read(record) for record in db.exec(select(Preference))}
    return Preferences(
        person_name=_typed(stored, PERSON_NAME, ""),
        vault_name=_typed(stored, VAULT_NAME, ""),
        home_shows_words=_typed(stored, HOME_SHOWS_WORDS, False),
        safety_when_locked=_typed(stored, SAFETY_WHEN_LOCKED, False),
        recovery_done=_typed(stored, RECOVERY_DONE, False),
        recovery_pending_since=_moment(_typed(stored, RECOVERY_PENDING_SINCE, "")),
        not_now=_typed(stored, NOT_NOW, ""),
        inbox_wanted=_typed(stored, INBOX_WANTED, False),
        quiet_hours=_typed(stored, QUIET_HOURS, DEFAULT_HOURS),
        on_this_day=_typed(stored, ON_THIS_DAY, False),
        notes_while_open=_typed(stored, NOTES_WHILE_OPEN, False),
    )


def _moment(text: str) -> datetime | None:
    return from_stored(text) if text else None


def _typed(stored: dict[str, Any], name: str, default: T) -> T:
    value = stored.get(name)
    return value if type(value) is type(default) else default


def _read(record: Preference | None) -> Any:
    try:
        return json.loads(record.value) if record else None
    except ValueError:
        return None
