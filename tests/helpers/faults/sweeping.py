"""One fault at each system call of a piece of work, and what a person finds afterwards."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ketaguide.base.errors import KetaGuideError
from ketaguide.vault import backups
from ketaguide.vault.secrets import Passphrase
from tests.helpers.faults.acts import TRIES
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template
from tests.helpers.faults.tracing import Point, Struck, count, misbehaved, strike
from tests.helpers.small_vaults import POLICY, WORDS, Made

KILL, REFUSALS = "SIGKILL", ("ENOSPC", "EIO")

Judge = Callable[[Made, Struck], list[str]]
"""What is wrong with the vault that a fault has left; it may be opened and written in."""


@dataclass
class Sweep:
    """How many faults struck, and what was wrong after which."""

    fired: int = 0
    found: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Work:
    """What is disturbed.

    Attributes:
        act: a function of ``acts`` or ``moves``.
        given: what it is called with, besides the folder.
    """

    server: ForkServer
    small: Template
    act: str
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.small.room / "trace.txt"

    def points(self) -> tuple[Point, ...]:
        """Every call of an undisturbed run."""
        folder = self.small.copy("counted").folder
        return count(self.server, self.out, self.act, folder=str(folder), **self.given)

    def strike(self, point: Point, fault: str, *, tries: int) -> tuple[Made, Struck]:
        """A fresh copy of the vault, and what became of it and of the run."""
        made = self.small.copy("struck")
        given = {**self.given, "folder": str(made.folder), "tries": tries}
        return made, strike(self.server, self.out, point, fault, self.act, **given)

    def run(self, made: Made) -> list[str]:
        """Once more, undisturbed, on what a fault has left; what went wrong."""
        with self.server.trial(self.act, folder=str(made.folder), **self.given) as trial:
            trial.go()
            said = trial.rest()
        return [] if said[-1:] == [("done", None)] else [f"a later try failed: {said}"]


def sweep(work: Work, faults: str, judge: Judge, *, every: bool, stride: int = 1) -> Sweep:
    """Strike every point.

    Args:
        faults: "killed", or "refused": then the disk is full or broken at the next point in turn,
            and the person tries again or not.
        every: all faults at all points, with a further try and without.
        stride: of the many writes of pages, strike only every so many.
    """
    result, points = Sweep(), work.points()
    struck_at = [one for one in points if one.call != "pwrite64" or one.number % stride == 0]
    for index, point in enumerate(struck_at):
        for fault, tries in _strikes(faults, index, every=every):
            made, struck = work.strike(point, fault, tries=tries)
            result.fired += struck.fired
            wrong = misbehaved(struck, may_end=tries == 1)
            with_all = wrong + judge(made, struck)
            result.found += [f"{fault} at {point}, {tries} tries: {each}" for each in with_all]
    print(f"{work.act} {faults}: {result.fired} faults at {len(struck_at)} of {len(points)} points")
    return result


def opens(made: Made, words: str) -> bool:
    """Whether this passphrase is one of the vault's."""
    with suppress(KetaGuideError):
        made.keys(words).wipe()
        return True
    return False


def left_over(made: Made) -> list[str]:
    """What nobody needs, once the vault has been opened: half files, other epochs' databases."""
    names = sorted(str(path.relative_to(made.folder)) for path in made.folder.rglob("*"))
    half = [name for name in names if name.endswith((".tmp", ".part", ".new"))]
    databases = [name for name in names if name.startswith("vault-e") and name.endswith(".db")]
    return half + (databases if len(databases) != 1 else [])


def bad_backups(made: Made, *, words: str = WORDS) -> list[str]:
    """Backups that are listed as good and are not.

    Args:
        words: what opened the vault when they were made.
    """
    found = []
    for one in backups.listed(made.folder / backups.FOLDER):
        if one.problem:
            found.append(f"a backup with a problem is listed: {one.problem}")
            continue
        try:
            keys = backups.unlock(one.path, Passphrase(words), policy=POLICY)
            backups.check(one.path, keys)
        except KetaGuideError as problem:
            found.append(f"a backup that is listed as good: {type(problem).__name__}")
    return found


def _strikes(faults: str, index: int, *, every: bool) -> Iterator[tuple[str, int]]:
    if faults == "killed":
        yield KILL, 1
    elif every:
        for fault in REFUSALS:
            yield fault, 1
            yield fault, TRIES
    else:
        yield REFUSALS[index % 2], TRIES if index // 2 % 2 else 1
