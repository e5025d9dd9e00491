"""When a backup is made without being asked for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ketaguide.store import drafts
from ketaguide.vault import backups
from ketaguide.vault.vault import Vault
from tests.helpers.backups import write
from tests.helpers.small_vaults import Made, make

DAY = timedelta(days=1)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    opened = made.open()
    write(opened)
    yield opened
    opened.close()


def test_when_one_is_due(vault: Vault, made: Made) -> None:
    assert backups.is_due(vault)
    backups.make(vault, reason="day")
    assert not backups.is_due(vault)
    made.clock.pass_time(2 * DAY)
    assert not backups.is_due(vault), "nothing has changed"
    write(vault)
    assert backups.is_due(vault)
    backups.make(vault, reason="day")
    write(vault)
    assert not backups.is_due(vault), "it is too soon"
    made.clock.pass_time(DAY)
    assert backups.is_due(vault)


def test_a_draft_makes_one_due_too(vault: Vault, made: Made) -> None:
    backups.make(vault, reason="day")
    made.clock.pass_time(DAY)
    vault.ask(lambda db: drafts.put(db, key="entry:new", content="{}"))
    assert backups.is_due(vault)
    backups.make(vault, reason="day")
    made.clock.pass_time(DAY)
    assert not backups.is_due(vault)


def test_what_stands_for_the_latest_state(vault: Vault, made: Made) -> None:
    """Neither a set-aside past, nor a damaged file, nor one from a clock that was wrong."""
    backups.make(vault, reason="day")
    made.clock.pass_time(5 * DAY)
    write(vault)
    backups.make(vault, reason="set-aside")
    assert backups.is_due(vault)
    one = backups.make(vault, reason="day")
    assert not backups.is_due(vault)
    one.path.write_bytes(b"")
    assert backups.is_due(vault)
    now = made.clock.at
    made.clock.at = datetime(2090, 1, 1, tzinfo=now.tzinfo)
    backups.make(vault, reason="day")
    made.clock.at = now
    assert backups.is_due(vault)
    backups.make(vault, reason="day")
    assert not backups.is_due(vault)


def test_a_vault_that_is_only_read_is_never_due(made: Made) -> None:
    reading = made.open(read_only=True)
    assert not backups.is_due(reading)
    reading.close()


def test_the_first_days_words_do_not_wait_for_the_second_day(made: Made) -> None:
    """The first backup comes within a minute, while there is nothing to keep yet."""
    vault = made.open()
    backups.make(vault, reason="day")
    write(vault)
    assert not backups.is_due(vault)
    made.clock.pass_time(DAY / 24)
    assert backups.is_due(vault)
    backups.make(vault, reason="day")
    write(vault)
    made.clock.pass_time(DAY / 24)
    assert not backups.is_due(vault)
    vault.close()
