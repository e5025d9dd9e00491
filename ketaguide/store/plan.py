"""The person's own safety plan, in sections that are written one at a time."""

from sqlmodel import Field, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record


class PlanPart(Record, table=True):
    """Its id is the section's; ``zone`` is where its last change was written."""

    __tablename__ = "plan_part"

    zone: str = ""
    text: str = Field(default="", repr=False)


def get(db: Db, part_id: str) -> str:
    """What stands in this section; empty where nothing does."""
    part = db.get(PlanPart, part_id)
    return part.text if part else ""


def put(db: Db, part_id: str, *, text: str, zone: str = "") -> None:
    """Write a section; one without words is taken out, and storing the same changes nothing."""
    part = db.get(PlanPart, part_id)
    if not text.strip():
        if part is not None:
            keeping.erase(db, part)
    elif part is None:
        keeping.create_with_id(db, PlanPart, part_id, {"text": text, "zone": zone})
    elif part.text != keeping.storable(text):
        keeping.alter(db, part, {"text": text, "zone": zone})


def every(db: Db) -> dict[str, PlanPart]:
    """The sections that say something, by id, in no order."""
    return {part.id: part for part in db.exec(select(PlanPart))}


def texts(db: Db) -> dict[str, str]:
    """As ``every``, with the words alone."""
    return {name: part.text for name, part in every(db).items()}
