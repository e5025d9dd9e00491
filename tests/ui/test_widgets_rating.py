"""Ratings: unset until touched, by key, by digit and by a press."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.focus_ring import FocusRing
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.slider import Slider, StrengthRow, Track
from tests.helpers.pictures import make_look, settle


@pytest.fixture
def look(tmp_path: Path, qapp: QApplication) -> Look:
    return make_look(tmp_path)


def stand(qtbot: QtBot, widget: QWidget) -> None:
    """Show it in a window of its own, with the keyboard."""
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show()
    widget.activateWindow()
    settle()


def test_a_rating_is_unset_until_it_is_touched(qtbot: QtBot, look: Look) -> None:
    slider = Slider("How hard", look=look, ends=("not", "very"))
    stand(qtbot, slider)
    assert slider.value() is None
    assert "Not answered" in slider.track.accessibleDescription()
    with qtbot.waitSignal(slider.changed) as caught:
        QTest.keyClick(slider.track, Qt.Key.Key_Right)
    assert caught.args == [1]
    assert "Not answered" not in slider.track.accessibleDescription()


@pytest.mark.parametrize("percent", [80, 100, 200])
@pytest.mark.parametrize("kind", ["slider", "strength"])
def test_the_ring_of_a_rating_cuts_through_no_words(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication, percent: int, kind: str
) -> None:
    look = make_look(tmp_path, percent=percent)
    rating = (
        Slider("How hard", look=look, ends=("slept well", "hardly slept"))
        if kind == "slider"
        else StrengthRow("rested", look=look)
    )
    window = QWidget()
    box = QVBoxLayout(window)
    box.setSpacing(0)
    box.addWidget(Body("Question", look=look))
    box.addWidget(rating)
    ring = FocusRing(window, look=look)
    stand(qtbot, window)
    QTest.keyClick(rating.track, Qt.Key.Key_Right)
    assert ring.target is rating.track
    for label in window.findChildren(QLabel):
        area = QRect(label.mapTo(window, QPoint(0, 0)), label.size())
        assert not area.intersects(ring.geometry()), label.text()


@pytest.mark.parametrize(("keys", "wanted"), [("7", 7), ("10", 10), ("0", 0), ("12", 2), ("99", 9)])
def test_digits_set_a_rating(qtbot: QtBot, look: Look, keys: str, wanted: int) -> None:
    slider = Slider("How hard", look=look)
    stand(qtbot, slider)
    QTest.keyClicks(slider.track, keys)
    assert slider.value() == wanted


def test_zero_can_be_chosen_from_unset(qtbot: QtBot, look: Look) -> None:
    slider = Slider("How hard", look=look)
    stand(qtbot, slider)
    QTest.keyClick(slider.track, Qt.Key.Key_Home)
    assert slider.value() == 0


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_press_on_the_line_sets_it_without_dragging(
    qtbot: QtBot, look: Look, is_rtl: bool
) -> None:
    track = Track(look=look)
    if is_rtl:
        track.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stand(qtbot, track)
    track.resize(400, 40)
    QTest.mouseClick(
        track, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(399, 20)
    )
    assert track.value() == (0 if is_rtl else 10)
    assert track.is_set


def test_setting_a_rating_is_silent_and_none_unsets(qtbot: QtBot, look: Look) -> None:
    slider = Slider("How hard", look=look)
    stand(qtbot, slider)
    heard: list[int] = []
    slider.changed.connect(heard.append)
    slider.set_value(4)
    assert slider.value() == 4
    slider.set_value(None)
    assert slider.value() is None
    assert heard == []
