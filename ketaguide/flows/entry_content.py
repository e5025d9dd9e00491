"""What an editor holds of an entry: words, moment and facts; as a draft, and as the store's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, get_args

from ketaguide.flows import delete_entry, keep_entry
from ketaguide.store import entries
from ketaguide.store.entries import Entry, EntryFields, Phase
from ketaguide.vault.db import Db

HIGHEST = 10


@dataclass(frozen=True)
class Facts:
    """What may be said about an entry, all of it optional.

    ``feelings`` are ids or the person's own words, each with a strength from 0 to 10.
    """

    mood: int | None = field(default=None, repr=False)
    energy: int | None = field(default=None, repr=False)
    feelings: Mapping[str, int] = field(default_factory=dict, repr=False)
    tags: tuple[str, ...] = field(default=(), repr=False)
    phase: Phase = ""
    session_id: str = ""
    pinned: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is told. Phase, session and pin say where an entry belongs, not what."""
        return self.mood is None and self.energy is None and not self.feelings and not self.tags


@dataclass(frozen=True)
class Content:
    """Of an entry with only a mood or a feeling the facts are all there is, and that is enough.

    Attributes:
        entry_id: which id a new entry will have; empty where there is one already.
        came: ids of the pictures that came since this was begun. They are stored.
    """

    written_at: datetime
    zone: str
    title: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    facts: Facts = Facts()
    entry_id: str = ""
    came: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        has_words = self.title.strip() or self.body.strip()
        return not has_words and not self.came and self.facts.is_blank

    def fields(self) -> EntryFields:
        """As the store takes it."""
        facts = self.facts
        return EntryFields(
            title=self.title.strip(),
            body=self.body,
            written_at=self.written_at,
            zone=self.zone,
            mood=facts.mood,
            energy=facts.energy,
            feelings=entries.feelings_text(facts.feelings),
            tags=entries.tags_text(facts.tags),
            phase=facts.phase,
            session_id=facts.session_id or None,
            pinned=facts.pinned,
        )

    def to_json(self) -> str:
        facts = self.facts
        return json.dumps(
            {
                "title": self.title,
                "body": self.body,
                "written_at": self.written_at.astimezone(UTC).isoformat(),
                "zone": self.zone,
                "mood": facts.mood,
                "energy": facts.energy,
                "feelings": dict(facts.feelings),
                "tags": list(facts.tags),
                "phase": facts.phase,
                "session_id": facts.session_id,
                "pinned": facts.pinned,
                "entry_id": self.entry_id,
                "pictures": list(self.came),
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str, *, otherwise: Content) -> Content:
        """The content again; what cannot be read in it is taken from ``otherwise``.

        Drafts from before there were facts know nothing of them.
        """
        try:
            told = json.loads(text)
            return cls(
                title=str(told.get("title", otherwise.title)),
                body=str(told.get("body", otherwise.body)),
                written_at=_moment(told.get("written_at"), otherwise.written_at),
                zone=str(told.get("zone") or otherwise.zone),
                facts=_facts(told, otherwise.facts),
                entry_id=str(told.get("entry_id") or otherwise.entry_id),
                came=_came(told.get("pictures")),
            )
        except (ValueError, AttributeError, RecursionError):
            return otherwise


def keep(
    db: Db,
    *,
    content: Content,
    entry_id: str,
    draft_key: str,
    is_new: bool,
    now: datetime,
    here: str,
) -> str:
    """Store it as ``keep_entry`` does, and say under which key its next draft lies."""
    keep_entry.keep(
        db,
        entry_id=entry_id,
        is_new=is_new,
        now=now,
        here=here,
        draft_key=draft_key,
        **content.fields(),
    )
    return delete_entry.draft_key(entry_id)


def content_of(entry: Entry) -> Content:
    """An entry as it is stored."""
    return Content(
        title=entry.title,
        body=entry.body,
        written_at=entry.written_at,
        zone=entry.zone,
        facts=Facts(
            mood=entry.mood,
            energy=entry.energy,
            feelings=entries.feelings(entry),
            tags=entries.tags(entry),
            phase=entry.phase,
            session_id=entry.session_id or "",
            pinned=entry.pinned,
        ),
    )


def _phase(value: object, otherwise: Phase) -> Phase:
    return next((one for one in get_args(Phase) if one == value), otherwise)


def _facts(told: Mapping[str, Any], otherwise: Facts) -> Facts:
    felt, tags = told.get("feelings"), told.get("tags")
    pinned, session = told.get("pinned"), told.get("session_id")
    return Facts(
        mood=_mark(told["mood"]) if "mood" in told else otherwise.mood,
        energy=_mark(told["energy"]) if "energy" in told else otherwise.energy,
        feelings=_felt(felt) if isinstance(felt, dict) else otherwise.feelings,
        tags=tuple(map(str, tags)) if isinstance(tags, list) else otherwise.tags,
        phase=_phase(told.get("phase"), otherwise.phase),
        session_id=session if isinstance(session, str) else otherwise.session_id,
        pinned=pinned if isinstance(pinned, bool) else otherwise.pinned,
    )


def _came(ids: object) -> tuple[str, ...]:
    return tuple(map(str, ids)) if isinstance(ids, list) else ()


def _felt(given: Mapping[str, Any]) -> dict[str, int]:
    marks = {name: _mark(value) for name, value in given.items()}
    return {name: mark for name, mark in marks.items() if mark is not None}


def _mark(value: object) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and 0 <= value <= HIGHEST else None  # type: ignore[operator,return-value]


def _moment(text: object, otherwise: datetime) -> datetime:
    moment = datetime.fromisoformat(text) if isinstance(text, str) else otherwise
    return moment if moment.tzinfo is not None else otherwise
