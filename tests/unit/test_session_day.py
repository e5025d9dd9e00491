"""The notes of a session's day: one entry, a line for each moment, by the day's own clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.errors import NotFound
from ketaguide.content.prompts import Checklist
from ketaguide.engine.run import GuideRun
from ketaguide.flows import save_run, session_day, start_run
from ketaguide.store import drafts, entries, search, sessions
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
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
    session_day.note(db, session_id=planned.id, at=TEN, words="Arrived")
    session_day.note(db, session_id=planned.id, at=TEN, words="Oops")
    session_day.take_back(db, session_id=planned.id)
    assert lines(db, planned) == ("11:00 Arrived",)
    session_day.take_back(db, session_id=planned.id)
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


def test_words_being_typed_go_to_their_own_note_when_the_next_one_comes(
    db: Db, planned: Session
) -> None:
    session_day.note(db, session_id=planned.id, at=TEN)
    drafts.put(db, key=session_day.draft_key(planned.id), content="warm")
    later = TEN + timedelta(minutes=5)
    session_day.note(db, session_id=planned.id, at=later, pending="warm ")
    session_day.looked_in(db, session_id=planned.id, at=later, pending="heavy")
    assert lines(db, planned) == ("11:00 warm", "11:05 heavy", "11:05 Looked in")
    assert session_day.glance(db, session_id=planned.id).draft == ""


def test_words_without_any_note_make_one(db: Db, planned: Session) -> None:
    session_day.add_words(db, session_id=planned.id, at=TEN, words="calm")
    session_day.add_words(db, session_id=planned.id, at=TEN, words="warm\nhands")
    assert lines(db, planned) == ("11:00 calm warm hands",)


def test_taking_back_leaves_what_was_written_into_the_entry_since(db: Db, planned: Session) -> None:
    session_day.note(db, session_id=planned.id, at=TEN, words="Arrived")
    session_day.note(db, session_id=planned.id, at=TEN, words="Oops")
    kept = session_day.glance(db, session_id=planned.id).notes
    assert kept is not None
    entries.change(db, kept.id, body=kept.body.replace("Arrived", "Arrived by bus"))
    taken = session_day.take_back(db, session_id=planned.id)
    assert lines(db, planned) == ("11:00 Arrived by bus",)
    session_day.undo_take_back(db, session_id=planned.id, taken=taken)
    assert lines(db, planned) == ("11:00 Arrived by bus", "11:00 Oops")


def test_the_only_note_comes_back_with_the_words_typed_for_it(db: Db, planned: Session) -> None:
    assert session_day.take_back(db, session_id=planned.id) is None
    session_day.note(db, session_id=planned.id, at=TEN)
    taken = session_day.take_back(db, session_id=planned.id, pending="far away")
    assert entries.count(db) == 0
    session_day.undo_take_back(db, session_id=planned.id, taken=taken)
    assert lines(db, planned) == ("11:00 far away",)


def test_the_look_counts_for_its_own_session_and_its_own_day(db: Db, planned: Session) -> None:
    other = sessions.add(db, starts_at=TEN, zone="Europe/Lisbon")
    session_day.looked_in(db, session_id=planned.id, at=TEN)

    def looked(session: Session, hours: int) -> datetime | None:
        now = TEN + timedelta(hours=hours)
        around = session_day.beside(db, session_id=session.id, now=now, catalogue=core_catalogue())
        assert around.every == 15
        return around.looked_at

    assert looked(planned, 1) == TEN
    assert looked(planned, 20) is None
    assert looked(other, 1) is None


def test_what_is_ticked_in_the_days_guide(db: Db, planned: Session) -> None:
    def lists() -> session_day.DayLists:
        return session_day.beside(
            db, session_id=planned.id, now=TEN, catalogue=core_catalogue()
        ).lists

    assert lists() == session_day.DayLists()
    guide = core_catalogue().guide(session_day.LISTS)
    state = start_run.begin(db, guide=guide, session_id=planned.id, now=TEN, zone="Europe/Lisbon")
    run = GuideRun(guide, state)
    prompt = next(one for _, one in guide.prompts() if isinstance(one, Checklist))
    run.answer(prompt.id, {"ticked": [prompt.items[0].id], "own": []})
    save_run.save_state(db, state=run.state)
    assert [tick.label for tick in lists().ticks if tick.done] == [prompt.items[0].label]
    assert lists().is_open
