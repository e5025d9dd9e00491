"""The few names, numbers and words that a person chose to see while the vault is locked.

The file is not encrypted: whoever uses this computer account can read it. It exists only after
the person said so, and goes away when they change their mind.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ketaguide.base.paths import write_private

# Source: our own; the limits below fill it to two thirds at worst, and a file that grew by accident
# is not read.
MOST_BYTES = 512 * 1024
MOST_PEOPLE = 40
MOST_PARTS = 12
MOST_RUNGS = 12
# In characters: of a name or number, and of a part of the plan.
_LONGEST_LINE = 200
_LONGEST_PART = 2000


@dataclass(frozen=True)
class CardPerson:
    """Someone to ring."""

    name: str
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True)
class CardRung:
    """One step of the clinic's own ladder: whom to ring, in the clinic's order."""

    label: str
    number: str = ""


@dataclass(frozen=True)
class CardPart:
    """One section of the person's own plan, by its id."""

    id: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class SafetyCard:
    """The clinic of the session that is nearest, the person's own people, and their plan.

    Attributes:
        clinic_given: the clinic's number is what the clinic itself gave; the ladder always is.
        shows_people: clinic and people may be seen; a card from before the plan has only these.
        shows_plan: the plan may be seen.
    """

    clinic_name: str = ""
    clinic_phone: str = ""
    people: tuple[CardPerson, ...] = ()
    ladder: tuple[CardRung, ...] = ()
    plan: tuple[CardPart, ...] = field(default=(), repr=False)
    shows_people: bool = True
    shows_plan: bool = False
    clinic_given: bool = False


def card_file(state: Path) -> Path:
    """Where the card lies in the platform's state folder."""
    return state / "safety-card.json"


def read_card(state: Path) -> SafetyCard | None:
    """The card, or None where there is none or it cannot be read: help never waits for an error."""
    path = card_file(state)
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(rows, dict):
        return None
    people, ladder = _rows(rows, "people", MOST_PEOPLE), _rows(rows, "ladder", MOST_RUNGS)
    plan = _rows(rows, "plan", MOST_PARTS)
    return SafetyCard(
        clinic_name=_line(rows.get("clinic_name")),
        clinic_phone=_line(rows.get("clinic_phone")),
        people=tuple(
            CardPerson(**{key: _line(one.get(key)) for key in ("name", "relation", "phone")})
            for one in people
        ),
        ladder=tuple(CardRung(_line(one.get("label")), _line(one.get("number"))) for one in ladder),
        plan=tuple(CardPart(_line(one.get("id")), _part(one.get("text"))) for one in plan),
        shows_people=rows.get("shows_people") is not False,
        shows_plan=rows.get("shows_plan") is True,
        clinic_given=rows.get("clinic_given") is True,
    )


def write_card(state: Path, card: SafetyCard) -> None:
    """Replace the card; what is too long for it is cut, because it is there to be read at once.

    Raises:
        OSError: the one before is still there, unchanged.
    """
    rows = asdict(card)
    rows["clinic_name"], rows["clinic_phone"] = _line(card.clinic_name), _line(card.clinic_phone)
    for name, most in (("people", MOST_PEOPLE), ("ladder", MOST_RUNGS)):
        rows[name] = [{key: _line(one[key]) for key in one} for one in rows[name][:most]]
    rows["plan"] = [{"id": _line(p.id), "text": _part(p.text)} for p in card.plan[:MOST_PARTS]]
    write_private(card_file(state), json.dumps(rows, ensure_ascii=False).encode())


def remove_card(state: Path) -> None:
    """Take the card away; nothing happens if there is none.

    Raises:
        OSError: it is still there.
    """
    card_file(state).unlink(missing_ok=True)


def _rows(rows: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    found = rows.get(name)
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict)][:most]


def _line(value: Any) -> str:
    return _cut(value, _LONGEST_LINE)


def _part(value: Any) -> str:
    return _cut(value, _LONGEST_PART)


def _cut(value: Any, most: int) -> str:
    text = value if isinstance(value, str) else ""
    return text if len(text) <= most else text[: most - 1] + "…"
