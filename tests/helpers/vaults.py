"""Real vaults for tests: made in milliseconds, opened on the test's own thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from ketaguide.base.clock import Clock, FixedClock
from ketaguide.store import entries, sessions
from ketaguide.store.entries import Entry
from ketaguide.store.sessions import Session
from ketaguide.vault import keyslots
from ketaguide.vault.db import Db
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ZONE = "Europe/Lisbon"
PASSPHRASE = Passphrase("harbour lantern in the fog")

_VOCABULARY = 8_000
_WORDS_EACH = 200
_AT_ONCE = 500


def new_vault(folder: Path, *, clock: Clock | None = None) -> Vault:
    """An open, empty vault in ``folder``; its lock is free again after ``close``.

    Args:
        folder: must not exist, or be empty.
    """
    clock = clock or FixedClock(NOW, ZONE)
    policy = KdfPolicy.for_tests()
    keys = keyslots.create(folder, passphrase=PASSPHRASE, policy=policy, clock=clock)
    return Vault.create(folder, keys, clock=clock)


def reopen(folder: Path, *, clock: Clock | None = None) -> Vault:
    """The vault that ``new_vault`` made, opened again by its passphrase."""
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    return Vault.open(folder, keys, clock=clock or FixedClock(NOW, ZONE))


@contextmanager
def open_db(folder: Path, *, clock: Clock | None = None) -> Iterator[Db]:
    """One long transaction in a fresh vault, for tests of queries."""
    vault = new_vault(folder, clock=clock)
    try:
        with vault.transaction() as db:
            yield db
    finally:
        vault.close()


def an_entry(db: Db, body: str = "A few words.", *, days_ago: float = 0, **fields: Any) -> Entry:
    """A stored entry, written ``days_ago`` before ``NOW``."""
    at = NOW - timedelta(days=days_ago)
    return entries.add(db, body=body, written_at=at, zone=ZONE, **fields)


def a_session(db: Db, *, in_days: float = 3, place: str = "") -> Session:
    """A stored session, starting ``in_days`` after ``NOW``; negative for a past one."""
    return sessions.add(db, starts_at=NOW + timedelta(days=in_days), zone=ZONE, place=place)


def fill_many(vault: Vault, count: int, *, seed: int = 1, oldest_first: bool = False) -> None:
    """Entries of about 200 words each, whose words are as unevenly common as in a language.

    Args:
        oldest_first: stored in the order in which a journal grows; otherwise the other way round.
    """
    random = Random(seed)  # noqa: S311 - the same text every time
    words = [_made_up(random) for _ in range(_VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
    for first in range(0, count, _AT_ONCE):
        with vault.transaction() as db:
            for number in range(first, min(first + _AT_ONCE, count)):
                text = " ".join(random.choices(words, cum_weights=weights, k=_WORDS_EACH))
                db.add(
                    Entry(
                        title=text[:40].rsplit(" ", 1)[0],
                        body=text,
                        written_at=NOW
                        - timedelta(hours=count - number if oldest_first else number + 1),
                        zone=ZONE,
                        kind="note",
                    )
                )


def _made_up(random: Random) -> str:
    return "".join(
        random.choice("bdfgklmnprstvw") + random.choice("aeiou")
        for _ in range(random.randint(1, 4))
    )
