"""Several threads at one vault: a fault of ours, which must cost an error at most, never a crash.

SQLAlchemy's own pool for SQLite crashed in 6 of 6 such runs, and a shared connection lost rows.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.tree import ROOT
from tests.helpers.small_vaults import make

_THREADS, _EACH = 6, 200

_WORK = """
import sys, threading
from pathlib import Path
from ketaguide.store import drafts
from tests.helpers.small_vaults import Made
threads, each = int(sys.argv[2]), int(sys.argv[3])
vault = Made(Path(sys.argv[1])).open()
problems = []
def work(mine):
    try:
        for number in range(each):
            if number % 10 == 0:
                vault.ask(lambda db: drafts.put(db, key=f"{mine}-{number}", content="the heron"))
            else:
                vault.ask(drafts.every)
    except BaseException as problem:
        problems.append(repr(problem))
together = [threading.Thread(target=work, args=(mine,)) for mine in range(threads)]
for one in together: one.start()
for one in together: one.join()
kept = len({one.key for one in vault.ask(drafts.every)[0]})
findings = vault.verify_history()
vault.close()
print(len(problems), kept, len(findings), *problems)
"""


def _runs(tmp_path: Path, count: int) -> None:
    for number in range(count):
        made = make(tmp_path / f"{number}.ketaguide")
        done = subprocess.run(
            [sys.executable, "-c", _WORK, str(made.folder), str(_THREADS), str(_EACH)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["0", str(_THREADS * _EACH // 10), "0"]


@pytest.mark.promise("P-05")
def test_six_threads_lose_nothing(tmp_path: Path) -> None:
    _runs(tmp_path, 2)


@pytest.mark.long
@pytest.mark.promise("P-05")
def test_six_threads_lose_nothing_in_twenty_runs(tmp_path: Path) -> None:
    _runs(tmp_path, 20)
