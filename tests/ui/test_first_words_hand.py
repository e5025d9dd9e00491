"""First words for heavy hands and tired eyes: large, dark, in place, and nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.pages.first_words_page import FirstWordsPage
from tests.helpers.guides import House, Reader, house
from tests.helpers.pictures import settle
from tests.helpers.tapping import (
    WAYS,
    open_words,
    place,
)

# Source: what this page promises its reader, in pixels.
LEAST_TARGET, LEAST_WORDS = 72, 24


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


@pytest.fixture
def page(home: House, qtbot: QtBot) -> Reader:
    return open_words(home, qtbot)


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_targets_and_words_are_very_large_on_every_screen(
    home: House, qtbot: QtBot, percent: int
) -> None:
    home.room.settings.change("text_percent", percent)
    home.room.look.refresh()
    reader = open_words(home, qtbot)
    reader.press("tap_still-strong")
    _assert_large(reader)
    reader.press("rest_eased")
    while reader.sees("words_enough"):
        _assert_large(reader)
        reader.press("words_onward")
    _assert_large(reader)


def _assert_large(reader: Reader) -> None:
    seen = [one for one in reader.page.findChildren(QAbstractButton) if one.isVisible()]
    for one in seen:
        assert min(one.width(), one.height()) >= LEAST_TARGET, one.objectName()
    for label in reader.page.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.fontInfo().pixelSize() >= LEAST_WORDS, label.text()


def test_the_four_ways_never_change_their_places(page: Reader) -> None:
    page.press("tap_easing")
    before = {name: place(page, name) for name in WAYS}
    while page.sees("words_enough"):
        page.press("words_onward")
        assert {name: place(page, name) for name in WAYS} == before
    page.press("words_back")
    assert page.sees("words_enough")


@pytest.mark.parametrize(
    ("theme", "expected"), [("light", "dark"), ("dark", "dark"), ("contrast", "contrast")]
)
def test_it_is_dark_in_every_theme_and_contrast_stays(
    home: House, qtbot: QtBot, theme: str, expected: str
) -> None:
    reader = open_words(home, qtbot)
    home.room.settings.change("theme", theme)
    home.room.look.refresh()
    settle()
    assert isinstance(reader.page, FirstWordsPage)
    assert reader.page.room.look.theme == expected
    ground = reader.page.grab().toImage().pixelColor(4, 4)
    assert ground.lightness() < 40
    assert home.room.look.theme == theme


def test_a_heavy_hand_counts_once(page: Reader) -> None:
    page.press("tap_easing")
    page.press("words_onward")
    cold = page.find("tap_cold")
    assert isinstance(cold, QAbstractButton)
    QTest.mouseClick(cold, Qt.MouseButton.LeftButton)
    _send_second_press(cold)
    assert cold.isChecked()
    onward = page.find("words_onward")
    _send_second_press(onward)
    assert page.sees("tap_cold")


def _send_second_press(widget: QWidget) -> None:
    """The second half of a double click, as Qt tells of it."""
    middle = QPointF(widget.rect().center())
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, middle, widget.mapToGlobal(middle), button, button, none)
        QApplication.sendEvent(widget, event)


def test_a_key_that_is_held_down_skips_nothing(page: Reader) -> None:
    page.press("tap_easing")
    onward = page.go("words_onward")
    kind, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(kind, Qt.Key.Key_Return, none, "\r", True)
    QApplication.sendEvent(onward, held)
    assert page.sees("tap_here")


def test_arrows_go_through_the_words(page: Reader) -> None:
    page.go("tap_easing")
    page.key(Qt.Key.Key_Right)
    assert page.focus.objectName() == "tap_gone"
    page.key(Qt.Key.Key_Up)
    assert page.focus.objectName() == "tap_easing"
