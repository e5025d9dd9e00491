"""What is taken away comes back whole, and leaves nothing behind that nobody can reach."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ketaguide.flows import (
    delete_entry,
    entry_content,
    insights,
    keep_entry,
    looking_back,
    session_day,
    step_changes,
    steps,
    store_session,
    versions,
)
from ketaguide.flows.entry_content import Facts
from ketaguide.flows.step_changes import Look
from ketaguide.store import (
    calendar,
    check_ins,
    commitments,
    drafts,
    entries,
    labels,
    preferences,
    runs,
)
from ketaguide.store.entries import Entry
from ketaguide.store.narrowing import Filter
from ketaguide.vault.db import Db
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, open_db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


def _typed(db: Db) -> dict[str, str]:
    return {one.key: one.content for one in drafts.every(db)}


def test_a_step_comes_back_with_all_that_was_being_typed_about_it(db: Db) -> None:
    step = commitments.add(db, action="a walk", zone=ZONE)
    step_changes.keep_happened(db, commitment_id=step.id, words="it rained")
    step_changes.keep_draft(db, commitment_id=step.id, follows_id="", content='{"action":"run"}')
    step_changes.keep_draft(db, commitment_id="", follows_id=step.id, content='{"action":"sit"}')
    before = _typed(db)
    removed = step_changes.remove(db, commitment_id=step.id)
    assert _typed(db) == {}
    step_changes.undo_remove(db, removed=removed)
    assert _typed(db) == before
    assert steps.opened(db, commitment_id=step.id, now=NOW, zone=ZONE).happened == "it rained"


def test_words_for_the_step_that_follows_wait_as_a_draft_again(db: Db) -> None:
    step = commitments.add(db, action="a walk", zone=ZONE)
    step_changes.keep_draft(db, commitment_id="", follows_id=step.id, content='{"action":"sit"}')
    look = Look(step.id, 2, "change", "too far")
    changed = step_changes.change_into(
        db, look=look, fields={"action": "sit", "zone": ZONE}, now=NOW, zone=ZONE
    )
    step_changes.look_back(db, look=Look(changed.next_id, 2, "skip"), now=NOW, zone=ZONE)
    step_changes.keep_happened(db, commitment_id=changed.next_id, words="quiet")
    step_changes.undo_look(db, looked=changed)
    assert _typed(db) == {steps.draft_key(follows_id=step.id): '{"action":"sit"}'}
    assert check_ins.every(db) == []
    assert [one.status for one in commitments.recent(db)] == ["open"]


def test_an_entry_whose_run_is_gone_can_be_deleted_and_comes_back(db: Db) -> None:
    """A rescue can find the one without the other."""
    entry = an_entry(db, "a lake", run_id="01a2b3c4-0000-7000-8000-000000000000")
    deleted = delete_entry.delete(db, entry_id=entry.id)
    assert entries.count(db) == 0
    assert delete_entry.undo(db, deleted=deleted).body == "a lake"
    assert runs.every_finished(db) == []


def test_facts_that_were_not_kept_yet_are_kept_as_a_wording_too(db: Db) -> None:
    entry = an_entry(db, "first")
    keep_entry.keep(db, entry_id=entry.id, now=NOW, here=ZONE, body="second")
    content = entry_content.content_of(entries.get(db, entry.id))
    typed = replace(content, facts=Facts(mood=3, tags=("lake",), feelings={"calm": 5}))
    drafts.put(db, key=delete_entry.draft_key(entry.id), content=typed.to_json())
    (change,) = versions.listed(db, entry_id=entry.id)
    restored = versions.restore(db, version_id=change.version.id, now=NOW, here=ZONE)
    kept = versions.listed(db, entry_id=entry.id)[0].told
    assert (kept["body"], kept["mood"], kept["tags"]) == ("second", 3, '["lake"]')
    assert kept["feelings"] == '{"calm":5}'
    versions.undo(db, restored=restored)
    assert _typed(db) == {delete_entry.draft_key(entry.id): typed.to_json()}


def test_an_entry_is_not_kept_for_a_session_that_was_removed_meanwhile(db: Db) -> None:
    session, entry = a_session(db, in_days=-1), an_entry(db, "first")
    content = entry_content.content_of(entry)
    typed = replace(content, body="second", facts=Facts(session_id=session.id))
    store_session.remove(db, session_id=session.id)
    key = delete_entry.draft_key(entry.id)
    for entry_id, is_new in ((entry.id, False), ("new-id", True)):
        entry_content.keep(
            db,
            content=typed,
            entry_id=entry_id,
            draft_key=key,
            is_new=is_new,
            now=NOW,
            here=ZONE,
        )
        kept = entries.get(db, entry_id)
        assert (kept.body, kept.session_id) == ("second", None)


def test_a_removed_session_takes_the_words_begun_on_its_day_along(db: Db) -> None:
    session = a_session(db, in_days=0)
    drafts.put(db, key=session_day.draft_key(session.id), content="warm light")
    drafts.put(db, key=store_session.draft_key(session.id), content='{"place":"clinic"}')
    before = _typed(db)
    removed = store_session.remove(db, session_id=session.id)
    assert _typed(db) == {}
    store_session.undo(db, removed=removed)
    assert _typed(db) == before


def test_new_years_eve_of_the_first_year_is_met_again(db: Db) -> None:
    at = datetime(2021, 1, 1, 4, 30, tzinfo=UTC)
    entry = entries.add(db, body="23:30 on the last day", written_at=at, zone="America/New_York")
    found = calendar.on_this_day(db, day=date(2026, 12, 31))
    assert [row.id for row in found] == [entry.id]


def test_a_feeling_with_half_a_letter_does_not_close_the_list_of_feelings(db: Db) -> None:
    an_entry(db, "x", feelings=entries.feelings_text({"warm \ud83d": 4}))
    # As it was stored before halves were mended.
    an_entry(db, "y", feelings='{"old \\ud83d":4,"calm":2}')
    found = dict(labels.feelings(db))
    assert {label.split()[0] for label in found} == {"warm", "old", "calm"}
    assert entries.count(db, filter=Filter(feeling="CALM")) == 1


@pytest.mark.parametrize("text", ["{", "[[]]", "5", '"lake"', '{"a":1}', "null"])
def test_labels_that_cannot_be_read_do_not_close_the_journal(db: Db, text: str) -> None:
    entry = an_entry(db, "a lake", tags=text, feelings=text)
    assert [row.id for row in entries.recent(db)] == [entry.id]
    assert all(isinstance(tag, str) for tag in entries.tags(entry))
    assert isinstance(entries.feelings(entry), dict)
    labels.tags(db)
    labels.feelings(db)


def test_an_insight_of_a_removed_session_and_entry_stays_readable(db: Db) -> None:
    session = a_session(db, in_days=-2)
    entry = an_entry(db, "a lake", session_id=session.id)
    kept = insights.keep(db, text="a lake", now=NOW, zone=ZONE, entry_id=entry.id)
    removed = store_session.remove(db, session_id=session.id)
    assert insights.one(db, insight_id=kept.id, now=NOW).session is None
    store_session.undo(db, removed=removed)
    whole = insights.one(db, insight_id=kept.id, now=NOW)
    assert whole.session is not None
    assert db.get(Entry, entry.id) is not None


def test_a_step_is_kept_though_its_insight_was_taken_out_while_it_was_written(db: Db) -> None:
    kept = insights.keep(db, text="a lake", now=NOW, zone=ZONE)
    insights.remove(db, insight_id=kept.id)
    step_changes.keep_draft(db, commitment_id="", follows_id="", content='{"action":"sit"}')
    step = step_changes.store(db, fields={"action": "sit", "zone": ZONE, "insight_id": kept.id})
    assert (step.insight_id, _typed(db)) == (None, {})


def test_help_after_a_hard_session_is_not_met_again_whatever_session_it_names(db: Db) -> None:
    preferences.put(db, preferences.ON_THIS_DAY, value=True)
    ahead = a_session(db, in_days=-300)
    for kind, session_id in (("after-hard-session", None), ("something-felt-wrong", ahead.id)):
        at = NOW - timedelta(days=365)
        entries.add(db, body="x", written_at=at, zone=ZONE, kind=kind, session_id=session_id)
    assert looking_back.on_this_day(db, day=NOW.date()).rows == ()
