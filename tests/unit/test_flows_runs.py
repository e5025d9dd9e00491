"""From beginning a guide to what it leaves: resumed, stopped, finished, or nothing of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.content.guide import Guide
from ketaguide.engine.outline import Outline
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState
from ketaguide.flows import finish_run, save_run, start_run
from ketaguide.flows.finish_run import Finished
from ketaguide.store import (
    commitments,
    drafts,
    entries,
    insights,
    intentions,
    keeping,
    runs,
    search,
)
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, new_vault, reopen

DAY_AFTER: dict[str, Any] = {
    "path": "something",
    "fragments": "A wide lake.",
    "feelings": {"quiet": 7},
    "insight": "It floats by itself.",
    "asks": "Ask for help.",
    "step": "small",
    "action": "Ring Mira.",
    "cue": "after coffee",
    "value": "not alone",
    "when": "2026-11-24",
}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW, ZONE)


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "v", clock=clock)
    yield opened
    opened.close()


def _guide(guide_id: str) -> Guide:
    return core_catalogue().guide(guide_id)


def _begin(
    vault: Vault, guide_id: str, *, session_id: str | None = None, now: datetime = NOW
) -> RunState:
    begin = partial(
        start_run.begin, guide=_guide(guide_id), session_id=session_id, now=now, zone=ZONE
    )
    return vault.ask(begin)[0]


def _answered(state: RunState, answers: dict[str, Any]) -> RunState:
    run = GuideRun(_guide(state.guide_id), state)
    for prompt_id, value in answers.items():
        run.answer(prompt_id, value)
    return run.state


def _finish(vault: Vault, state: RunState, *, zone: str = ZONE) -> Finished:
    finish = partial(
        finish_run.finish, guide=_guide(state.guide_id), state=state, now=NOW, zone=zone
    )
    return vault.ask(finish)[0]


def _counts(db: Db) -> dict[str, int]:
    tables = ("entry", "intention", "insight", "commitment", "run_progress", "history")
    one = db.connection().exec_driver_sql
    return {t: int(one(f"SELECT count(*) FROM {t}").scalar() or 0) for t in tables}  # noqa: S608 - ours


def test_a_run_is_resumed_where_it_was_left(vault: Vault, tmp_path: Path) -> None:
    state = _answered(_begin(vault, "day-after"), DAY_AFTER)
    run = GuideRun(_guide("day-after"), state)
    for _ in range(3):
        assert run.advance() is Outcome.MOVED
    vault.ask(partial(save_run.save_state, state=run.state))
    vault.close()
    opened = reopen(tmp_path / "v")
    assert _begin(opened, "day-after") == run.state
    assert _begin(opened, "preparing").run_id != state.run_id
    opened.close()


def test_runs_of_two_sessions_do_not_meet(vault: Vault) -> None:
    first = vault.ask(a_session)[0].id
    second = vault.ask(partial(a_session, in_days=9))[0].id
    ids = {_begin(vault, "preparing", session_id=s).run_id for s in (first, second, None)}
    assert len(ids) == 3
    assert ids == {_begin(vault, "preparing", session_id=s).run_id for s in (first, second, None)}


@pytest.mark.parametrize(
    ("hours", "goes_on"), [(0, False), (5, False), (6, True), (24, True), (24 * 400, True)]
)
def test_a_stopped_run_rests_for_the_day(
    vault: Vault, clock: FixedClock, hours: int, goes_on: bool
) -> None:
    state = _answered(_begin(vault, "day-after"), {**DAY_AFTER, "right-now": "numb"})
    run = GuideRun(_guide("day-after"), state)
    while (outcome := run.advance()) is Outcome.MOVED:
        pass
    assert outcome is Outcome.STOP
    vault.ask(partial(save_run.save_state, state=run.state))
    stored = vault.ask(partial(runs.get, run_id=state.run_id))[0]
    assert stored.status == "stopped"
    clock.pass_time(timedelta(hours=hours))
    resumed = _begin(vault, "day-after", now=clock.now())
    assert resumed.run_id == state.run_id
    assert resumed.answers["fragments"] == "A wide lake."
    assert bool(resumed.stopped) is not goes_on
    assert ("right-now" in resumed.answers) is not goes_on
    now = vault.ask(partial(runs.get, run_id=state.run_id))[0]
    assert now.status == ("open" if goes_on else "stopped")


def test_taking_a_slip_back_opens_the_run_again(vault: Vault) -> None:
    state = _begin(vault, "day-after")
    vault.ask(partial(save_run.save_state, state=replace(state, stopped="right-now")))
    vault.ask(partial(save_run.save_state, state=state))
    assert vault.ask(partial(runs.get, run_id=state.run_id))[0].status == "open"


def test_finishing_leaves_everything_the_guide_makes(vault: Vault) -> None:
    session_id = vault.ask(partial(a_session, in_days=-1))[0].id
    state = _answered(_begin(vault, "day-after", session_id=session_id), DAY_AFTER)
    vault.ask(partial(save_run.save_state, state=state))
    done = _finish(vault, state)
    with vault.transaction() as db:
        entry = entries.get(db, done.entry_id or "")
        assert (entry.kind, entry.phase, entry.session_id) == (
            "day-after",
            "integration",
            session_id,
        )
        assert (entry.written_at, entry.zone, entry.run_id) == (NOW, ZONE, state.run_id)
        assert entries.feelings(entry) == {"quiet": 7}
        for words in ("A wide lake.", "It floats by itself.", "Ring Mira."):
            assert words in entry.body
            assert [row.id for row in search.find(db, text=words).rows] == [entry.id]
        insight = insights.for_entry(db, entry.id)[0]
        assert (insight.id, insight.text, insight.asks, insight.session_id) == (
            done.insight_id,
            "It floats by itself.",
            "Ask for help.",
            session_id,
        )
        step = commitments.for_entry(db, entry.id)[0]
        assert (step.id, step.insight_id) == (done.commitment_id, done.insight_id)
        assert (step.action, step.cue, step.value) == ("Ring Mira.", "after coffee", "not alone")
        assert step.due_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
        assert done.intention_id is None
        run = runs.get(db, state.run_id)
        assert (run.status, run.finished_at) == ("finished", NOW)
        assert "A wide lake." in Outline.from_json(run.outline).to_json()
        assert _counts(db)["run_progress"] == 0
    assert vault.verify_history() == []


@pytest.mark.parametrize(
    ("guide_id", "answers", "made"),
    [
        ("preparing", {"intention": "I come and see."}, {"entry_id", "intention_id"}),
        ("preparing", {}, set()),
        ("day-after", {"path": "little", "little-how": ["bored"]}, {"entry_id"}),
        ("day-after", {"path": "not-today"}, {"entry_id"}),
        ("day-after", {**DAY_AFTER, "step": "rest"}, {"entry_id", "insight_id"}),
        ("day-after", {**DAY_AFTER, "insight": None}, {"entry_id", "commitment_id"}),
        ("set-and-setting", {"mood": 4}, {"entry_id"}),
    ],
)
def test_what_each_way_through_makes(
    vault: Vault, guide_id: str, answers: dict[str, Any], made: set[str]
) -> None:
    done = _finish(vault, _answered(_begin(vault, guide_id), answers))
    assert {name for name, value in vars(done).items() if value} == made


def test_a_step_without_a_day_or_zone_has_no_due_moment(vault: Vault) -> None:
    undated = {**DAY_AFTER, "when": None}
    for answers, zone in ((undated, ZONE), (DAY_AFTER, "Mars/Olympus")):
        done = _finish(vault, _answered(_begin(vault, "day-after"), answers), zone=zone)
        step = vault.ask(partial(commitments.for_entry, entry_id=done.entry_id or ""))[0][0]
        assert step.due_at is None


def test_finishing_twice_makes_nothing_twice(vault: Vault) -> None:
    state = _answered(_begin(vault, "day-after"), DAY_AFTER)
    first = _finish(vault, state)
    with vault.transaction() as db:
        before = _counts(db)
    assert _finish(vault, state).entry_id == first.entry_id
    vault.ask(partial(save_run.save_state, state=state))
    with vault.transaction() as db:
        assert _counts(db) == before
    assert _begin(vault, "day-after").run_id != state.run_id


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (entries, "add"),
        (insights, "add"),
        (commitments, "add"),
        (runs, "change"),
        (runs, "forget_state"),
    ],
)
def test_an_error_anywhere_leaves_none_of_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    state = _answered(_begin(vault, "day-after"), DAY_AFTER)
    vault.ask(partial(save_run.save_state, state=state))
    with vault.transaction() as db:
        before = _counts(db)

    real: Callable[..., object] = getattr(module, name)

    def breaks(*args: Any, **named: Any) -> None:
        real(*args, **named)
        raise KeyError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(module, name, breaks)
        with pytest.raises(KeyError, match="planted"):
            _finish(vault, state)
    with vault.transaction() as db:
        assert _counts(db) == before
    assert _begin(vault, "day-after") == state
    assert _finish(vault, state).commitment_id
    assert vault.verify_history() == []


def test_a_run_that_is_gone_is_said_so(vault: Vault) -> None:
    state = RunState(run_id="gone", guide_id="day-after", answers={"fragments": "secretword"})
    for flow in (partial(save_run.save_state, state=state), None):
        with pytest.raises(NotFound) as caught:
            vault.ask(flow) if flow else _finish(vault, state)
        assert "secretword" not in str(caught.value)
    assert vault.ask(lambda db: (drafts.every(db), intentions.for_run(db, "gone")))[0] == ([], [])


def test_any_text_survives_the_way_through(vault: Vault) -> None:
    hostile = "a\0b \ud800 \u202e # heading\n- [x] list\n```\n" + "🌊" * 40_000
    state = _answered(_begin(vault, "day-after"), {**DAY_AFTER, "fragments": hostile})
    vault.ask(partial(save_run.save_state, state=state))
    resumed = _begin(vault, "day-after")
    entry_id = _finish(vault, resumed).entry_id or ""
    body = vault.ask(partial(entries.get, entry_id=entry_id))[0].body
    assert keeping.storable(str(resumed.answers["fragments"])).split()[-1] in body
    assert vault.verify_history() == []
