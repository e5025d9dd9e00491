"""Whatever is made is for this account alone, however careless the account's own settings are."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketaguide.base import safety_card
from ketaguide.base.paths import Places
from ketaguide.base.safety_card import SafetyCard
from ketaguide.base.settings import Settings
from ketaguide.vault import files, inbox, keyfile, keyslots
from ketaguide.vault.secrets import Passphrase, PassphraseWithKeyFile
from tests.helpers.small_vaults import POLICY, Made, make
from tests.helpers.vaults import an_entry

pytestmark = pytest.mark.only_on("linux", "darwin")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    old = os.umask(request.param)
    yield
    os.umask(old)


def _open_modes(root: Path) -> list[str]:
    """What others may look into below ``root``."""
    found = []
    for path in sorted(root.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode != (0o700 if path.is_dir() else 0o600):
            found.append(f"{path.relative_to(root)} {mode:o}")
    return found


def _write(made: Made) -> None:
    vault = made.open()
    vault.ask(an_entry)
    vault.close()


def _change_header(made: Made) -> None:
    keys = made.keys()
    keyslots.add_recovery(made.folder, keys)
    keyslots.change_passphrase(made.folder, keys, Passphrase("another sentence"), policy=POLICY)
    stick = made.folder.parent / "a" / "stick.key"
    files.make_private_folder(stick.parent)
    both = PassphraseWithKeyFile("with the stick", keyfile.make(stick))
    keyslots.add(made.folder, keys, both, policy=POLICY)
    made.header.write_bytes(b"ketaguide-vault/1\nrubbish")
    keyslots.restore_previous(made.folder, Passphrase("another sentence"), policy=POLICY)


def _keep_settings(made: Made) -> None:
    below = made.folder.parent / "home" / ".config" / "new"
    places = Places(config=below / "config", data=below / "data", state=below / "state")
    Settings(places.settings_file).change("theme", "dark")
    safety_card.write_card(places.state, SafetyCard("clinic", "1"))


def _leave_a_note(made: Made) -> None:
    slip, note = inbox.slip_of(made.folder), inbox.new_note()
    inbox.seal(slip, "a word", note_id=note, at=made.clock.now(), zone="UTC")


@pytest.mark.promise("L-03")
@pytest.mark.usefixtures("_umask")
@pytest.mark.parametrize("work", [_write, _change_header, _keep_settings, _leave_a_note])
def test_nobody_else_may_look(tmp_path: Path, work: Callable[[Made], None]) -> None:
    root = tmp_path / "root"
    root.mkdir(mode=0o755)
    made = make(root / "far" / "down" / "v.ketaguide", state=root / "far" / "state" / "k")
    before = len(list(root.rglob("*")))
    work(made)
    assert before >= 8
    assert _open_modes(root) == []


@pytest.mark.promise("L-03")
def test_a_careless_file_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o700)
    careless = tmp_path / "a" / "b"
    careless.touch(mode=0o600)
    assert _open_modes(tmp_path) == []
    careless.chmod(0o640)
    assert _open_modes(tmp_path) == ["a/b 640"]
