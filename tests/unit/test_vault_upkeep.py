"""When a vault was last opened, checked and tried is remembered, and is no change of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from ketaguide.vault import history, upkeep
from ketaguide.vault.upkeep import Upkeep
from tests.helpers.small_vaults import make


def test_nothing_is_known_of_a_new_vault_and_each_fact_is_kept(tmp_path: Path) -> None:
    made = make(tmp_path / "v")
    vault = made.open()
    generation = history.latest(vault.driver()).generation
    start = made.clock.now()
    first = upkeep.read(vault)
    assert (first.verified, first.drilled, first.recovery_tried) == (None, None, None)
    upkeep.note(vault, upkeep.VERIFIED, start)
    upkeep.note(vault, upkeep.DRILLED, start + timedelta(days=1))
    upkeep.note(vault, upkeep.RECOVERY_TRIED, start + timedelta(days=2))
    assert history.latest(vault.driver()).generation == generation
    vault.close()
    vault = made.open()
    known = upkeep.read(vault)
    assert known.verified == start
    assert known.drilled == start + timedelta(days=1)
    assert known.recovery_tried == start + timedelta(days=2)
    assert vault.verify_history() == []
    vault.close()


def test_the_opening_before_this_one_is_shown(tmp_path: Path) -> None:
    made = make(tmp_path / "v")
    vault = made.open()
    connection = vault.driver()
    start = made.clock.now()
    upkeep.note_opened(connection, start)
    upkeep.note_opened(connection, start + timedelta(hours=5))
    assert upkeep.read(vault).opened == start
    upkeep.note_opened(connection, start + timedelta(hours=9))
    assert upkeep.read(vault).opened == start + timedelta(hours=5)
    vault.close()


def test_a_vault_that_is_only_read_notes_nothing(tmp_path: Path) -> None:
    made = make(tmp_path / "v")
    content = made.database.read_bytes()
    vault = made.open(read_only=True)
    upkeep.note(vault, upkeep.VERIFIED, made.clock.now())
    assert upkeep.read(vault).verified is None
    vault.close()
    assert made.database.read_bytes() == content


def test_rubbish_is_no_moment_and_no_other_name_is_taken(tmp_path: Path) -> None:
    vault = make(tmp_path / "v").open()
    vault.driver().execute("INSERT INTO vault_meta(name, value) VALUES ('drilled_at', 'soon')")
    assert upkeep.facts_of(vault.driver()) == Upkeep(opened=upkeep.read(vault).opened)
    with pytest.raises(ValueError, match="no such fact"):
        upkeep.note(vault, "epoch", vault.clock.now())
    vault.close()
