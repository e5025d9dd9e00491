"""One fault at every system call of a short session: the person is told, and loses nothing.

Every run strikes every point; ``SIGKILL`` stands for a crash on entering the call.
"""

from pathlib import Path
from typing import Any

import pytest

from ketaguide.base import errors
from tests.helpers.faults import writing
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems
from tests.helpers.faults.tracing import FAULTS, READS, Point, count, misbehaved, strike
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
_READ_POINTS, _LEAST_READS = 70, 50


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


@pytest.mark.promise("D-07")
def test_a_disk_that_fails_once_while_saving_is_told_and_saved_on(
    server: ForkServer, small: Template, out: Path
) -> None:
    """Told as a storage problem or not at all; the next try saves it, once."""
    refused = 0
    after = writing.after(small.state, SESSION[0])
    given: dict[str, Any] = {"folder": str(small.copy("struck").folder), "deeds": _fields()[:1]}
    points = count(server, out, "session", **given)
    for point in (point for point in points if point.call == "fsync"):
        made = small.copy("struck")
        struck = strike(server, out, point, "EIO", "session", **given)
        assert misbehaved(struck, may_end=False) == []
        assert set(struck.values("refused")) <= {"StorageProblem"}, point
        refused += len(struck.values("refused"))
        assert problems(made, [after]) == [], point
    assert refused


@pytest.mark.promise("I-08")
def test_a_read_that_fails_once_is_not_called_damage(
    server: ForkServer, small: Template, out: Path
) -> None:
    """A disk that did not answer once is asked again; nobody is told to look for a backup."""
    given = {"folder": str(small.copy("read").folder)}
    points = count(server, out, "reading", among=READS, **given)
    fired, found = 0, []
    for point in points[:: max(1, len(points) // _READ_POINTS)]:
        struck = strike(server, out, point, "EIO", "reading", **given)
        fired += struck.fired
        wrong = misbehaved(struck, may_end=False)
        wrong += [name for name in struck.values("refused") if _is_damage(name)]
        if len({str(read) for read in struck.values("read")}) != 1:
            wrong.append(f"read {struck.values('read')}")
        found += [f"EIO at {point}: {each}" for each in wrong]
    print(f"{fired} of {len(points)} points fired")
    assert found == []
    assert fired >= _LEAST_READS


def test_damage_that_stays_is_called_damage(server: ForkServer, small: Template, out: Path) -> None:
    """The control: where every read of the database fails, or it is zeros, somebody says so."""
    made = small.copy("read")
    content = made.database.read_bytes()
    made.database.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with server.trial("reading", folder=str(made.folder)) as trial:
        trial.go()
        said = trial.rest()
    assert any(_is_damage(value) for what, value in said if what == "refused"), said


def _is_damage(name: str) -> bool:
    return issubclass(getattr(errors, name), errors.VaultDamaged)


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
        wrong = misbehaved(struck, may_end=fault == "SIGKILL")
        acked = len(struck.values("acked"))
        if struck.values("done") and acked != len(SESSION):
            wrong.append("not all was stored in the end")
        wrong += problems(made, writing.states(small.state, list(SESSION))[acked : acked + 2])
        found += [f"{fault} at {point}: {each}" for each in wrong]
    return fired, found
