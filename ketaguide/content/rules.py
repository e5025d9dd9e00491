"""A session's rules as they hold: the person's own words, or what their clinic gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ketaguide.content.clinic import RULES, Clinic


@dataclass(frozen=True)
class HeldRule:
    """One rule that is stated somewhere.

    Attributes:
        name: one of ``content.clinic.RULES``.
        is_clinics: the words are the clinic's, letter by letter; a changed one is the person's.
    """

    name: str
    words: str = field(repr=False)
    is_clinics: bool = False


def holding(noted: Mapping[str, str], clinic: Clinic | None) -> tuple[HeldRule, ...]:
    """Each rule that is noted in the plan, or that was left out there and the clinic gave.

    Args:
        noted: by the names of ``RULES``; empty where the person wrote nothing.
    """
    given = dict(clinic.texts()) if clinic is not None else {}
    found = []
    for name in RULES:
        theirs = given.get(name, "").strip()
        words = noted[name].strip() or theirs
        if words:
            found.append(HeldRule(name, words, is_clinics=words == theirs))
    return tuple(found)
