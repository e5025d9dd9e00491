"""A session's plan in words, for the pages that show or change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketaguide.base.text import tr
from ketaguide.content.clinic import RULES
from ketaguide.content.rules import holding

if TYPE_CHECKING:
    from ketaguide.content.clinic import Clinic
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


def rules(session: Session, clinic: Clinic | None) -> tuple[tuple[str, str], ...]:
    """The clinic's rules as they hold: a heading, which says what the clinic gave, and words."""
    headings = {
        "food": tr("Food"),
        "drink": tr("Drink"),
        "medicines": tr("Medicines"),
        "driving": tr("Driving"),
        "other": tr("Other rules"),
    }
    noted = {name: str(getattr(session, f"rule_{name}")) for name in RULES}
    return tuple(
        (from_clinic(headings[one.name]) if one.is_clinics else headings[one.name], one.words)
        for one in holding(noted, clinic)
    )


def from_clinic(heading: str) -> str:
    """Says that what stands below was not written by the person."""
    return tr("{heading} · From your clinic", heading=heading)
