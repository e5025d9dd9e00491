"""What the page that plans a series, or changes what is ahead of it, begins with."""

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.content.clinic import Clinic
from ketaguide.flows import clinics
from ketaguide.flows.series import NEW_DRAFT, draft_key
from ketaguide.flows.store_session import NEW_DRAFT as SESSION_DRAFT
from ketaguide.store import drafts, series, sessions
from ketaguide.store.series import Series
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class SeriesPlan:
    """A stored series, if it is one that is changed, and what was typed and not stored.

    Attributes:
        ahead: its sessions that have not begun, the next one first.
        begun: how many of its sessions have begun.
        earlier: the latest session there is, whose place and people can be taken over.
        draft: JSON; empty where nothing waits.
        draft_key: under which the page keeps it.
        clinic: what the clinic gave; None where nothing was taken in.
    """

    series: Series | None = field(repr=False)
    ahead: tuple[Session, ...] = field(default=(), repr=False)
    begun: int = 0
    earlier: Session | None = field(default=None, repr=False)
    draft: str = field(default="", repr=False)
    draft_key: str = ""
    clinic: Clinic | None = field(default=None, repr=False)


def read(db: Db, *, series_id: str, now: datetime) -> SeriesPlan:
    """Args:
        series_id: empty for a new one.

    Raises:
        NotFound: the series was removed in the meantime.
    """
    found = series.get(db, series_id) if series_id else None
    mine = sessions.for_series(db, series_id) if series_id else []
    ahead = tuple(one for one in mine if one.starts_at >= now)
    every = sessions.every(db)
    key = draft_key(series_id)
    draft = drafts.get(db, key=key)
    return SeriesPlan(
        series=found,
        ahead=ahead,
        begun=len(mine) - len(ahead),
        earlier=every[0] if every else None,
        draft=draft.content if draft else "",
        draft_key=key,
        clinic=clinics.of_session(db, ahead[0] if ahead else None),
    )


def take_over(db: Db, *, content: str) -> None:
    """Go on with a series from what was typed for one session; a series already begun stays.

    Args:
        content: the session page's draft.
    """
    if drafts.get(db, key=NEW_DRAFT) is None:
        drafts.put(db, key=NEW_DRAFT, content=content)
        drafts.remove(db, key=SESSION_DRAFT)
    else:
        drafts.put(db, key=SESSION_DRAFT, content=content)
