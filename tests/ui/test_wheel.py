"""The wheel of feelings: keys that reach all, names that say all, presses that hit."""

from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.content.words import Family, Word
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.petal import Petal
from ketaguide.ui.widgets.wheel import FeelingWheel
from ketaguide.ui.widgets.wheel_layout import WheelLayouts, shown_words
from tests.helpers.pictures import make_look, settle
from tests.helpers.rooms import core_catalogue

WORDS = core_catalogue().words("feelings")
ALL = {word.id for family in WORDS for word in family.words}


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path) -> Look:
    return make_look(tmp_path)


def made(
    qtbot: QtBot, look: Look, *, families: tuple[Family, ...] = WORDS, rtl: bool = False
) -> FeelingWheel:
    wheel = FeelingWheel(families, WheelLayouts(families, look=look), look=look)
    if rtl:
        wheel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(wheel)
    wheel.resize(620, 620)
    wheel.show()
    wheel.activateWindow()
    settle()
    return wheel


def petal(wheel: FeelingWheel, name: str) -> Petal:
    found = wheel.findChild(Petal, name)
    assert isinstance(found, Petal)
    return found


def shown(wheel: FeelingWheel) -> list[Petal]:
    return [one for one in wheel.findChildren(Petal) if one.isVisible()]


def focused() -> Petal:
    widget = QApplication.focusWidget()
    assert isinstance(widget, Petal)
    return widget


def key(wanted: Qt.Key) -> Petal:
    QTest.keyClick(focused(), wanted)
    settle(1)
    return focused()


def start(wheel: FeelingWheel) -> Petal:
    first = wheel.first()
    assert isinstance(first, Petal)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    return first


def around(wheel: FeelingWheel) -> set[str]:
    """Names met by Right alone, until it is back at the beginning."""
    met = {focused().objectName()}
    while (name := key(Qt.Key.Key_Right).objectName()) not in met:
        met.add(name)
    return met


