"""An entry's facts in words: when, of what kind, and one row of the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from ketaguide.base.clock import local
from ketaguide.base.errors import NotFound
from ketaguide.base.text import tr
from ketaguide.flows.session_day import NOTES
from ketaguide.flows.take_in_notes import WHILE_LOCKED
from ketaguide.ui import moments

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.store.entries import EntryRow

# A title is one line of a card; the rest of a pasted page would only be measured and cut.
TITLE_CHARS = 200


@dataclass(frozen=True)
class RowText:
    """What a row of the journal shows and says. ``phase`` picks the colour of ``when``.

    Attributes:
        day: on the clock of the place where it was written.
        later: in place of ``when`` where the row above has named the day.
    """

    when: str
    phase: str = ""
    title: str = field(default="", repr=False)
    opening: str = field(default="", repr=False)
    note: str = ""
    day: date | None = None
    later: str = ""
    is_pinned: bool = False
    tags: tuple[str, ...] = field(default=(), repr=False)

    @property
    def spoken(self) -> str:
        """All of it for a screen reader, the date first."""
        pinned = pinned_words() if self.is_pinned else ""
        tags = tr("Tags: {tags}", tags=", ".join(self.tags)) if self.tags else ""
        parts = (self.when, pinned, self.note, self.title, self.opening, tags)
        return ". ".join(filter(None, parts))


def pinned_words() -> str:
    """Beside the pin, which alone would say it to few."""
    return tr("Pinned")


def row_text(
    row: EntryRow, *, catalogue: Catalogue, today: date, is_begun: bool = False
) -> RowText:
    """Args:
    today: on the person's own clock; another year is named.
    is_begun: someone changed this entry and has not kept it yet.
    """
    day = local(row.written_at, row.zone).date()
    kind = kind_words(row.kind, catalogue)
    title = " ".join(row.title[:TITLE_CHARS].split())
    is_plain = title == kind or (row.kind == "note" and row.phase)
    parts = [part for part in ("" if is_plain else kind, phase_words(row.phase)) if part]
    return RowText(
        when=" · ".join([moments.full(row.written_at, row.zone, today=today), *parts]),
        later=" · ".join([moments.time_words(row.written_at, row.zone), *parts]),
        day=day,
        is_pinned=row.pinned,
        tags=row.tags,
        phase=row.phase,
        title=title,
        opening=" ".join(row.opening.split()),
        note=tr("changes not saved yet") if is_begun else "",
    )


def kind_words(kind: str, catalogue: Catalogue) -> str:
    """A note, or the guide that wrote it; a guide that is gone is still a guide."""
    if kind == "note":
        return tr("Note")
    if kind == WHILE_LOCKED:
        return tr("Note, added while locked")
    if kind == NOTES:
        return tr("Notes of the day")
    try:
        return catalogue.guide(kind).title
    except NotFound:
        return tr("Guide")


def phase_words(phase: str) -> str:
    """The phase's name; nothing for an entry that belongs to none."""
    names = {
        "preparation": tr("Preparation"),
        "session-day": tr("Session day"),
        "integration": tr("Integration"),
    }
    return names.get(phase, "")


def moment_words(moment: datetime, zone: str) -> str:
    """ "23 November 2026, 18:05, Lisbon time"."""
    day = local(moment, zone).date()
    words = QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")
    clock = moments.time_words(moment, zone)
    return tr("{day}, {time}, {zone}", day=words, time=clock, zone=zone_words(moment, zone))


def zone_words(moment: datetime, zone: str) -> str:
    """ "Lisbon time"; UTC where the zone is unknown on this computer."""
    here = local(moment, zone)
    city = zone.rpartition("/")[2].replace("_", " ")
    if getattr(here.tzinfo, "key", "") != zone or not zone.partition("/")[2]:
        return here.tzname() or "UTC"
    return tr("{city} time", city=city)
