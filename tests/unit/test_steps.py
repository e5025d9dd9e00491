"""Small steps in the vault: what is open, what becomes of it, and the way back from each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.flows import step_changes, steps
from ketaguide.flows.due_days import due_at
from ketaguide.flows.step_changes import Look
from ketaguide.store import check_ins, commitments, drafts, insights
from ketaguide.store.check_ins import Choice
from ketaguide.store.commitments import Commitment
from ketaguide.vault.db import Db
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, open_db

DAY = timedelta(days=1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "vault") as db:
        yield db


def a_step(db: Db, action: str = "Ring my sister.", *, due_in: int | None = None) -> Commitment:
    due = NOW + due_in * DAY if due_in is not None else None
    return commitments.add(db, action=action, zone=ZONE, due_at=due)


def listed(db: Db, *, day: int = 0) -> steps.Steps:
    return steps.listed(db, now=NOW + day * DAY, zone=ZONE)


def answer(db: Db, step: Commitment, choice: Choice, *, day: int = 2, after: int = 2) -> str:
    look = Look(step.id, after, choice, happened="It rained. ")
    return step_changes.look_back(db, look=look, now=NOW + day * DAY, zone=ZONE).check_in_id


def actions(found: tuple[steps.Step, ...]) -> list[str]:
    return [one.record.action for one in found]


def test_each_step_stands_in_its_group_by_its_day(db: Db) -> None:
    a_step(db, "later", due_in=5)
    a_step(db, "no day")
    a_step(db, "tomorrow", due_in=1)
    a_step(db, "long past", due_in=-9)
    commitments.add(db, action="let go", zone=ZONE, status="dropped")
    found = listed(db)
    assert actions(found.soon) == ["long past", "tomorrow", "no day"]
    assert actions(found.later) == ["later"]
    assert actions(found.past) == ["let go"]


def test_keeping_it_goes_on_and_the_last_time_it_has_stayed(db: Db) -> None:
    step = a_step(db)
    answer(db, step, "keep")
    assert listed(db, day=2).asked is None
    assert commitments.get(db, step.id).status == "open"
    answer(db, step, "keep", day=30, after=30)
    assert commitments.get(db, step.id).status == "kept"
    (opened,) = [steps.opened(db, commitment_id=step.id, now=NOW + 31 * DAY, zone=ZONE)]
    assert [one.happened for one in opened.looked] == ["It rained.", "It rained."]


def test_letting_go_asks_no_more(db: Db) -> None:
    step = a_step(db)
    answer(db, step, "drop")
    assert commitments.get(db, step.id).status == "dropped"
    assert listed(db, day=400).asked is None


def test_leaving_it_is_an_answer_and_keeps_what_was_typed(db: Db) -> None:
    step = a_step(db)
    drafts.put(db, key=steps.happened_key(step.id), content='"I nearly"')
    answer(db, step, "skip")
    assert listed(db, day=5).asked is None
    found = listed(db, day=7)
    assert found.asked is not None
    assert found.happened == "I nearly"


def test_one_look_back_at_a_time_and_the_longest_due_first(db: Db) -> None:
    first, second = a_step(db, "first", due_in=0), a_step(db, "second", due_in=2)
    found = listed(db, day=5)
    assert found.asked is not None
    assert found.asked.record.id == first.id
    answer(db, first, "skip", day=5)
    found = listed(db, day=5)
    assert found.asked is not None
    assert found.asked.record.id == second.id


def test_a_step_becomes_another_one_together_with_the_look_back(db: Db) -> None:
    old = a_step(db)
    look = Look(old.id, 2, "change", happened="I did not dare.")
    drafts.put(db, key=steps.draft_key(follows_id=old.id), content="{}")
    done = step_changes.change_into(
        db, look=look, fields={"action": "Write to her.", "zone": ZONE}, now=NOW, zone=ZONE
    )
    assert commitments.get(db, old.id).status == "changed"
    assert commitments.get(db, done.next_id).follows_id == old.id
    assert drafts.every(db) == []
    opened = steps.opened(db, commitment_id=old.id, now=NOW, zone=ZONE)
    assert [one.action for one in opened.after] == ["Write to her."]
    back = steps.opened(db, commitment_id=done.next_id, now=NOW, zone=ZONE)
    assert back.before is not None
    assert back.before.id == old.id
    step_changes.undo_look(db, looked=done)
    assert actions(listed(db).soon) == ["Ring my sister."]
    assert check_ins.every(db) == []


def test_changed_into_rest_leaves_no_step_behind(db: Db) -> None:
    old = a_step(db)
    step_changes.change_into(db, look=Look(old.id, 2, "change"), fields=None, now=NOW, zone=ZONE)
    found = listed(db)
    assert found.soon == ()
    assert actions(found.past) == ["Ring my sister."]


@pytest.mark.parametrize("choice", ["keep", "drop", "skip"])
def test_an_answer_can_be_taken_back_with_what_was_typed(db: Db, choice: Choice) -> None:
    step = a_step(db)
    drafts.put(db, key=steps.happened_key(step.id), content='"It rained."')
    look = Look(step.id, 2, choice, happened="It rained.", is_over=choice == "keep")
    looked = step_changes.look_back(db, look=look, now=NOW + 2 * DAY, zone=ZONE)
    step_changes.undo_look(db, looked=looked)
    found = listed(db, day=2)
    assert found.asked is not None
    assert found.happened == "It rained."


def test_a_removed_step_takes_its_looks_back_and_drafts_along_and_brings_them_back(db: Db) -> None:
    step, other = a_step(db), a_step(db, "other")
    answer(db, step, "keep")
    answer(db, other, "keep")
    for key in (steps.draft_key(step.id), steps.happened_key(step.id)):
        drafts.put(db, key=key, content='"words"')
    removed = step_changes.remove(db, commitment_id=step.id)
    assert [one.commitment_id for one in check_ins.every(db)] == [other.id]
    assert drafts.every(db) == []
    with pytest.raises(NotFound):
        commitments.get(db, step.id)
    step_changes.undo_remove(db, removed=removed)
    assert commitments.get(db, step.id).action == "Ring my sister."
    assert len(check_ins.for_commitment(db, step.id)) == 1


def test_a_step_that_begins_with_an_insight_belongs_to_its_entry_and_session(db: Db) -> None:
    session = a_session(db, in_days=-2)
    entry = an_entry(db)
    seen = insights.add(db, entry_id=entry.id, session_id=session.id, text="Slow is fine.")
    made = step_changes.store(
        db, fields={"action": "Walk slowly.", "zone": ZONE, "insight_id": seen.id}
    )
    assert (made.entry_id, made.session_id) == (entry.id, session.id)
    opened = steps.opened(db, commitment_id=made.id, now=NOW, zone=ZONE)
    assert opened.insight is not None
    assert opened.insight.text == "Slow is fine."
    insights.remove(db, seen.id)
    assert steps.opened(db, commitment_id=made.id, now=NOW, zone=ZONE).insight is None


def test_two_weeks_are_suggested_and_nobody_is_asked_before(db: Db) -> None:
    step = commitments.add(db, action="Leave.", zone=ZONE, waits=True)
    (found,) = listed(db).later
    assert found.wait_until == date(2026, 12, 7)
    assert listed(db, day=14).asked is None
    assert listed(db, day=15).asked is not None
    # Nothing is in the way of doing it, letting it go, or writing another one.
    step_changes.put_status(db, commitment_id=step.id, status="kept")
    assert listed(db).later == ()


def test_a_step_that_a_guide_made_is_one_like_any_other(db: Db) -> None:
    due = due_at("2026-11-24", ZONE)
    commitments.add(db, entry_id=an_entry(db).id, action="Sleep.", zone=ZONE, due_at=due)
    (found,) = listed(db).soon
    assert found.due_on == date(2026, 11, 24)


@pytest.mark.parametrize(("day", "zone"), [("", ZONE), ("soon", ZONE), ("2026-11-24", "Mars/X")])
def test_a_day_that_cannot_be_read_is_no_day(day: str, zone: str) -> None:
    assert due_at(day, zone) is None


def test_days_are_those_of_where_the_step_was_made(tmp_path: Path) -> None:
    """Made at 23:30 in Auckland, looked at from Lisbon: two days later is two days later there."""
    made = datetime.fromisoformat("2026-11-23T23:30:00+13:00")
    with open_db(tmp_path / "vault", clock=FixedClock(made, "Pacific/Auckland")) as db:
        zone = "Pacific/Auckland"
        commitments.add(db, action="Walk.", zone=zone, due_at=due_at("2026-11-24", zone))
        (step,) = steps.open_steps(db, now=made, zone=ZONE)
        assert (step.made_on, step.due_on) == (date(2026, 11, 23), date(2026, 11, 24))
        assert steps.listed(db, now=made + 1.4 * DAY, zone=ZONE).asked is None
        asked = steps.listed(db, now=made + 2 * DAY, zone=ZONE).asked
        assert asked is not None
        assert asked.check_in is not None
        assert asked.check_in.after_days == 2


def test_a_step_without_a_day_has_none_in_any_order() -> None:
    step = steps.Step(Commitment(zone=ZONE), date(2026, 11, 23))
    assert step.day is None
    assert replace(step, due_on=date(2026, 12, 9), wait_until=date(2026, 12, 7)).day == date(
        2026, 12, 9
    )
