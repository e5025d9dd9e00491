"""The command line: what a script and a person at a terminal can do with a vault."""

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
from ketaguide.vault import keyfile, keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile
from tests.helpers.vaults import PASSPHRASE as OLD
from tests.helpers.vaults import an_entry, reopen

WORDS = OLD.text
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


@pytest.fixture
def command(
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


@pytest.fixture
def folder(tmp_path: Path, command: Command) -> Path:
    """A vault made on the command line, with one entry."""
    made = tmp_path / "home" / "made.ketaguide"
    assert command("vault", "create", made, secrets=(WORDS,)).code == 0
    assert command("entry", "add", made, secrets=(WORDS,), text=b"The sea was calm.").code == 0
    return made


def _bodies(folder: Path) -> Iterator[str]:
    vault = reopen(folder)
    try:
        with vault.transaction() as db:
            yield from [entries.get(db, row.id).body for row in entries.page(db)]
    finally:
        vault.close()


def test_create_makes_a_vault_that_the_window_opens(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "new.ketaguide"
    said = command("vault", "create", folder, "--recovery-code", "--json", secrets=(WORDS,))
    assert said.code == 0
    assert keyslots.kinds(folder) == ("passphrase", "recovery")
    code = said.facts["recovery_code"]
    listed = command("entry", "list", folder, "--with-recovery-code", "--json", secrets=(code,))
    assert (listed.code, listed.facts) == (0, [])
    assert list(_bodies(folder)) == []


def test_create_refuses_a_weak_passphrase_and_makes_nothing(
    command: Command, tmp_path: Path
) -> None:
    said = command("vault", "create", tmp_path / "v", secrets=("password",))
    assert said.code == 2
    assert "15 characters" in said.err
    assert not (tmp_path / "v").exists()


def test_create_leaves_other_files_alone(command: Command, tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "letter.txt").write_text("mine")
    assert command("vault", "create", tmp_path / "v", secrets=(WORDS,)).code == 4
    assert [path.name for path in (tmp_path / "v").iterdir()] == ["letter.txt"]


def test_info_needs_no_passphrase_and_tells_nothing_inside(command: Command, folder: Path) -> None:
    said = command("vault", "info", folder, "--json")
    assert said.code == 0
    assert said.facts["format"] == 1
    assert said.facts["epoch"] == 1
    assert said.facts["slots"] == ["passphrase"]
    assert said.facts["in_use"] is False
    assert "sea" not in said.out
    assert "epoch: 1" in command("vault", "info", folder).out


def test_add_and_list(command: Command, folder: Path) -> None:
    added = command(
        *("entry", "add", folder, "--title", "Two walks", "--date", "2026-03-01T18:30", "--json"),
        secrets=(WORDS,),
        text="Früh am Wasser.\r\nUnd zurück.\n".encode(),
    )
    assert added.code == 0
    listed = command("entry", "list", folder, "--json", secrets=(WORDS,)).facts
    assert [row["title"] for row in listed] == ["", "Two walks"]
    assert listed[1]["id"] == added.facts["id"]
    assert listed[1]["written_at"].startswith("2026-03-01T17:30")  # the tests live in Berlin
    assert "Früh am Wasser.\nUnd zurück." in list(_bodies(folder))
    found = command("entry", "list", folder, "--search", "wasser", secrets=(WORDS,))
    assert found.out == "2026-03-01 18:30  Two walks\n"


@pytest.mark.parametrize(
    ("text", "date", "says"),
    [
        (b"", "2026-03-01", "nothing to store"),
        (b" \n ", "2026-03-01", "nothing to store"),
        (b"\xff\xfe", "2026-03-01", "not UTF-8"),
        (b"x" * (1024 * 1024 + 1), "2026-03-01", "longer than"),
        (b"fine", "yesterday", "date cannot be read"),
        (b"fine", "0001-01-01T00:00+14:00", "date cannot be read"),
    ],
)
def test_text_that_cannot_be_an_entry(
    command: Command, folder: Path, text: bytes, date: str, says: str
) -> None:
    said = command("entry", "add", folder, "--date", date, secrets=(WORDS,), text=text)
    assert said.code == 8
    assert says in said.err
    assert list(_bodies(folder)) == ["The sea was calm."]


@pytest.mark.parametrize(
    "argv", [("vault", "verify"), ("vault", "backup"), ("vault", "rotate"), ("entry", "list")]
)
def test_each_failure_has_its_exit_code(
    command: Command, folder: Path, tmp_path: Path, argv: tuple[str, str]
) -> None:
    assert command(*argv, folder, secrets=(WRONG, OTHER)).code == 5
    assert command(*argv, tmp_path / "nowhere", secrets=(WORDS, OTHER)).code == 4
    assert command(*argv, folder).code == 2  # no descriptor, and a test has no terminal
    held = reopen(folder)
    assert command(*argv, folder, secrets=(WORDS, OTHER)).code == 6
    held.close()
    (folder / "vault.kgh").write_text("ketaguide-vault/1\n{}\n")
    (folder / "vault.kgh.prev").unlink(missing_ok=True)
    assert command(*argv, folder, secrets=(WORDS, OTHER)).code == 7


def test_no_secret_is_taken_from_arguments(command: Command, folder: Path) -> None:
    said = command("vault", "verify", folder, "--passphrase", WORDS)
    assert said.code == 2


def test_errors_are_json_too(command: Command, folder: Path) -> None:
    said = command("entry", "list", folder, "--json", secrets=(WRONG,))
    told = json.loads(said.err)
    assert told["error"] == "WrongPassphrase"
    assert told["message"]
    assert told["hint"]


def test_verify_says_what_it_found(command: Command, folder: Path) -> None:
    whole = command("vault", "verify", folder, "--json", secrets=(WORDS,))
    assert whole.code == 0
    assert whole.facts["whole"] is True
    assert len(whole.facts["checked"]) >= 3
    database = folder / "vault-e1.db"
    content = bytearray(database.read_bytes())
    content[-2000] ^= 1
    database.write_bytes(content)
    damaged = command("vault", "verify", folder, secrets=(WORDS,))
    assert damaged.code == 7
    assert damaged.out + damaged.err


def test_backup_here_and_elsewhere(command: Command, folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    said = command("vault", "backup", folder, "--to", second, "--json", secrets=(WORDS,))
    assert said.code == 0
    made = Path(said.facts["file"])
    assert made.parent == folder / "backups"
    assert said.facts["entries"] == 1
    assert [path.read_bytes() for path in second.iterdir()] == [made.read_bytes()]


def test_a_backup_comes_back_in_its_vault_and_in_an_empty_folder(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    made = Path(command("vault", "backup", folder, "--json", secrets=(WORDS,)).facts["file"])
    assert command("entry", "add", folder, secrets=(WORDS,), text=b"Later words.").code == 0
    elsewhere = tmp_path / "new computer.ketaguide"
    assert command("vault", "restore", made, elsewhere, secrets=(WORDS,)).code == 0
    assert list(_bodies(elsewhere)) == ["The sea was calm."]
    assert command("vault", "restore", made, folder, secrets=(WORDS,)).code == 0
    assert list(_bodies(folder)) == ["The sea was calm."]
    assert command("vault", "info", folder, "--json").facts["backups"] == 2  # today's state too


@pytest.mark.promise("R-05")
@pytest.mark.parametrize("into_own", [True, False])
def test_nobody_cries_wolf_after_a_restore_of_what_is_lost(
    command: Command, folder: Path, tmp_path: Path, into_own: bool
) -> None:
    made = Path(command("vault", "backup", folder, "--json", secrets=(WORDS,)).facts["file"])
    for text in (b"Two.", b"Three."):
        assert command("entry", "add", folder, secrets=(WORDS,), text=text).code == 0
    if into_own:
        (folder / "vault-e1.db").unlink()
    target = folder if into_own else tmp_path / "new disk.ketaguide"
    assert command("vault", "restore", made, target, secrets=(WORDS,)).code == 0
    listed = command("entry", "list", target, "--json", secrets=(WORDS,))
    assert (listed.code, len(listed.facts)) == (0, 1)


def test_restore_refuses_what_is_no_backup_and_changes_nothing(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.kgbak"
    other.write_bytes(b"ketaguide-backup/1\nnonsense\n")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert command("vault", "restore", other, folder, secrets=(WORDS,)).code == 8
    assert command("vault", "restore", tmp_path / "gone.kgbak", folder, secrets=(WORDS,)).code == 4
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    assert command("vault", "restore", other, tmp_path / "full", secrets=(WORDS,)).code == 4


def test_another_passphrase(command: Command, folder: Path) -> None:
    assert command("vault", "passphrase", folder, secrets=(WORDS, OTHER)).code == 0
    assert command("entry", "list", folder, secrets=(WORDS,)).code == 5
    assert command("entry", "list", folder, secrets=(OTHER,)).code == 0


def test_rotation_and_the_backups_from_before(command: Command, folder: Path) -> None:
    made = command("vault", "backup", folder, "--json", secrets=(WORDS,)).facts["file"]
    said = command("vault", "rotate", folder, "--json", secrets=(WORDS, OTHER))
    assert said.code == 0
    code = said.facts["recovery_code"]
    assert command("entry", "list", folder, secrets=(WORDS,)).code == 5
    assert command("entry", "list", folder, "--with-recovery-code", secrets=(code,)).code == 0
    assert command("entry", "add", folder, secrets=(OTHER,), text=b"After.").code == 0
    assert command("vault", "restore", made, folder, secrets=(OTHER, WORDS)).code == 0
    listed = command("entry", "list", folder, "--json", secrets=(OTHER,)).facts
    assert [row["opening"] for row in listed] == ["The sea was calm."]


def test_a_key_file_opens_with_its_passphrase(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    key = keyfile.make(tmp_path / "key")
    policy = KdfPolicy.for_tests()
    keys = keyslots.unlock(folder, Passphrase(WORDS), policy=policy)
    keyslots.add(folder, keys, PassphraseWithKeyFile(OTHER, key), policy=policy)
    listing = ("entry", "list", folder, "--key-file", tmp_path / "key")
    assert command(*listing, secrets=(OTHER,)).code == 0
    assert command(*listing, secrets=(WORDS,)).code == 5


def test_a_list_is_as_long_as_asked(command: Command, folder: Path) -> None:
    vault = reopen(folder)
    with vault.transaction() as db:
        for day in range(1, 8):
            an_entry(db, f"Day {day}", days_ago=300 + day)
    vault.close()
    assert (
        len(command("entry", "list", folder, "--limit", 3, secrets=(WORDS,)).out.split("\n")) == 4
    )
    assert command("entry", "list", folder, "--limit", 0, secrets=(WORDS,)).code == 2
