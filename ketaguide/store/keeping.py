"""How every noun is written: validated, made storable, never committed here.

Rows are written one by one, by the vault; a bulk statement would pass by the history chain and the
list of what changed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from ketaguide.base.errors import NotFound
from ketaguide.vault import adding
from ketaguide.vault.db import Db, Record

R = TypeVar("R", bound=Record)

_OURS = frozenset({"id", "created_at", "changed_at"})


def create(db: Db, kind: type[R], fields: Mapping[str, object]) -> R:
    """A new record of ``kind``, checked against its types.

    Raises:
        TypeError: a name that ``kind`` does not have, or one that only the vault sets.
        ValueError: a value of the wrong type; says which name, not which value.
    """
    _known_names(kind, fields)
    return adding.add(db, kind, _validated(kind, _storable(fields)))


def create_with_id(db: Db, kind: type[R], record_id: str, fields: Mapping[str, object]) -> R:
    """For the few records whose id is given by what they belong to."""
    _known_names(kind, fields)
    return adding.add(db, kind, _validated(kind, {**_storable(fields), "id": record_id}))


def alter(db: Db, record: R, fields: Mapping[str, object]) -> R:
    """Set ``fields`` on a record of this transaction; what is not named stays."""
    kind = type(record)
    _known_names(kind, fields)
    checked = _validated(kind, {**record.model_dump(), **_storable(fields)})
    for name in fields:
        value = checked[name]
        if getattr(record, name) != value:
            setattr(record, name, value)
    # At once: the next question of the same transaction, search included, then sees it.
    db.add(record)
    db.flush()
    return record


def find(db: Db, kind: type[R], record_id: str) -> R:
    """Raises NotFound: deleted in the meantime, perhaps."""
    record = db.get(kind, record_id)
    if record is None:
        raise NotFound
    return record


def was_here(db: Db, kind: type[Record], record_id: str) -> bool:
    """Whether a record of this id is stored, or was once and has been removed."""
    if db.get(kind, record_id) is not None:
        return True
    found = db.connection().exec_driver_sql(
        "SELECT 1 FROM tombstone WHERE table_name = ? AND row_id = ?",
        (str(kind.__tablename__), record_id),
    )
    return found.first() is not None


def erase(db: Db, record: R) -> R:
    """Delete, and hand back a copy that ``put_back`` takes."""
    copy = _copy(record)
    db.delete(record)
    db.flush()
    return copy


def put_back(db: Db, record: R) -> R:
    """Store an erased record again under its old id.

    A copy goes in, because SQLAlchemy refuses an instance that it has deleted before.
    """
    return adding.add(db, type(record), record.model_dump())


def storable(text: str) -> str:
    """``text`` without what a UTF-8 database cannot hold or would cut short.

    Half a surrogate pair can come from a paste and has no UTF-8 form; SQLite's own text functions
    stop at NUL.
    """
    return (
        text.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    )


def _storable(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: _as_stored(value) for name, value in fields.items()}


def _as_stored(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    # A record just made then equals the same one read again, at the end of summer time too.
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    return value


def _validated(kind: type[R], fields: dict[str, object]) -> dict[str, Any]:
    """Every column's value. Pydantic fills an object that SQLAlchemy does not know of: to make a
    record first, and to set its attributes one by one, costs eight times as much.
    """
    bare = object.__new__(kind)
    try:
        kind.__pydantic_validator__.validate_python(fields, self_instance=bare)
    except ValidationError as problem:
        # Its own text and context hold the values.
        names = sorted({str(one["loc"][0]) for one in problem.errors() if one["loc"]})
        raise ValueError(f"{kind.__name__}: {names} do not fit") from None
    return vars(bare)


def _known_names(kind: type[Record], fields: Mapping[str, object]) -> None:
    unknown = fields.keys() - _settable(kind)
    if unknown:
        raise TypeError(f"{kind.__name__} does not take {sorted(unknown)}")


@cache
def _settable(kind: type[Record]) -> frozenset[str]:
    return frozenset(kind.model_fields) - _OURS


def _copy(record: R) -> R:
    return type(record)(**record.model_dump())
