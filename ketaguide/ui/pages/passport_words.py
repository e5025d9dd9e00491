"""How the consent passport is said, on screen and on paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import passport
from ketaguide.ui import moments

if TYPE_CHECKING:
    from ketaguide.engine.outline import Row
    from ketaguide.flows.passport import Passport, Yes
    from ketaguide.paper.passport_sheet import PassportSheet


_WITH, _ON = passport.AGREED


def dated(found: Passport, *, now: datetime) -> str:
    """When it was written, and with whom it was agreed."""
    today = local(now, found.zone).date()
    day = moments.day_words(local(found.written_at, found.zone).date(), today=today)
    written = tr("Written on {day}.", day=day)
    if found.is_earlier:
        written = tr("Written on {day}, for another session.", day=day)
    if not found.answers:
        return written + " " + tr("Every field was left empty: nothing is allowed.")
    names, on = " ".join(found.words(_WITH).split()), _day(found.answers.get(_ON), now=now)
    if names and on:
        return written + " " + tr("Agreed with {names}, on {day}.", names=names, day=on)
    if names:
        return written + " " + tr("Agreed with {names}.", names=names)
    return written + " " + tr("Not agreed with anyone yet: a note to talk about.")


def stop_line(prompt_id: str, words: str) -> str:
    """The stop word or sign in one line."""
    if prompt_id == passport.STOPS[0]:
        return tr("Stop word: {words}", words=words)
    return tr("Stop sign: {words}", words=words)


def touch_line(found: Passport) -> str:
    """Touch in one line; nothing said is no touch."""
    left = [one.label for one in found.holding(passport.TOUCH)]
    return tr("Touch: {words}", words="; ".join(left)) if left else no_touch()


def no_touch() -> str:
    """What an empty answer means."""
    return tr("No touch")


def day_of(moment: datetime, zone: str) -> date:
    """The calendar day where the person is."""
    return local(moment, zone).date()


def sheet(found: Passport, *, now: datetime) -> PassportSheet:
    """What goes on paper: what holds now, and none of what was taken back."""
    from ketaguide.paper.passport_sheet import PassportSheet

    lines = [(tr("Touch"), "\n".join(one.label for one in found.holding(passport.TOUCH)))]
    for prompt_id in (passport.WHERE, passport.RECORDING, passport.WHO):
        row = found.answers.get(prompt_id)
        if row is not None:
            lines.append((row.label, found.as_it_holds(prompt_id)))
    for prompt_id in (passport.STOP_THEN, *passport.WORDS):
        row = found.answers.get(prompt_id)
        if row is not None:
            lines.append((heading(prompt_id, row), row.words.strip()))
    lines[0] = (lines[0][0], lines[0][1] or no_touch())
    return PassportSheet(
        title=tr("Consent and boundaries passport"),
        dated=dated(found, now=now),
        about=tr(
            "An agreement between the people named on it, not a clinic's consent form. What is "
            "empty means no. Any of it can be taken back at any moment."
        ),
        stops=tuple(
            stop_line(one, " ".join(found.words(one).split()))
            for one in passport.STOPS
            if found.words(one)
        ),
        lines=tuple((label, words) for label, words in lines if words),
    )


def heading(prompt_id: str, row: Row) -> str:
    """The question as it was asked; of those that say little by themselves, what they are about."""
    if prompt_id == "urgent-touch":
        return tr("If touch is needed for my health")
    return row.label


def kind_words(yes: Yes) -> str:
    """What a yes is about."""
    if yes.id == passport.RECORDING:
        return tr("Recording")
    return tr("Who may come in") if yes.id == passport.OTHERS else tr("Touch")


def taken_back(yes: Yes, *, now: datetime) -> str:
    """When a yes was taken back."""
    if yes.taken_back is None:
        return ""
    today = local(now, yes.zone).date()
    return tr("Taken back on {when}", when=moments.full(yes.taken_back, yes.zone, today=today))


def _day(row: Row | None, *, now: datetime) -> str:
    """A day that was chosen, in words; as it was written where it is none."""
    if row is None:
        return ""
    try:
        return moments.day_words(date.fromisoformat(str(row.data)), today=now.date())
    except ValueError:
        return row.words.strip()
