"""What became of a step when someone looked at it again."""

from datetime import datetime
from typing import Literal, TypedDict, Unpack

from sqlmodel import AutoString, Field, col, select

from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime

Choice = Literal["keep", "change", "drop", "skip"]

# Source: the insight chain of this project's clinical notes: reviews after 2, 7 and 30 days.
ASKED_AFTER = (2, 7, 30)


class CheckIn(Record, table=True):
    """``happened`` is in the person's words; "skip" says only that they were asked."""

    __tablename__ = "check_in"

    commitment_id: str
    after_days: int = Field(ge=0)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    zone: str
    happened: str = Field(repr=False)
    choice: Choice = Field(sa_type=AutoString)


class CheckInFields(TypedDict, total=False):
    """All of them are needed; ``happened`` may be empty."""

    commitment_id: str
    after_days: int
    asked_at: datetime
    zone: str
    happened: str
    choice: Choice


def add(db: Db, **fields: Unpack[CheckInFields]) -> CheckIn:
    """A new one."""
    return keeping.create(db, CheckIn, fields)


def remove(db: Db, check_in_id: str) -> CheckIn:
    """Hands back a copy."""
    return keeping.erase(db, keeping.find(db, CheckIn, check_in_id))


def for_commitment(db: Db, commitment_id: str) -> list[CheckIn]:
    """In the order in which they were asked."""
    found = select(CheckIn).where(CheckIn.commitment_id == commitment_id)
    return list(db.exec(found.order_by(col(CheckIn.asked_at), col(CheckIn.id))))


def every(db: Db) -> list[CheckIn]:
    """All of them, in the order in which they were asked."""
    return list(db.exec(select(CheckIn).order_by(col(CheckIn.asked_at), col(CheckIn.id))))
