"""The commands as a script and a terminal meet them: real processes, no display, no Qt."""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.checks.tree import ROOT

pytestmark = pytest.mark.only_on("linux")

WORDS = "harbour lantern in the fog"
PATIENCE_S = 60


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment without a screen, whose files lie in this test's own folder."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}


def _run(
    home: dict[str, str], *argv: str, secret: str = WORDS, text: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """From outside the environment, as after a checkout: the bootstrap starts the command again."""
    reading, writing = os.pipe()
    os.write(writing, secret.encode() + b"\n")
    os.close(writing)
    outside = getattr(sys, "_base_executable", "") or sys.executable
    try:
        return subprocess.run(
            [outside, "-m", "ketaguide", *argv, "--passphrase-fd", str(reading)],
            input=text,
            capture_output=True,
            cwd=ROOT,
            env=home,
            pass_fds=(reading,),
            timeout=PATIENCE_S,
        )
    finally:
        os.close(reading)


def test_a_script_makes_a_vault_writes_and_finds(home: dict[str, str], tmp_path: Path) -> None:
    folder = str(tmp_path / "scripted.ketaguide")
    made = _run(home, "vault", "create", folder)
    assert (made.returncode, made.stderr) == (0, b"")
    text = "Ein Satz über das Meer.".encode()
    assert _run(home, "entry", "add", folder, text=text).returncode == 0
    found = _run(home, "entry", "list", folder, "--search", "meer", "--json")
    assert [row["opening"] for row in json.loads(found.stdout)] == [text.decode()]
    refused = _run(home, "entry", "list", folder, secret="something else entirely")
    assert refused.returncode == 5
    assert b"Traceback" not in refused.stderr
    assert WORDS.encode() not in made.stdout + found.stdout + refused.stderr


def test_no_command_imports_qt(home: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import sys; from ketaguide.__main__ import main; code = main(sys.argv[1:]);"
        "import ketaguide.commands.vaults, ketaguide.commands.entries;"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'PySide6', 'shiboken6'}), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "vault", "info", str(tmp_path)],
        capture_output=True,
        cwd=ROOT,
        env=home,
        timeout=PATIENCE_S,
        text=True,
    )
    assert done.stdout == "[] 4\n"
    assert "There is no vault in this folder" in done.stderr


class _Terminal:
    """A command with a terminal of its own, and what it shows there."""

    def __init__(self, home: dict[str, str], *argv: str) -> None:
        self._ours, theirs = os.openpty()
        self.process = subprocess.Popen(
            # Only with a terminal of its own does a process get the questions and Ctrl+C; and
            # what a shell starts in the background is deaf to Ctrl+C, with all its children.
            [
                *("env", "--default-signal=INT", "setsid", "--ctty", "--wait"),
                *(sys.executable, "-m", "ketaguide", *argv),
            ],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env=home,
        )
        os.close(theirs)
        self.shown = b""

    def wait_for(self, words: bytes) -> None:
        end = time.monotonic() + PATIENCE_S
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            self._read()

    def type(self, words: str) -> None:
        os.write(self._ours, words.encode())

    def end(self) -> int:
        """The exit code, once everything shown was read."""
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None:
            assert time.monotonic() < end, self.shown
            self._read()
        self._read()
        return self.process.returncode

    def close(self) -> None:
        """Without its terminal, the command ends too, where it still runs."""
        os.close(self._ours)
        self.process.kill()
        self.process.wait()

    def _read(self) -> None:
        while select.select([self._ours], [], [], 0.1)[0]:
            try:
                self.shown += os.read(self._ours, 4096)
            except OSError:
                return


def test_on_a_terminal_the_passphrase_is_asked_for_and_not_shown(
    home: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "typed.ketaguide"
    with closing(_Terminal(home, "vault", "create", str(folder))) as terminal:
        terminal.wait_for(b"New passphrase: ")
        terminal.type(WORDS + "\n")
        terminal.wait_for(b"Again: ")
        terminal.type(WORDS + "\n")
        assert terminal.end() == 0
    assert WORDS.encode() not in terminal.shown
    assert (folder / "vault.kgh").is_file()


def test_control_c_at_the_question_ends_quietly(home: dict[str, str], tmp_path: Path) -> None:
    with closing(_Terminal(home, "vault", "create", str(tmp_path / "never"))) as terminal:
        terminal.wait_for(b"New passphrase: ")
        terminal.type("\x03")
        assert terminal.end() == 130
    assert b"Traceback" not in terminal.shown
    assert not (tmp_path / "never").exists()
