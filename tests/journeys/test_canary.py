"""A word of its own in every field of the program is in no file and in no write, ever."""

import base64
import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from ketaguide.store import contacts, entries, preferences, sessions
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.canary import forms, hits, in_files, in_trace, new_canary
from tests.helpers.small_vaults import clock
from tests.journeys.remote import Remote, running

_STRACE = ("strace", "-f", "-xx", "-s", "1000000", "--seccomp-bpf")
_WRITES = "trace=write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,mmap"


@dataclass(frozen=True)
class Story:
    """What was typed, and what is left of it."""

    folder: Path
    canary: str
    control: str
    filled: dict[str, int]

    @property
    def trace(self) -> Path:
        return self.folder.parent / "trace.txt"

    @property
    def vault(self) -> Path:
        return next(self.folder.rglob("vault.kgh")).parent


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A person fills every field there is, locks, and ends the program."""
    root = tmp_path_factory.mktemp("canary")
    folder = root / "world"
    folder.mkdir()
    canary, control = new_canary(), new_canary()
    under: tuple[str, ...] = ()
    if shutil.which("strace"):
        under = (*_STRACE, "-e", _WRITES, "-o", str(root / "trace.txt"))
    with running(folder, under=under) as remote:
        pid = remote.do("pid")
        filled = _fill_everything(remote, canary)
        remote.do("leak", str(folder / "tmp" / "leak.txt"), control)
        remote.send("key", "Ctrl+L")
        try:
            _wait_for_the_lock_screen(pid)
        finally:
            os.kill(pid, signal.SIGTERM)
            remote.process.wait(timeout=60)
    return Story(folder, canary, control, filled)


def _fill_everything(remote: Remote, canary: str) -> dict[str, int]:
    """Returns how many fields of each page were filled."""
    filled = {}
    remote.do("press", "create")
    remote.do("type", "passphrase", canary)
    remote.do("type", "passphrase_again", canary)
    remote.do("type", "vault_name", f"{canary}n")
    remote.do("key", "Return")
    remote.do("press", "make_code")
    remote.do("press", "noted")
    filled["recovery"] = remote.do("fill", "QQQQQ")
    remote.do("press", "later")
    remote.do("key", "Ctrl+2")
    remote.do("press", "plan_session")
    remote.do("wait", "session_place")
    filled["session"] = remote.do("fill", canary)
    remote.do("press", "session_store")
    remote.do("gone", "session_page")
    remote.do("key", "Ctrl+,")
    remote.do("wait", "person_name")
    filled["settings"] = remote.do("fill", canary)
    remote.do("key", "F9")
    remote.do("press", "safety_contacts")
    remote.do("press", "contacts_add")
    remote.do("wait", "contact_name")
    filled["contacts"] = remote.do("fill", canary)
    remote.do("press", "contacts_done")
    remote.do("key", "Escape")
    for place, guide in (("2", "preparing"), ("3", "set-and-setting"), ("4", "day-after")):
        remote.do("key", f"Ctrl+{place}")
        remote.do("press", f"begin_{guide}")
        remote.do("wait", "guide_page")
        filled[guide] = remote.do("walk", canary)
    remote.do("key", "Ctrl+N")
    remote.do("wait", "entry_body")
    filled["entry"] = remote.do("fill", canary)
    remote.do("press", "entry_keep")
    remote.do("gone", "entry_page")
    remote.do("key", "Ctrl+N")
    remote.do("wait", "entry_body")
    filled["draft"] = remote.do("fill", canary)
    remote.do("key", "Ctrl+F")
    remote.do("wait", "search")
    filled["search"] = remote.do("fill", canary)
    return filled


def _wait_for_the_lock_screen(pid: int) -> None:
    import time

    end = time.monotonic() + 30
    while b"--locked-fd" not in Path(f"/proc/{pid}/cmdline").read_bytes():
        assert time.monotonic() < end, "never locked"
        time.sleep(0.05)
    time.sleep(1.0)


def test_every_page_was_filled(story: Story) -> None:
    assert story.filled["session"] >= 10
    assert story.filled["contacts"] == 3
    assert story.filled["settings"] >= 1
    assert story.filled["preparing"] >= 15
    assert story.filled["set-and-setting"] >= 4
    assert story.filled["day-after"] >= 7
    assert story.filled["entry"] == story.filled["draft"] == 2
    assert story.filled["search"] == 1


def test_it_was_all_stored(story: Story) -> None:
    """Otherwise there would be nothing to leak."""
    policy = KdfPolicy.for_tests()
    keys = keyslots.unlock(story.vault, Passphrase(story.canary), policy=policy)
    vault = Vault.open(story.vault, keys, clock=clock())
    try:
        with vault.transaction() as db:
            assert story.canary in sessions.every(db)[0].place
            assert story.canary in contacts.every(db)[0].phone
            assert story.canary in preferences.every(db).vault_name
            bodies = [entries.get(db, row.id).body for row in entries.page(db)]
    finally:
        vault.close()
    assert len(bodies) == 4
    assert all(story.canary in body for body in bodies)


def test_no_file_holds_a_word_of_it(story: Story) -> None:
    """Neither below home nor among the temporary files nor in the vault's own folder."""
    assert in_files(story.folder, [story.canary]) == []
    assert [hit.partition(": ")[0] for hit in in_files(story.folder, [story.control])] == [
        str(story.folder / "tmp" / "leak.txt")
    ]


@pytest.mark.needs_tool("strace")
def test_no_write_held_a_word_of_it(story: Story) -> None:
    """Also not into a file that was deleted afterwards, a pipe or a socket."""
    assert in_trace(story.trace, [story.canary]) == []
    assert in_trace(story.trace, [story.control])


def test_the_search_knows_every_form(tmp_path: Path) -> None:
    word = new_canary()
    for name, form in forms(word).items():
        assert hits(b"before" + form + b"after", [word]), name
        (tmp_path / "held.bin").write_bytes(b"\0" + form)
        assert in_files(tmp_path, [word])
    for before in range(4):
        assert hits(base64.b64encode(b"x" * before + word.encode() + b"and on"), [word])
    assert not hits(new_canary().encode(), [word])
