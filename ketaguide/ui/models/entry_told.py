"""What is said about an entry, in words: mood, feelings, tags, session, another clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, get_args

from ketaguide.base.clock import local
from ketaguide.base.errors import NotFound
from ketaguide.base.text import tr, trn
from ketaguide.content.felt import strength
from ketaguide.flows.entry_content import Facts
from ketaguide.store.entries import Phase
from ketaguide.ui import moments
from ketaguide.ui.errands import NewEntry
from ketaguide.ui.models.entry_text import phase_words, zone_words

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.content.words import Family
    from ketaguide.flows.entry_choices import SessionChoice
    from ketaguide.store.sessions import Session


def preset_facts(errand: NewEntry) -> Facts:
    """How a new entry is marked before anyone has touched it."""
    phases: tuple[Phase, ...] = get_args(Phase)
    phase = next((one for one in phases if one == errand.phase), phases[0])
    return Facts(phase=phase, session_id=errand.session_id)


def families_of(catalogue: Catalogue) -> tuple[Family, ...]:
    """The pack's words for feelings; none where no pack has them."""
    try:
        return catalogue.words("feelings")
    except NotFound:
        return ()


def feeling_words(felt: Mapping[str, int], families: Iterable[Family]) -> list[str]:
    """ "quiet, strong" for each; a word that no pack knows is the person's own."""
    labels = {word.id: word.label for family in families for word in family.words}
    return [
        tr("{feeling}, {strength}", feeling=labels.get(name, name), strength=strength(mark))
        for name, mark in felt.items()
    ]


def mark_words(mood: int | None, energy: int | None) -> list[str]:
    """ "Mood 6 of 10"; nothing for what was not said."""
    told = []
    if mood is not None:
        told.append(tr("Mood {mark} of 10", mark=mood))
    if energy is not None:
        told.append(tr("Energy {mark} of 10", mark=energy))
    return told


def session_words(session: SessionChoice | Session) -> str:
    """ "Thursday 26 November 2026, 10:00"."""
    # Without a year that is "this" one: a list of sessions goes over years.
    return moments.full(session.starts_at, session.zone, today=date.min)


def facts_words(
    facts: Facts, catalogue: Callable[[], Catalogue], sessions: Sequence[SessionChoice]
) -> str:
    """All of it in one line, for a panel that is folded away."""
    told = [tr("Pinned")] if facts.pinned else []
    told += mark_words(facts.mood, facts.energy)
    if facts.feelings:
        labels = {w.id: w.label for family in families_of(catalogue()) for w in family.words}
        told += [labels.get(name, name) for name in facts.feelings]
    told += facts.tags
    told.append(phase_words(facts.phase))
    told += [session_words(one) for one in sessions if one.id == facts.session_id]
    return " · ".join(filter(None, told))


def clock_here(moment: datetime, zone: str, *, here: str) -> str:
    """Says where another clock than this computer's counts; empty where both show the same."""
    there, ours = local(moment, zone), local(moment, here)
    if there.replace(tzinfo=None) == ours.replace(tzinfo=None):
        return ""
    when = moments.time_words(moment, here)
    if there.date() != ours.date():
        day = moments.day_words(ours.date(), today=there.date())
        when = tr("{time} on {day}", time=when, day=day)
    return tr(
        "Day and time are {zone}. This computer is on {here} now: there it was {when}.",
        zone=zone_words(moment, zone),
        here=zone_words(moment, here),
        when=when,
    )


def versions_words(count: int) -> str:
    """Words of the button that leads to them."""
    return trn("Earlier wording ({count})", "Earlier wordings ({count})", count)
