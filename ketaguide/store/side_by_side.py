"""What belongs to several sessions at once: one question for each noun, however many they are."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlmodel import col, func, or_, select

from ketaguide.store.check_ins import CheckIn
from ketaguide.store.commitments import Commitment
from ketaguide.store.entries import Entry
from ketaguide.store.insights import Insight
from ketaguide.store.intentions import Intention
from ketaguide.store.runs import Run
from ketaguide.vault.db import Db

Pair = tuple[str, str]  # the session's id, and what it has


@dataclass(frozen=True)
class Stepped:
    """A step, the session it belongs to, and what was said of it since, in order."""

    session_id: str
    commitment: Commitment = field(repr=False)
    check_ins: tuple[CheckIn, ...] = field(default=(), repr=False)


def intentions(db: Db, *, session_ids: Collection[str]) -> dict[str, str]:
    """For each session that has one, the intention that holds."""
    found = (
        select(Intention.session_id, Intention.text)
        .where(col(Intention.session_id).in_(sorted(session_ids)), Intention.text != "")
        .order_by(col(Intention.created_at), col(Intention.id))
    )
    return {session: text for session, text in db.exec(found) if session is not None}


def outlines(
    db: Db, *, session_ids: Collection[str], guide_ids: Collection[str]
) -> list[tuple[str, str, str]]:
    """Session, guide and answers of the finished runs of these guides, the oldest first."""
    found = (
        select(Run.session_id, Run.guide_id, Run.outline)
        .where(
            col(Run.session_id).in_(sorted(session_ids)),
            col(Run.guide_id).in_(sorted(guide_ids)),
            Run.status == "finished",
        )
        .order_by(col(Run.finished_at), col(Run.id))
    )
    return [(session, guide, text) for session, guide, text in db.exec(found) if session]


def counts(db: Db, *, session_ids: Collection[str]) -> dict[str, int]:
    """How many entries each session has; those without any are left out."""
    found = (
        select(Entry.session_id, func.count())
        .where(col(Entry.session_id).in_(sorted(session_ids)))
        .group_by(col(Entry.session_id))
    )
    return {session: count for session, count in db.exec(found) if session is not None}


def feelings(db: Db, *, session_ids: Collection[str]) -> list[Pair]:
    """What each entry of a session holds as ``Entry.feelings``, the oldest entry first."""
    found = (
        select(Entry.session_id, Entry.feelings)
        .where(col(Entry.session_id).in_(sorted(session_ids)), Entry.feelings != "")
        .order_by(col(Entry.written_at), col(Entry.id))
    )
    return [(session, text) for session, text in db.exec(found) if session is not None]


def insights(db: Db, *, session_ids: Collection[str]) -> list[Pair]:
    """Their words, the oldest first; one belongs where its entry does, if it has one."""
    session = func.coalesce(col(Entry.session_id), col(Insight.session_id))
    ids = sorted(session_ids)
    found = (
        select(session, Insight.text)
        .join(Entry, col(Entry.id) == col(Insight.entry_id), isouter=True)
        .where(or_(col(Insight.session_id).in_(ids), col(Entry.session_id).in_(ids)))
        .order_by(col(Insight.created_at), col(Insight.id))
    )
    return [(one, text) for one, text in db.exec(found) if one in ids]


def steps(db: Db, *, session_ids: Collection[str]) -> list[Stepped]:
    """The oldest first; one belongs where its entry does, if it has one."""
    session = func.coalesce(col(Entry.session_id), col(Commitment.session_id))
    ids = sorted(session_ids)
    found = (
        select(session, Commitment)
        .join(Entry, col(Entry.id) == col(Commitment.entry_id), isouter=True)
        .where(or_(col(Commitment.session_id).in_(ids), col(Entry.session_id).in_(ids)))
        .order_by(col(Commitment.created_at), col(Commitment.id))
    )
    rows = [(one, step) for one, step in db.exec(found) if one in ids]
    step_ids = [step.id for _, step in rows]
    said = (
        select(CheckIn)
        .where(col(CheckIn.commitment_id).in_(step_ids))
        .order_by(col(CheckIn.asked_at), col(CheckIn.id))
    )
    answers = list(db.exec(said)) if step_ids else []
    return [
        Stepped(one, step, tuple(a for a in answers if a.commitment_id == step.id))
        for one, step in rows
    ]
