"""Days, tags and filters of the journal, and sessions that were hard."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ketaguide.flows import hard_sessions
from ketaguide.store import calendar, entries, labels, runs
from ketaguide.store.entries import Entry
from ketaguide.store.narrowing import Filter, narrowed
from ketaguide.vault import checking, labelling, mending, recording
from ketaguide.vault.db import Db
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, new_vault, open_db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as opened:
        yield opened


def _at(db: Db, moment: str, zone: str = "UTC", session_id: str | None = None) -> Entry:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return entries.add(db, body="x", written_at=at, zone=zone, session_id=session_id)


def test_an_entry_stands_on_the_day_its_own_clock_showed(db: Db) -> None:
    late = _at(db, "2026-03-01T07:30", "America/Los_Angeles")  # 28 February, 23:30
    early = _at(db, "2026-02-27T10:30", "Pacific/Kiritimati")  # 28 February, 00:30
    spring = _at(db, "2026-03-29T00:30", "Europe/Berlin")  # the night the clock is put forward
    _at(db, "2026-03-31T22:30", "Europe/Berlin")  # 1 April there
    found = calendar.days(db, first=date(2026, 2, 28), last=date(2026, 3, 31))
    assert dict(found) == {
        date(2026, 2, 28): calendar.Day(2, (late.id, early.id)),
        date(2026, 3, 29): calendar.Day(1, (spring.id,)),
    }


def test_on_this_day_of_other_years(db: Db) -> None:
    left_out = a_session(db).id
    same = [_at(db, "2025-11-23T12:00").id, _at(db, "2021-11-24T03:00", "America/Lima").id]
    _at(db, "2025-11-22T12:00")
    _at(db, "2026-11-23T12:00")
    _at(db, "2024-11-23T12:00", session_id=left_out)
    rows = calendar.on_this_day(db, day=date(2026, 11, 23), without={left_out})
    assert [row.id for row in rows] == same
    assert len(calendar.on_this_day(db, day=date(2026, 11, 23), limit=1)) == 1


def test_the_leap_day_is_met_on_the_28th_where_there_is_no_29th(db: Db) -> None:
    leap, day_before = _at(db, "2024-02-29T12:00").id, _at(db, "2024-02-28T12:00").id

    def met(day: date) -> list[str]:
        return [row.id for row in calendar.on_this_day(db, day=day)]

    assert met(date(2026, 2, 28)) == [leap, day_before]
    assert met(date(2028, 2, 28)) == [day_before]
    assert met(date(2028, 2, 29)) == [leap]
    assert met(date(2026, 3, 1)) == []


def test_before_a_session_is_what_was_written_until_then(db: Db) -> None:
    older, newer = an_entry(db, days_ago=9), an_entry(db, days_ago=5)
    an_entry(db, days_ago=1)
    rows = calendar.before(db, moment=NOW - timedelta(days=3))
    assert [row.id for row in rows] == [newer.id, older.id]


def test_labels_are_counted_whatever_their_case(db: Db) -> None:
    for words in (["Lake", "work"], ["lake"], ["lake"], []):
        felt = {"calm": 2} if words else {}
        an_entry(db, tags=entries.tags_text(words), feelings=entries.feelings_text(felt))
    assert labels.tags(db) == (("lake", 3), ("work", 1))
    assert labels.feelings(db) == (("calm", 3),)
    assert entries.count(db, filter=Filter(tag="LAKE")) == 3
    assert entries.count(db, filter=Filter(tag="%")) == 0


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Filter(pinned=True, tag="a"), "entry_pinned"),
        (Filter(session_id="s"), "entry_by_session"),
        (Filter(phase="preparation", tag="a"), "entry_by_phase"),
        (Filter(since=NOW, feeling="calm", has_pictures=True), "entry_by_writing"),
    ],
)
def test_a_narrowed_page_walks_an_index_and_sorts_nothing(
    db: Db, wanted: Filter, index: str
) -> None:
    asked = narrowed(db, wanted)
    question = "EXPLAIN QUERY PLAN " + entries.page_query(asked.where, index=asked.index)
    steps = db.connection().exec_driver_sql(question, (*asked.values, 50, 0)).all()
    plan = "\n".join(str(step[-1]) for step in steps)
    assert f"INDEX {index}" in plan
    # A session's own index does not hold the ids, which tell two entries of one moment apart.
    assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_a_session_was_hard_once_help_for_it_was_opened(db: Db) -> None:
    first, second = a_session(db, in_days=-9).id, a_session(db, in_days=-2).id
    ahead, long_ago = a_session(db, in_days=5).id, a_session(db, in_days=-200).id

    def opened(guide_id: str, session_id: str | None, days_ago: float) -> None:
        at = NOW - timedelta(days=days_ago)
        runs.add(
            db, guide_id=guide_id, pack_id="core", pack_version="1", language="en", started_at=at,
            zone=ZONE, session_id=session_id,
        )  # fmt: skip

    opened("day-after", first, 8)
    assert hard_sessions.ids(db) == frozenset()
    opened("after-hard-session", ahead, 1)  # Home names the next one by then
    assert hard_sessions.ids(db) == {second}
    opened("something-felt-wrong", long_ago, 0)
    opened("after-hard-session", None, 8)
    assert hard_sessions.ids(db) == {first, second, long_ago}
    opened("after-hard-session", None, 150)
    assert hard_sessions.ids(db) == {first, second, long_ago}


def test_labels_that_say_something_else_are_found_and_made_anew(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    felt = entries.feelings_text({"calm": 1})
    tagged: dict[str, Any] = {"tags": entries.tags_text(["lake"]), "feelings": felt}
    vault.ask(lambda db: an_entry(db, **tagged))
    for harm in (
        "DELETE FROM entry_label WHERE sort = 'tag'",
        "INSERT INTO entry_label VALUES ('tag', 'x', 9)",
    ):
        vault.driver().execute(harm)
        assert [one.what for one in checking.check(vault).found] == ["search"]
        mending.mend(vault, "search")
        assert checking.check(vault).found == ()
        assert vault.ask(labels.tags)[0] == (("lake", 1),)
        assert vault.ask(lambda db: labelling.fits(recording.raw(db)))[0]
    vault.close()
