"""One entry with what was drawn from it and what was changed in it but not saved yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ketaguide.base.errors import NotFound
from ketaguide.content.pictures import PICTURES
from ketaguide.engine.outline import Outline, Row
from ketaguide.flows.delete_entry import draft_key
from ketaguide.flows.entry_content import Content, content_of
from ketaguide.store import commitments, drafts, entries, insights, runs, sessions, versions
from ketaguide.store.commitments import Commitment
from ketaguide.store.entries import Entry
from ketaguide.store.insights import Insight
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db

NEW = "entry:new"


@dataclass(frozen=True)
class Reading:
    """Attributes:
    entry: None for an entry that is being written for the first time.
    feelings: word id to strength, 0 to 10.
    pictures: body maps and drawings of the guide that the entry came from.
    key: where the editor's unsaved text lies.
    draft: the JSON text that the editor left; empty where nothing is unsaved.
    session: the one it belongs to.
    versions: in how many earlier wordings it is kept.
    content: the entry as an editor holds it.
    """

    key: str
    entry: Entry | None = field(default=None, repr=False)
    feelings: Mapping[str, int] = field(default_factory=dict, repr=False)
    insights: tuple[Insight, ...] = field(default=(), repr=False)
    commitments: tuple[Commitment, ...] = field(default=(), repr=False)
    pictures: tuple[Row, ...] = field(default=(), repr=False)
    draft: str = field(default="", repr=False)
    session: Session | None = field(default=None, repr=False)
    versions: int = 0
    content: Content | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Begun:
    """Which writing was begun and not kept: a new entry, and changes to those named."""

    new: bool = False
    entry_ids: frozenset[str] = frozenset()


def read(db: Db, *, entry_id: str = "") -> Reading:
    """An entry to read, or what was begun where ``entry_id`` is empty.

    Raises:
        NotFound: it was deleted.
    """
    key = draft_key(entry_id) if entry_id else NEW
    draft = drafts.get(db, key=key)
    content = draft.content if draft else ""
    if not entry_id:
        return Reading(key=key, draft=content)
    entry = entries.get(db, entry_id)
    return Reading(
        key=key,
        entry=entry,
        feelings=entries.feelings(entry),
        insights=tuple(insights.for_entry(db, entry_id)),
        commitments=tuple(commitments.for_entry(db, entry_id)),
        pictures=_pictures(db, entry),
        draft=content,
        session=_session(db, entry),
        versions=versions.next_number(db, entry_id) - 1,
        content=content_of(entry),
    )


def begun(db: Db) -> Begun:
    """All drafts of entries, by whom they belong to."""
    keys = {draft.key for draft in drafts.every(db)}
    prefix = draft_key("")
    ids = {key.removeprefix(prefix) for key in keys if key.startswith(prefix) and key != NEW}
    return Begun(new=NEW in keys, entry_ids=frozenset(ids))


def throw_away(db: Db, *, key: str) -> str:
    """Drop a draft and hand back its content, for ``drafts.put`` to undo it."""
    draft = drafts.get(db, key=key)
    drafts.remove(db, key=key)
    return draft.content if draft else ""


def _session(db: Db, entry: Entry) -> Session | None:
    try:
        return sessions.get(db, entry.session_id) if entry.session_id else None
    except NotFound:
        return None


def _pictures(db: Db, entry: Entry) -> tuple[Row, ...]:
    try:
        run = runs.get(db, entry.run_id) if entry.run_id else None
    except NotFound:
        return ()
    sections = Outline.from_json(run.outline).sections if run is not None else ()
    return tuple(row for one in sections for row in one.rows if row.kind in PICTURES)
