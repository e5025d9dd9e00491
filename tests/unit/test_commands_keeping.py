"""The command line: checking, backing up, restoring, and changing what opens a vault."""

from pathlib import Path

import pytest

from tests.helpers.command_line import OTHER, WORDS, Command, a_vault, bodies, commands


@pytest.fixture
def command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    return commands(tmp_path, capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, command: Command) -> Path:
    return a_vault(tmp_path, command)


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
    assert list(bodies(elsewhere)) == ["The sea was calm."]
    assert command("vault", "restore", made, folder, secrets=(WORDS,)).code == 0
    assert list(bodies(folder)) == ["The sea was calm."]
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


def test_a_wrong_passphrase_for_a_backup_is_called_that(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    made = Path(command("vault", "backup", folder, "--json", secrets=(WORDS,)).facts["file"])
    refused = command("vault", "restore", made, folder, secrets=(OTHER,))
    assert refused.code == 5
    assert "does not open this backup" in refused.err
    assert list(bodies(folder)) == ["The sea was calm."]
