"""A guide by keyboard alone: every path to its end, every gate, every stop, and no word lost."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.engine.state import RunState
from ketaguide.store import commitments, entries, insights, intentions, runs
from ketaguide.store.runs import Run
from ketaguide.ui.errands import GoBack, GoTo, OpenLayer
from ketaguide.ui.pages.guide_page import GuidePage
from tests.helpers.guides import CLINIC_PHONE, House, Reader, house, open_guide
from tests.helpers.pictures import settle

WRITTEN = GoBack("That is written down. You can stop here.")
KEPT = GoBack("Kept. You can go on where you stopped.")


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def after(home: House, qtbot: QtBot) -> Reader:
    reader = open_guide(home, "day-after")
    qtbot.addWidget(reader.page)
    return reader


def run_of(reader: Reader) -> RunState:
    assert isinstance(reader.page, GuidePage)
    run = reader.page._keeper.run
    assert run is not None
    return run.state


def stored(home: House, guide_id: str) -> tuple[Run, RunState]:
    def question(db: object) -> tuple[Run, RunState]:
        run = runs.open_for(db, guide_id=guide_id, session_id=home.session_id)  # type: ignore[arg-type]
        assert run is not None
        return run, runs.state(db, run=run)  # type: ignore[arg-type]

    return home.vault.ask(question)[0]


def onward(reader: Reader) -> None:
    reader.press("guide_onward")


def words_on(reader: Reader) -> str:
    labels = reader.page.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if isinstance(one, QLabel) and one.isVisible())


def to_step(reader: Reader, step_id: str) -> None:
    for _ in range(30):
        if run_of(reader).step_id == step_id:
            return
        onward(reader)
    raise AssertionError(f"never at {step_id}")


def test_something_is_here_all_the_way(after: Reader, home: House) -> None:
    after.press("choice_awake")
    onward(after)
    after.press("choice_something")
    onward(after)
    after.press("starter_fragments_0")
    QTest.keyClicks(after.focus, "a kitchen")
    onward(after)
    after.press("feeling_moved")
    onward(after)
    after.press("choice_chest")
    after.type("text_where-words", "warm")
    onward(after)
    after.go("scale_hardness")
    after.key(Qt.Key.Key_5)
    after.press("choice_stirred")
    onward(after)
    after.type("text_insight", "I can ask.")
    onward(after)
    after.type("text_asks", "ring Ana")
    onward(after)
    after.go("scale_hardness-now")
    after.key(Qt.Key.Key_3)
    onward(after)
    after.press("choice_small")
    after.type("text_action", "ring Ana")
    after.type("text_cue", "When I have had my coffee")
    after.press("choice_2026-11-24")
    onward(after)
    after.type("text_open", "the sea")
    onward(after)
    assert after.find("guide_onward").accessibleName() == "Finish"
    onward(after)
    assert after.wishes == [WRITTEN]
    entry = home.vault.ask(partial(entries.recent, limit=1))[0][0]
    body = home.vault.ask(partial(entries.get, entry_id=entry.id))[0].body
    assert "I noticed a kitchen" in body
    assert "the sea" in body
    insight = home.vault.ask(insights.recent)[0][0]
    assert (insight.text, insight.asks) == ("I can ask.", "ring Ana")
    step = home.vault.ask(commitments.still_open)[0][0]
    assert (step.action, step.cue) == ("ring Ana", "When I have had my coffee")


def test_little_happened_is_as_long_a_way_and_ends_the_same(after: Reader, home: House) -> None:
    onward(after)
    after.press("choice_little")
    onward(after)
    after.press("choice_bored")
    after.type("text_little-words", "mostly waiting")
    onward(after)
    while after.find("guide_onward").accessibleName() != "Finish":
        onward(after)
    onward(after)
    assert after.wishes == [WRITTEN]
    entry = home.vault.ask(partial(entries.recent, limit=1))[0][0]
    assert "mostly waiting" in home.vault.ask(partial(entries.get, entry_id=entry.id))[0].body


def test_not_today_is_short(after: Reader) -> None:
    onward(after)
    after.press("choice_not-today")
    onward(after)
    assert "Then not today." in words_on(after)
    onward(after)
    assert after.wishes == [WRITTEN]


def test_preparing_by_skipping_and_one_line(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "preparing", part_id="intention")
    qtbot.addWidget(reader.page)
    assert run_of(reader).step_id == "way-in"
    reader.press("choice_stem")
    onward(reader)
    reader.type("text_intention", "to be less alone")
    for _ in range(30):
        if reader.find("guide_onward").accessibleName() == "Finish":
            break
        reader.press("guide_skip")
    onward(reader)
    assert reader.wishes == [WRITTEN]
    made = home.vault.ask(partial(intentions.for_session, session_id=home.session_id))[0]
    assert [one.text for one in made] == ["to be less alone"]


def test_every_step_of_preparing_can_be_walked(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "preparing")
    qtbot.addWidget(reader.page)
    seen = []
    while reader.find("guide_onward").accessibleName() != "Finish":
        seen.append(run_of(reader).step_id)
        onward(reader)
    assert len(seen) >= 15
    assert len(set(seen)) == len(seen)


GATES = {
    "now": ("now", "chest", "yes", "Call 112 now"),
    "stop": ("day", "escort", "yes", "Call your clinic before you set off"),
    "unsure": ("mind", "voices", "unsure", "Call your clinic before you set off"),
    "pause": ("tell", "anxious", "yes", "Tell your team before you begin"),
    "go-on": ("", "", "", "Go on with your clinic's steps"),
}


def to_gate(reader: Reader, case: str) -> None:
    where, item, mark, _ = GATES[case]
    steps = {"signs-now": "now", "signs-body": "body", "signs-day": "day", "signs-mind": "mind"}
    steps["signs-pause"] = "tell"
    while run_of(reader).step_id != "gate":
        prompt = steps.get(run_of(reader).step_id, "")
        if prompt:
            reader.press(f"none_{prompt}")
        if prompt and prompt == where:
            mark_row(reader, item, mark)
        onward(reader)


def mark_row(reader: Reader, item: str, mark: str) -> None:
    """Walk to the row's chosen answer, then by arrows to the one wanted."""
    row = reader.find(f"sign_{item}")
    for _ in range(80):
        if row.isAncestorOf(reader.focus):
            break
        reader.key(Qt.Key.Key_Tab)
    assert row.isAncestorOf(reader.focus), "the row has no place in the tab order"
    for _ in range(3):
        if reader.focus.objectName() == f"sign_{mark}":
            break
        reader.key(Qt.Key.Key_Right)
    reader.key(Qt.Key.Key_Space)


