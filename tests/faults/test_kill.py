"""A writer is killed at any moment: what it was told is stored is there, and no half of a deed."""

import time

import pytest

from tests.helpers.faults import writing
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems
from tests.helpers.faults.writing import State
from tests.helpers.small_vaults import Made

pytestmark = pytest.mark.only_on("linux")

SEED = 20250301
# One vault lives through so many kills before the next begins: crash upon crash.
_LIVES = 8
_DEEDS = 60
# Source: measured, 60 deeds take 0.25 to 0.4 s; the first milliseconds are the opening.
_LONGEST_S = 0.25


@pytest.mark.promise("D-01")
def test_killed_40_times(server: ForkServer, small: Template) -> None:
    assert kill_writers(server, small, trials=40) == []


@pytest.mark.long
@pytest.mark.promise("D-01")
def test_killed_1000_times(server: ForkServer, small: Template) -> None:
    assert kill_writers(server, small, trials=1000) == []


@pytest.mark.parametrize(("how", "fault"), [("hasty", "lost"), ("piecemeal", "not expected")])
def test_a_writer_that_breaks_the_promise_is_caught(
    server: ForkServer, small: Template, how: str, fault: str
) -> None:
    """One says it is stored too early, one does what belongs together one by one."""
    found = kill_writers(server, small, trials=40, how=how)
    assert any(fault in one for one in found), found


def kill_writers(server: ForkServer, small: Template, *, trials: int, how: str = "") -> list[str]:
    """What was wrong after the first kill that did harm; empty where none did."""
    print(f"seed {SEED}")
    random, stored = writing.seeded(SEED), 0
    made, state = small.made, small.state
    for trial in range(trials):
        if trial % _LIVES == 0:
            made, state = small.copy("killed"), small.state
        allowed = _killed(server, made, state, trial, random.uniform(0, _LONGEST_S), how)
        found = problems(made, allowed)
        if found:
            return [f"trial {trial}: {each}" for each in found]
        state = _now(made)
        stored += state != allowed[-1]
    print(f"{trials} kills, {stored} of them before the last deed was stored")
    return []


def _killed(
    server: ForkServer, made: Made, state: State, trial: int, seconds: float, how: str
) -> list[State]:
    """Let a writer live so long; the states in which it may have left the vault."""
    given = {"folder": str(made.folder), "seed": SEED + trial, "count": _DEEDS, "before": state}
    said = []
    with server.trial("write", **given, how=how) as child:
        child.go()
        if trial % 4:  # the others are killed while they open the vault
            said.append(child.next())
        time.sleep(seconds if trial % 4 else seconds / 10)
        child.kill()
        said += child.rest()
    assert {one[0] for one in said if one} <= {"open", "acked", "done"}, said
    acked = max((one[1] for one in said if one and one[0] == "acked"), default=0)
    states = writing.states(state, writing.deeds(SEED + trial, _DEEDS, before=state))
    return states[acked : acked + 2]


def _now(made: Made) -> State:
    vault = made.open()
    try:
        return vault.ask(writing.read)[0]
    finally:
        vault.close()
