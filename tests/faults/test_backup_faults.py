"""One fault at every system call of a backup: what is listed as good is good, nothing is left over.

Each run kills at every point, and lets the disk refuse every point once, with the kinds of refusal
in turn; the long run takes all of them.
"""

from functools import partial

import pytest

from ketaguide.vault import backups
from tests.helpers.faults import writing
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems
from tests.helpers.faults.moves import AFTERWARDS
from tests.helpers.faults.sweeping import Work, bad_backups, left_over, sweep
from tests.helpers.faults.tracing import Struck
from tests.helpers.small_vaults import Made

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("strace")]

_LEAST = 100


@pytest.mark.promise("R-02")
@pytest.mark.parametrize("faults", ["killed", "refused"])
def test_a_fault_at_every_call_of_a_backup(
    server: ForkServer, small: Template, faults: str
) -> None:
    _back_up(server, small, faults, every=False)


@pytest.mark.long
@pytest.mark.promise("R-02")
def test_every_fault_at_every_call_of_a_backup(server: ForkServer, small: Template) -> None:
    _back_up(server, small, "refused", every=True)


def test_a_spoilt_backup_is_caught(server: ForkServer, small: Template) -> None:
    """The control: one bit of a good backup, and something half made."""
    made = small.copy("struck")
    assert Work(server, small, "backup").run(made) == []
    assert bad_backups(made) == left_over(made) == []
    (path,) = (made.folder / backups.FOLDER).glob("*.kgbak")
    content = bytearray(path.read_bytes())
    content[-1000] ^= 1
    path.write_bytes(content)
    path.with_suffix(".part").touch()
    assert bad_backups(made)
    assert left_over(made)


def _back_up(server: ForkServer, small: Template, faults: str, *, every: bool) -> None:
    work = Work(server, small, "backup")
    done = sweep(work, faults, partial(_judge, work), every=every)
    assert done.found == []
    assert done.fired >= _LEAST


def _judge(work: Work, made: Made, struck: Struck) -> list[str]:
    after = writing.after(work.small.state, AFTERWARDS)
    allowed = [after] if struck.values("wrote") else [work.small.state, after]
    found = problems(made, allowed)
    found += [f"left over: {name}" for name in left_over(made)] + bad_backups(made)
    listed = {one.path.name for one in backups.listed(made.folder / backups.FOLDER)}
    if not listed.issuperset(struck.values("acked")):
        found.append("a backup that was told of is not listed")
    return found
