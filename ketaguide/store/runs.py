"""One person's passes through guides, and how far each has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, TypedDict, Unpack

from sqlmodel import AutoString, Field, col, select

from ketaguide.engine.state import RunState
from ketaguide.store import keeping
from ketaguide.vault.db import Db, Record, UtcDateTime

Status = Literal["open", "stopped", "finished"]


class Run(Record, table=True):
    """``outline`` is the JSON of what was asked and answered, frozen when the run is finished."""

    __tablename__ = "run"

    guide_id: str
    pack_id: str
    pack_version: str
    language: str
    session_id: str | None = None
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    zone: str
    status: Status = Field(default="open", sa_type=AutoString)
    outline: str = Field(default="", repr=False)


@dataclass(frozen=True)
class Past:
    """That a guide was gone through, and when."""

    id: str
    guide_id: str
    finished_at: datetime
    zone: str


class RunProgress(Record, table=True):
    """The answers so far, under the run's id; saved every second, so outside the history."""

    __tablename__ = "run_progress"
    __chained__: ClassVar[bool] = False

    state: str = Field(repr=False)


class RunFields(TypedDict, total=False):
    """What may be set; all but ``session_id``, ``finished_at`` and on are needed at first."""

    guide_id: str
    pack_id: str
    pack_version: str
    language: str
    started_at: datetime
    zone: str
    session_id: str | None
    finished_at: datetime | None
    status: Status
    outline: str


def add(db: Db, **fields: Unpack[RunFields]) -> Run:
    """A new run, without progress yet."""
    return keeping.create(db, Run, fields)


def change(db: Db, run_id: str, **fields: Unpack[RunFields]) -> Run:
    """Raises NotFound."""
    return keeping.alter(db, get(db, run_id), fields)


def get(db: Db, run_id: str) -> Run:
    """Raises NotFound."""
    return keeping.find(db, Run, run_id)


def open_for(db: Db, *, guide_id: str, session_id: str | None) -> Run | None:
    """The run to go on with: not finished, and the one begun last."""
    found = select(Run).where(
        Run.guide_id == guide_id, Run.session_id == session_id, Run.status != "finished"
    )
    return db.exec(found.order_by(col(Run.started_at).desc(), col(Run.id).desc())).first()


def under_way(db: Db, *, guide_id: str) -> list[Run]:
    """The runs of a guide that are not finished, of all sessions, oldest first."""
    found = select(Run).where(Run.guide_id == guide_id, Run.status != "finished")
    return list(db.exec(found.order_by(col(Run.started_at), col(Run.id))))


def saved_since(db: Db, *, since: datetime) -> list[tuple[Run, datetime]]:
    """The unfinished runs that were saved since then, with when, the latest first."""
    found = (
        select(Run, RunProgress.changed_at)
        .join(RunProgress, col(RunProgress.id) == col(Run.id))
        .where(Run.status != "finished", col(RunProgress.changed_at) >= since)
    )
    rows = db.exec(found.order_by(col(RunProgress.changed_at).desc(), col(Run.id).desc()))
    return [(run, at) for run, at in rows]


def finished(db: Db, *, guide_id: str) -> list[Run]:
    """The finished runs of a guide, the latest first."""
    found = select(Run).where(Run.guide_id == guide_id, Run.status == "finished")
    return list(db.exec(found.order_by(col(Run.finished_at).desc(), col(Run.id).desc())))


def every_finished(db: Db) -> list[Past]:
    """Of all guides and sessions, the latest first, without the answers, which can be large."""
    columns = select(Run.id, Run.guide_id, Run.finished_at, Run.zone)
    found = columns.where(Run.status == "finished", col(Run.finished_at).is_not(None))
    newest = (col(Run.finished_at).desc(), col(Run.id).desc())
    rows = db.exec(found.order_by(*newest))
    return [Past(name, guide, at, zone) for name, guide, at, zone in rows if at is not None]


def for_session(db: Db, *, session_id: str | None) -> list[Run]:
    """All runs of a session, oldest first; with None those that belong to no session."""
    found = select(Run).where(Run.session_id == session_id)
    return list(db.exec(found.order_by(col(Run.started_at), col(Run.id))))


def begun(db: Db, *, guide_ids: Collection[str]) -> list[tuple[str | None, datetime]]:
    """The session and the start of each run of these guides, oldest first."""
    found = select(Run.session_id, Run.started_at).where(col(Run.guide_id).in_(sorted(guide_ids)))
    return [(named, at) for named, at in db.exec(found.order_by(col(Run.started_at)))]


def when(run: Run) -> datetime:
    """The moment that a run belongs to: its end, or its last change until then."""
    return run.finished_at or run.changed_at


def state(db: Db, *, run: Run) -> RunState:
    """Where the run stands; a fresh state where nothing was saved or nothing of it is left."""
    progress = db.get(RunProgress, run.id)
    read = RunState.from_json(progress.state) if progress else None
    if read is None or (read.run_id, read.guide_id) != (run.id, run.guide_id):
        return RunState(run_id=run.id, guide_id=run.guide_id)
    return read


def saved_at(db: Db, *, run_id: str) -> datetime | None:
    """When the answers so far were last stored; None where there are none."""
    progress = db.get(RunProgress, run_id)
    return progress.changed_at if progress else None


def save_state(db: Db, *, state: RunState) -> None:
    """Keep the answers so far."""
    progress, text = db.get(RunProgress, state.run_id), {"state": state.to_json()}
    if progress is None:
        keeping.create_with_id(db, RunProgress, state.run_id, text)
    else:
        keeping.alter(db, progress, text)


def forget_state(db: Db, *, run_id: str) -> None:
    """Drop the progress of a run whose outline now holds the answers."""
    progress = db.get(RunProgress, run_id)
    if progress is not None:
        keeping.erase(db, progress)
