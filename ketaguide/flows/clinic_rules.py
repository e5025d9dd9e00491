"""A session's rules as they hold: the person's own words, or what their clinic gave."""

from dataclasses import dataclass, field

from ketaguide.content.clinic import RULES, Clinic
from ketaguide.store.sessions import Session


@dataclass(frozen=True)
class Rule:
    """One rule that is stated somewhere.

    Attributes:
        name: one of ``content.clinic.RULES``.
        is_clinics: the words are the clinic's, letter by letter; a changed one is the person's.
    """

    name: str
    words: str = field(repr=False)
    is_clinics: bool = False


def rules(session: Session, clinic: Clinic | None) -> tuple[Rule, ...]:
    """Each rule that is noted in the plan, or that was left out there and the clinic gave."""
    given = dict(clinic.texts()) if clinic is not None else {}
    found = []
    for name in RULES:
        theirs = given.get(name, "").strip()
        words = str(getattr(session, f"rule_{name}")).strip() or theirs
        if words:
            found.append(Rule(name, words, is_clinics=words == theirs))
    return tuple(found)
