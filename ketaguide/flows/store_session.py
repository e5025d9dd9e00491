"""Planning a session, changing the plan, and taking it away without losing what was written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Unpack

from ketaguide.flows import session_day
from ketaguide.store import belonging, drafts, keeping, series, sessions
from ketaguide.store.belonging import Named
from ketaguide.store.sessions import Session, SessionFields
from ketaguide.vault.db import Db

NEW_DRAFT = "session:new"


@dataclass(frozen=True)
class Removed:
    """What ``undo`` needs: the records that belonged to the session, and what was being typed."""

    session: Session = field(repr=False)
    named: tuple[Named, ...] = ()
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)


def store(
    db: Db,
    *,
    session_id: str | None = None,
    prepared_by: Collection[str] = (),
    **fields: Unpack[SessionFields],
) -> Session:
    """Store a new session, or change one; the draft of its page goes in the same transaction.

    Args:
        session_id: None for a new one.
        prepared_by: ids of the preparation guides. A new session takes over what was written in
            them for no session yet: someone who prepares before there is a date loses nothing.

    Raises:
        NotFound: the session was removed in the meantime.
    """
    if session_id is not None:
        session = sessions.change(db, session_id, **fields)
    else:
        session = sessions.add(db, **fields)
        loose = belonging.to_no_session(db, guide_ids=prepared_by)
        belonging.name(db, loose, session_id=session.id)
    sessions.number(db, session.series_id)
    drafts.remove(db, key=draft_key(session_id))
    return session


def remove(db: Db, *, session_id: str) -> Removed:
    """Remove the plan. Everything written for it stays, and names no session any more.

    Raises:
        NotFound: it is gone already.
    """
    freed = belonging.to_session(db, session_id=session_id)
    named = belonging.name(db, freed, session_id=None)
    typed = drafts.take(db, keys=[draft_key(session_id), session_day.draft_key(session_id)])
    session = sessions.remove(db, session_id)
    sessions.number(db, session.series_id)
    return Removed(session=session, named=named, drafts=typed)


def undo(db: Db, *, removed: Removed) -> Session:
    """Put the plan back, and let what belonged to it name it again."""
    session = keeping.put_back(db, removed.session)
    belonging.name_again(db, removed.named, session_id=session.id)
    if session.series_id is not None and not series.is_there(db, session.series_id):
        sessions.change(db, session.id, series_id=None, series_position=0)
    sessions.number(db, session.series_id)
    drafts.give_back(db, removed.drafts)
    return session


def draft_key(session_id: str | None) -> str:
    """The draft of the session page."""
    return NEW_DRAFT if session_id is None else f"session:{session_id}"
