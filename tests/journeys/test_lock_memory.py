"""A live window locks: the same process, anew, remembers no word, no key and no passphrase."""

import os
from pathlib import Path

import pytest

from ketaguide.store import drafts
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from tests.helpers.canary import forms, new_canary
from tests.helpers.small_vaults import WORDS, Made, make
from tests.journeys.live import live

_CYCLES = 20

pytestmark = [
    pytest.mark.only_on("linux"),
    pytest.mark.skipif(
        os.name == "posix" and os.geteuid() != 0,
        reason="makes sense only on a root account: nobody else reads a hardened process",
    ),
]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "kept.ketaguide")


def _held(pid: int, sought: dict[str, list[bytes]]) -> dict[str, int]:
    """How often the bytes of each kind stand in what the process can read."""
    found = dict.fromkeys(sought, 0)
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            # Code and fonts from files hold nothing that was typed, unless they can be written.
            if "r" not in rights or ("w" not in rights and "/" in line):
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(begin)
                held = memory.read(end - begin)
            except (OSError, ValueError):  # a guard page, or a window into the kernel
                continue
            if held.count(0) == len(held):
                continue
            for kind, each in sought.items():
                found[kind] += sum(held.count(form) for form in each)
    return found


def _spelt(word: str, *names: str) -> list[bytes]:
    spelt = forms(word)
    return [spelt[name] for name in names]


def _keys(made: Made) -> list[bytes]:
    """Every key of the vault, worked out here and not there, as bytes and as SQLCipher takes it."""
    keys = keyslots.unlock(made.folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())
    raw = [bytes(key) for key in (keys.database(1), keys.header_mac(), keys.history_chain())]
    return raw + [key.hex().encode() for key in raw]


@pytest.mark.promise("M-01", "M-06")
def test_twenty_locks_leave_nothing_in_memory(tmp_path: Path, made: Made) -> None:
    canary = new_canary()
    sought = {
        "words": _spelt(canary, "utf-8", "utf-16", "utf-8 hex", "utf-8 base64 0", "utf-8 base64 1"),
        "keys": _keys(made),
        "passphrase": _spelt(WORDS, "utf-8", "utf-16"),
    }
    nothing = dict.fromkeys(sought, 0)
    with live(tmp_path, made.folder) as window:
        pid = window.pid
        for cycle in range(_CYCLES):
            assert window.do("unlock", WORDS)
            before = window.do("state")
            assert before["is_open"]
            assert before["vault_files"] >= 2
            if cycle == 0:
                window.do("write", canary)
                control = _held(pid, sought)
                assert control["words"] > 0
                assert control["keys"] > 0
            else:
                window.do("key", "Ctrl+N")
                assert window.do("wait_for_text") == canary
            window.send("key", "Ctrl+L")
            window.wait_for_the_lock_screen()
            after = window.do("state")
            assert after["pid"] == pid
            assert not after["is_open"]
            assert after["vault_files"] == 0
            assert after["dumpable"] == before["dumpable"] == 0
            assert after["core"] == before["core"] == [0, 0]
            assert _held(pid, sought) == nothing, cycle
    vault = made.open()
    try:
        assert any(canary in one.content for one in vault.ask(drafts.every)[0])
    finally:
        vault.close()
