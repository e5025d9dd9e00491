"""A narrowed journal in words: what was chosen, one short phrase for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ketaguide.base.clock import local
from ketaguide.base.errors import NotFound
from ketaguide.base.text import tr
from ketaguide.flows.journal_names import Names
from ketaguide.ui import moments
from ketaguide.ui.models.entry_text import phase_words
from ketaguide.ui.models.timeline_rows import session_name

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.store.narrowing import Filter


@dataclass(frozen=True)
class Naming:
    """What ids are called here and now: ``today`` and ``zone`` are the person's own."""

    today: date
    zone: str
    names: Names = field(default_factory=Names)
    feelings: Mapping[str, str] = field(default_factory=dict, repr=False)

    def session(self, session_id: str) -> str:
        """A session that is gone is still a session."""
        for one in self.names.occasions:
            if one.session_id == session_id:
                return session_name(one, today=self.today)
        return tr("One session")

    def feeling(self, label: str) -> str:
        """The pack's word for an id; a word of the person's own is its own name."""
        return self.feelings.get(label, label)


def feeling_words(catalogue: Catalogue) -> dict[str, str]:
    """Id to word; nothing where no pack has feelings."""
    try:
        families = catalogue.words("feelings")
    except NotFound:
        return {}
    return {word.id: word.label for family in families for word in family.words}


def chosen(wanted: Filter, naming: Naming) -> tuple[tuple[str, str], ...]:
    """Name of the part and words for it, for each that is set; ``span`` is both ends of time."""
    parts = (
        ("session_id", naming.session(wanted.session_id) if wanted.session_id else ""),
        ("tag", tr("Tag: {tag}", tag=wanted.tag) if wanted.tag else ""),
        ("feeling", naming.feeling(wanted.feeling) if wanted.feeling else ""),
        ("phase", phase_words(wanted.phase)),
        ("span", _span(wanted, naming)),
        ("pinned", tr("Pinned") if wanted.pinned else ""),
        ("has_pictures", tr("With pictures") if wanted.has_pictures else ""),
    )
    return tuple((name, words) for name, words in parts if words)


def without(wanted: Filter, part: str) -> Filter:
    """One of the parts of ``chosen`` taken away."""
    if part == "span":
        return replace(wanted, since=None, until=None)
    return with_part(wanted, part, False if part in ("pinned", "has_pictures") else "")


def with_part(wanted: Filter, part: str, value: Any) -> Filter:
    """One part set, by its name."""
    return replace(wanted, **{part: value})


def _span(wanted: Filter, naming: Naming) -> str:
    first = _day(wanted.since, naming)
    last = _day(wanted.until - timedelta(microseconds=1), naming) if wanted.until else ""
    if first and last:
        return first if first == last else tr("{first} to {last}", first=first, last=last)
    if first:
        return tr("From {first}", first=first)
    return tr("Until {last}", last=last) if last else ""


def _day(moment: datetime | None, naming: Naming) -> str:
    if moment is None:
        return ""
    return moments.day_words(local(moment, naming.zone).date(), today=naming.today)
