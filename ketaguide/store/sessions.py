"""Treatment sessions, planned and past."""

from datetime import datetime, timedelta
from typing import Literal, TypedDict, Unpack

from sqlmodel import AutoString, Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime

Route = Literal["iv", "im", "lozenge", "nasal", "other"]

# So long after it a session stays the one on Home, unless another is planned.
# Source: clinics look back at one month; what lasted and what faded is asked then.
STAYS_FOR = timedelta(days=30)

# So long a session that has begun comes before the next one. Source: ours; it covers the day.
LASTS_AT_MOST = timedelta(hours=12)


class Session(Record, table=True):
    """One occasion. The ``rule_`` texts are the clinic's own words, copied by the person."""

    __tablename__ = "session"

    starts_at: datetime = Field(sa_type=UtcDateTime)
    zone: str
    place: str = Field(default="", repr=False)
    route: Route = Field(default="other", sa_type=AutoString)
    route_note: str = Field(default="", repr=False)
    with_whom: str = Field(default="", repr=False)
    ride_home: str = Field(default="", repr=False)
    clinic_name: str = Field(default="", repr=False)
    clinic_phone: str = Field(default="", repr=False)
    rule_food: str = Field(default="", repr=False)
    rule_drink: str = Field(default="", repr=False)
    rule_medicines: str = Field(default="", repr=False)
    rule_driving: str = Field(default="", repr=False)
    rule_other: str = Field(default="", repr=False)
    series_id: str | None = None
    series_position: int = 0


class SessionFields(TypedDict, total=False):
    """What a page may set; ``starts_at`` and ``zone`` are needed for a new one."""

    starts_at: datetime
    zone: str
    place: str
    route: Route
    route_note: str
    with_whom: str
    ride_home: str
    clinic_name: str
    clinic_phone: str
    rule_food: str
    rule_drink: str
    rule_medicines: str
    rule_driving: str
    rule_other: str
    series_id: str | None
    series_position: int


def for_series(db: Db, series_id: str) -> list[Session]:
    """In the order of the series."""
    found = select(Session).where(Session.series_id == series_id)
    order = (col(Session.series_position), col(Session.starts_at), col(Session.id))
    return list(db.exec(found.order_by(*order)))


def number(db: Db, series_id: str | None) -> None:
    """Number the sessions of a series from 1 in the order of their days; after each change."""
    if series_id is None:
        return
    found = select(Session).where(Session.series_id == series_id)
    order = (col(Session.starts_at), col(Session.id))
    for place, session in enumerate(db.exec(found.order_by(*order)).all(), 1):
        keeping.alter(db, session, {"series_position": place})


def add(db: Db, **fields: Unpack[SessionFields]) -> Session:
    """A new session."""
    return keeping.create(db, Session, fields)


def change(db: Db, session_id: str, **fields: Unpack[SessionFields]) -> Session:
    """Raises NotFound."""
    return keeping.alter(db, get(db, session_id), fields)


def get(db: Db, session_id: str) -> Session:
    """Raises NotFound."""
    return keeping.find(db, Session, session_id)


def is_there(db: Db, session_id: str) -> bool:
    """Whether it was not removed in the meantime."""
    return db.get(Session, session_id) is not None


def remove(db: Db, session_id: str) -> Session:
    """Take out this row only; ``flows.store_session.remove`` also frees what points at it."""
    return keeping.erase(db, get(db, session_id))


def every(db: Db) -> list[Session]:
    """Every session, the one furthest ahead first."""
    return list(db.exec(select(Session).order_by(col(Session.starts_at).desc())))


def coming(db: Db, *, now: datetime) -> Session | None:
    """The next planned session; with none planned, the latest of the past 30 days.

    A session counts as coming until twelve hours after it began.
    """
    ahead = (
        select(Session)
        .where(col(Session.starts_at) >= now - LASTS_AT_MOST)
        .order_by(col(Session.starts_at))
    )
    behind = (
        select(Session)
        .where(col(Session.starts_at) < now, col(Session.starts_at) >= now - STAYS_FOR)
        .order_by(col(Session.starts_at).desc())
    )
    return db.exec(ahead.limit(1)).first() or db.exec(behind.limit(1)).first()
