"""The person's own people, in the order they chose."""

from typing import TypedDict, Unpack

from sqlmodel import Field, col, func, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record


class Contact(Record, table=True):
    """Someone to reach. ``phone`` is as typed; it is shown, never dialled."""

    __tablename__ = "contact"

    name: str = Field(default="", repr=False)
    relation: str = Field(default="", repr=False)
    phone: str = Field(default="", repr=False)
    position: int = Field(default=0, ge=0)


class ContactFields(TypedDict, total=False):
    """What a page may set."""

    name: str
    relation: str
    phone: str


def add(db: Db, **fields: Unpack[ContactFields]) -> Contact:
    """A new contact, last in the order."""
    last = db.exec(select(func.max(Contact.position))).one()
    return keeping.create(db, Contact, {**fields, "position": 0 if last is None else last + 1})


def change(db: Db, contact_id: str, **fields: Unpack[ContactFields]) -> Contact:
    """Raises NotFound."""
    return keeping.alter(db, keeping.find(db, Contact, contact_id), fields)


def remove(db: Db, contact_id: str) -> Contact:
    """Hands back a copy that ``restore`` takes."""
    return keeping.erase(db, keeping.find(db, Contact, contact_id))


def restore(db: Db, contact: Contact) -> Contact:
    """Put a removed contact back in its place."""
    return keeping.put_back(db, contact)


def every(db: Db) -> list[Contact]:
    """In the person's order."""
    return list(db.exec(select(Contact).order_by(col(Contact.position), col(Contact.id))))


def order(db: Db, contact_ids: list[str]) -> None:
    """Put these first, in this order; any left out follow as they were."""
    known = {contact.id: contact for contact in every(db)}
    named = [known.pop(i) for i in dict.fromkeys(contact_ids) if i in known]
    for position, contact in enumerate([*named, *known.values()]):
        keeping.alter(db, contact, {"position": position})
