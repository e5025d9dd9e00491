"""What belongs to a session: runs, entries and what they made."""

from collections.abc import Collection

from sqlmodel import col, select

from ketaguide.store import keeping
from ketaguide.store.commitments import Commitment
from ketaguide.store.entries import Entry
from ketaguide.store.insights import Insight
from ketaguide.store.intentions import Intention
from ketaguide.store.letters import Letter
from ketaguide.store.runs import Run
from ketaguide.vault.db import Db

Belonging = Run | Entry | Letter | Intention | Insight | Commitment
Named = tuple[type[Belonging], str]


def to_session(db: Db, *, session_id: str) -> list[Belonging]:
    """Every record that names this session."""
    return [
        *db.exec(select(Run).where(Run.session_id == session_id)),
        *db.exec(select(Entry).where(Entry.session_id == session_id)),
        *db.exec(select(Letter).where(Letter.session_id == session_id)),
        *db.exec(select(Intention).where(Intention.session_id == session_id)),
        *db.exec(select(Insight).where(Insight.session_id == session_id)),
        *db.exec(select(Commitment).where(Commitment.session_id == session_id)),
    ]


def to_no_session(db: Db, *, guide_ids: Collection[str]) -> list[Belonging]:
    """Runs of these guides that name no session, with their entries and intentions."""
    loose = select(Run).where(col(Run.session_id).is_(None))
    found = db.exec(loose.where(col(Run.guide_id).in_(sorted(guide_ids)))).all()
    run_ids = [run.id for run in found]
    wrote = db.exec(select(Entry).where(col(Entry.run_id).in_(run_ids)))
    meant = db.exec(select(Intention).where(col(Intention.run_id).in_(run_ids)))
    return [*found, *wrote, *meant]


def name(db: Db, records: Collection[Belonging], *, session_id: str | None) -> tuple[Named, ...]:
    """Let each record name this session, or none; hands back which they were."""
    for record in records:
        keeping.alter(db, record, {"session_id": session_id})
    return tuple((type(record), record.id) for record in records)


def name_again(db: Db, named: Collection[Named], *, session_id: str) -> None:
    """Undo ``name`` for those that are still there."""
    for kind, record_id in named:
        record = db.get(kind, record_id)
        if record is not None:
            keeping.alter(db, record, {"session_id": session_id})
