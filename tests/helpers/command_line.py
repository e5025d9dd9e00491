"""Commands run in this process, and a vault made by them."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ketaguide.commands import arguments, running
from ketaguide.store import entries
from ketaguide.vault.kdf import KdfPolicy
from tests.helpers.vaults import PASSPHRASE, reopen

WORDS = PASSPHRASE.text
OTHER = "a quite different boat at sea"
WRONG = "not what opens this vault"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


def commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Runs a command with passphrases through a descriptor and text on standard input."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*argv: object, secrets: tuple[str, ...] = (), text: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        words = [str(each) for each in argv]
        with _descriptor(secrets) as number:
            if secrets:
                words += ["--passphrase-fd", str(number)]
            try:
                code = running.run(arguments.parse(words), policy=KdfPolicy.for_tests())
            except SystemExit as end:
                code = int(str(end.code))
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


@contextmanager
def _descriptor(lines: tuple[str, ...]) -> Iterator[int]:
    reading, writing = os.pipe()
    os.write(writing, "".join(line + "\n" for line in lines).encode())
    os.close(writing)
    yield reading
    os.close(reading)


def a_vault(tmp_path: Path, command: Command) -> Path:
    """A vault made on the command line, with one entry."""
    made = tmp_path / "home" / "made.ketaguide"
    assert command("vault", "create", made, secrets=(WORDS,)).code == 0
    assert command("entry", "add", made, secrets=(WORDS,), text=b"The sea was calm.").code == 0
    return made


def bodies(folder: Path) -> Iterator[str]:
    vault = reopen(folder)
    try:
        with vault.transaction() as db:
            yield from [entries.get(db, row.id).body for row in entries.page(db)]
    finally:
        vault.close()
