"""Feelings in one's own words, or with no word at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.content.felt import MOST_OWN
from ketaguide.content.prompt import Value
from ketaguide.ui.prompts.base import PromptKit
from tests.helpers.asked import Asked, felt, make_kit

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


def test_ones_own_word_counts_as_soon_as_it_is_typed(make: Maker) -> None:
    view = make()
    heard = view.heard
    line = view.find("own_feeling")
    QTest.keyClicks(line, "homesick")
    assert heard[-1] == felt({}, ("homesick", 5))
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard[-1] == felt({}, ("homesick", 5))
    assert line.text() == ""
    assert view.focused is line
    QTest.keyClick(view.find("own_strength").track, Qt.Key.Key_9)
    assert heard[-1] == felt({}, ("homesick", 9))
    view.find("own_strength").remove_wanted.emit()
    assert heard[-1:] == [None]


def test_a_word_that_the_list_has_is_chosen_there(make: Maker) -> None:
    view = make()
    heard = view.heard
    view.find("own_feeling").setText("  Sad ")
    view.press("own_feeling_add")
    assert heard[-1] == felt({"sad": 5})
    assert view.find("feeling_sad").isChecked()


def test_the_same_word_twice_is_one_and_there_is_an_end(make: Maker) -> None:
    many = [(f"word {n}", 5) for n in range(MOST_OWN)]
    view = make(felt({}, *many))
    heard = view.heard
    line = view.find("own_feeling")
    line.setText("one more")
    view.press("own_feeling_add")
    assert heard == []
    assert line.text() == "one more"
    twice = make(felt({}, ("mine", 2)))
    heard = twice.heard
    twice.find("own_feeling").setText("mine")
    twice.find("own_feeling_add").click()
    assert heard[-1] == felt({}, ("mine", 2))


def test_no_words_is_an_answer_that_takes_nothing_away(make: Maker) -> None:
    view = make()
    heard = view.heard
    view.press("feelings_none")
    assert heard[-1] == felt({}, none=True)
    view.press("feelings_none")
    assert heard[-1:] == [None]
    view.press("feelings_none")
    view.press("feeling_raw")
    assert heard[-1] == felt({"raw": 5})
    # As long as words are chosen it is not on offer, so that it can clear none.
    assert not view.sees("feelings_none")
    view.find("strength_raw").remove_wanted.emit()
    assert not view.find("feelings_none").isChecked()


def test_no_words_comes_back_as_it_was_left(make: Maker) -> None:
    view = make(felt({}, none=True))
    assert view.find("feelings_none").isChecked()
    view.view.show_value(None)
    assert not view.find("feelings_none").isChecked()


def test_after_a_word_was_taken_out_the_keyboard_is_at_the_next(make: Maker) -> None:
    view = make(felt({"raw": 3, "glad": 4}))
    view.find("strength_glad").remove_wanted.emit()
    assert view.focused is view.find("strength_raw").track
    view.find("strength_raw").remove_wanted.emit()
    assert view.focused is view.find("own_feeling")
