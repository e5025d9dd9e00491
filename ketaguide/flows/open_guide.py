"""Everything a guide on screen begins with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.content.guide import Guide
from ketaguide.engine.recalled import EarlierAnswer, Recalled
from ketaguide.engine.state import RunState
from ketaguide.flows import narrowing, passport, recall, start_run
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Opened:
    """A run, and what was written on earlier days, by prompt id."""

    state: RunState
    recalled: Mapping[str, Recalled] = field(default_factory=dict, repr=False)
    earlier: Mapping[str, EarlierAnswer] = field(default_factory=dict, repr=False)


def opened(db: Db, *, guide: Guide, session_id: str | None, now: datetime, zone: str) -> Opened:
    """Begin the guide, or go on with it, with everything its prompts show again."""
    state = start_run.begin(db, guide=guide, session_id=session_id, now=now, zone=zone)
    if guide.id == passport.GUIDE_ID:
        state = narrowing.settle(db, guide=guide, state=state)
    return Opened(
        state=state,
        recalled=recall.recalled(db, guide=guide, session_id=session_id, zone=zone),
        earlier=recall.earlier(db, guide=guide),
    )
