"""What a forked child does to a vault as a whole: a backup, a new key, a new schema, compaction."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ketaguide.vault import backups, epochs, migrate
from ketaguide.vault.migrate import Migration
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.faults import writing
from tests.helpers.faults.acts import TRIES, again, opened
from tests.helpers.faults.server import Channel
from tests.helpers.faults.writing import Deed
from tests.helpers.small_vaults import POLICY, Made, make

# What is written right after, in the same open vault.
AFTERWARDS = Deed("add", "afterwards", "and then a line more")
NEXT_SCHEMA = (
    "ALTER TABLE entry ADD COLUMN weather TEXT NOT NULL DEFAULT '';\n"
    "CREATE TABLE weather (id TEXT NOT NULL PRIMARY KEY, created_at TEXT NOT NULL,\n"
    "  changed_at TEXT NOT NULL, sky TEXT NOT NULL) STRICT;\n"
    "UPDATE entry SET weather = 'calm' WHERE title LIKE 'first%';\n"
    "CREATE INDEX entry_by_weather ON entry (weather, written_at);\n"
)


def warm() -> None:
    """Do all of it once before the first fork."""
    with tempfile.TemporaryDirectory(prefix="ketaguide-warm-") as folder:
        made = make(Path(folder) / "v")
        vault = made.open()
        writing.fill(vault)
        backups.make(vault, reason="hand")
        epochs.compact(vault)
        epochs.rotate(vault, Passphrase("words for the warming up"), policy=POLICY)
        vault.close()
        again_made = make(Path(folder) / "w")
        with next_schema(Path(folder)):
            again_made.open().close()


def backup(channel: Channel, *, folder: str, tries: int = TRIES, early: bool = False) -> None:
    """A backup by hand."""
    vault = opened(channel, folder, early=early)
    made = again(channel, partial(backups.make, vault, reason="hand"), tries=tries)
    channel.say("acked", made.path.name)
    _go_on(channel, vault)


def rotate(
    channel: Channel, *, folder: str, words: str, tries: int = TRIES, early: bool = False
) -> None:
    """A new key, because someone may know the passphrase."""
    vault = opened(channel, folder, early=early)
    code = again(
        channel, lambda: epochs.rotate(vault, Passphrase(words), policy=POLICY), tries=tries
    )
    channel.say("acked", "-".join(code.groups()))
    _go_on(channel, vault)


def compact(channel: Channel, *, folder: str, tries: int = TRIES, early: bool = False) -> None:
    """Free pages given back."""
    vault = opened(channel, folder, early=early)
    again(channel, partial(epochs.compact, vault), tries=tries)
    channel.say("acked")
    _go_on(channel, vault)


def update(channel: Channel, *, folder: str, tries: int = TRIES, early: bool = True) -> None:
    """Opens the vault with a program whose schema is one step further."""
    made = Made(Path(folder))
    assert early, "the opening is the work"
    with next_schema(made.folder.parent):
        channel.wait()
        vault = again(channel, made.open, tries=tries)
        channel.say("acked")
        _go_on(channel, vault)


@contextmanager
def next_schema(room: Path) -> Iterator[int]:
    """This program, but one step of its schema further; the number of that step."""
    shipped = migrate.steps()
    path = room / "next.sql"
    path.write_text(NEXT_SCHEMA)
    step = Migration(len(shipped) + 1, path)
    vars(migrate)["steps"] = lambda: (*shipped, step)
    try:
        yield step.number
    finally:
        vars(migrate)["steps"] = _STEPS


def _go_on(channel: Channel, vault: Vault) -> None:
    """The person goes on writing, in the vault as it now stands."""
    again(channel, partial(writing.do, vault, AFTERWARDS))
    channel.say("wrote")
    vault.close()


_STEPS = migrate.steps
