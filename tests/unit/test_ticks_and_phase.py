"""What of the lists is left, and what a phase's page is told."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ketaguide.content.prompts import Signs
from ketaguide.engine import ticks
from ketaguide.engine.outline import Outline, freeze
from ketaguide.engine.state import RunState
from ketaguide.engine.ticks import Tick
from ketaguide.flows import delete_entry, finish_run, home, phase, session_plan, start_run
from ketaguide.store import drafts, sessions
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, open_db

ROOM = {"ticked": ["light"], "own": [{"label": "Left: - my keys", "ticked": False}]}


_KEYS = {"label": "Keys", "ticked": False}


def _state(room: dict[str, Any]) -> RunState:
    guide = core_catalogue().guide("set-and-setting")
    signs = {
        prompt.id: {item.id: "no" for item in prompt.items}
        for _, prompt in guide.prompts()
        if isinstance(prompt, Signs)
    }
    return RunState(run_id="r", guide_id=guide.id, answers={**signs, "room-list": room})


def test_ticks_are_the_lines_of_the_lists_that_were_answered() -> None:
    guide = core_catalogue().guide("set-and-setting")
    found = ticks.from_state(guide, _state(ROOM))
    assert found[0] == Tick(label="The light is low", done=True)
    assert found[-1] == Tick(label="Left: - my keys", done=False)
    assert sum(one.done for one in found) == 1


def test_the_list_of_the_route_is_there_before_the_guide_is_finished() -> None:
    guide = core_catalogue().guide("set-and-setting")
    known = {"route": "nasal", "until": "today"}
    answered = replace(_state(ROOM), facts=known)
    given = {**answered.answers, "nasal-list": {"ticked": [], "own": [_KEYS]}}
    labels = [one.label for one in ticks.from_state(guide, replace(answered, answers=given))]
    assert "Keys" in labels


def test_a_finished_run_says_the_same() -> None:
    guide = core_catalogue().guide("set-and-setting")
    state = _state(ROOM)
    frozen = Outline.from_json(freeze(guide, state).to_json())
    assert ticks.from_outline(guide, frozen) == ticks.from_state(guide, state)


def test_nothing_ticked_yet_is_all_left() -> None:
    guide = core_catalogue().guide("set-and-setting")
    state = _state({"ticked": [], "own": [{"label": "Keys", "ticked": False}]})
    found = ticks.from_outline(guide, freeze(guide, state))
    assert found
    assert not any(one.done for one in found)


def test_without_answers_there_are_no_ticks() -> None:
    guide = core_catalogue().guide("set-and-setting")
    assert ticks.from_state(guide, RunState(run_id="r", guide_id=guide.id)) == ()
    assert ticks.from_outline(guide, Outline()) == ()


def test_home_reads_the_lists_of_a_finished_run(tmp_path: Path) -> None:
    with open_db(tmp_path / "v") as db:
        session = a_session(db)
        guide = core_catalogue().guide("set-and-setting")
        begun = start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
        state = RunState(run_id=begun.run_id, guide_id=guide.id, answers=_state(ROOM).answers)
        done = finish_run.finish(db, guide=guide, state=state, now=NOW, zone=ZONE)
        glance = home.glance(db, now=NOW, catalogue=core_catalogue())
        assert glance.list_title == guide.title
        assert glance.ticks[0].done
        # Deleting the entry takes the answers, and so the lists, with it.
        assert done.entry_id
        delete_entry.delete(db, entry_id=done.entry_id)
        assert home.glance(db, now=NOW, catalogue=core_catalogue()).ticks == ()


def test_a_phase_knows_what_was_written(tmp_path: Path) -> None:
    with open_db(tmp_path / "v") as db:
        session = a_session(db, in_days=-1)
        guide = core_catalogue().guide("day-after")
        glance = partial(phase.glance, db, phase="integration", catalogue=core_catalogue())

        def seen() -> phase.GuideGlance:
            (only,) = [one for one in glance(now=NOW).guides if one.guide.id == guide.id]
            return only

        assert seen().progress == "new"
        state = start_run.begin(db, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
        assert seen().progress == "open"
        state = replace(state, answers={"moment": "awake"})
        done = finish_run.finish(db, guide=guide, state=state, now=NOW, zone=ZONE)
        assert seen().progress == "finished"
        assert [one.entry_id for one in seen().written] == [done.entry_id]


@pytest.mark.parametrize(
    ("name", "which"), [("preparation", "next"), ("session-day", "next"), ("integration", "past")]
)
def test_each_phase_is_about_its_session(name: Any, which: str, tmp_path: Path) -> None:
    with open_db(tmp_path / "v") as db:
        known = {"past": a_session(db, in_days=-10), "next": a_session(db, in_days=4)}
        older = a_session(db, in_days=-90)
        glance = phase.glance(db, phase=name, now=NOW, catalogue=core_catalogue())
        assert glance.session == known[which]
        chosen = phase.glance(
            db, phase=name, now=NOW, catalogue=core_catalogue(), session_id=older.id
        )
        assert chosen.session == older
        gone = phase.glance(db, phase=name, now=NOW, catalogue=core_catalogue(), session_id="gone")
        assert gone.session == known[which]


def test_integration_long_after_is_about_what_comes(tmp_path: Path) -> None:
    with open_db(tmp_path / "v") as db:
        session = a_session(db, in_days=5)
        a_session(db, in_days=-31)
        glance = phase.glance(db, phase="integration", now=NOW, catalogue=core_catalogue())
        assert glance.session == session


def test_a_plan_is_read_with_its_draft_and_another_session(tmp_path: Path) -> None:
    with open_db(tmp_path / "v") as db:
        session = a_session(db)
        other = sessions.add(db, starts_at=NOW - timedelta(days=9), zone=ZONE)
        plan = session_plan.read(db, session_id=session.id)
        assert (plan.session, plan.earlier, plan.draft) == (session, other, "")
        drafts.put(db, key=plan.draft_key, content="{}")
        assert session_plan.read(db, session_id=session.id).draft == "{}"
        new = session_plan.read(db, session_id=None)
        assert (new.session, new.draft, new.draft_key) == (None, "", "session:new")
