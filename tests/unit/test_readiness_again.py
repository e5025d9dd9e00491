"""Readiness answers hold for hours, not for days: neither a call nor a "go on" stays standing."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.engine.run import GuideRun, Outcome
from ketaguide.engine.state import RunState
from ketaguide.flows import save_run, start_run
from ketaguide.store import runs
from ketaguide.vault.vault import Vault
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, new_vault


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW, ZONE)


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "v", clock=clock)
    yield opened
    opened.close()


def begin(vault: Vault, clock: FixedClock, guide_id: str = "set-and-setting") -> GuideRun:
    guide = core_catalogue().guide(guide_id)
    state: RunState = vault.ask(
        partial(start_run.begin, guide=guide, session_id=None, now=clock.now(), zone=ZONE)
    )[0]
    return GuideRun(guide, state)


def save(vault: Vault, run: GuideRun) -> None:
    vault.ask(partial(save_run.save_state, state=run.state))


@pytest.mark.parametrize("mark", ["yes", "no"])
@pytest.mark.parametrize(("hours", "asks_again"), [(0, False), (3, False), (4, True), (30, True)])
def test_it_is_asked_again_after_some_hours(
    vault: Vault, clock: FixedClock, *, mark: str, hours: int, asks_again: bool
) -> None:
    run = begin(vault, clock)
    run.answer("sleep", 2)
    run.answer("now", {"chest": mark})
    run.answer("fear", "the needle")
    while run.step.id != "gate":
        assert run.advance() is Outcome.MOVED
    save(vault, run)
    clock.pass_time(timedelta(hours=hours))
    again = begin(vault, clock)
    assert again.state.run_id == run.state.run_id
    assert again.step.id == ("arrive" if asks_again else "gate")
    for name in ("now", "sleep"):
        assert (name in again.state.answers) is not asks_again
    assert again.state.answers["fear"] == "the needle"
    assert vault.ask(partial(runs.get, run_id=run.state.run_id))[0].status == "open"
    assert begin(vault, clock).state == again.state


def test_questions_that_were_skipped_come_again_too(vault: Vault, clock: FixedClock) -> None:
    run = begin(vault, clock)
    while run.step.id != "room":
        run.skip()
    save(vault, run)
    clock.pass_time(timedelta(hours=12))
    assert begin(vault, clock).step.id == "arrive"


def test_other_guides_wait_as_long_as_one_likes(vault: Vault, clock: FixedClock) -> None:
    run = begin(vault, clock, "preparing")
    run.answer("heard-text", "much")
    run.advance()
    save(vault, run)
    clock.pass_time(timedelta(days=40))
    assert begin(vault, clock, "preparing").state == run.state
