"""At twice the size, on a small screen, what matters is still what one sees first."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.helpers.pictures import settle
from tests.helpers.scenes import by_name
from tests.helpers.stage import find, shown

pytestmark = pytest.mark.usefixtures("qtbot")


def saying(window: QWidget, words: str) -> QLabel:
    found = [one for one in window.findChildren(QLabel) if one.isVisible() and words in one.text()]
    assert found, words
    return found[0]


def is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def top_of(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint()).y()


@pytest.mark.parametrize(
    ("name", "words"),
    [("hard-now", "Call 112 now"), ("hard-plan", "My plan"), ("hard-lines", "0800 111 0 111")],
)
def test_what_is_behind_a_door_comes_into_sight(name: str, words: str, tmp_path: Path) -> None:
    with shown(by_name()[name], tmp_path / "room", percent=200) as window:
        panel = find(window, "hard_panel")
        assert is_whole(saying(panel, words))


def test_beside_its_doors_nothing_moves(tmp_path: Path) -> None:
    with shown(by_name()["hard-plan"], tmp_path / "room") as window:
        assert is_whole(saying(window, "Something is hard"))


@pytest.mark.parametrize("name", ["passport", "passport-during"])
def test_the_passport_begins_with_what_it_is(name: str, tmp_path: Path) -> None:
    with shown(by_name()[name], tmp_path / "room", percent=200) as window:
        assert is_whole(saying(window, "Consent and boundaries passport"))
        here: Any = QApplication.focusWidget()
        assert here.objectName() == "passport_back"


def test_in_ordinary_text_taking_back_has_the_keyboard(tmp_path: Path) -> None:
    with shown(by_name()["passport"], tmp_path / "room"):
        here: Any = QApplication.focusWidget()
        assert here.objectName() == "take_back"


@pytest.mark.parametrize(("percent", "is_beside"), [(100, True), (200, False)])
def test_guides_for_two_never_push_the_plan_away(
    percent: int, is_beside: bool, tmp_path: Path
) -> None:
    """Beside the plan where there is room; below it, and not above it, where there is none."""
    with shown(by_name()["session-day"], tmp_path / "room", percent=percent) as window:
        plan, more = find(window, "session_card"), find(window, "shelf_together")
        if is_beside:
            assert top_of(more) < top_of(plan) + plan.height()
            assert more.width() < plan.width() * 2
        else:
            assert top_of(more) >= top_of(plan) + plan.height()


def test_tab_meets_the_plan_where_the_eye_does(tmp_path: Path) -> None:
    """The shelf was moved beside the plan, and the Tab order with it."""
    with shown(by_name()["session-day-itself"], tmp_path / "room") as window:
        here: Any = find(window, "begin_set-and-setting")
        here.setFocus()
        seen = []
        for _ in range(6):
            QTest.keyClick(here, Qt.Key.Key_Tab)
            settle(1)
            here = QApplication.focusWidget()
            seen.append(here.objectName())
        assert seen[0].startswith("begin_")
        assert "plan_session" in seen


@pytest.mark.parametrize("percent", [100, 200])
def test_a_short_message_stands_beside_its_close_button(percent: int, tmp_path: Path) -> None:
    with shown(by_name()["home-note"], tmp_path / "room", percent=percent) as window:
        words, close = saying(window, "Kept. You can go on"), find(window, "notice_close")
        middle = top_of(words) + words.height() / 2
        assert abs(middle - (top_of(close) + close.height() / 2)) <= 2
