"""What a page says of an insight beside its own words: when, where from, and how sure by and by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows.insights import Kept
from ketaguide.ui import moments
from ketaguide.ui.models.entry_text import kind_words
from ketaguide.ui.models.passages import plain

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue

# Source: our own; a list shows how something begins, and its page shows all of it.
_SHOWN = 320


def opening(kept: Kept) -> str:
    """Its words as they are read; of very long ones the beginning."""
    words = plain(kept.insight.text) or kept.insight.text.strip()
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"


def kept_day(kept: Kept, *, today: date) -> str:
    """ "26 November", on the clock of where it was kept."""
    return moments.day_words(local(kept.kept_at, kept.zone).date(), today=today)


def session_words(kept: Kept, *, today: date) -> str:
    """ "Session of 26 November"; nothing where it belongs to none."""
    if kept.session is None:
        return ""
    day = local(kept.session.starts_at, kept.session.zone).date()
    return tr("Session of {day}", day=moments.day_words(day, today=today))


def origin_words(kept: Kept, *, catalogue: Catalogue, today: date) -> str:
    """What the entry is called, or what kind it is and its day; nothing without an entry."""
    origin = kept.origin
    if origin is None:
        return ""
    title = " ".join(origin.title.split())
    if title:
        return title
    day = moments.day_words(local(origin.written_at, origin.zone).date(), today=today)
    return tr("{kind} of {day}", kind=kind_words(origin.kind, catalogue), day=day)


def after_words(days: int) -> str:
    """How long after keeping it: "at first", "after a week"."""
    if days <= 0:
        return tr("at first")
    if days == 1:
        return tr("after a day")
    if days <= 6:
        return tr("after {number} days", number=moments.spelt(days))
    if days <= 10:
        return tr("after a week")
    if days <= 24:
        return tr("after about {number} weeks", number=moments.spelt(round(days / 7)))
    if days <= 45:
        return tr("after a month")
    return tr("after about {number} months", number=moments.spelt(max(2, round(days / 30.4))))


def sure_points(kept: Kept) -> tuple[tuple[str, int], ...]:
    """When, and how sure; questions that were left say nothing."""
    return tuple(
        (after_words(kept.days_after(said)), said.value)
        for said in sorted(kept.sure, key=lambda one: one.asked_at)
        if said.value is not None
    )


def sure_sentence(kept: Kept) -> str:
    """ "How sure I was: at first 8, after a week 6."; nothing where nothing was said."""
    parts = [tr("{when} {number}", when=when, number=number) for when, number in sure_points(kept)]
    return tr("How sure I was: {points}.", points=", ".join(parts)) if parts else ""
