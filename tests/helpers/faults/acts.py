"""What a forked child does: it writes, and says through its channel what it was promised.

Everything here runs in the fork server's children, with the program's own vault and store code.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from ketaguide.base.errors import KetaGuideError, VaultError
from ketaguide.store import search
from ketaguide.vault import header, keyslots
from ketaguide.vault.files import sync_folder
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.faults import writing
from tests.helpers.faults.looking import checks
from tests.helpers.faults.server import Channel
from tests.helpers.faults.writing import Deed
from tests.helpers.small_vaults import POLICY, Made, make

T = TypeVar("T")

# Source: own choice; a fault strikes once, so a second try must succeed.
TRIES = 3


class _Mute:
    """For the warming up, which nobody listens to."""

    def say(self, what: str, value: object = None) -> None: ...


def warm() -> None:
    """Do all of it once before the first fork: what is imported late is then there."""
    with tempfile.TemporaryDirectory(prefix="ketaguide-warm-") as folder:
        made = make(Path(folder) / "v")
        vault = made.open()
        state = writing.fill(vault)
        for deed in writing.deeds(1, 30, before=state):
            writing.do(vault, deed)
        vault.ask(partial(search.find, text="lamp"))
        checks(vault)
        vault.close()
        with suppress(KetaGuideError):
            make(Path(folder) / "v")


def write(
    channel: Channel, *, folder: str, seed: int, count: int, before: dict[str, str], how: str = ""
) -> None:
    """Do deeds until killed; ``acked`` follows each commit that has returned.

    Args:
        how: "hasty" says so before the commit, "piecemeal" does one deed in several transactions:
            what the checks must notice.
    """
    listed = writing.deeds(seed, count, before=before)
    channel.wait()
    vault = Made(Path(folder)).open()
    channel.say("open")
    for number, deed in enumerate(listed, start=1):
        if how == "hasty":
            channel.say("acked", number)
        for part in _pieces(deed) if how == "piecemeal" else (deed,):
            writing.do(vault, part)
        if how != "hasty":
            channel.say("acked", number)
    vault.close()


def _pieces(deed: Deed) -> tuple[Deed, ...]:
    if deed.kind != "several":
        return (deed,)
    return tuple(Deed("add", f"{deed.name}.{number}", deed.text) for number in range(3))


def long_session(channel: Channel, *, folder: str, deeds: list[list[str]]) -> None:
    """Deeds, with a new recovery code among them, and the vault closed and opened once."""
    made = Made(Path(folder))
    channel.wait()
    vault = made.open()
    for number, fields in enumerate(deeds, start=1):
        if number == len(deeds) // 3:
            vault.add_recovery()
        if number == 2 * len(deeds) // 3:
            vault.close()
            vault = made.open()
        writing.do(vault, Deed(*fields))
        channel.say("acked", number)
    vault.close()


def plain_writer(channel: Channel, *, folder: str, journal: str, sync: str, count: int) -> None:
    """Rows in a database of its own, with the settings it is told."""
    channel.wait()
    connection = plain_database(Path(folder), journal=journal, sync=sync)
    for number in range(1, count + 1):
        connection.execute("INSERT INTO line VALUES (?, ?)", (number, "words " * 300))
        channel.say("acked", number)
    connection.close()


def plain_database(folder: Path, *, journal: str = "DELETE", sync: str = "FULL") -> Any:
    """A SQLCipher database that is not a vault; each statement is a transaction."""
    connection = dbapi2.connect(str(folder / "plain.db"), isolation_level=None)
    connection.execute("PRAGMA key='lamp'")
    connection.execute("PRAGMA kdf_iter=4000")
    connection.execute(f"PRAGMA journal_mode={journal}")
    connection.execute(f"PRAGMA synchronous={sync}")
    connection.execute("CREATE TABLE IF NOT EXISTS line (number INTEGER PRIMARY KEY, text TEXT)")
    return connection


def session(channel: Channel, *, folder: str, deeds: list[list[str]], how: str = "") -> None:
    """A short session as a person has it: where something is refused, they try again.

    Args:
        how: breaks the promise: "hasty" says it is stored too early, "careless" lets the system's
            own error out, "stubborn" does not try again.
    """
    made = Made(Path(folder))
    channel.wait()
    tries = 1 if how == "stubborn" else TRIES
    vault = again(channel, made.open, tries=tries)
    for number, fields in enumerate(deeds, start=1):
        if how == "hasty":
            channel.say("acked", number)
        if how == "careless":
            sync_folder(made.folder)
        again(channel, partial(writing.do, vault, Deed(*fields)), tries=tries)
        if how != "hasty":
            channel.say("acked", number)
    vault.close()


def reading(channel: Channel, *, folder: str) -> None:
    """Opens the vault and reads all of it, a few times, always from the disk."""
    made = Made(Path(folder))
    channel.wait()
    vault = again(channel, made.open)
    for _ in range(3):
        vault.driver().execute("PRAGMA shrink_memory")
        state, _names = again(channel, partial(vault.ask, writing.read))
        found, _names = again(channel, partial(vault.ask, partial(search.find, text="lamp")))
        channel.say("read", [len(state), found.count])
    vault.close()


def careless_header(channel: Channel, *, folder: str) -> None:
    """What no writer of a header may do: change it in its place."""
    path = Path(folder) / header.NAME
    content = path.read_bytes()
    channel.wait()
    with path.open("wb", buffering=0) as stream:
        stream.write(content[:100])
        stream.write(content[100:])


def hasty_header(channel: Channel, *, folder: str, early: bool = True) -> None:
    """Nor this: the new name before the bytes are on the disk."""
    path = Path(folder) / header.NAME
    channel.wait()
    part = path.with_suffix(".tmp")
    part.write_bytes(path.read_bytes())
    part.replace(path)
    sync_folder(path.parent)
    channel.say("acked")


def opened(channel: Channel, folder: str, *, early: bool) -> Vault:
    """The vault, before what is watched begins; or after, where the opening is watched too."""
    if early:
        channel.wait()
    vault = Made(Path(folder)).open()
    if not early:
        channel.wait()
    return vault


def new_recovery(channel: Channel, *, folder: str, tries: int = TRIES, early: bool = False) -> None:
    """A new recovery code, which the person is shown when it is said."""
    vault = opened(channel, folder, early=early)
    code = again(channel, vault.add_recovery, tries=tries)
    channel.say("acked", "-".join(code.groups()))
    vault.close()


def new_passphrase(
    channel: Channel, *, folder: str, words: str, tries: int = TRIES, early: bool = False
) -> None:
    """Another passphrase; ``acked`` once it is the one that opens the vault."""
    vault = opened(channel, folder, early=early)
    change = partial(
        keyslots.change_passphrase, vault.folder, vault.keys, Passphrase(words), policy=POLICY
    )
    again(channel, change, tries=tries)
    channel.say("acked", words)
    vault.close()


def again(channel: Channel, work: Callable[[], T], *, tries: int = TRIES) -> T:
    """A fault strikes once, so a second try must succeed."""
    for _ in range(tries - 1):
        try:
            return work()
        except VaultError as problem:
            channel.refuse(problem)
    return work()
