"""Keeping, being asked again, and taking out: what is due when, and that nothing stays behind."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.engine import asked_again
from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, start_run
from ketaguide.flows import insights as flow
from ketaguide.store import entries, insights, sureness, threads
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, open_db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v", clock=FixedClock(NOW, ZONE)) as opened:
        yield opened


def later(days: float) -> datetime:
    return NOW + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "answered", "last", "asked"),
    [
        (0, (), 0, None),
        (6, (0,), 0, None),
        (7, (0,), 0, 7),
        (7, (), 0, 7),
        (29, (0,), 0, 7),
        (30, (0,), 0, 30),
        (30, (0, 7), 7, 30),
        (400, (0,), 0, 30),
        (400, (0, 30), 400, None),
        (8, (0, 7), 8, None),
        (30, (0, 7), 29, None),
        (32, (0, 7), 29, 30),
        (40, (0, 35), 35, None),
    ],
)
def test_what_is_asked_on_which_day(
    days: int, answered: tuple[int, ...], last: int, asked: int | None
) -> None:
    assert asked_again.due(days, answered=answered, last=last) == asked


def test_a_late_question_is_asked_once_and_leaving_it_is_an_answer(db: Db) -> None:
    entry = an_entry(db, "I saw the garden.")
    kept = flow.keep(db, text="the garden", entry_id=entry.id, marked_at=6, now=NOW, zone=ZONE)
    assert flow.due(db, now=later(6.2)) == ()
    assert [one.after_days for one in flow.due(db, now=later(20))] == [7]
    assert [(one.after_days, one.text) for one in flow.due(db, now=later(60))] == [
        (30, "the garden")
    ]
    flow.answer(db, insight_id=kept.id, value=None, now=later(60), zone=ZONE)
    assert flow.due(db, now=later(90)) == ()
    assert [(one.after_days, one.value) for one in sureness.for_insight(db, kept.id)] == [
        (0, None),
        (30, None),
    ]


def test_the_day_is_the_one_on_the_clock_where_it_was_kept(db: Db) -> None:
    """18:00 UTC is already the 24th in Auckland and still the 23rd in Los Angeles."""
    flow.keep(db, text="a day later", now=NOW, zone="Pacific/Auckland")
    flow.keep(db, text="same day", now=NOW, zone="America/Los_Angeles")
    soon = later(7) - timedelta(hours=9)
    assert [one.text for one in flow.due(db, now=soon)] == ["same day"]
    assert len(flow.due(db, now=later(7))) == 2


def test_an_answer_of_the_first_days_is_the_first_one(db: Db) -> None:
    kept = flow.keep(db, text="x", now=NOW, zone=ZONE)
    for value, day in ((7, 0), (8, 0), (6, 3), (5, 3), (4, 9)):
        flow.answer(db, insight_id=kept.id, value=value, now=later(day), zone=ZONE)
    whole = flow.one(db, insight_id=kept.id, now=later(9))
    assert [(said.after_days, said.value) for said in whole.sure] == [(0, 8), (3, 5), (7, 4)]
    assert [whole.days_after(said) for said in whole.sure] == [0, 3, 9]


def test_nobody_is_asked_about_an_entry_that_is_gone(db: Db) -> None:
    entry = an_entry(db)
    flow.keep(db, text="x", entry_id=entry.id, now=NOW, zone=ZONE)
    entries.remove(db, entry.id)
    assert flow.due(db, now=later(8)) == ()
    assert [one.origin for one in flow.everything(db, now=later(8)).kept] == [None]


def test_removing_leaves_nothing_and_undoing_brings_all_back(db: Db) -> None:
    kept = flow.keep(db, text="x", now=NOW, zone=ZONE)
    flow.answer(db, insight_id=kept.id, value=7, now=NOW, zone=ZONE)
    thread = threads.add(db, title="Water", zone=ZONE)
    threads.link(db, thread.id, insight_id=kept.id)
    before = flow.one(db, insight_id=kept.id, now=NOW)
    removed = flow.remove(db, insight_id=kept.id)
    assert sureness.every(db) == []
    assert threads.insights(db, thread.id) == []
    with pytest.raises(NotFound):
        insights.get(db, kept.id)
    flow.put_back(db, removed=removed)
    after = flow.one(db, insight_id=kept.id, now=NOW)
    assert (after.insight.text, after.kept_at) == ("x", before.kept_at)
    assert [said.value for said in after.sure] == [7]
    assert [one.title for one in after.threads] == ["Water"]


def test_a_session_given_to_the_entry_later_is_the_session_shown(db: Db) -> None:
    entry = an_entry(db)
    flow.keep(db, text="x", entry_id=entry.id, now=NOW, zone=ZONE)
    session = a_session(db, in_days=-2)
    entries.change(db, entry.id, session_id=session.id)
    [shown] = flow.everything(db, now=NOW).kept
    assert shown.session is not None
    assert shown.session.id == session.id


@pytest.mark.parametrize("sure", [7, 0, None])
def test_a_guide_that_asks_how_sure_gives_the_first_answer(db: Db, sure: int | None) -> None:
    guide = core_catalogue().guide("insight-to-action")
    state = start_run.begin(db, guide=guide, session_id=None, now=NOW, zone=ZONE)
    run = GuideRun(guide, state)
    run.answer("path", "one")
    run.answer("insight", "I can rest.")
    if sure is not None:
        run.answer("sure", sure)
    finish_run.finish(db, guide=guide, state=run.state, now=NOW, zone=ZONE)
    [kept] = flow.everything(db, now=later(0)).kept
    said = [(one.after_days, one.value) for one in kept.sure]
    assert said == ([] if sure is None else [(0, sure)])
    assert [one.after_days for one in flow.due(db, now=later(7))] == [7]
