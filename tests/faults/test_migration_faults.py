"""One fault at every system call of an update of the schema: the old schema or the new one, whole.

Each run kills at every point, and lets the disk refuse every point once, with the kinds of refusal
in turn; the long run takes all of them.
"""

from functools import partial

import pytest

from ketaguide.base.errors import VaultTooNew
from ketaguide.vault import migrate, recording
from ketaguide.vault.db import Db
from tests.helpers.faults import writing
from tests.helpers.faults.forking import ForkServer
from tests.helpers.faults.looking import Template, problems
from tests.helpers.faults.moves import AFTERWARDS, next_schema
from tests.helpers.faults.sweeping import Work, bad_backups, left_over, sweep
from tests.helpers.faults.tracing import Struck
from tests.helpers.small_vaults import Made

pytestmark = [pytest.mark.only_on("linux"), pytest.mark.needs_tool("strace")]

_LEAST = 99


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("faults", ["killed", "refused"])
def test_a_fault_at_every_call_of_a_migration(
    server: ForkServer, small: Template, faults: str
) -> None:
    _update(server, small, faults, every=False)


@pytest.mark.long
@pytest.mark.promise("D-04")
def test_every_fault_at_every_call_of_a_migration(server: ForkServer, small: Template) -> None:
    _update(server, small, "refused", every=True)


def test_half_a_migration_is_caught(small: Template) -> None:
    """The control: a program that does the first statement by itself and dies."""
    made = small.copy("struck")
    vault = made.open()
    vault.ask(lambda db: recording.raw(db).execute("ALTER TABLE entry ADD COLUMN weather TEXT"))
    vault.close()
    assert _schema(made) != _schema(small.made)


def _update(server: ForkServer, small: Template, faults: str, *, every: bool) -> None:
    work = Work(server, small, "update")
    done = sweep(work, faults, partial(_judge, work, _schema(small.made)), every=every)
    assert done.found == []
    assert done.fired >= _LEAST


def _judge(work: Work, old: tuple[str, ...], made: Made, struck: Struck) -> list[str]:
    """The program of before opens it unchanged, or says that it is newer; the next one opens it."""
    found = []
    try:
        if _schema(made) != old:
            found.append("neither the old schema nor the new one")
        if struck.values("acked"):
            found.append("it was updated, and is not")
    except VaultTooNew:
        pass
    after = writing.after(work.small.state, AFTERWARDS)
    allowed = [after] if struck.values("wrote") else [work.small.state, after]
    with next_schema(work.small.room):
        found += problems(made, allowed)
        found += [] if _calm(made) == 4 else ["the new column does not hold what it should"]
    return found + [f"left over: {name}" for name in left_over(made)] + bad_backups(made)


def _schema(made: Made) -> tuple[str, ...]:
    def read(db: Db) -> tuple[str, ...]:
        rows = recording.raw(db).execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        return (*(str(sql) for (sql,) in rows), str(migrate.version(recording.raw(db))))

    vault = made.open()
    try:
        return vault.ask(read)[0]
    finally:
        vault.close()


def _calm(made: Made) -> int:
    vault = made.open()
    try:
        count = "SELECT count(*) FROM entry WHERE weather = 'calm'"
        return int(vault.driver().execute(count).fetchone()[0])
    finally:
        vault.close()
