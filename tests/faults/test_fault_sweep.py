"""One fault at every system call of a short session: the person is told, and loses nothing.

Every run strikes every point; ``SIGKILL`` stands for a crash on entering the call.
"""

from pathlib import Path

import pytest

from ketaguide.base import errors
from ketaguide.base.errors import VaultError
from tests.helpers.faults import writing
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems
from tests.helpers.faults.tracing import FAULTS, Point, Struck, count, strike
from tests.helpers.faults.writing import Deed

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("strace")]

# Three entries and an insight together, a long text, a run's progress, a deletion.
SESSION = (
    Deed("several", "three", "a few quiet words " * 20),
    Deed("change", "first1", "a long evening by the lake " * 400),
    Deed("progress", text="calm, then tired"),
    Deed("delete", "first2"),
)
# Source: the promise counts points of all three faults together.
_LEAST = 340 // len(FAULTS) + 1


@pytest.mark.promise("D-03")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_every_call_of_a_session(
    server: ForkServer, small: Template, out: Path, fault: str
) -> None:
    points = _points(server, small, out)
    fired, found = _sweep(server, small, out, fault=fault, points=points)
    print(f"{fired} of {len(points)} points fired")
    assert found == []
    assert fired >= _LEAST


@pytest.mark.parametrize("how", ["hasty", "careless", "stubborn"])
def test_a_session_that_breaks_the_promise_is_caught(
    server: ForkServer, small: Template, out: Path, how: str
) -> None:
    """Says it is stored too early; lets the system's own error out; gives up after a fault."""
    fault = "SIGKILL" if how == "hasty" else "EIO"
    points = [point for point in _points(server, small, out) if point.call == "fsync"]
    _fired, found = _sweep(server, small, out, fault=fault, points=points, how=how)
    assert found


def _points(server: ForkServer, small: Template, out: Path) -> tuple[Point, ...]:
    made = small.copy("counted")
    return count(server, out, "session", folder=str(made.folder), deeds=_fields())


def _fields() -> list[list[str]]:
    return [[deed.kind, deed.name, deed.text] for deed in SESSION]


def _sweep(
    server: ForkServer,
    small: Template,
    out: Path,
    *,
    fault: str,
    points: "tuple[Point, ...] | list[Point]",
    how: str = "",
) -> tuple[int, list[str]]:
    """How many points fired, and what was wrong after which."""
    fired, found = 0, []
    for point in points:
        made = small.copy("struck")
        struck = strike(
            server, out, point, fault, "session", folder=str(made.folder), deeds=_fields(), how=how
        )
        fired += struck.fired
        wrong = _misbehaved(struck, fault)
        acked = len(struck.values("acked"))
        wrong += problems(made, writing.states(small.state, list(SESSION))[acked : acked + 2])
        found += [f"{fault} at {point}: {each}" for each in wrong]
    return fired, found


def _misbehaved(struck: Struck, fault: str) -> list[str]:
    """Errors that are not ours, and a session that did not come to its end."""
    found = [f"escaped: {text}" for text in struck.values("escaped")]
    found += [
        f"not of the vault: {name}"
        for name in struck.values("refused")
        if not issubclass(getattr(errors, name), VaultError)
    ]
    ended = bool(struck.said) and struck.said[-1][0] == "done"
    if not ended and not (fault == "SIGKILL" and struck.fired):
        found.append(f"a second try failed: {struck.said[-1:]}")
    if ended and len(struck.values("acked")) != len(SESSION):
        found.append("not all was stored in the end")
    return found
