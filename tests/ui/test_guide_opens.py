"""A page of a guide begins with its heading, and its links lead on without leaving it undone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.engine.outline import Outline
from ketaguide.store import runs
from ketaguide.ui.errands import GoBack, OpenGuide
from ketaguide.ui.pages.guide_page import GuidePage
from tests.helpers.guides import House, house, onward, stored
from tests.helpers.pictures import settle
from tests.helpers.prompting import open_at
from tests.helpers.scenes import by_name
from tests.helpers.stage import find, shown


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("name", ["prompt-recall", "prompt-recall-rules", "prompt-choice"])
def test_large_text_begins_with_the_heading(name: str, tmp_path: Path) -> None:
    with shown(by_name()[name], tmp_path / "room", percent=200) as window:
        assert whole(find(window, "step_title"))


@pytest.mark.usefixtures("qtbot")
def test_tab_goes_on_to_the_first_answer_below_and_brings_it_into_sight(tmp_path: Path) -> None:
    with shown(by_name()["prompt-recall"], tmp_path / "room", percent=200) as window:
        here: Any = QApplication.focusWidget()
        # Space answers nothing that nobody sees yet.
        QTest.keyClick(here, Qt.Key.Key_Space)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        settle()
        first: Any = QApplication.focusWidget()
        assert first.objectName() == "choice_still"
        assert not first.isChecked()
        assert whole(first)
        QTest.keyClick(first, Qt.Key.Key_Backtab)
        settle()
        page = window.findChild(GuidePage)
        assert isinstance(page, GuidePage)
        assert page.findChild(QWidget, "guide_pause") is QApplication.focusWidget()


@pytest.mark.usefixtures("qtbot")
def test_what_is_in_sight_has_the_keyboard_at_once(tmp_path: Path) -> None:
    with shown(by_name()["prompt-text"], tmp_path / "room", percent=200):
        here: Any = QApplication.focusWidget()
        assert here.objectName().startswith("text_")


def test_a_link_on_the_last_page_finishes_the_guide_first(home: House, qtbot: QtBot) -> None:
    reader = open_at(home, "day-after", "close", path="little")
    qtbot.addWidget(reader.page)
    reader.press("link_to-little")
    assert reader.wishes == [OpenGuide("little-happened", home.session_id)]
    (run,) = home.vault.ask(lambda db: runs.finished(db, guide_id="day-after"))[0]
    assert Outline.from_json(run.outline).sections


def test_a_link_in_the_middle_leaves_it_open(home: House, qtbot: QtBot) -> None:
    reader = open_at(home, "preparing", "logistics")
    qtbot.addWidget(reader.page)
    reader.press("link_to-plan")
    assert stored(home, "preparing")[0].status == "open"


def test_finish_still_leads_back(home: House, qtbot: QtBot) -> None:
    reader = open_at(home, "day-after", "close", path="little")
    qtbot.addWidget(reader.page)
    onward(reader)
    assert reader.wishes == [GoBack("That is written down. You can stop here.")]
