"""Which entries a list is narrowed to, and how the database is asked for them in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ketaguide.store import labels
from ketaguide.vault.db import Db, to_stored

# Any of these walks newest first; which one, depends on what narrows most.
BY_WRITING = "entry_by_writing"

_LABELLED = 'e."row" IN (SELECT entry FROM entry_label WHERE sort = ? AND label IN ({}))'


@dataclass(frozen=True)
class Filter:
    """Everything given must hold. ``bool`` says whether anything is.

    Attributes:
        text: words as they are typed into a search box; only ``store.search`` heeds them.
        tag, feeling: whatever the case they were written in.
        since, until: when it was written, from the first and to just before the second.
        has_pictures: pictures that were put into the entry; a guide's drawings are none.
    """

    text: str = field(default="", repr=False)
    session_id: str = ""
    tag: str = field(default="", repr=False)
    feeling: str = field(default="", repr=False)
    phase: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    pinned: bool = False
    has_pictures: bool = False

    def __bool__(self) -> bool:
        return replace(self, text=self.text.strip()) != EVERYTHING


EVERYTHING = Filter()


@dataclass(frozen=True)
class Narrowed:
    """A ``Filter`` as SQL about ``entry e``, without its text."""

    index: str = BY_WRITING
    conditions: tuple[str, ...] = ()
    values: tuple[str, ...] = field(default=(), repr=False)

    @property
    def where(self) -> str:
        return "WHERE " + " AND ".join(self.conditions) if self.conditions else ""

    def also(self, condition: str, *values: str) -> "Narrowed":
        """With one condition more, asked last."""
        return replace(
            self, conditions=(*self.conditions, condition), values=(*self.values, *values)
        )


def narrowed(db: Db, wanted: Filter) -> Narrowed:
    """How to ask for ``wanted``: along the index that leaves out most; nothing is sorted."""
    asked = Narrowed(_index(wanted))
    if wanted.session_id:
        asked = asked.also("e.session_id = ?", wanted.session_id)
    if wanted.kind:
        asked = asked.also("e.kind = ?", wanted.kind)
    if wanted.phase:
        asked = asked.also("e.phase = ?", wanted.phase)
    if wanted.pinned:
        asked = asked.also("e.pinned")
    if wanted.since is not None:
        asked = asked.also("e.written_at >= ?", to_stored(wanted.since))
    if wanted.until is not None:
        asked = asked.also("e.written_at < ?", to_stored(wanted.until))
    for sort, label in (("tag", wanted.tag), ("feeling", wanted.feeling)):
        if label:
            spelled = labels.spellings(db, sort, label)
            asked = asked.also(_LABELLED.format(_places(spelled)), sort, *spelled)
    if wanted.has_pictures:
        asked = asked.also("e.id IN (SELECT entry_id FROM attachment)")
    return asked


def _index(wanted: Filter) -> str:
    if wanted.session_id:
        return "entry_by_session"
    if wanted.pinned:
        return "entry_pinned"
    return "entry_by_phase" if wanted.phase else BY_WRITING


def _places(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
