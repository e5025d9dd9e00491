"""The feelings prompt: one answer under a wheel and a list, and how words are meant."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.content.prompt import Value
from ketaguide.content.words import Family, Word
from ketaguide.ui.prompts.base import PromptKit
from ketaguide.ui.widgets.wheel import FeelingWheel
from tests.helpers.asked import FELT, Asked, felt, make_kit
from tests.helpers.pictures import settle

Maker = Callable[..., Asked]


@pytest.fixture
def kit(qapp: QApplication, tmp_path: Path) -> PromptKit:
    return make_kit(tmp_path)


@pytest.fixture
def make(kit: PromptKit, qtbot: QtBot) -> Callable[..., Asked]:
    def build(value: Value | None = None, **how: Any) -> Asked:
        asked = Asked(value, **{"kit": kit, **how})
        qtbot.addWidget(asked.page)
        return asked

    return build


def test_a_feeling_gets_a_strength_and_can_go_again(make: Maker) -> None:
    view = make(felt({"raw": 3}))
    heard = view.heard
    view.press("feeling_glad")
    assert heard[-1] == felt({"raw": 3, "glad": 5})
    QTest.keyClick(view.find("strength_glad").track, Qt.Key.Key_Right)
    assert heard[-1] == felt({"raw": 3, "glad": 6})
    view.find("strength_raw").remove_wanted.emit()
    assert heard[-1] == felt({"glad": 6})
    assert not view.find("feeling_raw").isChecked()
    view.press("feeling_glad")
    assert heard[-1] is None


def test_wheel_and_list_show_the_same_answer(make: Maker) -> None:
    view = make(felt({"raw": 3}))
    heard = view.heard
    assert view.find("feeling_raw").isChecked()
    view.press("feelings_toggle")
    assert not view.shows_wheel()
    assert heard == []
    assert view.find("feeling_raw").isChecked()
    view.press("feeling_hopeless")
    view.press("feelings_toggle")
    view.press("family_heavy")
    assert view.find("feeling_hopeless").isChecked()
    assert heard == [felt({"raw": 3, "hopeless": 5})]


def test_the_list_stands_first_where_it_should_and_the_wish_is_kept(
    make: Maker, kit: PromptKit
) -> None:
    later = replace(kit, list_first=True)
    view = make(kit=later)
    assert not view.shows_wheel()
    view.press("feelings_toggle")
    assert view.shows_wheel()
    again = make(kit=later)
    assert again.shows_wheel()
    again.find("feelings_toggle").click()
    assert not make(kit=later).shows_wheel()
    assert not make(kit=replace(kit, list_first=False)).shows_wheel()


def test_without_room_for_the_wheel_there_is_the_list(make: Maker) -> None:
    view = make(size=(420, 700))
    assert not view.shows_wheel()
    assert not view.sees("feelings_toggle")
    page = view.page
    page.resize(900, 700)
    settle()
    assert view.shows_wheel()


def test_a_wheel_that_would_not_be_seen_as_a_whole_comes_only_when_asked_for(make: Maker) -> None:
    view = make(size=(900, 330))
    assert not view.shows_wheel()
    view.press("feelings_toggle")
    assert view.shows_wheel()


def test_words_that_fit_no_wheel_stay_a_list(make: Maker) -> None:
    word = Word(id="w", label="a word that is a whole sentence, and then goes on and on and on")
    view = make(prompt=replace(FELT, families=(Family(id="f", title="F", words=(word,)),)))
    assert not view.shows_wheel()


def test_the_keyboard_goes_along_when_the_picker_changes(make: Maker) -> None:
    view = make()
    view.press("feelings_toggle")
    assert view.focused is view.find("feeling_quiet")
    view.press("feelings_toggle")
    assert view.focused is view.find("family_calm")


def test_tab_goes_the_way_the_eye_goes_in_both(make: Maker) -> None:
    view = make(felt({"raw": 3}))

    def walk(start: str, steps: int) -> list[str]:
        view.focus(start)
        return [view.key(Qt.Key.Key_Tab) for _ in range(steps)]

    ways = ["feelings_toggle", "strength", "strength_remove", "own_feeling", "own_feeling_add"]
    assert walk("family_calm", 5) == ways
    view.press("feelings_toggle")
    families = ["feeling_quiet", "feeling_open", "feeling_light"]
    assert walk("feelings_toggle", 3) == families
    view.press("feeling_glad")
    assert walk("feeling_tired", 4) == [
        *("strength", "strength_remove", "strength", "strength_remove"),
    ]


def test_a_row_of_the_list_is_one_stop_and_arrows_move_in_it(make: Maker, kit: PromptKit) -> None:
    view = make(kit=replace(kit, list_first=True))
    view.focus("feeling_quiet")
    QTest.keyClick(view.find("feeling_quiet"), Qt.Key.Key_Right)
    assert view.focused is view.find("feeling_rested")
    QTest.keyClick(view.find("feeling_rested"), Qt.Key.Key_Tab)
    assert view.focused is view.find("feeling_open")
    QTest.keyClick(view.find("feeling_open"), Qt.Key.Key_Backtab)
    assert view.focused is view.find("feeling_rested")


@pytest.mark.parametrize("list_first", [False, True])
def test_how_a_word_is_meant_stands_on_screen(
    make: Maker, kit: PromptKit, list_first: bool
) -> None:
    view = make(kit=replace(kit, list_first=list_first))
    meaning = next(word.meaning for word in FELT.families[-1].words if word.id == "sad")
    assert meaning not in view.words
    view.focus("feeling_sad")
    assert f"sad: {meaning}" in view.words
    view.focus("own_feeling")
    assert meaning not in view.words


def test_old_answers_still_show(make: Maker) -> None:
    view = make({"raw": 3, "from-another-pack": 4})
    assert view.find("strength_raw").value() == 3
    assert view.find("feeling_raw").isChecked()
    heard = view.heard
    view.press("feeling_glad")
    assert heard == [felt({"raw": 3, "glad": 5})]


def test_escape_leaves_the_family_and_keeps_the_answer(make: Maker) -> None:
    view = make()
    view.focus("family_tender")
    assert view.key(Qt.Key.Key_Space) == "feeling_soft"
    view.key(Qt.Key.Key_Space)
    assert view.key(Qt.Key.Key_Escape) == "family_tender"
    assert view.heard == [felt({"soft": 5})]
    told = view.find("family_tender").accessibleDescription()
    assert told == "A family of 7 words. 1 chosen."


def test_look_and_layout_survive_another_text_size(make: Maker, kit: PromptKit) -> None:
    view = make(felt({"raw": 3}), size=(1300, 1400))
    look = kit.look
    before = view.page.findChild(FeelingWheel)
    assert isinstance(before, FeelingWheel)
    side = before.height()
    look.step_text(2)
    settle()
    assert view.shows_wheel()
    assert before.height() > side
    look.step_text(0)
