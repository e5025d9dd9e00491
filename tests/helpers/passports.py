"""A consent passport written in its guide, and what of it holds."""

from datetime import datetime, timedelta
from functools import partial

from ketaguide.content.guide import Guide
from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, narrowing, passport, save_run, start_run
from ketaguide.flows.passport import Passport
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.rooms import core_catalogue
from tests.helpers.scenes_apart import PASSPORT
from tests.helpers.vaults import NOW, ZONE

HOUR = timedelta(hours=1)
START = NOW + timedelta(days=1)
DURING = START + HOUR


def passport_guide() -> Guide:
    return core_catalogue().guide(passport.GUIDE_ID)


def write(db: Db, session_id: str | None, *, at: datetime = NOW, **changed: object) -> str:
    """Go through the guide; a changed answer of None is left out. Its run's id."""
    state = start_run.begin(db, guide=passport_guide(), session_id=session_id, now=at, zone=ZONE)
    run = GuideRun(passport_guide(), state)
    answers = PASSPORT | {name.replace("_", "-"): value for name, value in changed.items()}
    for name, value in answers.items():
        if value is not None:
            run.answer(name, value)
    save_run.save_state(db, state=run.state)
    finish_run.finish(db, guide=passport_guide(), state=run.state, now=at, zone=ZONE)
    return run.state.run_id


def current(vault: Vault, session_id: str) -> Passport:
    found, _ = vault.ask(partial(passport.current, session_id=session_id))
    assert found is not None
    return found


def take(vault: Vault, yes_id: str, session_id: str, *, at: datetime = DURING) -> None:
    question = partial(narrowing.take_back, yes_id=yes_id, session_id=session_id, now=at, zone=ZONE)
    vault.ask(question)


def holding(found: Passport) -> list[str]:
    return [one.id for one in found.holding()]
