"""One fault at every system call of a rotation, and of a compaction: before or after, whole.

Each run kills at every point, and lets the disk refuse every point once, with the kinds of refusal
in turn; the long runs take all of them. Of the writes of pages, a compaction, which goes the same
way, is struck at every fourth only.
"""

from functools import partial

import pytest

from tests.helpers.faults import writing
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems
from tests.helpers.faults.moves import AFTERWARDS
from tests.helpers.faults.sweeping import Work, bad_backups, left_over, opens, sweep
from tests.helpers.faults.tracing import Struck
from tests.helpers.small_vaults import WORDS, Made

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("strace")]

_NEW_WORDS = "eleven slow herons cross the reed bed"
# Source: the promise counts points, each kind of fault by itself.
_LEAST = 120


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("faults", ["killed", "refused"])
def test_a_fault_at_every_call_of_a_rotation(
    server: ForkServer, small: Template, faults: str
) -> None:
    _rotate(server, small, faults, every=False)


@pytest.mark.long
@pytest.mark.promise("D-04")
def test_every_fault_at_every_call_of_a_rotation(server: ForkServer, small: Template) -> None:
    _rotate(server, small, "refused", every=True)


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("faults", ["killed", "refused"])
def test_a_fault_at_every_call_of_a_compaction(
    server: ForkServer, small: Template, faults: str
) -> None:
    work = Work(server, small, "compact")
    done = sweep(work, faults, partial(_judge_compaction, work), every=False, stride=4)
    assert done.found == []
    assert done.fired >= _LEAST


def _rotate(server: ForkServer, small: Template, faults: str, *, every: bool) -> None:
    work = Work(server, small, "rotate", {"words": _NEW_WORDS})
    done = sweep(work, faults, partial(_judge_rotation, work), every=every)
    assert done.found == []
    assert done.fired >= _LEAST


def _judge_rotation(work: Work, made: Made, struck: Struck) -> list[str]:
    ways = {words for words in (WORDS, _NEW_WORDS) if opens(made, words)}
    if len(ways) != 1:
        return [f"{len(ways)} of the two passphrases open it"]
    (words,) = ways
    found = []
    if struck.values("acked") and words == WORDS:
        found.append("the old passphrase still opens it")
    if struck.values("refused") and not struck.values("acked") and words != WORDS:
        found.append("it was refused, and yet the old passphrase does not open it")
    found += _whole(work, made, struck, words=words)
    if words == WORDS:
        found += work.run(made)
    return found


def _judge_compaction(work: Work, made: Made, struck: Struck) -> list[str]:
    return _whole(work, made, struck, words=WORDS) or work.run(made)


def _whole(work: Work, made: Made, struck: Struck, *, words: str) -> list[str]:
    """Opens, with all that was in it and what was written right afterwards."""
    after = writing.after(work.small.state, AFTERWARDS)
    allowed = [after] if struck.values("wrote") else [work.small.state, after]
    found = problems(made, allowed, words=words)
    found += [f"left over: {name}" for name in left_over(made)]
    return found + bad_backups(made)
