"""Pictures that belong to an entry, in pieces, encrypted like every word."""

from collections.abc import Iterator
from typing import TypedDict, Unpack

from sqlmodel import Field, col, func, select

from ketaguide.base.ids import new_id
from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record

# Source: measured, 256 KiB pieces wrote 100 MB/s, one blob of 20 MiB 71 MB/s.
CHUNK = 256 * 1024


class Attachment(Record, table=True):
    """``bytes`` is its size, ``width`` and ``height`` are pixels, ``title`` says what it shows."""

    __tablename__ = "attachment"

    entry_id: str
    position: int = Field(ge=0)
    mime: str
    bytes: int = Field(ge=0)
    width: int = Field(ge=0)
    height: int = Field(ge=0)
    sha256: str
    title: str = Field(repr=False)


class AttachmentChunk(Record, table=True):
    """One piece; ``number`` counts from 0."""

    __tablename__ = "attachment_chunk"

    attachment_id: str
    number: int = Field(ge=0)
    data: bytes = Field(repr=False)


class AttachmentFields(TypedDict, total=False):
    """All of them are needed for a new one; ``change`` takes ``position`` and ``title``."""

    entry_id: str
    position: int
    mime: str
    bytes: int
    width: int
    height: int
    sha256: str
    title: str


def add(
    db: Db, content: bytes, *, attachment_id: str = "", **fields: Unpack[AttachmentFields]
) -> Attachment:
    """A new one with all its pieces; under an id chosen before, if one is given."""
    made = keeping.create_with_id(db, Attachment, attachment_id or new_id(), fields)
    for number, start in enumerate(range(0, len(content), CHUNK)):
        piece = content[start : start + CHUNK]
        told = {"attachment_id": made.id, "number": number, "data": piece}
        keeping.create(db, AttachmentChunk, told)
    return made


def change(db: Db, attachment_id: str, **fields: Unpack[AttachmentFields]) -> Attachment:
    """Raises NotFound."""
    return keeping.alter(db, get(db, attachment_id), fields)


def get(db: Db, attachment_id: str) -> Attachment:
    """Raises NotFound."""
    return keeping.find(db, Attachment, attachment_id)


def content(db: Db, attachment_id: str) -> bytes:
    """All of it; shorter than ``Attachment.bytes`` only where the vault was damaged."""
    return b"".join(chunk.data for chunk in _chunks(db, attachment_id))


def remove(db: Db, attachment_id: str) -> tuple[Record, ...]:
    """With its pieces; hands back copies that ``restore`` takes."""
    chunks = [keeping.erase(db, chunk) for chunk in _chunks(db, attachment_id)]
    return (keeping.erase(db, get(db, attachment_id)), *chunks)


def restore(db: Db, removed: tuple[Record, ...]) -> None:
    """Put what was removed back under its ids."""
    for record in removed:
        keeping.put_back(db, record)


def for_entry(db: Db, entry_id: str) -> list[Attachment]:
    """In their order."""
    found = select(Attachment).where(Attachment.entry_id == entry_id)
    return list(db.exec(found.order_by(col(Attachment.position), col(Attachment.id))))


def total_bytes(db: Db) -> int:
    """What all of them take, for the limit of a vault."""
    return int(db.exec(select(func.sum(Attachment.bytes))).one() or 0)


def _chunks(db: Db, attachment_id: str) -> Iterator[AttachmentChunk]:
    found = select(AttachmentChunk).where(AttachmentChunk.attachment_id == attachment_id)
    yield from db.exec(found.order_by(col(AttachmentChunk.number)))
