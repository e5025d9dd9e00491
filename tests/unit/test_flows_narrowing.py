"""A yes that is taken back in the passport's own guide counts at once, and stays taken back."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from ketaguide.flows import delete_entry, finish_run, open_guide, passport, save_run, start_run
from ketaguide.store import entries, runs, sessions
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.passports import DURING, START, current, holding, passport_guide, take, write
from tests.helpers.vaults import NOW, ZONE, new_vault


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW, ZONE)


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "v", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def session_id(vault: Vault) -> str:
    return vault.ask(lambda db: sessions.add(db, starts_at=START, zone=ZONE).id)[0]


def test_what_was_taken_back_in_the_guide_counts_too(vault: Vault, session_id: str) -> None:
    vault.ask(partial(write, session_id=session_id))

    def in_the_guide(db: Db) -> None:
        state = start_run.begin(
            db, guide=passport_guide(), session_id=session_id, now=DURING, zone=ZONE
        )
        run = GuideRun(passport_guide(), state)
        run.answer("taken-back", ["all-touch", "talking"])
        save_run.save_state(db, state=run.state)
        finish_run.finish(db, guide=passport_guide(), state=run.state, now=DURING, zone=ZONE)

    vault.ask(in_the_guide)
    found = current(vault, session_id)
    assert holding(found) == ["others-in"]
    assert [(one.id, one.label) for one in found.further] == [("talking", "talking, for now")]
    assert found.words("stop-word") == "enough"


def _tap_in_the_guide(db: Db, session_id: str, ticked: list[str] | None) -> RunState:
    """As the guide's page does: its only step that day lets nothing follow, so it is left there."""
    opened = open_guide.opened(
        db, guide=passport_guide(), session_id=session_id, now=DURING, zone=ZONE
    )
    run = GuideRun(passport_guide(), opened.state)
    before = run.state
    if ticked is not None:
        run.answer("taken-back", ticked)
        save_run.save_state(db, state=run.state)
    return before


def test_a_no_tapped_in_the_guide_counts_though_the_guide_is_not_finished(
    vault: Vault, session_id: str, clock: FixedClock
) -> None:
    vault.ask(partial(write, session_id=session_id))
    clock.pass_time(DURING - NOW)
    vault.ask(partial(_tap_in_the_guide, session_id=session_id, ticked=["all-touch", "talking"]))
    found = current(vault, session_id)
    assert holding(found) == ["others-in"]
    assert [(one.id, one.label) for one in found.further] == [("talking", "talking, for now")]


def test_unticking_it_another_time_gives_nothing_back(
    vault: Vault, session_id: str, clock: FixedClock
) -> None:
    vault.ask(partial(write, session_id=session_id))
    clock.pass_time(DURING - NOW)
    tap = partial(_tap_in_the_guide, session_id=session_id)
    vault.ask(partial(tap, ticked=["all-touch"]))
    again, _ = vault.ask(partial(tap, ticked=[]))
    assert "taken-back" not in again.answers
    vault.ask(partial(tap, ticked=None))
    found = current(vault, session_id)
    assert holding(found) == ["others-in"]
    assert [one.label for one in found.yeses if one.taken_back] == [
        "my hand may be held",
        "a hand on my shoulder",
        "my blanket or pillow may be moved",
    ]


def test_what_was_taken_back_is_kept_without_the_persons_words(
    vault: Vault, session_id: str
) -> None:
    run_id, _ = vault.ask(partial(write, session_id=session_id, who_enters="Only Zephyrwren."))
    take(vault, "all", session_id)
    entry, _ = vault.ask(lambda db: entries.for_run(db, run_id))
    assert entry is not None
    vault.ask(partial(delete_entry.delete, entry_id=entry.id))
    left, _ = vault.ask(partial(runs.finished, guide_id=passport.GUIDE_ID))
    assert len(left) == 2
    assert not [run for run in left if "Zephyrwren" in run.outline]
