"""Whom a person can call: the clinic of the session at hand, and their own people."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from ketaguide.base.safety_card import CardPart, CardPerson, CardRung, SafetyCard
from ketaguide.content.clinic import Clinic, Rung
from ketaguide.flows import clinics
from ketaguide.store import contacts, plan, preferences, sessions
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Lifelines:
    """All that Ground me, the safety page and the gate need of the vault.

    Attributes:
        starts_at: of the session meant; None where none is planned.
        with_whom: who is there, in the words of that session's plan; never on the card.
        ladder: whom the clinic says to ring, in its order; empty where no clinic pack is there.
        plan: the person's own plan, section by section, in no order.
        shown_when_locked: whether the person wants clinic and people to show while locked.
        plan_when_locked: whether they want their plan to show, too.
    """

    person: str = field(default="", repr=False)
    starts_at: datetime | None = None
    zone: str = "UTC"
    with_whom: str = field(default="", repr=False)
    clinic_name: str = field(default="", repr=False)
    clinic_phone: str = field(default="", repr=False)
    clinic_given: bool = False
    people: tuple[CardPerson, ...] = field(default=(), repr=False)
    ladder: tuple[CardRung, ...] = field(default=(), repr=False)
    plan: tuple[CardPart, ...] = field(default=(), repr=False)
    shown_when_locked: bool = False
    plan_when_locked: bool = False

    def card(self) -> SafetyCard:
        """All of it, for the pages of an open vault."""
        return SafetyCard(
            clinic_name=self.clinic_name,
            clinic_phone=self.clinic_phone,
            clinic_given=self.clinic_given,
            people=self.people,
            ladder=self.ladder,
            plan=self.plan,
            shows_plan=True,
        )

    def card_outside(self) -> SafetyCard | None:
        """What the person allowed to lie beside the vault; None where they allowed nothing."""
        whole = self.card()
        if not self.shown_when_locked:
            whole = SafetyCard(plan=self.plan, shows_people=False, shows_plan=True)
        if not self.plan_when_locked:
            whole = replace(whole, plan=(), shows_plan=False)
        return whole if whole.shows_people or whole.shows_plan else None


def read(db: Db, *, now: datetime, session_id: str = "") -> Lifelines:
    """The lifelines of one session, or of the coming one.

    A session without a clinic's number takes that of what its clinic gave, or borrows that of the
    latest session that has one: in need, a number that is probably right is better than none.
    """
    every = sessions.every(db)
    named = next((one for one in every if one.id == session_id), None)
    session = named or sessions.coming(db, now=now)
    given = clinics.of_session(db, session)
    name, phone = _number(session, given, every)
    return Lifelines(
        person=preferences.get(db, preferences.PERSON_NAME, ""),
        starts_at=session.starts_at if session else None,
        zone=session.zone if session else "UTC",
        with_whom=" ".join(session.with_whom.split()) if session else "",
        clinic_name=name,
        clinic_phone=phone,
        clinic_given=given is not None and bool(phone) and phone == given.phone,
        ladder=tuple(_rung(rung) for rung in given.ladder) if given else (),
        people=tuple(
            CardPerson(one.name, one.relation, one.phone)
            for one in contacts.every(db)
            if one.name.strip() or one.phone.strip()
        ),
        plan=tuple(CardPart(name, text) for name, text in sorted(plan.texts(db).items())),
        shown_when_locked=preferences.get(db, preferences.SAFETY_WHEN_LOCKED, False),
        plan_when_locked=preferences.get(db, preferences.PLAN_WHEN_LOCKED, False),
    )


def _number(session: Session | None, given: Clinic | None, every: list[Session]) -> tuple[str, str]:
    """The clinic's name, and the number that is most likely theirs."""
    own = session.clinic_name.strip() if session else ""
    if session is not None and session.clinic_phone.strip():
        phone = session.clinic_phone.strip()
        is_theirs = given is not None and given.phone == phone
        return own or (given.name if given is not None and is_theirs else ""), phone
    theirs = (given.name, given.phone) if given is not None and given.phone else None
    if theirs and given is not None and session is not None and clinics.is_named(given, session):
        return theirs
    borrowed = next((one for one in every if one.clinic_phone.strip()), None)
    if borrowed is not None:
        return borrowed.clinic_name.strip(), borrowed.clinic_phone.strip()
    return theirs or (own, "")


def _rung(rung: Rung) -> CardRung:
    return CardRung(" · ".join(filter(None, (rung.label, rung.hours))), rung.number)
