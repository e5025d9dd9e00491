"""The consent passport holds what was agreed, and from the session on only ever less."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.content.acting import Recall
from ketaguide.flows import (
    delete_entry,
    passport,
    recall,
)
from ketaguide.store import entries, sessions
from ketaguide.vault.vault import Vault
from tests.helpers.packs import guide_of
from tests.helpers.passports import (
    DURING,
    HOUR,
    START,
    current,
    holding,
    take,
    write,
)
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


def test_it_says_what_was_agreed_and_when(vault: Vault, session_id: str) -> None:
    vault.ask(partial(write, session_id=session_id))
    found = current(vault, session_id)
    assert found.written_at == NOW
    assert holding(found) == ["touch:hand", "touch:shoulder", "touch:blanket", "others-in"]
    assert found.holding("touch")[0].label == "my hand may be held"
    assert found.words("stop-word") == "enough"
    assert found.words("agreed-with") == "Ana and Dr Lind"


@pytest.mark.parametrize("touch", [None, ["none"], ["none", "hand"]])
def test_nothing_chosen_and_no_touch_are_both_no(
    vault: Vault, session_id: str, touch: list[str] | None
) -> None:
    vault.ask(partial(write, session_id=session_id, touch=touch, who_enters=None))
    found = current(vault, session_id)
    assert holding(found) == []
    assert found.as_it_holds("touch") == ("No touch" if touch else "")


@pytest.mark.parametrize(
    ("recording", "is_yes"), [("none", False), ("ask", False), ("mine", True), ("written", True)]
)
def test_a_wish_to_ask_first_is_no_yes(
    vault: Vault, session_id: str, recording: str, is_yes: bool
) -> None:
    vault.ask(partial(write, session_id=session_id, recording=recording))
    assert ("recording" in holding(current(vault, session_id))) is is_yes


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ("touch:hand", ["touch:shoulder", "touch:blanket", "others-in"]),
        ("all-touch", ["others-in"]),
        ("others-in", ["touch:hand", "touch:shoulder", "touch:blanket"]),
        ("all", []),
    ],
)
def test_a_yes_is_taken_back_at_once_and_dated(
    vault: Vault, session_id: str, taken: str, left: list[str]
) -> None:
    vault.ask(partial(write, session_id=session_id))
    take(vault, taken, session_id)
    found = current(vault, session_id)
    assert holding(found) == left
    gone = [one for one in found.yeses if one.taken_back is not None]
    assert len(gone) == 4 - len(left)
    assert {one.taken_back for one in gone} == {DURING}
    assert vault.verify_history() == []


def test_a_passport_written_anew_on_a_later_day_is_the_one_that_holds(
    vault: Vault, session_id: str
) -> None:
    vault.ask(partial(write, session_id=session_id))
    take(vault, "all", session_id)
    later = START + timedelta(days=2)
    vault.ask(partial(write, session_id=session_id, at=later, touch=["feet"]))
    assert holding(current(vault, session_id)) == ["touch:feet", "others-in"]


def test_that_of_this_session_counts_before_a_later_one(vault: Vault, session_id: str) -> None:
    vault.ask(partial(write, session_id=session_id, stop_word="red"))
    other, _ = vault.ask(
        lambda db: sessions.add(db, starts_at=START + timedelta(days=9), zone=ZONE).id
    )
    vault.ask(partial(write, session_id=other, at=NOW + HOUR, stop_word="blue"))
    assert current(vault, session_id).words("stop-word") == "red"
    third, _ = vault.ask(
        lambda db: sessions.add(db, starts_at=START + timedelta(days=20), zone=ZONE).id
    )
    latest = current(vault, third)
    assert (latest.words("stop-word"), latest.is_earlier) == ("blue", True)


@pytest.mark.parametrize(
    ("hours", "narrow"), [(-0.1, False), (0, True), (2.9, True), (23.9, True), (24, False)]
)
def test_from_the_start_on_it_only_gets_smaller_for_a_day(
    vault: Vault, session_id: str, hours: float, narrow: bool
) -> None:
    standing, _ = vault.ask(partial(passport.standing, session_id="", now=START + hours * HOUR))
    assert (standing.under_way is not None) is narrow
    assert standing.session_id == (session_id if narrow else "")


def test_a_deleted_entry_takes_its_passport_along(vault: Vault, session_id: str) -> None:
    run_id, _ = vault.ask(partial(write, session_id=session_id))
    take(vault, "touch:hand", session_id)
    entry, _ = vault.ask(lambda db: entries.for_run(db, run_id))
    assert entry is not None
    vault.ask(partial(delete_entry.delete, entry_id=entry.id))
    assert vault.ask(partial(passport.current, session_id=session_id))[0] is None
    with pytest.raises(NotFound):
        take(vault, "all", session_id)


ASKING = guide_of(
    """
[[steps]]
id = "one"
title = "One"
"""
    + "".join(
        f"""
[[steps.prompts]]
id = "{name}"
kind = "recall"
of = "answer"
guide = "consent-passport"
prompt = "{name}"
"""
        for name in ("touch", "touch-where", "stop-word", "who-enters", "recording")
    )
)


def test_who_sits_with_someone_is_never_shown_a_yes_that_was_taken_back(
    vault: Vault, session_id: str
) -> None:
    assert isinstance(ASKING.prompt("touch"), Recall)
    shown = partial(recall.recalled, guide=ASKING, session_id=session_id, zone=ZONE)
    vault.ask(partial(write, session_id=session_id))
    assert "my hand may be held" in vault.ask(shown)[0]["touch"].words
    take(vault, "touch:hand", session_id)
    found, _ = vault.ask(shown)
    assert "my hand may be held" not in found["touch"].words
    assert "a hand on my shoulder" in found["touch"].words
    assert "Some touch was taken back" in found["touch-where"].words
    assert found["recording"].words == "no recording"
    take(vault, "all", session_id)
    found, _ = vault.ask(shown)
    assert found["touch"].words == "Taken back. Nothing of it holds now."
    assert found["who-enters"].words == "Taken back. Nothing of it holds now."
    assert "touch-where" not in found
    assert found["stop-word"].words == "enough"
