"""What Home offers next, decided without a widget."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui.errands import Errand, GoTo, NewEntry, OpenDay, OpenGuide, PlanSession
from ketaguide.ui.pages import home_words

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.engine.path import Stone
    from ketaguide.flows.home import HomeGlance
    from ketaguide.store.sessions import Session

# Planning asks about a dozen short things, most of them optional.
PLAN_MINUTES = 5


@dataclass(frozen=True)
class Offer:
    """A button's words and where it leads."""

    words: str
    errand: Errand


@dataclass(frozen=True)
class NextView:
    """What the card of the next step says.

    Attributes:
        stone_id: what "Not now" leaves out for today; empty where nothing can be put off.
        is_left: it was put off, and the card only offers to show it again.
        is_early: its time has not come, so nothing here is the one thing to press.
    """

    label: str
    title: str = field(repr=False)
    words: str = field(repr=False)
    main: Offer | None = None
    other: Offer | None = None
    minutes: int = 0
    note: str = ""
    stone_id: str = ""
    is_left: bool = False
    is_early: bool = False


def next_view(glance: HomeGlance, *, now: datetime, zone: str) -> NextView:
    """The next step of the path, or what to do where there is none."""
    stone = next((one for one in glance.stones if one.state == "next"), None)
    session_id = glance.session.id if glance.session else ""
    if glance.session is None:
        return _first(stone)
    if stone is None:
        return _nothing(is_over=home_words.is_over(glance.session, now))
    if not stone.guide_id:
        return NextView(
            label=tr("Next"),
            title=stone.title,
            words=home_words.facts_line(glance.session, now),
            main=_day(glance.session, now),
            other=_beside(glance, now=now),
        )
    if glance.preferences.not_now == not_now_value(stone.id, now=now, zone=zone):
        return NextView(
            label=tr("Left for today"),
            title=stone.title,
            words=tr("It stays on your path for when you want it."),
            stone_id=stone.id,
            is_left=True,
        )
    return _step(stone, glance, session_id, now)


def marked(view: NextView, catalogue: Catalogue) -> NextView:
    """Says whose guide the next step is, where it came with a clinic's file."""
    errand = view.main.errand if view.main is not None else None
    if not isinstance(errand, OpenGuide) or not catalogue.has(errand.guide_id):
        return view
    if not catalogue.is_clinics(catalogue.guide(errand.guide_id)):
        return view
    return replace(view, label=tr("{label} · From your clinic", label=view.label))


def stone_errand(stone: Stone, glance: HomeGlance, *, now: datetime) -> Errand:
    """Where pressing a stone leads: into the guide, or to the page that has all there is of it.

    A finished guide would begin anew, and one whose time has not come can be looked at first.
    """
    session_id = glance.session.id if glance.session else ""
    if not stone.guide_id:
        is_today = home_words.is_its_day(glance.session, now)
        return OpenDay(session_id) if is_today else PlanSession(session_id)
    mine = [run.status for run in glance.runs if run.guide_id == stone.guide_id]
    is_under_way = any(status != "finished" for status in mine)
    is_ahead = stone.when is not None and stone.when > now
    if not is_under_way and (stone.state == "done" or is_ahead):
        return GoTo(stone.phase)
    return OpenGuide(stone.guide_id, session_id, stone.part_id)


def _day(session: Session, now: datetime) -> Offer:
    """The day's own page on the day, before it what is arranged."""
    if home_words.is_its_day(session, now):
        return Offer(tr("Open the day"), OpenDay(session.id))
    return Offer(tr("See the day"), GoTo("session-day"))


def _beside(glance: HomeGlance, *, now: datetime) -> Offer:
    """While a session lasts, what may be tapped in its first hours; before it, the plan."""
    session_id = glance.session.id if glance.session else ""
    come = (
        one
        for one in glance.stones
        if one.phase == "integration" and one.when and one.when <= now and one.state != "done"
    )
    first = next(come, None)
    if first is None:
        return Offer(tr("Change the plan"), PlanSession(session_id))
    return Offer(first.title, OpenGuide(first.guide_id, session_id, first.part_id))


def not_now_value(stone_id: str, *, now: datetime, zone: str) -> str:
    """What the preference holds while a step is left for today."""
    return f"{local(now, zone).date().isoformat()} {stone_id}"


def _step(stone: Stone, glance: HomeGlance, session_id: str, now: datetime) -> NextView:
    zone = glance.session.zone if glance.session else "UTC"
    opens = home_words.opens_line(stone, zone, now)
    words = tr("Continue") if stone.begun else tr("Begin early") if opens else tr("Begin")
    part_id = "" if stone.begun else stone.part_id
    if stone.guide_id in glance.call_first:
        return NextView(
            label=tr("A call first"),
            title=stone.title,
            words=tr("Your answers ask for a call before anything else. Your clinic decides."),
            main=Offer(tr("See whom to call"), OpenGuide(stone.guide_id, session_id)),
        )
    return NextView(
        label=tr("Next step"),
        title=stone.title,
        words=stone.summary,
        main=Offer(words, OpenGuide(stone.guide_id, session_id, part_id)),
        minutes=stone.minutes or 0,
        note=opens,
        stone_id=stone.id,
        is_early=bool(opens) and not stone.begun,
    )


def _first(stone: Stone | None) -> NextView:
    other = None
    if stone is not None and stone.guide_id:
        words = tr("Continue preparing") if stone.begun else tr("Prepare without a date")
        part_id = "" if stone.begun else stone.part_id
        other = Offer(words, OpenGuide(stone.guide_id, "", part_id))
    return NextView(
        label=tr("To begin with"),
        title=tr("Plan a session"),
        words=tr(
            "The day, the place, who is with you, and your clinic's own rules. "
            "You can change all of it later. Or prepare first, and add the date when you know it."
        ),
        main=Offer(tr("Plan a session"), PlanSession()),
        other=other,
        minutes=PLAN_MINUTES,
    )


def _nothing(*, is_over: bool) -> NextView:
    return NextView(
        label=tr("For now"),
        title=tr("Nothing is waiting"),
        words=tr("If something comes up, you can write it down. There is no list to finish."),
        main=Offer(tr("Write"), NewEntry()),
        other=Offer(tr("Plan another session"), PlanSession()) if is_over else None,
    )
