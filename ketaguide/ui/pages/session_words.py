"""A session's plan in words, for the pages that show or change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketaguide.base.text import tr

if TYPE_CHECKING:
    from ketaguide.store.sessions import Session


@dataclass(frozen=True)
class RouteChoice:
    """One way in which it may be given, as the person's clinic does it."""

    id: str
    label: str
    hint: str = ""


def routes() -> tuple[RouteChoice, ...]:
    """All of them, in the order they are offered."""
    return (
        RouteChoice("iv", tr("Into a vein"), tr("A drip, at the clinic.")),
        RouteChoice("im", tr("Into a muscle"), tr("An injection, at the clinic.")),
        RouteChoice("nasal", tr("Nasal spray"), tr("Under supervision at the clinic.")),
        RouteChoice("lozenge", tr("Lozenge at home"), tr("With a clinician, in person or online.")),
        RouteChoice("other", tr("Another way, or not known yet")),
    )


def route_words(session: Session) -> str:
    """How it is given; empty where nobody has said."""
    if session.route == "other":
        return session.route_note.strip()
    label = next((one.label for one in routes() if one.id == session.route), "")
    note = session.route_note.strip()
    return f"{label}, {note}" if note else label


def rules(session: Session) -> tuple[tuple[str, str], ...]:
    """What the person noted of their clinic's rules: a heading and the clinic's own words."""
    every = (
        (tr("Food"), session.rule_food),
        (tr("Drink"), session.rule_drink),
        (tr("Medicines"), session.rule_medicines),
        (tr("Driving"), session.rule_driving),
        (tr("Other rules"), session.rule_other),
    )
    return tuple((name, words.strip()) for name, words in every if words.strip())
