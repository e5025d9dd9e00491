"""The consent passport holds what was agreed, and from the session on only ever less."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import NotFound
from ketaguide.content.acting import Recall
from ketaguide.content.guide import Guide
from ketaguide.engine.run import GuideRun
from ketaguide.engine.state import RunState
from ketaguide.flows import (
    delete_entry,
    finish_run,
    narrowing,
    open_guide,
    passport,
    recall,
    save_run,
    start_run,
)
from ketaguide.flows.passport import Passport
from ketaguide.store import entries, runs, sessions
from ketaguide.vault.db import Db
from ketaguide.vault.vault import Vault
from tests.helpers.packs import guide_of
from tests.helpers.rooms import core_catalogue
from tests.helpers.scenes_apart import PASSPORT
from tests.helpers.vaults import NOW, ZONE, new_vault

HOUR = timedelta(hours=1)
START = NOW + timedelta(days=1)
DURING = START + HOUR


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


def _guide() -> Guide:
    return core_catalogue().guide(passport.GUIDE_ID)


def _write(db: Db, session_id: str | None, *, at: datetime = NOW, **changed: object) -> str:
    """Go through the guide; a changed answer of None is left out. Its run's id."""
    state = start_run.begin(db, guide=_guide(), session_id=session_id, now=at, zone=ZONE)
    run = GuideRun(_guide(), state)
    answers = PASSPORT | {name.replace("_", "-"): value for name, value in changed.items()}
    for name, value in answers.items():
        if value is not None:
            run.answer(name, value)
    save_run.save_state(db, state=run.state)
    finish_run.finish(db, guide=_guide(), state=run.state, now=at, zone=ZONE)
    return run.state.run_id


def _current(vault: Vault, session_id: str) -> Passport:
    found, _ = vault.ask(partial(passport.current, session_id=session_id))
    assert found is not None
    return found


def _take(vault: Vault, yes_id: str, session_id: str, *, at: datetime = DURING) -> None:
    question = partial(narrowing.take_back, yes_id=yes_id, session_id=session_id, now=at, zone=ZONE)
    vault.ask(question)


def _holding(found: Passport) -> list[str]:
    return [one.id for one in found.holding()]


def test_it_says_what_was_agreed_and_when(vault: Vault, session_id: str) -> None:
    vault.ask(partial(_write, session_id=session_id))
    found = _current(vault, session_id)
    assert found.written_at == NOW
    assert _holding(found) == ["touch:hand", "touch:shoulder", "touch:blanket", "others-in"]
    assert found.holding("touch")[0].label == "my hand may be held"
    assert found.words("stop-word") == "enough"
    assert found.words("agreed-with") == "Ana and Dr Lind"


@pytest.mark.parametrize("touch", [None, ["none"], ["none", "hand"]])
def test_nothing_chosen_and_no_touch_are_both_no(
    vault: Vault, session_id: str, touch: list[str] | None
) -> None:
    vault.ask(partial(_write, session_id=session_id, touch=touch, who_enters=None))
    found = _current(vault, session_id)
    assert _holding(found) == []
    assert found.as_it_holds("touch") == ("No touch" if touch else "")


@pytest.mark.parametrize(
    ("recording", "is_yes"), [("none", False), ("ask", False), ("mine", True), ("written", True)]
)
def test_a_wish_to_ask_first_is_no_yes(
    vault: Vault, session_id: str, recording: str, is_yes: bool
) -> None:
    vault.ask(partial(_write, session_id=session_id, recording=recording))
    assert ("recording" in _holding(_current(vault, session_id))) is is_yes


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
    vault.ask(partial(_write, session_id=session_id))
    _take(vault, taken, session_id)
    found = _current(vault, session_id)
    assert _holding(found) == left
    gone = [one for one in found.yeses if one.taken_back is not None]
    assert len(gone) == 4 - len(left)
    assert {one.taken_back for one in gone} == {DURING}
    assert vault.verify_history() == []


def test_what_was_taken_back_in_the_guide_counts_too(vault: Vault, session_id: str) -> None:
    vault.ask(partial(_write, session_id=session_id))

    def in_the_guide(db: Db) -> None:
        state = start_run.begin(db, guide=_guide(), session_id=session_id, now=DURING, zone=ZONE)
        run = GuideRun(_guide(), state)
        run.answer("taken-back", ["all-touch", "talking"])
        save_run.save_state(db, state=run.state)
        finish_run.finish(db, guide=_guide(), state=run.state, now=DURING, zone=ZONE)

    vault.ask(in_the_guide)
    found = _current(vault, session_id)
    assert _holding(found) == ["others-in"]
    assert [(one.id, one.label) for one in found.further] == [("talking", "talking, for now")]
    assert found.words("stop-word") == "enough"


def _tap_in_the_guide(db: Db, session_id: str, ticked: list[str] | None) -> RunState:
    """As the guide's page does: its only step that day lets nothing follow, so it is left there."""
    opened = open_guide.opened(db, guide=_guide(), session_id=session_id, now=DURING, zone=ZONE)
    run = GuideRun(_guide(), opened.state)
    before = run.state
    if ticked is not None:
        run.answer("taken-back", ticked)
        save_run.save_state(db, state=run.state)
    return before


