"""What was written on earlier days comes back, of the right session and with the right day."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ketaguide.content.guide import Guide
from ketaguide.content.shape import read_table
from ketaguide.engine.recalled import Recalled
from ketaguide.engine.run import GuideRun
from ketaguide.flows import finish_run, open_guide, recall, start_run
from ketaguide.store import clinic_packs, commitments, entries, insights, intentions, runs, sessions
from ketaguide.vault.db import Db
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, open_db

DAY = timedelta(days=1)
PASSPORT = "passport"
_SLEEP = {
    "id": "sleep",
    "kind": "scale",
    "label": "Sleep",
    "min": 0,
    "low": "bad",
    "high": "good",
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with open_db(tmp_path / "v") as one:
        yield one


def a_guide(*prompts: Mapping[str, Any], guide_id: str = "asks", **more: Any) -> Guide:
    """A guide of one step with these prompts."""
    step = {"id": "one", "title": "One", "answerer": "client", "prompts": list(prompts)}
    rows = {
        "id": guide_id,
        "title": "A guide",
        "summary": "For a test.",
        "phase": "integration",
        "minutes": 5,
        "steps": [step],
    }
    return read_table(Guide, rows | more, place="")


def asking(of: str, **more: str) -> Guide:
    return a_guide({"id": "then", "kind": "recall", "of": of, **more})


def shown(db: Db, guide: Guide, session_id: str | None = None) -> Recalled | None:
    found = recall.recalled(db, guide=guide, session_id=session_id, zone=ZONE)
    assert set(found) <= {"then"}
    return found.get("then")


def words(db: Db, guide: Guide, session_id: str | None = None) -> str:
    found = shown(db, guide, session_id)
    return found.words if found else ""


def finished(
    db: Db, guide: Guide, answers: Mapping[str, Any], *, session_id: str | None, at: datetime
) -> None:
    """Answer a guide and finish it."""
    state = start_run.begin(db, guide=guide, session_id=session_id, now=at, zone=ZONE)
    run = GuideRun(guide, state)
    for name, value in answers.items():
        run.answer(name, value)
    finish_run.finish(db, guide=guide, state=run.state, now=at, zone=ZONE)


@pytest.mark.parametrize("of", ["intention", "insight", "step", "rules"])
def test_with_nothing_written_nothing_is_shown(db: Db, of: str) -> None:
    assert shown(db, asking(of)) is None
    assert shown(db, asking(of), a_session(db).id) is None


class TestIntention:
    def test_it_is_the_sessions_own_and_the_last_one(self, db: Db) -> None:
        session, other = a_session(db), a_session(db, in_days=-9)
        intentions.add(db, session_id=other.id, text="of another")
        assert shown(db, asking("intention"), session.id) is None
        intentions.add(db, session_id=session.id, text="first")
        intentions.add(db, session_id=session.id, text=" second ")
        assert words(db, asking("intention"), session.id) == "second"

    def test_where_a_new_one_is_asked_it_is_that_of_the_session_before(self, db: Db) -> None:
        long_ago, last, coming = (a_session(db, in_days=n) for n in (-40, -9, 3))
        for session, text in ((long_ago, "long ago"), (last, "last time"), (coming, "begun")):
            intentions.add(db, session_id=session.id, text=text)
        asks = a_guide(
            {"id": "then", "kind": "recall", "of": "intention"},
            {"id": "new", "kind": "text", "label": "And now"},
            makes={"intention": "new"},
        )
        assert words(db, asks, coming.id) == "last time"
        assert shown(db, asks, long_ago.id) is None

    def test_its_day_is_that_of_the_guide_it_was_written_in(self, db: Db) -> None:
        preparing = a_guide(
            {"id": "new", "kind": "text", "label": "New"}, makes={"intention": "new"}
        )
        session = a_session(db)
        finished(db, preparing, {"new": "rest"}, session_id=session.id, at=NOW - 4 * DAY)
        found = shown(db, asking("intention"), session.id)
        assert found == Recalled(words="rest", when=NOW - 4 * DAY, zone=ZONE)

    def test_without_a_session_it_is_the_last_of_all(self, db: Db) -> None:
        intentions.add(db, session_id=a_session(db).id, text="rest")
        assert words(db, asking("intention")) == "rest"


class TestInsightAndStep:
    def test_the_last_insight_is_dated_by_its_entry(self, db: Db) -> None:
        entry = an_entry(db, days_ago=11)
        insights.add(db, text="older")
        insights.add(db, text="It floats.", entry_id=entry.id)
        found = shown(db, asking("insight"))
        assert found == Recalled(words="It floats.", when=NOW - 11 * DAY, zone=ZONE)
        entries.remove(db, entry.id)
        assert words(db, asking("insight")) == "It floats."

    def test_the_last_step_comes_with_its_cue_and_not_when_it_was_dropped(self, db: Db) -> None:
        commitments.add(db, action="Ring Mira", cue="after coffee", zone=ZONE)
        dropped = commitments.add(db, action="Run", zone=ZONE)
        commitments.change(db, dropped.id, status="dropped")
        assert words(db, asking("step")) == "Ring Mira\nWhen this happens: after coffee"
        kept = commitments.add(db, action="Sleep", zone=ZONE)
        commitments.change(db, kept.id, status="kept")
        assert words(db, asking("step")) == "Sleep"


class TestRules:
    def test_they_are_those_of_the_session_and_empty_ones_are_left_out(self, db: Db) -> None:
        session = a_session(db)
        sessions.change(db, session.id, rule_food="Nothing from eight.", rule_driving=" ")
        found = shown(db, asking("rules"), session.id)
        assert found == Recalled(words="Food: Nothing from eight.")
        assert shown(db, asking("rules")) is None

    def test_what_was_not_noted_comes_from_the_clinic_and_says_so(self, db: Db) -> None:
        session = a_session(db)
        sessions.change(db, session.id, rule_food="Nothing from eight.")
        rules = 'name = "H"\n[rules]\nfood = "Other words."\ndrink = "Water until nine."\n'
        clinic_packs.put(db, "h", imported_at=NOW, zone=ZONE, files={"clinic.toml": rules})
        assert words(db, asking("rules"), session.id).splitlines() == [
            "Food: Nothing from eight.",
            "Drink (from your clinic): Water until nine.",
        ]

    def test_the_clinics_words_taken_into_the_plan_stay_the_clinics(self, db: Db) -> None:
        session = a_session(db)
        sessions.change(db, session.id, rule_food=" Other words. ", rule_drink="Tea, too.")
        rules = 'name = "H"\n[rules]\nfood = "Other words."\ndrink = "Water until nine."\n'
        clinic_packs.put(db, "h", imported_at=NOW, zone=ZONE, files={"clinic.toml": rules})
        assert words(db, asking("rules"), session.id).splitlines() == [
            "Food (from your clinic): Other words.",
            "Drink: Tea, too.",
        ]


class TestAnswers:
    passport = a_guide({"id": "word", "kind": "text", "label": "Stop word"}, guide_id=PASSPORT)
    asks = asking("answer", guide=PASSPORT, prompt="word")

    def test_this_sessions_run_comes_before_a_later_one_of_another(self, db: Db) -> None:
        mine, other = a_session(db), a_session(db, in_days=30)
        finished(db, self.passport, {"word": "stone"}, session_id=mine.id, at=NOW - 2 * DAY)
        finished(db, self.passport, {"word": "river"}, session_id=other.id, at=NOW - DAY)
        assert shown(db, self.asks, mine.id) == Recalled(
            words="stone", when=NOW - 2 * DAY, zone=ZONE
        )
        assert words(db, self.asks, a_session(db, in_days=60).id) == "river"
        assert words(db, self.asks) == "river"

    def test_the_later_of_two_runs_counts(self, db: Db) -> None:
        for days, word in ((2, "stone"), (1, "river")):
            finished(db, self.passport, {"word": word}, session_id=None, at=NOW - days * DAY)
        assert words(db, self.asks) == "river"

    def test_a_run_without_that_answer_does_not_hide_an_older_one(self, db: Db) -> None:
        finished(db, self.passport, {"word": "stone"}, session_id=None, at=NOW - DAY)
        finished(db, self.passport, {}, session_id=None, at=NOW)
        assert words(db, self.asks) == "stone"

    def test_an_unfinished_run_is_not_recalled(self, db: Db) -> None:
        start_run.begin(db, guide=self.passport, session_id=None, now=NOW, zone=ZONE)
        assert shown(db, self.asks) is None


def where(region: str) -> dict[str, Any]:
    return {"regions": {region: {"amount": "more", "warmth": "", "words": ""}}}


class TestEarlier:
    check = a_guide(
        {"id": "where", "kind": "body", "label": "Where"},
        _SLEEP | {"max": 10},
        {"id": "note", "kind": "text", "label": "Note"},
        guide_id="check",
    )

    def test_the_latest_answer_that_is_compared_with_its_day(self, db: Db) -> None:
        assert recall.earlier(db, guide=self.check) == {}
        for days, region in ((60, "chest"), (30, "belly")):
            answers = {"where": where(region), "sleep": 3}
            finished(db, self.check, answers, session_id=None, at=NOW - days * DAY)
        finished(db, self.check, {"note": "x"}, session_id=None, at=NOW - DAY)
        found = recall.earlier(db, guide=self.check)
        assert set(found) == {"where"}
        assert (found["where"].value, found["where"].when) == (where("belly"), NOW - 30 * DAY)

    def test_an_answer_that_does_not_fit_any_more_is_left_out(self, db: Db) -> None:
        other = a_guide(_SLEEP | {"max": 10, "id": "where"}, guide_id="check")
        finished(db, other, {"where": 9}, session_id=None, at=NOW)
        assert recall.earlier(db, guide=self.check) == {}

    def test_where_nothing_is_compared_no_past_run_is_read(
        self, db: Db, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain = a_guide({"id": "note", "kind": "text", "label": "Note"}, guide_id="check")
        finished(db, plain, {"note": "x"}, session_id=None, at=NOW)
        monkeypatch.setattr(runs, "finished", None)
        assert recall.earlier(db, guide=plain) == {}


def test_every_guide_opens_with_and_without_a_session(db: Db) -> None:
    for session_id in (None, a_session(db).id):
        for guide in core_catalogue().guides():
            opened = open_guide.opened(db, guide=guide, session_id=session_id, now=NOW, zone=ZONE)
            assert opened.state.guide_id == guide.id
