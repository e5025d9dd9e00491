"""No word is lost, and every step is where it was."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import DiskFull
from ketaguide.flows import finish_run
from ketaguide.store import entries
from ketaguide.ui.errands import GoTo, OpenLayer
from ketaguide.ui.pages.guide_page import GuidePage
from ketaguide.ui.pages.step_view import StepView
from tests.helpers.guides import (
    KEPT,
    House,
    Reader,
    house,
    onward,
    open_guide,
    run_of,
    stored,
    to_step,
    words_on,
)
from tests.helpers.pictures import settle


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def after(home: House, qtbot: QtBot) -> Reader:
    reader = open_guide(home, "day-after")
    qtbot.addWidget(reader.page)
    return reader


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


def test_nothing_is_answered_into_a_guide_that_is_being_finished(
    after: Reader, home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    onward(after)
    after.press("choice_little")
    onward(after)
    while after.find("guide_onward").accessibleName() != "Finish":
        onward(after)
    assert isinstance(after.page, GuidePage)
    with monkeypatch.context() as slow:
        slow.setattr(after.page._keeper, "finish", lambda: None)
        onward(after)
    view = after.page.findChild(StepView)
    assert view is not None
    assert not view.isEnabled()
    after.page._keeper.failed.emit(DiskFull())
    assert view.isEnabled()
    monkeypatch.setattr(finish_run, "finish", full)
    onward(after)
    assert "The disk is full." in after.page.notice.accessibleName()
    assert view.isEnabled()
    monkeypatch.undo()
    onward(after)
    assert home.vault.ask(partial(entries.recent, limit=1))[0]
