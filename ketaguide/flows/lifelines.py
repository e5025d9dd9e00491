"""Whom a person can call: the clinic of the session at hand, and their own people."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.base.safety_card import CardPerson, SafetyCard
from ketaguide.store import contacts, preferences, sessions
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Lifelines:
    """All that Ground me, the safety page and the gate need of the vault.

    Attributes:
        starts_at: of the session meant; None where none is planned.
        with_whom: who is there, in the words of that session's plan; never on the card.
        shown_when_locked: whether the person wants clinic and people to show while locked.
    """

    person: str = field(default="", repr=False)
    starts_at: datetime | None = None
    zone: str = "UTC"
    with_whom: str = field(default="", repr=False)
    clinic_name: str = field(default="", repr=False)
    clinic_phone: str = field(default="", repr=False)
    people: tuple[CardPerson, ...] = field(default=(), repr=False)
    shown_when_locked: bool = False

    def card(self) -> SafetyCard:
        """What may lie beside the vault, if the person wants it."""
        return SafetyCard(self.clinic_name, self.clinic_phone, self.people)


def read(db: Db, *, now: datetime, session_id: str = "") -> Lifelines:
    """The lifelines of one session, or of the coming one.

    A session without a clinic's number borrows that of the latest session that has one: in need,
    a number that is probably right is better than none.
    """
    every = sessions.every(db)
    named = next((one for one in every if one.id == session_id), None)
    session = named or sessions.coming(db, now=now)
    clinic = session
    if clinic is None or not clinic.clinic_phone.strip():
        clinic = next((one for one in every if one.clinic_phone.strip()), session)
    return Lifelines(
        person=preferences.get(db, preferences.PERSON_NAME, ""),
        starts_at=session.starts_at if session else None,
        zone=session.zone if session else "UTC",
        with_whom=" ".join(session.with_whom.split()) if session else "",
        clinic_name=clinic.clinic_name.strip() if clinic else "",
        clinic_phone=clinic.clinic_phone.strip() if clinic else "",
        people=tuple(
            CardPerson(one.name, one.relation, one.phone)
            for one in contacts.every(db)
            if one.name.strip() or one.phone.strip()
        ),
        shown_when_locked=preferences.get(db, preferences.SAFETY_WHEN_LOCKED, False),
    )
