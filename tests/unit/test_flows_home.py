"""Home in one question, and the made-up person it is shown with."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.content.catalogue import Catalogue
from ketaguide.engine.state import RunState
from ketaguide.flows import demo, save_run, start_run
from ketaguide.flows.home import HomeGlance, glance
from ketaguide.store import (
    commitments,
    contacts,
    drafts,
    entries,
    insights,
    preferences,
    runs,
    search,
    sessions,
)
from ketaguide.vault.vault import Vault
from tests.helpers.core_pack import banned_in
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, a_session, an_entry, new_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "v")
    yield opened
    opened.close()


def _glance(vault: Vault) -> HomeGlance:
    answer, written = vault.ask(partial(glance, now=NOW, catalogue=core_catalogue()))
    assert written == frozenset()
    return answer


def test_an_empty_vault(vault: Vault) -> None:
    home = _glance(vault)
    assert (home.session, home.runs, home.recent, home.intention) == (None, (), (), "")
    assert not home.has_draft
    assert home.recovery_pending_since is None
    assert [stone.state for stone in home.stones if stone.state == "next"] == ["next"]


@pytest.mark.parametrize(
    ("answer", "hours", "asks"),
    [("yes", 0, True), ("unsure", 0, True), ("no", 0, False), ("yes", 6, False)],
)
def test_a_call_comes_first_while_the_answers_hold(
    tmp_path: Path, answer: str, hours: int, asks: bool
) -> None:
    """Answers of some hours ago are asked again, so they no longer send anyone to the phone."""
    vault = new_vault(tmp_path / "calls")
    session = vault.ask(partial(a_session, in_days=0.2))[0]
    guide = core_catalogue().guide("set-and-setting")
    begin = partial(start_run.begin, guide=guide, session_id=session.id, now=NOW, zone=ZONE)
    state = vault.ask(begin)[0]
    saved = replace(state, answers={"body": {"fever": answer}})
    vault.ask(partial(save_run.save_state, state=saved))
    later = NOW + timedelta(hours=hours)
    home = vault.ask(partial(glance, now=later, catalogue=core_catalogue()))[0]
    vault.close()
    assert ("set-and-setting" in home.call_first) is asks


def test_what_was_begun_without_a_plan_shows(vault: Vault) -> None:
    guide = core_catalogue().guide("preparing")
    begin = partial(start_run.begin, guide=guide, session_id=None, now=NOW, zone=ZONE)
    state = vault.ask(begin)[0]
    steps = tuple(step.id for step in guide.steps if step.part == "knowing")
    saved = RunState(run_id=state.run_id, guide_id="preparing", visited=steps)
    vault.ask(partial(save_run.save_state, state=saved))
    states = {stone.id: stone.state for stone in _glance(vault).stones}
    assert states["preparing/knowing"] == "done"
    vault.ask(a_session)
    states = {stone.id: stone.state for stone in _glance(vault).stones}
    assert states["preparing/knowing"] == "next"


def test_a_run_of_a_guide_that_is_gone_is_left_out(vault: Vault) -> None:
    vault.ask(
        lambda db: runs.add(
            db,
            guide_id="gone",
            pack_id="other",
            pack_version="1",
            language="en",
            started_at=NOW,
            zone=ZONE,
        )
    )
    assert _glance(vault).runs == ()


def test_the_recovery_code_waits_until_it_is_done(vault: Vault) -> None:
    name = preferences.RECOVERY_PENDING_SINCE
    vault.ask(partial(preferences.put_moment, name=name, moment=NOW))
    vault.ask(partial(drafts.put, key="entry:new", content="{}"))
    for days in range(5):
        vault.ask(partial(an_entry, body=f"zebra {days}", days_ago=days))
    home = _glance(vault)
    assert home.recovery_pending_since == NOW
    assert home.has_draft
    assert [row.opening for row in home.recent] == ["zebra 0", "zebra 1", "zebra 2"]
    assert "zebra" not in repr(home)
    vault.ask(partial(preferences.put, name=preferences.RECOVERY_DONE, value=True))
    assert _glance(vault).recovery_pending_since is None


@pytest.fixture(scope="module")
def rowan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    opened = new_vault(tmp_path_factory.mktemp("rowan") / "v")
    opened.ask(partial(demo.fill, now=NOW, zone=ZONE, catalogue=core_catalogue()))
    yield opened
    opened.close()


def test_rowan_has_three_sessions_the_next_in_three_days(rowan: Vault) -> None:
    home = _glance(rowan)
    assert home.session is not None
    assert home.session.starts_at.date() == (NOW + timedelta(days=3)).date()
    assert home.preferences.person_name == "Rowan"
    states = [(stone.id, stone.state) for stone in home.stones]
    assert states[:4] == [
        ("preparing/knowing", "done"),
        ("preparing/intention", "done"),
        ("preparing/body-and-mind", "next"),
        ("preparing/people", "later"),
    ]
    assert {state for _, state in states[4:]} == {"later"}
    assert len(rowan.ask(sessions.every)[0]) == 3


def test_rowan_wrote_and_did_and_knows_people(rowan: Vault) -> None:
    rows = rowan.ask(entries.page)[0]
    assert 14 <= len(rows) <= 18
    assert {row.phase for row in rows} == {"preparation", "session-day", "integration"}
    assert all(row.written_at < NOW and row.title and len(row.opening) > 15 for row in rows)
    assert not any("## " in row.opening or row.opening.endswith(":") for row in rows)
    assert rowan.ask(partial(search.find, text="lake"))[0].count >= 4
    assert len(rowan.ask(insights.recent)[0]) == 1
    assert rowan.ask(commitments.still_open)[0] == []
    assert [c.name for c in rowan.ask(contacts.every)[0]] == ["Sam", "Mira", "Ines"]
    assert rowan.verify_history() == []


def test_every_answer_of_rowan_fits_its_guide(rowan: Vault) -> None:
    """An answer that a changed guide no longer takes would be missing without a sound."""
    told = demo.told()
    for run in told["runs"]:
        guide = core_catalogue().guide(run["guide"])
        for prompt_id, value in run["answers"].items():
            prompt = guide.prompt(prompt_id)
            assert prompt is not None, prompt_id
            assert prompt.clean(value) == value or prompt.clean(value), prompt_id


def test_rowan_speaks_as_the_packs_do(rowan: Vault) -> None:
    for row in rowan.ask(partial(entries.page, limit=99))[0]:
        entry = rowan.ask(partial(entries.get, entry_id=row.id))[0]
        if entry.kind == "note":
            assert banned_in(entry.title + "\n" + entry.body) == [], entry.title
    for session in rowan.ask(sessions.every)[0]:
        assert banned_in(" ".join(str(value) for value in session.model_dump().values())) == []


def test_without_packs_and_in_an_unknown_zone_rowan_still_comes(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "v")
    vault.ask(partial(demo.fill, now=NOW, zone="Mars/Olympus", catalogue=Catalogue(())))
    assert {row.kind for row in vault.ask(entries.page)[0]} == {"note"}
    vault.close()
