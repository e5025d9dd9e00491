"""What the page that plans a session begins with."""

from dataclasses import dataclass, field

from ketaguide.content.clinic import Clinic
from ketaguide.flows import clinics, series
from ketaguide.flows.series import Place
from ketaguide.flows.store_session import draft_key
from ketaguide.store import drafts, sessions
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Plan:
    """A stored session, if it is one that is changed, and what was typed and not stored.

    Attributes:
        earlier: the latest other session, whose clinic can be taken over.
        draft: JSON; empty where nothing waits.
        draft_key: under which the page keeps it.
        clinic: what the session's clinic gave, or the one that gave something last; None where
            nothing was taken in.
        place: where it stands in its series; None where it is in none.
    """

    session: Session | None = field(repr=False)
    earlier: Session | None = field(repr=False)
    draft: str = field(default="", repr=False)
    draft_key: str = ""
    clinic: Clinic | None = field(default=None, repr=False)
    place: Place | None = None


def read(db: Db, *, session_id: str | None) -> Plan:
    """Raises NotFound: the session was removed in the meantime."""
    session = sessions.get(db, session_id) if session_id else None
    others = [one for one in sessions.every(db) if one.id != session_id]
    key = draft_key(session_id)
    draft = drafts.get(db, key=key)
    return Plan(
        session=session,
        earlier=others[0] if others else None,
        draft=draft.content if draft else "",
        draft_key=key,
        clinic=clinics.of_session(db, session),
        place=series.place_of(db, session),
    )
