"""What a clinic gave: its pack as text, exactly as it was imported."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from sqlmodel import Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime


class ClinicPack(Record, table=True):
    """Its id is the pack's; ``source`` is the name of the file as it was chosen.

    ``files`` is JSON; ``files_of`` reads it.
    """

    __tablename__ = "clinic_pack"

    imported_at: datetime = Field(sa_type=UtcDateTime)
    zone: str
    title: str = Field(default="", repr=False)
    version: str = Field(default="", repr=False)
    source: str = Field(default="", repr=False)
    files: str = Field(repr=False)


class ClinicPackFields(TypedDict, total=False):
    """What may be set; all but ``title``, ``version`` and ``source`` are needed for a new one.

    ``files`` is each path in the pack, with the file's text.
    """

    imported_at: datetime
    zone: str
    title: str
    version: str
    source: str
    files: Mapping[str, str]


def put(db: Db, pack_id: str, **fields: Unpack[ClinicPackFields]) -> ClinicPack:
    """Store a pack; an older version of it goes."""
    stored = _stored(fields)
    pack = db.get(ClinicPack, pack_id)
    if pack is None:
        return keeping.create_with_id(db, ClinicPack, pack_id, stored)
    return keeping.alter(db, pack, stored)


def get(db: Db, pack_id: str) -> ClinicPack:
    """Raises NotFound."""
    return keeping.find(db, ClinicPack, pack_id)


def remove(db: Db, pack_id: str) -> ClinicPack:
    """Hands back a copy that ``restore`` takes."""
    return keeping.erase(db, get(db, pack_id))


def restore(db: Db, pack: ClinicPack) -> ClinicPack:
    """Put a removed pack back."""
    return keeping.put_back(db, pack)


def every(db: Db) -> list[ClinicPack]:
    """Imported first, first."""
    return list(db.exec(select(ClinicPack).order_by(col(ClinicPack.imported_at), ClinicPack.id)))


def files_of(pack: ClinicPack) -> dict[str, str]:
    """Each path with its text; nothing where a damaged vault lost part of it."""
    try:
        found = json.loads(pack.files)
    except (ValueError, RecursionError):
        return {}
    rows = found.items() if isinstance(found, dict) else ()
    return {str(path): str(text) for path, text in rows}


def _stored(fields: ClinicPackFields) -> dict[str, object]:
    stored: dict[str, object] = {**fields}
    if "files" in fields:
        stored["files"] = json.dumps(dict(fields["files"]), ensure_ascii=False, sort_keys=True)
    return stored
