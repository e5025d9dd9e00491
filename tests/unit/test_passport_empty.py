"""A passport that was gone through and left empty: what is empty means no."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, passport, start_run
from ketaguide.store import sessions
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
from tests.helpers.scenes_apart import PASSPORT
from tests.helpers.vaults import NOW, ZONE, open_db

HOUR = timedelta(hours=1)
START = NOW + timedelta(days=1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


def _finish(db: Db, session_id: str, answers: Mapping[str, Any], *, at: datetime) -> None:
    guide = core_catalogue().guide(passport.GUIDE_ID)
    state = start_run.begin(db, guide=guide, session_id=session_id, now=at, zone=ZONE)
    run = GuideRun(guide, state)
    for name, value in answers.items():
        run.answer(name, value)
    finish_run.finish(db, guide=guide, state=run.state, now=at, zone=ZONE)


def test_it_is_a_passport_in_which_nothing_is_allowed(db: Db) -> None:
    session_id = sessions.add(db, starts_at=START, zone=ZONE).id
    _finish(db, session_id, {}, at=NOW)
    found = passport.current(db, session_id=session_id)
    assert found is not None
    assert (found.written_at, found.yeses) == (NOW, ())


def test_written_anew_on_a_later_hour_it_takes_every_yes_along(db: Db) -> None:
    session_id = sessions.add(db, starts_at=START, zone=ZONE).id
    _finish(db, session_id, PASSPORT, at=NOW)
    _finish(db, session_id, {}, at=NOW + HOUR)
    found = passport.current(db, session_id=session_id)
    assert found is not None
    assert (found.written_at, found.holding()) == (NOW + HOUR, ())


def test_an_empty_page_on_the_day_itself_changes_nothing(db: Db) -> None:
    session_id = sessions.add(db, starts_at=START, zone=ZONE).id
    _finish(db, session_id, PASSPORT, at=NOW)
    _finish(db, session_id, {}, at=START + HOUR)
    found = passport.current(db, session_id=session_id)
    assert found is not None
    assert found.written_at == NOW
    assert found.holding()
