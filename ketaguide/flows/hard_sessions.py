"""Which sessions were hard, as far as the person has said so by opening help for it."""

from bisect import bisect_right

from ketaguide.store import runs, sessions
from ketaguide.vault.db import Db

# Guides that are opened because a session was hard.
# Source: our own choice: help after a hard session, and after something that a carer did.
GUIDES = frozenset({"after-hard-session", "something-felt-wrong"})

_STAYS_FOR = sessions.STAYS_FOR


def ids(db: Db) -> frozenset[str]:
    """Sessions after which one of these guides was opened, finished or not.

    Only looking into it counts as well: to leave out too much costs less here than too little. A
    run names the session that Home showed, which may still lie ahead; then, and where it names
    none, the one that had begun last is meant.
    """
    past_first = list(reversed(sessions.every(db)))
    starts = [one.starts_at for one in past_first]
    named = {one.id: one for one in past_first}
    found = set()
    for session_id, at in runs.begun(db, guide_ids=GUIDES):
        meant = named.get(session_id or "")
        if meant is None or meant.starts_at > at:
            place = bisect_right(starts, at)
            meant = past_first[place - 1] if place else None
        if meant is not None and (meant.id == session_id or at - meant.starts_at <= _STAYS_FOR):
            found.add(meant.id)
    return frozenset(found)
