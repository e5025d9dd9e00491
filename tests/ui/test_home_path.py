"""Home's path stays calm with many stones: some around the next one, and a way to all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.pages.home_path import HomePath, window
from ketaguide.ui.widgets.page_scroll import PageScroll
from ketaguide.ui.widgets.stone import StoneView
from tests.helpers.pictures import make_look, settle


def _views(count: int, *, at: int | None) -> tuple[StoneView, ...]:
    """Stones of which those before ``at`` are done; all of them where it is None."""
    return tuple(
        StoneView(
            id=str(number),
            title=f"Step {number}",
            when_text="",
            icon="circle",
            phase="preparation",
            state="done" if at is None or number < at else "next" if number == at else "later",
        )
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("count", "at", "room", "shown"),
    [
        (5, 2, 8, range(5)),
        (12, 0, 8, range(8)),
        (12, 5, 8, range(3, 11)),
        (12, 11, 8, range(4, 12)),
        (12, None, 8, range(4, 12)),
        (12, 6, 4, range(5, 9)),
    ],
)
def test_what_is_shown_lies_around_the_next_step(
    count: int, at: int | None, room: int, shown: range
) -> None:
    found = window(_views(count, at=at), room)
    assert [one.id for one in found] == [str(number) for number in shown]


@pytest.fixture
def path(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> HomePath:
    look = make_look(tmp_path, percent=request.param)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app)
    card = HomePath(look=look, wide=lambda: QWidget.width(card))
    qtbot.addWidget(card)
    card.set_stones(_views(12, at=5))
    card.resize(968, 600)
    card.show()
    settle()
    return card


def _ids(path: HomePath) -> list[int]:
    return [int(stone.view.id) for stone in path.path.stones()]


@pytest.mark.parametrize("path", [100, 200], indirect=True)
def test_twelve_stones_are_one_quiet_row_until_all_are_wanted(path: HomePath) -> None:
    assert 4 <= len(_ids(path)) < 12
    assert 5 in _ids(path)
    assert not path.path.is_list
    more = path._more
    assert more.text() == "See the whole path"
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    settle()
    assert _ids(path) == list(range(12))
    assert more.hasFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    settle()
    assert len(_ids(path)) < 12


@pytest.mark.parametrize("path", [100], indirect=True)
def test_a_narrow_window_shows_a_short_list_and_a_wide_one_more(path: HomePath) -> None:
    path.resize(380, 900)
    settle()
    assert len(_ids(path)) == 5
    assert path.path.is_list
    path.resize(1400, 600)
    settle()
    assert _ids(path) == list(range(12))
    assert not path._more.isVisible()


def test_a_scroll_bar_that_comes_and_goes_changes_no_stone(qtbot: QtBot, tmp_path: Path) -> None:
    """One stone more could make the page so high that a bar came, took its room, and went again."""
    sheet = PageScroll(look=make_look(tmp_path))
    qtbot.addWidget(sheet)
    path = HomePath(look=make_look(tmp_path), wide=sheet.wide_beside_bar)
    path.set_stones(_views(12, at=5))
    sheet.body.addWidget(path)
    below = QWidget()
    sheet.body.addWidget(below)
    for wide in range(900, 1060, 4):
        seen = []
        for high in (0, 2000):
            below.setFixedHeight(high)
            sheet.resize(wide, 600)
            sheet.show()
            settle()
            assert sheet.verticalScrollBar().isVisible() == (high > 0)
            assert not path.path.is_list
            seen.append(_ids(path))
        assert seen[0] == seen[1]