def test_every_word_can_be_reached_by_arrows_alone(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    start(wheel)
    families = around(wheel)
    assert families == {f"family_{family.id}" for family in WORDS}
    met: set[str] = set()
    for family in WORDS:
        while focused().objectName() != f"family_{family.id}":
            key(Qt.Key.Key_Right)
        key(Qt.Key.Key_Space)
        words = around(wheel)
        assert words == {f"feeling_{word.id}" for word in family.words}
        met |= words
        assert key(Qt.Key.Key_Escape).objectName() == f"family_{family.id}"
    assert met == {f"feeling_{name}" for name in ALL}


def test_up_and_down_lead_from_a_family_to_its_words_and_back(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    start(wheel)
    for _ in range(5):
        key(Qt.Key.Key_Right)
    assert focused() is petal(wheel, "family_tender")
    for there in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        assert focused() is petal(wheel, "family_tender")
        assert key(there) is petal(wheel, "feeling_moved")
        assert around(wheel) == {
            f"feeling_{word.id}" for family in WORDS for word in shown_words(family)
        }
        key(Qt.Key.Key_Up)
    assert key(Qt.Key.Key_Home) is petal(wheel, "family_calm")
    assert key(Qt.Key.Key_End) is petal(wheel, "family_heavy")


def test_the_way_back_lies_in_the_middle(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    start(wheel)
    key(Qt.Key.Key_Return)
    assert wheel.open_family == "calm"
    key(Qt.Key.Key_Right)
    back = key(Qt.Key.Key_Up)
    assert (back.objectName(), back.accessibleName()) == ("wheel_back", "All families")
    assert key(Qt.Key.Key_Up) is petal(wheel, "feeling_rested")
    key(Qt.Key.Key_Down)
    assert key(Qt.Key.Key_Space) is petal(wheel, "family_calm")
    assert wheel.open_family == ""


def test_right_to_left_everything_is_mirrored_also_the_arrows(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look, rtl=True)
    start(wheel)
    middle = wheel.width() / 2
    assert petal(wheel, "family_calm").geometry().center().x() < middle
    assert petal(wheel, "family_heavy").geometry().center().x() > middle
    assert key(Qt.Key.Key_Left) is petal(wheel, "family_connected")


def test_space_tells_what_was_chosen_and_showing_it_tells_nothing(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    heard: list[tuple[str, bool]] = []
    wheel.toggled.connect(lambda *told: heard.append(told))
    wheel.set_chosen({"settled", "tired"})
    start(wheel)
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Return)
    assert heard == [("settled", False), ("peaceful", True)]


def test_a_family_opens_at_the_word_that_is_chosen_in_it(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    wheel.set_chosen({"lonely"})
    start(wheel)
    key(Qt.Key.Key_End)
    assert key(Qt.Key.Key_Space) is petal(wheel, "feeling_lonely")


@pytest.mark.parametrize("family", ["", "unsettled"])
def test_a_press_counts_where_the_petal_is_painted_and_nowhere_else(
    qtbot: QtBot, look: Look, family: str
) -> None:
    wheel = made(qtbot, look)
    if family:
        wheel.show_family(family)
        settle()
    # The ring of the keyboard lies over the gaps between petals.
    if (here := QApplication.focusWidget()) is not None:
        here.clearFocus()
    picture = wheel.grab().toImage()
    paper = QColor(wheel.palette().window().color())

    def is_painted(x: int, y: int) -> bool:
        color = picture.pixelColor(x, y)
        return (
            max(
                abs(color.red() - paper.red()),
                abs(color.green() - paper.green()),
                abs(color.blue() - paper.blue()),
            )
            > 3
        )

    pressed = painted = 0
    wrong = []
    for x in range(8, wheel.width() - 8, 4):
        for y in range(8, wheel.height() - 8, 4):
            near = {is_painted(x + a, y + b) for a in (-2, 0, 2) for b in (-2, 0, 2)}
            # On an edge half a pixel belongs to either side; the middle is a disc of paper.
            if len(near) > 1 or hypot(x - 310, y - 310) < 0.37 * 310:
                continue
            under = isinstance(wheel.childAt(QPoint(x, y)), Petal)
            pressed += under
            painted += near == {True}
            if under != (near == {True}):
                wrong.append((x, y))
    assert min(pressed, painted) > 4000
    assert wrong == []


def test_the_mouse_opens_chooses_and_goes_back(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    heard: list[tuple[str, bool]] = []
    wheel.toggled.connect(lambda *told: heard.append(told))

    def press(name: str) -> None:
        spot = petal(wheel, name).geometry().center()
        under = wheel.childAt(spot)
        assert under is petal(wheel, name), name
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=spot - under.pos())
        settle(1)

    press("family_heavy")
    press("feeling_hopeless")
    press("wheel_back")
    press("feeling_sad")
    assert heard == [("hopeless", True), ("sad", True)]


def test_a_screen_reader_gets_name_family_state_and_meaning(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    wheel.set_chosen({"sad", "numb"})
    told = QAccessible.queryAccessibleInterface(petal(wheel, "feeling_sad"))
    assert told.text(QAccessible.Text.Name) == "sad"
    assert told.text(QAccessible.Text.Description).startswith("Heavy, medium.")
    assert "lost" in told.text(QAccessible.Text.Description)
    assert told.role() == QAccessible.Role.CheckBox
    assert told.state().checkable
    assert told.state().checked
    family = QAccessible.queryAccessibleInterface(petal(wheel, "family_heavy"))
    assert family.text(QAccessible.Text.Name) == "Heavy"
    assert family.text(QAccessible.Text.Description) == "A family of 8 words. 2 chosen."
    assert not family.state().checkable


def test_it_tells_which_word_the_person_is_at(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    heard: list[str] = []
    wheel.pointed.connect(heard.append)
    start(wheel)
    key(Qt.Key.Key_Up)
    assert heard[-1] == "settled"
    key(Qt.Key.Key_Up)
    assert heard[-1] == ""


def test_the_wheel_is_one_stop_and_the_way_back_another(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    start(wheel)
    key(Qt.Key.Key_Up)

    def stops() -> list[str]:
        tab = Qt.FocusPolicy.TabFocus
        return [one.objectName() for one in shown(wheel) if one.focusPolicy() & tab]

    assert stops() == ["feeling_settled"]
    wheel.show_family("joy")
    assert stops() == ["feeling_light", "wheel_back"]


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_at_every_text_size_there_is_a_wheel_in_which_all_words_fit(
    qapp: QApplication, tmp_path: Path, percent: int
) -> None:
    layouts = WheelLayouts(WORDS, look=make_look(tmp_path, percent=percent))
    least = layouts.least_side()
    assert least is not None
    assert least < 5.6 * percent
    assert layouts.closed(least, mirrored=False).fits
    assert all(layouts.opened(family, least, mirrored=True).fits for family in WORDS)


def test_words_that_fit_no_wheel_are_told_of(look: Look) -> None:
    long = Word(id="w", label="a word that is a whole sentence, and then goes on and on and on")
    families = (*WORDS[:7], Family(id="long", title="Long", words=(long,)))
    assert WheelLayouts(families, look=look).least_side() is None


def test_every_petal_is_large_enough_to_hit(qtbot: QtBot, look: Look) -> None:
    wheel = made(qtbot, look)
    for family in ("", *(family.id for family in WORDS)):
        if family:
            wheel.show_family(family)
            settle(1)
        for one in shown(wheel):
            area = one.mask().boundingRect()
            assert min(area.width(), area.height()) >= 24, one.objectName()
            assert one.mask().contains(QPointF(area.center()).toPoint()), one.objectName()
