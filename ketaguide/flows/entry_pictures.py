"""Pictures of an entry: taken in, in order, named, taken out; also while it is still a draft.

A picture is stored at once, under the id that a new entry will have. The draft notes that id, and
the pictures that came since it was begun: throwing it away takes them out again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ketaguide.base.errors import PicturesFull
from ketaguide.flows import delete_entry, read_entry
from ketaguide.store import attachments, drafts
from ketaguide.store.attachments import Attachment
from ketaguide.store.entries import Entry
from ketaguide.vault.db import Db, Record

# Source: our own choice: a backup of 200 MiB is still copied while one waits, and 500 MiB is what
# a vault was measured with.
MANY = 200 * 1024 * 1024
MOST = 500 * 1024 * 1024


@dataclass(frozen=True)
class Added:
    """``is_many``: with this picture, all of them take more than is quick to back up."""

    picture: Attachment = field(repr=False)
    is_many: bool = False


@dataclass(frozen=True)
class Seen:
    """``content`` is empty where the vault no longer holds what was stored."""

    picture: Attachment = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Thrown:
    """A draft that was thrown away, with the pictures that came with it."""

    content: str = field(repr=False)
    removed: tuple[tuple[Record, ...], ...] = field(default=(), repr=False)


def add(
    db: Db, *, picture_id: str, entry_id: str, content: bytes, key: str, draft: str, **told: Any
) -> Added:
    """Store a picture behind those that are there, and the draft that knows of it.

    Args:
        told: ``mime``, ``width`` and ``height``.

    Raises:
        PicturesFull: this vault holds as many as it may.
    """
    total = attachments.total_bytes(db)
    after = total + len(content)
    if after > MOST:
        raise PicturesFull
    before = attachments.for_entry(db, entry_id)
    picture = attachments.add(
        db,
        content,
        attachment_id=picture_id,
        entry_id=entry_id,
        position=max((one.position for one in before), default=-1) + 1,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        title="",
        **told,
    )
    drafts.put(db, key=key, content=draft)
    return Added(picture, is_many=total <= MANY < after)


def see(db: Db, *, picture_id: str) -> Seen:
    """What was stored, if all of it is still there.

    Raises:
        NotFound: it was taken out.
    """
    picture = attachments.get(db, picture_id)
    content = attachments.content(db, picture_id)
    is_whole = hashlib.sha256(content).hexdigest() == picture.sha256
    return Seen(picture, content if is_whole else b"")


def shown(db: Db, *, entry_id: str, without_new: bool = False) -> tuple[Attachment, ...]:
    """In their order.

    Args:
        without_new: leave out what came with changes that are not kept yet.
    """
    new = _added(drafts.get(db, key=delete_entry.draft_key(entry_id))) if without_new else ()
    return tuple(one for one in attachments.for_entry(db, entry_id) if one.id not in new)


def name(db: Db, *, titles: Mapping[str, str]) -> None:
    """Say what pictures show, by their ids; one that has gone is left out."""
    for picture_id, title in titles.items():
        picture = db.get(Attachment, picture_id)
        if picture is not None and picture.title != title:
            attachments.change(db, picture_id, title=title)


def move(db: Db, *, picture_id: str, by: int) -> None:
    """Change its place among the pictures of its entry."""
    picture = attachments.get(db, picture_id)
    row = attachments.for_entry(db, picture.entry_id)
    at = row.index(picture)
    row.insert(min(max(at + by, 0), len(row) - 1), row.pop(at))
    for position, one in enumerate(row):
        if one.position != position:
            attachments.change(db, one.id, position=position)


def remove(db: Db, *, picture_id: str) -> tuple[Record, ...]:
    """Take one out; hands back what ``put_back`` takes."""
    return attachments.remove(db, picture_id)


def put_back(db: Db, *, removed: tuple[Record, ...], key: str, draft: str) -> None:
    """Undo ``remove``.

    Args:
        key, draft: what was begun then; where a new entry's draft went with its last picture, it
            comes back too, because nothing else would know of the picture.
    """
    attachments.restore(db, removed)
    picture = next(one for one in removed if isinstance(one, Attachment))
    is_kept = db.get(Entry, picture.entry_id) is not None
    if not is_kept and drafts.get(db, key=key) is None:
        drafts.put(db, key=key, content=draft)


def throw_away(db: Db, *, key: str) -> Thrown:
    """Drop a draft and the pictures that came with it."""
    came = _added(drafts.get(db, key=key))
    content = read_entry.throw_away(db, key=key)
    there = [one for one in came if db.get(Attachment, one) is not None]
    return Thrown(content, tuple(attachments.remove(db, one) for one in there))


def undo_throw_away(db: Db, *, key: str, thrown: Thrown) -> None:
    """Put the draft back with its pictures."""
    for removed in thrown.removed:
        attachments.restore(db, removed)
    drafts.put(db, key=key, content=thrown.content)


def _added(draft: drafts.Draft | None) -> tuple[str, ...]:
    try:
        told = json.loads(draft.content) if draft is not None else {}
        came = told.get("pictures", ())
    except (ValueError, AttributeError, RecursionError):
        return ()
    return tuple(map(str, came)) if isinstance(came, list) else ()
