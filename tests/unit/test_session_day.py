"""The notes of a session's day: one entry, a line for each moment, by the day's own clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.errors import NotFound
from ketaguide.flows import session_day
from ketaguide.store import drafts, entries, search, sessions
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db
from tests.helpers.vaults import open_db

TEN = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


@pytest.fixture
def planned(db: Db) -> Session:
    return sessions.add(db, starts_at=TEN, zone="Europe/Lisbon", ride_home="Sam")


def lines(db: Db, session: Session) -> tuple[str, ...]:
    return session_day.glance(db, session_id=session.id).lines


def test_each_note_is_a_line_with_the_time_of_the_sessions_clock(db: Db, planned: Session) -> None:
    add = partial(session_day.note, db, session_id=planned.id)
    add(at=TEN, words="Arrived")
    add(at=TEN + timedelta(minutes=15))
    add(at=TEN + timedelta(minutes=21), words="  the music\nis warm ")
    assert lines(db, planned) == ("11:00 Arrived", "11:15", "11:21 the music is warm")
    assert entries.count(db) == 1
    (row,) = search.find(db, text="music warm").rows
    assert (row.session_id, row.phase) == (planned.id, "session-day")


def test_the_last_note_can_be_taken_back_to_none(db: Db, planned: Session) -> None:
    first = session_day.note(db, session_id=planned.id, at=TEN, words="Arrived")
    second = session_day.note(db, session_id=planned.id, at=TEN, words="Oops")
    session_day.undo_note(db, noted=second)
    assert lines(db, planned) == ("11:00 Arrived",)
    session_day.undo_note(db, noted=first)
    assert lines(db, planned) == ()
    assert entries.count(db) == 0


def test_what_was_being_typed_goes_with_the_note(db: Db, planned: Session) -> None:
    drafts.put(db, key=session_day.draft_key(planned.id), content="warm")
    assert session_day.glance(db, session_id=planned.id).draft == "warm"
    session_day.note(db, session_id=planned.id, at=TEN, words="warm")
    assert session_day.glance(db, session_id=planned.id).draft == ""


def test_two_sessions_have_their_own_notes(db: Db, planned: Session) -> None:
    other = sessions.add(db, starts_at=TEN + timedelta(days=7), zone="Asia/Tokyo")
    session_day.note(db, session_id=planned.id, at=TEN, words="one")
    session_day.note(db, session_id=other.id, at=TEN, words="two")
    assert lines(db, planned) == ("11:00 one",)
    assert lines(db, other) == ("19:00 two",)


def test_a_session_that_was_removed(db: Db, planned: Session) -> None:
    sessions.remove(db, planned.id)
    with pytest.raises(NotFound):
        session_day.note(db, session_id=planned.id, at=TEN)
