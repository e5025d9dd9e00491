"""Sessions side by side: only what was written, under the session it was written for."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from ketaguide.flows import delete_entry, series_story
from ketaguide.flows import series as flow
from ketaguide.store import entries, insights, sessions
from ketaguide.vault.db import Db
from tests.helpers.in_a_row import SHARED, only_series, spring
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, open_db


def read(db: Db, series_id: str = "") -> series_story.SeriesGlance:
    return series_story.glance(db, series_id=series_id, catalogue=core_catalogue())


def test_each_session_tells_what_was_written_for_it(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        spring(db)
        found = read(db)
        first, second, third, fourth, fifth, _ = found.stories
        assert found.series is not None
        assert found.series.title == "Spring"
        assert first.intention == "To be a little less busy with myself."
        assert ("Hope", "7") in {(one.label, one.words[:1]) for one in first.setting}
        assert set(first.feelings) == {"settled", "sad", "curious"}
        assert set(first.body) == {"chest", "hand-left"}
        assert "as if a coat came off" in first.body_words
        assert first.insights == ("I have been carrying things for people who never asked me to.",)
        (step,) = first.steps
        assert step.commitment.action.startswith("Ring Mira")
        assert [one.choice for one in step.check_ins] == ["keep", "change"]
        assert (first.entries, second.entries) == (3, 2)
        assert (second.feelings, second.body, second.insights) == ((), {}, ())
        assert set(third.body) == {"throat", "stomach", "belly"}
        assert fourth.setting == ()
        assert (fifth.intention, fifth.entries) == ("To let the day be as long as it is.", 0)


def test_readiness_answers_are_not_laid_beside_each_other(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        spring(db)
        labels = {line.label for story in read(db).stories for line in story.setting}
        assert "Mood" in labels
        assert not labels & {"Now, or since yesterday", "Today, or in the last few days"}


def test_what_was_deleted_is_gone_from_here_too(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        spring(db)
        story = read(db).stories[0]
        after = next(
            one for one in entries.for_session(db, story.session.id) if one.kind == "day-after"
        )
        deleted = delete_entry.delete(db, entry_id=after.id)
        bare = read(db).stories[0]
        assert (bare.feelings, bare.body, bare.insights, bare.steps) == ((), {}, (), ())
        assert bare.intention == story.intention
        delete_entry.undo(db, deleted=deleted)
        assert read(db).stories[0].insights == story.insights


def test_an_insight_marked_in_an_entry_goes_where_the_entry_goes(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        spring(db)
        last = read(db).stories[5].session
        entry = an_entry(db, "Dust in the light.")
        insights.add(db, entry_id=entry.id, text="Dust in the light.")
        assert read(db).stories[5].insights == ()
        entries.change(db, entry.id, session_id=last.id)
        assert read(db).stories[5].insights == ("Dust in the light.",)


def test_any_two_sessions_can_be_compared_in_the_order_asked_for(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        spring(db)
        loose = a_session(db, in_days=40)
        first = read(db).stories[0].session
        two = series_story.pair(db, session_ids=(loose.id, first.id), catalogue=core_catalogue())
        assert [one.session.id for one in two] == [loose.id, first.id]
        assert [one.place.number if one.place else 0 for one in two] == [0, 1]
        gone = series_story.pair(db, session_ids=("no such", first.id), catalogue=core_catalogue())
        assert [one.session.id for one in gone] == [first.id]


def test_without_an_id_the_series_at_hand_is_read(tmp_path: Path) -> None:
    with open_db(tmp_path / "vault") as db:
        assert read(db).series is None
        spring(db)
        older = flow.plan(
            db,
            idea=flow.Idea(title="Years ago", pattern="own", zone=ZONE),
            starts=[NOW - timedelta(days=900)],
            shared=SHARED,
            now=NOW,
        )
        found = read(db).series
        assert found is not None
        assert found.title == "Spring"
        named = read(db, older.id).series
        assert named is not None
        assert named.title == "Years ago"


def test_twenty_sessions_take_as_many_questions_as_two(tmp_path: Path) -> None:
    """A question for each session would be felt in a long series."""
    with open_db(tmp_path / "vault") as db:
        spring(db)
        six = _questions(db)
        series_id = only_series(db)
        for number in range(14):
            one = a_session(db, in_days=60 + number)
            flow.put_in(db, series_id=series_id, session_id=one.id)
            an_entry(db, feelings='{"calm":5}', session_id=one.id)
        assert len(sessions.for_series(db, series_id)) == 20
        assert _questions(db) == six


def _questions(db: Db) -> int:
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    connection = db.connection()
    db.flush()
    event.listen(connection, "before_cursor_execute", note)
    try:
        read(db)
    finally:
        event.remove(connection, "before_cursor_execute", note)
    return len(asked)
