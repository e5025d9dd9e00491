"""What SQLite does on its own leaves nothing behind, and a fault of anything says no word of it."""

import logging
import subprocess
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.errors import KetaGuideError
from ketaguide.store import drafts, entries, search
from ketaguide.ui import crash
from ketaguide.vault import keyslots, recording
from ketaguide.vault.db import Db
from ketaguide.vault.secrets import Passphrase
from tests.helpers import traces
from tests.helpers.canary import hits, new_canary
from tests.helpers.small_vaults import POLICY, Made, make
from tests.helpers.vaults import an_entry
from tests.journeys.remote import world

# Sorts more than the cache holds, with temporary tables where the first argument says.
_SORT = """
import sys
from pathlib import Path
from ketaguide.vault import opener
from tests.helpers.small_vaults import Made
where = {"FILE": ("temp_store", "FILE", 1), "MEMORY": ("temp_store", "MEMORY", 2)}[sys.argv[1]]
opener._SETTINGS = tuple(where if one[0] == "temp_store" else one for one in opener._SETTINGS)
opener._CALM_SETTINGS = (*opener._CALM_SETTINGS, "cache_size=10")
vault = Made(Path(sys.argv[2])).open()
def sort(db):
    raw = db.connection().connection.driver_connection
    raw.execute("CREATE TEMP TABLE sorted AS SELECT body FROM entry ORDER BY body DESC")
    raw.execute("INSERT INTO entry_fts(entry_fts) VALUES ('rebuild')")
    return raw.execute("SELECT count(*) FROM sorted").fetchone()[0]
print(vault.ask(sort)[0])
vault.close()
"""


@pytest.fixture
def canary() -> str:
    return new_canary()


def _many(db: Db, word: str) -> None:
    for number in range(300):
        an_entry(db, f"{number} {word} " + "and so on " * 500)


@pytest.mark.needs_tool("strace")
@pytest.mark.promise("L-01")
@pytest.mark.parametrize("where", ["MEMORY", "FILE"])
def test_sorting_writes_nothing_in_clear(tmp_path: Path, where: str, canary: str) -> None:
    """With temporary files it would: that is what the same search finds in the other case."""
    made = make(tmp_path / "v")
    vault = made.open()
    vault.ask(lambda db: _many(db, canary))
    vault.close()
    trace = tmp_path / "trace.txt"
    command = [*traces.command(trace), sys.executable, "-c", _SORT, where, str(made.folder)]
    ran = subprocess.run(
        command, env=world(tmp_path / "w"), capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["300"]
    found = traces.in_trace(trace, [canary])
    assert bool(found) == (where == "FILE")
    assert any("etilqs" in path for path in traces.made(trace)) == (where == "FILE")


def _wrong_passphrase(made: Made, word: str) -> None:
    keyslots.unlock(made.folder, Passphrase(f"{word} and more"), policy=POLICY)


def _damaged(made: Made, word: str) -> None:
    whole = made.database.read_bytes()
    made.database.write_bytes(whole[:8192] + b"\xff" * 64 + whole[8256:])
    try:
        vault = made.open()
        try:
            vault.verify_history()
        finally:
            vault.close()
    finally:
        made.database.write_bytes(whole)


def _ask(question: Callable[[Db, str], object]) -> Callable[[Made, str], None]:
    def work(made: Made, word: str) -> None:
        vault = made.open()
        try:
            vault.ask(lambda db: question(db, word))
        finally:
            vault.close()

    return work


def _sql(statement: str) -> Callable[[Made, str], None]:
    return _ask(lambda db, word: recording.raw(db).execute(statement, (word,)))


def _same_id(db: Db, word: str) -> None:
    one = an_entry(db, word)
    db.flush()
    db.expunge(one)
    db.add(type(one)(**one.model_dump()))
    db.flush()


# Each way to fail with the word in it, the way a slip of ours or of a disk would.
FAILURES: tuple[Callable[[Made, str], None], ...] = (
    _wrong_passphrase,
    _damaged,
    _sql("SELECT rowid FROM entry_fts WHERE entry_fts MATCH '\"' || ?"),
    _sql("SELECT rowid FROM entry_fts WHERE entry_fts MATCH ? || ':x'"),
    _sql("INSERT INTO entry (id, body) VALUES (?, NULL)"),
    _sql("SELECT * FROM nowhere WHERE body = ?"),
    _ask(_same_id),
    _ask(entries.get),
    _ask(lambda db, word: db.add(entries.Entry(body=word, written_at=word, zone=word))),  # type: ignore[arg-type]
    _ask(lambda db, word: drafts.put(db, key=None, content=word)),  # type: ignore[arg-type]
)


def _fail(made: Made, work: Callable[[Made, str], None], word: str) -> str:
    """What any log, crash report or terminal could show of the error; '' where there is none."""
    try:
        work(made, word)
    except Exception as problem:
        shown = [crash.report(problem), repr(problem), str(problem.args)]
        shown += traceback.format_exception(problem)
        if isinstance(problem, KetaGuideError):
            shown += [problem.user_text, problem.hint]
        return "\n".join(shown)
    return ""


@pytest.mark.promise("L-05")
def test_two_hundred_errors_say_no_word(
    tmp_path: Path,
    canary: str,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = make(tmp_path / "v")
    kinds = set()
    with caplog.at_level(logging.INFO):
        for number in range(200):
            work = FAILURES[number % len(FAILURES)]
            shown = _fail(made, work, canary)
            assert shown, work
            kinds.add(shown.splitlines()[2])
            assert hits(shown.encode(), [canary]) == [], work
            assert "[parameters" not in shown
    assert len(kinds) >= 5, kinds
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
    assert hits(caplog.text.encode(), [canary]) == []


@pytest.mark.promise("L-05")
def test_an_odd_search_is_no_error(tmp_path: Path, canary: str) -> None:
    made = make(tmp_path / "v")
    vault = made.open()
    for text in (f'"{canary}', f"{canary} NEAR(", f"{canary}*:", f"-{canary} AND", "\0", "(" * 300):
        vault.ask(partial(search.find, text=text))
    vault.close()


_TALKATIVE = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1])
if sys.argv[2] == "silent":
    connection.execute("PRAGMA cipher_log_level=NONE")
connection.execute("PRAGMA key='wrong'")
try:
    connection.execute("SELECT count(*) FROM sqlite_master")
except dbapi2.DatabaseError:
    pass
"""


@pytest.mark.promise("L-05")
def test_the_cipher_would_talk_if_it_were_let(tmp_path: Path) -> None:
    """The control: its own default writes to standard error, which desktops keep for ever."""
    made = make(tmp_path / "v")
    said = {}
    for how in ("default", "silent"):
        command = [sys.executable, "-c", _TALKATIVE, str(made.database), how]
        said[how] = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert said["default"] != ""
    assert said["silent"] == ""
