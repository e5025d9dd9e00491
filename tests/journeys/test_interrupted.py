"""Killed, ended or locked while someone writes: what was typed is there again, and only there."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ketaguide.store import drafts, entries, runs
from ketaguide.store.runs import Run
from ketaguide.vault.db import Db
from tests.helpers.canary import in_memory, new_canary
from tests.helpers.small_vaults import WORDS, Made, make
from tests.journeys.remote import Remote, running

# The promise is one second from the first key.
_PROMISE_S = 1.2
_PATIENCE_S = 30.0


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "kept.ketaguide")


def _all_text(made: Made) -> str:
    """Everything that someone began to write in this vault, as the tables hold it."""

    def read(db: Db) -> str:
        found = [draft.content for draft in drafts.every(db)]
        found += [entries.get(db, row.id).body for row in entries.page(db)]
        for run in _runs(db):
            found.append(runs.state(db, run=run).to_json())
        return "\n".join(found)

    vault = made.open()
    try:
        return vault.ask(read)[0]
    finally:
        vault.close()


def _runs(db: Db) -> list[Run]:
    from sqlmodel import select

    return list(db.exec(select(Run)))


def _write_in_a_guide(remote: Remote, words: str) -> None:
    remote.do("key", "Ctrl+2")
    remote.do("press", "begin_preparing")
    remote.do("wait", "guide_page")
    remote.do("press", "guide_onward")
    remote.do("type", "text_heard-text", words)


def _write_freely(remote: Remote, words: str) -> None:
    remote.do("key", "Ctrl+N")
    remote.do("type", "entry_body", words)


@pytest.mark.parametrize("write", [_write_in_a_guide, _write_freely])
def test_killed_while_typing(
    tmp_path: Path, made: Made, write: Callable[[Remote, str], None]
) -> None:
    """Nothing asks before a power cut: what stood there for a second is in the vault."""
    with running(tmp_path, str(made.folder)) as remote:
        remote.unlock(WORDS)
        write(remote, "the heron waits")
        begun = time.monotonic()
        while time.monotonic() - begun < _PROMISE_S:
            time.sleep(0.05)
        remote.kill()
    assert "the heron waits" in _all_text(made)


@pytest.mark.parametrize("write", [_write_in_a_guide, _write_freely])
def test_ended_by_the_system_while_typing(
    tmp_path: Path, made: Made, write: Callable[[Remote, str], None]
) -> None:
    """At SIGTERM, as at log-off, not even the last second is lost."""
    with running(tmp_path, str(made.folder)) as remote:
        remote.unlock(WORDS)
        write(remote, "the heron waits")
        assert remote.end() == 0
    assert "the heron waits" in _all_text(made)
    assert "heron" not in "".join(path.name for path in tmp_path.rglob("*"))


@pytest.mark.only_on("linux")
@pytest.mark.skipif(os.geteuid() != 0, reason="memory of a hardened process is read by root only")
def test_locking_leaves_nothing_in_memory(tmp_path: Path, made: Made) -> None:
    """The same process, anew: it shows the lock screen and remembers no word."""
    canary = new_canary()
    with running(tmp_path, str(made.folder)) as remote:
        remote.unlock(WORDS)
        _write_freely(remote, canary)
        secrets = (canary, WORDS)
        before = in_memory(remote.pid, [canary])
        assert before > 0
        remote.send("key", "Ctrl+L")
        _until(lambda: "--locked-fd" in _command(remote.pid))
        # The lock screen's own words, as Qt holds them, say that it has been built.
        _until(lambda: _wide(remote.pid, "Welcome back"))
        assert remote.process.poll() is None
        assert in_memory(remote.pid, secrets) == 0
    assert canary in _all_text(made)


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _wide(pid: int, words: str) -> bool:
    """Whether the words stand in memory in 16 bits a letter; as UTF-8 they are in our code."""
    wide = "".join(f"{letter}\0" for letter in words)
    return in_memory(pid, [wide[:-1]]) > 0


def _until(there: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not there():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


def test_looking_around_leaves_nothing(tmp_path: Path) -> None:
    root = tmp_path / "data_home" / "ketaguide" / "demo"
    with running(tmp_path, "--demo") as remote:
        remote.do("wait", "home_page")
        assert list(tmp_path.rglob("vault.kgh"))
        assert remote.end() == 0
    assert not list(tmp_path.rglob("vault*"))
    assert not root.exists() or not list(root.iterdir())


def test_what_a_killed_look_around_left_is_gone_after_the_next_start(tmp_path: Path) -> None:
    with running(tmp_path, "--demo") as remote:
        remote.do("wait", "home_page")
        remote.kill()
    assert list(tmp_path.rglob("vault.kgh"))
    with running(tmp_path) as remote:
        remote.do("wait", "welcome_page")
        _until(lambda: not list(tmp_path.rglob("vault.kgh")))