@pytest.mark.parametrize("case", list(GATES))
def test_the_gate_says_whom_to_tell_first(home: House, qtbot: QtBot, case: str) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    to_gate(reader, case)
    said = words_on(reader)
    assert GATES[case][3] in said
    assert CLINIC_PHONE in said
    calls = case in ("now", "stop", "unsure")
    assert reader.sees("guide_skip") is not calls
    onward(reader)
    if calls:
        assert reader.wishes == [KEPT]
        run, state = stored(home, "set-and-setting")
        assert (run.status, state.step_id) == ("open", "gate")
        return
    assert run_of(reader).step_id == "weather"
    while reader.find("guide_onward").accessibleName() != "Finish":
        onward(reader)
    onward(reader)
    assert reader.wishes == [WRITTEN]


def test_the_words_to_read_out_are_filled_in(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    to_gate(reader, "stop")
    script = reader.find("gate_script")
    assert isinstance(script, QLabel)
    assert "this is Maya" in script.text()
    assert "24" in script.text()
    assert "No one takes me home" in script.text()
    assert "{" not in words_on(reader)


def test_an_answer_can_be_changed_after_a_call(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    to_gate(reader, "stop")
    reader.press("guide_back")
    assert run_of(reader).step_id == "signs-pause"


def test_skipped_stop_questions_lead_to_the_team(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    qtbot.addWidget(reader.page)
    while run_of(reader).step_id != "gate":
        reader.press("guide_skip")
    said = words_on(reader)
    assert "Tell your team before you begin" in said
    assert "Still open" in said
    assert "Go on with" not in said


def test_without_a_clinic_number_it_says_where_to_find_one(tmp_path: Path, qtbot: QtBot) -> None:
    with house(tmp_path, phone="") as home:
        reader = open_guide(home, "set-and-setting")
        qtbot.addWidget(reader.page)
        to_gate(reader, "stop")
        assert "No clinic number is noted yet" in words_on(reader)


def hard_step(reader: Reader) -> None:
    onward(reader)
    reader.press("choice_something")
    to_step(reader, "hard")


def test_the_room_comes_before_a_second_rating_and_then_it_is_enough(
    after: Reader, home: House
) -> None:
    hard_step(after)
    after.go("scale_hardness")
    after.key(Qt.Key.Key_8)
    onward(after)
    assert after.sees("ground_first")
    assert after.focus.objectName() == "ground_first_go"
    after.key(Qt.Key.Key_Space)
    assert after.wishes == [OpenLayer("ground")]
    onward(after)
    assert run_of(after).step_id == "hard"
    onward(after)
    assert after.sees("enough_for_today")
    said = words_on(after)
    for line in ("This is enough for today", "912 000 345", CLINIC_PHONE, "112"):
        assert line in said
    assert not after.sees("guide_back")
    onward(after)
    assert after.wishes[-1] == KEPT
    assert stored(home, "day-after")[0].status == "stopped"


def test_skip_does_not_go_around_the_rule(after: Reader) -> None:
    hard_step(after)
    after.press("choice_numb")
    after.press("guide_skip")
    assert after.sees("enough_for_today")


def test_a_slip_of_the_hand_can_be_taken_back(after: Reader) -> None:
    after.press("choice_effects")
    onward(after)
    assert after.sees("enough_for_today")
    after.press("guide_back")
    assert run_of(after).step_id == "arrive"
    after.press("choice_awake")
    onward(after)
    assert run_of(after).step_id == "fork"


def test_today_stays_stopped_and_another_day_goes_on(home: House, qtbot: QtBot) -> None:
    first = open_guide(home, "day-after")
    qtbot.addWidget(first.page)
    hard_step(first)
    first.press("choice_floaty")
    onward(first)
    again = open_guide(home, "day-after")
    qtbot.addWidget(again.page)
    assert again.sees("enough_for_today")
    assert isinstance(home.room.clock, FixedClock)
    home.room.clock.pass_time(timedelta(days=1))
    tomorrow = open_guide(home, "day-after")
    qtbot.addWidget(tomorrow.page)
    assert not tomorrow.sees("enough_for_today")
    assert run_of(tomorrow).step_id == "hard"


def test_what_is_required_says_so_beside_the_question(after: Reader) -> None:
    onward(after)
    assert run_of(after).step_id == "fork"
    onward(after)
    assert run_of(after).step_id == "fork"
    assert "Please answer this" in words_on(after)
    after.press("choice_little")
    assert "Please answer this" not in words_on(after)
    onward(after)
    assert run_of(after).step_id == "little"


def test_pause_keeps_words_that_were_typed_a_moment_ago(after: Reader, home: House) -> None:
    onward(after)
    after.press("choice_something")
    onward(after)
    after.type("text_fragments", "the smell of rain")
    after.press("guide_pause")
    assert after.wishes == [KEPT]
    _, state = stored(home, "day-after")
    assert state.answers["fragments"] == "the smell of rain"
    assert state.step_id == "still-here"


def test_typing_is_stored_within_a_second_and_says_so(
    after: Reader, home: House, qtbot: QtBot
) -> None:
    onward(after)
    after.press("choice_something")
    onward(after)
    after.type("text_fragments", "rain")
    qtbot.waitUntil(
        lambda: stored(home, "day-after")[1].answers.get("fragments") == "rain", timeout=1000
    )
    assert after.sees("guide_saved")


def test_a_line_that_was_never_added_is_kept_too(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "preparing", part_id="knowing")
    qtbot.addWidget(reader.page)
    to_step(reader, "questions")
    reader.type("own_line", "Is there a window")
    reader.press("guide_pause")
    _, state = stored(home, "preparing")
    value = state.answers["questions-list"]
    assert isinstance(value, dict)
    assert value["own"] == [{"label": "Is there a window", "ticked": True}]


def test_coming_back_shows_the_same_step_with_the_same_answers(home: House, qtbot: QtBot) -> None:
    first = open_guide(home, "day-after")
    qtbot.addWidget(first.page)
    onward(first)
    first.press("choice_something")
    to_step(first, "feelings")
    first.press("feeling_raw")
    home.room.unsaved.flush()
    again = open_guide(home, "day-after")
    qtbot.addWidget(again.page)
    assert run_of(again).step_id == "feelings"
    assert again.sees("strength_raw")
    again.press("guide_back")
    assert run_of(again).step_id == "still-here"


def test_the_keys_for_back_and_continue(after: Reader) -> None:
    assert isinstance(after.page, GuidePage)
    after.page.back()
    assert run_of(after).step_id == "arrive"
    after.page.forward()
    assert run_of(after).step_id == "fork"
    after.page.back()
    assert run_of(after).step_id == "arrive"


def test_home_and_ground_me_are_always_there(after: Reader) -> None:
    after.press("guide_ground")
    after.press("guide_home")
    assert after.wishes == [OpenLayer("ground"), GoTo("home")]


def test_prompts_come_and_go_with_an_answer_on_the_same_step(after: Reader) -> None:
    onward(after)
    after.press("choice_little")
    to_step(after, "small-step")
    assert not after.sees("text_action")
    after.press("choice_small")
    assert after.sees("text_action")
    after.press("choice_rest")
    assert not after.sees("text_action")


def test_a_new_page_puts_the_keyboard_into_the_first_answer(after: Reader) -> None:
    assert after.focus.objectName() == "choice_awake"
    onward(after)
    after.press("choice_something")
    onward(after)
    settle()
    assert after.focus.objectName() == "text_fragments"
