"""Rows of the timeline: which is an entry and which marks a session, and what a mark says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui import moments

if TYPE_CHECKING:
    from ketaguide.flows.timeline import Mark, Occasion


class TimelineRows:
    """Entries and marks have one numbering on screen; entries alone another in the vault."""

    def __init__(self, marks: Sequence[Mark] = ()) -> None:
        """Args:
        marks: in the order of the list.
        """
        self._marks = tuple(marks)
        self._before = [mark.before for mark in self._marks]
        self.rows = tuple(mark.before + place for place, mark in enumerate(self._marks))

    def __len__(self) -> int:
        return len(self._marks)

    def mark(self, row: int) -> Occasion | None:
        """The session that this row marks; None for an entry's row."""
        place = bisect_left(self.rows, row)
        is_mark = place < len(self.rows) and self.rows[place] == row
        return self._marks[place].occasion if is_mark else None

    def entry(self, row: int) -> int:
        """The number of the entry in this row; for a mark that of the entry below it."""
        return row - bisect_left(self.rows, row)

    def row(self, entry: int) -> int:
        """Where the entry of this number stands."""
        return entry + bisect_right(self._before, entry)


@dataclass(frozen=True)
class MarkText:
    """What a session's band shows. ``spoken`` also says where it leads."""

    words: str
    spoken: str


def mark_text(one: Occasion, *, today: date) -> MarkText:
    """ "Session, 3 May · third of six"."""
    day = local(one.starts_at, one.zone).date()
    is_ahead = day > today
    parts = [session_name(one, today=today), tr("planned") if is_ahead else ""]
    words = " · ".join(filter(None, parts))
    if one.series_id:
        return MarkText(words, tr("{mark}. Opens its series", mark=words))
    return MarkText(words, tr("{mark}. Opens its plan", mark=words))


def session_name(one: Occasion, *, today: date) -> str:
    """The day, and which of how many it is."""
    day = moments.day_words(local(one.starts_at, one.zone).date(), today=today)
    name = tr("Session, {day}", day=day)
    if one.series_id and one.place:
        place = tr("{nth} of {all}", nth=ordinal(one.place), all=moments.spelt(one.of))
        name = f"{name} · {place}"
    return name


def ordinal(number: int) -> str:
    """ "third"; a larger one in figures."""
    words = (
        *(tr("first"), tr("second"), tr("third"), tr("fourth"), tr("fifth")),
        *(tr("sixth"), tr("seventh"), tr("eighth"), tr("ninth"), tr("tenth")),
    )
    if 1 <= number <= len(words):
        return words[number - 1]
    return tr("number {number}", number=QLocale().toString(number))
