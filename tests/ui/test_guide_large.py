"""A guide with the text twice as large on a small laptop: most of the window is for reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.pages.guide_top import GuideFoot, GuideTop
from ketaguide.ui.widgets.labels import Label
from tests.helpers.guides import House, Reader, child, house, open_guide, words_on
from tests.helpers.pictures import settle
from tests.helpers.prompting import open_at

SIZE = (1366, 700)
# The smallest target that is pressed without aiming.
# Source: resources/docs/architecture.md, targets of 40 px and more.
TARGET = 40


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one
        resize_text(one, 100)


def resize_text(home: House, percent: int) -> None:
    home.room.settings.change("text_percent", percent)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    home.room.look.apply(app)
    settle()


def large(home: House, reader: Reader, qtbot: QtBot, *, width: int = SIZE[0]) -> None:
    qtbot.addWidget(reader.page)
    resize_text(home, 200)
    assert home.room.look.scale == 2
    reader.page.resize(width, SIZE[1])
    settle()


def buttons(bar: QWidget) -> list[QPushButton]:
    return [one for one in bar.findChildren(QPushButton) if one.isVisible()]


def middle(widget: QWidget, bar: QWidget) -> int:
    return widget.mapTo(bar, QPoint(0, widget.height() // 2)).y()


@pytest.mark.parametrize("guide", ["set-and-setting", "integration-conversation", "preparing"])
def test_head_and_foot_are_one_row_each_and_leave_the_window_for_reading(
    home: House, qtbot: QtBot, guide: str
) -> None:
    reader = open_guide(home, guide)
    large(home, reader, qtbot)
    reader.press("guide_onward")
    saved, dots = child(reader.page, "guide_saved"), child(reader.page, "guide_progress")
    (foot,) = reader.page.findChildren(GuideFoot)
    (top,) = reader.page.findChildren(GuideTop)
    foot.show_saved()
    settle()
    for bar, inside in ((top, dots), (foot, saved)):
        assert inside.isVisible()
        for button in buttons(bar):
            assert abs(middle(button, bar) - middle(inside, bar)) <= TARGET // 2, button.text()
            assert min(button.width(), button.height()) >= TARGET
            assert button.width() >= button.sizeHint().width(), f"{button.text()} is cut"
        assert inside.width() >= inside.sizeHint().width(), "its words are cut"
    assert len(buttons(foot)) >= 2
    assert reader.page.height() - top.height() - foot.height() > 0.65 * reader.page.height()


def test_what_is_left_out_is_still_said(home: House, qtbot: QtBot) -> None:
    reader = open_at(home, "day-before", "rules")
    large(home, reader, qtbot, width=1024)
    (foot,) = reader.page.findChildren(GuideFoot)
    foot.show_saved()
    settle()
    saved = child(reader.page, "guide_saved")
    whole = "Saved, encrypted on this computer"
    assert whole not in words_on(reader).splitlines()
    assert saved.accessibleName() == saved.text() == whole
    assert whole in saved.toolTip()
    dots = child(reader.page, "guide_progress")
    assert dots.accessibleName() in dots.toolTip()
    assert "The day before" in dots.accessibleName()
    reader.page.resize(3200, SIZE[1])
    settle()
    assert whole in words_on(reader).splitlines(), "with room it is written out"
    assert saved.toolTip() == ""


def test_what_waits_for_the_disk_is_never_called_saved(home: House, qtbot: QtBot) -> None:
    reader = open_at(home, "day-before", "rules")
    large(home, reader, qtbot, width=1100)
    saved = child(reader.page, "guide_saved")
    (foot,) = reader.page.findChildren(GuideFoot)
    foot.show_saved()
    saved._on_delayed(None)
    settle()
    assert saved.accessibleName() == "Not saved yet"
    shown = [one.text() for one in saved.findChildren(Label)]
    assert shown == ["Not saved yet"]


@pytest.mark.parametrize(
    ("guide", "words", "never"),
    [
        ("integration-conversation", "For whoever leads", "For the person with you"),
        ("helper-at-home", "For you both", "For you and the person with you"),
    ],
)
def test_a_guide_for_two_never_speaks_of_the_person_with_you(
    home: House, qtbot: QtBot, guide: str, words: str, never: str
) -> None:
    reader = open_guide(home, guide)
    qtbot.addWidget(reader.page)
    found = []
    for _ in range(6):
        found += words_on(reader).splitlines()
        reader.press("guide_skip" if reader.sees("guide_skip") else "guide_onward")
    assert words in found
    assert never not in found
