"""The few names and numbers that a person chose to see while the vault is locked.

The file is not encrypted: whoever uses this computer account can read it. It exists only after
the person said so, and goes away when they change their mind.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ketaguide.base.paths import write_private

# Source: our own; forty people fill it to a tenth, and a file that grew by accident is not read.
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class CardPerson:
    """Someone to ring."""

    name: str
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True)
class SafetyCard:
    """The clinic of the session that is nearest, and the person's own contacts in their order."""

    clinic_name: str = ""
    clinic_phone: str = ""
    people: tuple[CardPerson, ...] = ()


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
    people = rows.get("people")
    return SafetyCard(
        clinic_name=_words(rows.get("clinic_name")),
        clinic_phone=_words(rows.get("clinic_phone")),
        people=tuple(
            CardPerson(**{key: _words(one.get(key)) for key in ("name", "relation", "phone")})
            for one in (people if isinstance(people, list) else [])
            if isinstance(one, dict)
        ),
    )


def write_card(state: Path, card: SafetyCard) -> None:
    """Replace the card.

    Raises:
        OSError: the one before is still there, unchanged.
    """
    write_private(card_file(state), json.dumps(asdict(card), ensure_ascii=False).encode())


def remove_card(state: Path) -> None:
    """Take the card away; nothing happens if there is none.

    Raises:
        OSError: it is still there.
    """
    card_file(state).unlink(missing_ok=True)


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""