def test_a_no_tapped_in_the_guide_counts_though_the_guide_is_not_finished(
    vault: Vault, session_id: str, clock: FixedClock
) -> None:
    vault.ask(partial(_write, session_id=session_id))
    clock.pass_time(DURING - NOW)
    vault.ask(partial(_tap_in_the_guide, session_id=session_id, ticked=["all-touch", "talking"]))
    found = _current(vault, session_id)
    assert _holding(found) == ["others-in"]
    assert [(one.id, one.label) for one in found.further] == [("talking", "talking, for now")]


def test_unticking_it_another_time_gives_nothing_back(
    vault: Vault, session_id: str, clock: FixedClock
) -> None:
    vault.ask(partial(_write, session_id=session_id))
    clock.pass_time(DURING - NOW)
    tap = partial(_tap_in_the_guide, session_id=session_id)
    vault.ask(partial(tap, ticked=["all-touch"]))
    again, _ = vault.ask(partial(tap, ticked=[]))
    assert "taken-back" not in again.answers
    vault.ask(partial(tap, ticked=None))
    found = _current(vault, session_id)
    assert _holding(found) == ["others-in"]
    assert [one.label for one in found.yeses if one.taken_back] == [
        "my hand may be held",
        "a hand on my shoulder",
        "my blanket or pillow may be moved",
    ]


def test_what_was_taken_back_is_kept_without_the_persons_words(
    vault: Vault, session_id: str
) -> None:
    run_id, _ = vault.ask(partial(_write, session_id=session_id, who_enters="Only Zephyrwren."))
    _take(vault, "all", session_id)
    entry, _ = vault.ask(lambda db: entries.for_run(db, run_id))
    assert entry is not None
    vault.ask(partial(delete_entry.delete, entry_id=entry.id))
    left, _ = vault.ask(partial(runs.finished, guide_id=passport.GUIDE_ID))
    assert len(left) == 2
    assert not [run for run in left if "Zephyrwren" in run.outline]


def test_a_passport_written_anew_on_a_later_day_is_the_one_that_holds(
    vault: Vault, session_id: str
) -> None:
    vault.ask(partial(_write, session_id=session_id))
    _take(vault, "all", session_id)
    later = START + timedelta(days=2)
    vault.ask(partial(_write, session_id=session_id, at=later, touch=["feet"]))
    assert _holding(_current(vault, session_id)) == ["touch:feet", "others-in"]


def test_that_of_this_session_counts_before_a_later_one(vault: Vault, session_id: str) -> None:
    vault.ask(partial(_write, session_id=session_id, stop_word="red"))
    other, _ = vault.ask(
        lambda db: sessions.add(db, starts_at=START + timedelta(days=9), zone=ZONE).id
    )
    vault.ask(partial(_write, session_id=other, at=NOW + HOUR, stop_word="blue"))
    assert _current(vault, session_id).words("stop-word") == "red"
    third, _ = vault.ask(
        lambda db: sessions.add(db, starts_at=START + timedelta(days=20), zone=ZONE).id
    )
    latest = _current(vault, third)
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
    run_id, _ = vault.ask(partial(_write, session_id=session_id))
    _take(vault, "touch:hand", session_id)
    entry, _ = vault.ask(lambda db: entries.for_run(db, run_id))
    assert entry is not None
    vault.ask(partial(delete_entry.delete, entry_id=entry.id))
    assert vault.ask(partial(passport.current, session_id=session_id))[0] is None
    with pytest.raises(NotFound):
        _take(vault, "all", session_id)


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
    vault.ask(partial(_write, session_id=session_id))
    assert "my hand may be held" in vault.ask(shown)[0]["touch"].words
    _take(vault, "touch:hand", session_id)
    found, _ = vault.ask(shown)
    assert "my hand may be held" not in found["touch"].words
    assert "a hand on my shoulder" in found["touch"].words
    assert "Some touch was taken back" in found["touch-where"].words
    assert found["recording"].words == "no recording"
    _take(vault, "all", session_id)
    found, _ = vault.ask(shown)
    assert found["touch"].words == "Taken back. Nothing of it holds now."
    assert found["who-enters"].words == "Taken back. Nothing of it holds now."
    assert "touch-where" not in found
    assert found["stop-word"].words == "enough"


def test_left_empty_on_a_later_day_it_takes_every_yes_along(vault: Vault, session_id: str) -> None:
    vault.ask(partial(_write, session_id=session_id))
    empty = dict.fromkeys((name.replace("-", "_") for name in PASSPORT), None)
    vault.ask(partial(_write, session_id=session_id, at=NOW + HOUR, **empty))
    found = _current(vault, session_id)
    assert (found.written_at, _holding(found)) == (NOW + HOUR, [])


def test_an_empty_page_on_the_day_itself_changes_nothing(vault: Vault, session_id: str) -> None:
    vault.ask(partial(_write, session_id=session_id))
    empty = dict.fromkeys((name.replace("-", "_") for name in PASSPORT), None)
    vault.ask(partial(_write, session_id=session_id, at=DURING, **empty))
    assert _current(vault, session_id).written_at == NOW
