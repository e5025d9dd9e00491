"""The command line: what a script and a person at a terminal can do with a vault."""

import json
import sys
from pathlib import Path

import pytest

from ketaguide.__main__ import main
from ketaguide.vault import keyfile, keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile
from tests.helpers.command_line import OTHER, WORDS, WRONG, Command, a_vault, bodies, commands
from tests.helpers.vaults import an_entry, reopen


@pytest.fixture
def command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    return commands(tmp_path, capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, command: Command) -> Path:
    return a_vault(tmp_path, command)


def test_create_makes_a_vault_that_the_window_opens(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "new.ketaguide"
    said = command("vault", "create", folder, "--recovery-code", "--json", secrets=(WORDS,))
    assert said.code == 0
    assert keyslots.kinds(folder) == ("passphrase", "recovery")
    code = said.facts["recovery_code"]
    listed = command("entry", "list", folder, "--with-recovery-code", "--json", secrets=(code,))
    assert (listed.code, listed.facts) == (0, [])
    assert list(bodies(folder)) == []


def test_create_refuses_a_weak_passphrase_and_makes_nothing(
    command: Command, tmp_path: Path
) -> None:
    said = command("vault", "create", tmp_path / "v", secrets=("password",))
    assert said.code == 2
    assert "15 characters" in said.err
    assert not (tmp_path / "v").exists()


def test_create_says_that_there_is_no_second_way_in(command: Command, tmp_path: Path) -> None:
    assert "no recovery code" in command("vault", "create", tmp_path / "a", secrets=(WORDS,)).out
    made = command("vault", "create", tmp_path / "b", "--recovery-code", secrets=(WORDS,))
    assert "no recovery code" not in made.out


def test_a_weak_passphrase_is_explained_once(command: Command, tmp_path: Path) -> None:
    said = command("vault", "create", tmp_path / "weak.ketaguide", secrets=("short",)).err
    assert said.count("15 characters") == 1
    assert "six words" not in said  # only the window makes them


def test_control_c_while_the_program_still_loads_ends_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Loading:
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "ketaguide.commands.running", Loading())
    monkeypatch.setattr("ketaguide.__main__.harden", lambda: None)
    assert main(["vault", "info", str(tmp_path)]) == 130


def test_the_general_help_names_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert "ketaguide vault" in said
    assert "ketaguide entry" in said


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
    assert "Früh am Wasser.\nUnd zurück." in list(bodies(folder))
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
    assert list(bodies(folder)) == ["The sea was calm."]


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
