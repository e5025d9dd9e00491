"""Path, toast, focus ring, scrolling and columns."""

from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.look import Look
from ketaguide.ui.look_tokens import THEMES
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Heading
from ketaguide.ui.widgets.page_scroll import Columns, PageScroll
from ketaguide.ui.widgets.path import Path
from ketaguide.ui.widgets.progress import ProgressDots
from ketaguide.ui.widgets.stone import StoneView
from ketaguide.ui.widgets.toast import Toast
from tests.helpers.pictures import make_look, settle

STONES = tuple(
    StoneView(f"s{number}", title, when, icon, phase, state)
    for number, (title, when, icon, phase, state) in enumerate(
        (
            ("Your intention", "12 Nov", "sprout", "preparation", "done"),
            ("Set & setting", "18 Nov", "wind", "preparation", "done"),
            ("Day-before check", "Next step", "list-checks", "preparation", "next"),
            ("Arrive & settle", "26 Nov", "sunrise", "session-day", "later"),
            ("Coming back", "26 Nov", "waves", "session-day", "later"),
            ("First words", "same day", "notebook-pen", "integration", "later"),
            ("Day after", "27 Nov", "hand-heart", "integration", "later"),
            ("One week", "3 Dec", "sprout", "integration", "later"),
        )
    )
)


@pytest.fixture
def look(tmp_path: FilePath, qapp: QApplication) -> Look:
    return make_look(tmp_path)


def stand(qtbot: QtBot, widget: QWidget, width: int = 1000, height: int = 600) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    settle()


def listed(path: Path) -> bool:
    return path.is_list


def made_path(look: Look) -> Path:
    path = Path(look=look)
    path.set_stones(STONES)
    return path


def test_a_stone_says_title_state_and_day(qtbot: QtBot, look: Look) -> None:
    path = made_path(look)
    stand(qtbot, path)
    assert path.stones()[1].accessibleName() == "Set & setting, done, 18 Nov"
    assert path.stones()[2].accessibleName() == "Day-before check, next step"


def test_the_path_is_one_tab_stop_and_arrows_rove(qtbot: QtBot, look: Look) -> None:
    path = made_path(look)
    stand(qtbot, path)
    stops = [s for s in path.stones() if s.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [stone.view.id for stone in stops] == ["s2"]
    stops[0].setFocus()
    QTest.keyClick(stops[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is path.stones()[3]
    QTest.keyClick(path.stones()[3], Qt.Key.Key_End)
    assert QApplication.focusWidget() is path.stones()[7]
    with qtbot.waitSignal(path.stone_wanted) as caught:
        QTest.keyClick(path.stones()[7], Qt.Key.Key_Space)
    assert caught.args == ["s7"]


@pytest.mark.parametrize(("width", "percent"), [(1000, 100), (420, 100), (1160, 200), (700, 150)])
@pytest.mark.parametrize("is_rtl", [False, True])
def test_stones_never_overlap_or_leave_the_path(
    qtbot: QtBot, tmp_path: FilePath, width: int, percent: int, is_rtl: bool
) -> None:
    path = made_path(make_look(tmp_path, percent=percent))
    if is_rtl:
        path.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stand(qtbot, path, width, path.heightForWidth(width))
    areas = [stone.geometry() for stone in path.stones()]
    for index, area in enumerate(areas):
        assert path.rect().contains(area), path.stones()[index].view.title
        for other in areas[index + 1 :]:
            assert not area.intersects(other)
    firsts = [area.center().x() for area in areas]
    if not path.is_list:
        assert firsts == sorted(firsts, reverse=is_rtl)


def test_a_narrow_path_becomes_a_list(qtbot: QtBot, look: Look) -> None:
    path = made_path(look)
    stand(qtbot, path, 1000)
    assert not listed(path)
    path.resize(500, path.heightForWidth(500))
    assert listed(path)
    tops = [stone.y() for stone in path.stones()]
    assert tops == sorted(tops)


def test_new_stones_keep_the_keyboard_where_it_was(qtbot: QtBot, look: Look) -> None:
    path = made_path(look)
    stand(qtbot, path)
    path.stones()[5].setFocus()
    path.set_stones(STONES)
    settle()
    assert QApplication.focusWidget() is path.stones()[5]


def test_an_empty_path_paints(qtbot: QtBot, look: Look) -> None:
    path = Path(look=look)
    stand(qtbot, path)
    path.set_stones(())
    assert not path.grab().isNull()


def test_a_toast_can_be_undone(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    stand(qtbot, window)
    toast = Toast(window, look=look)
    toast.show_text("Entry deleted.", action="Undo")
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())
    action = toast.findChild(Button, "toast_action")
    assert action is not None
    with qtbot.waitSignal(toast.action_wanted), qtbot.assertNotEmitted(toast.gone):
        action.click()
    assert not toast.isVisible()


def test_a_toast_goes_by_itself(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    stand(qtbot, window)
    toast = Toast(window, look=look)
    with qtbot.waitSignal(toast.gone, timeout=2000):
        toast.show_text("Entry deleted.", shown_ms=20)
    assert not toast.isVisible()


def test_a_toast_waits_while_its_button_has_the_keyboard(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    stand(qtbot, window)
    toast = Toast(window, look=look)
    toast.show_text("Entry deleted.", action="Undo", shown_ms=60)
    action = toast.findChild(Button, "toast_action")
    assert action is not None
    action.setFocus()
    with qtbot.assertNotEmitted(toast.gone, wait=200):
        pass
    assert toast.isVisible()


def test_a_second_toast_settles_the_first(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    stand(qtbot, window)
    toast = Toast(window, look=look)
    toast.show_text("Entry deleted.")
    with qtbot.waitSignal(toast.gone):
        toast.show_text("Another entry deleted.")
    assert toast.isVisible()


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_never_scrolls_sideways_at_the_largest_text(
    qtbot: QtBot, tmp_path: FilePath, theme: str
) -> None:
    look = make_look(tmp_path, theme=theme, percent=200)
    page = PageScroll(look=look)
    page.body.addWidget(Heading("What is here, now that a night has passed?", look=look))
    columns = Columns(look=look)
    for _ in range(2):
        card = Card(look=look)
        card.body.addWidget(Body("Words " * 40, look=look))
        card.body.addWidget(Button("Use a recovery code instead", look=look))
        columns.add(card)
    page.body.addWidget(columns)
    page.body.addWidget(made_path(look))
    stand(qtbot, page, 1366 - 120, 768)
    sheet = page.widget()
    assert sheet is not None
    assert sheet.minimumSizeHint().width() <= page.viewport().width()
    assert sheet.width() <= page.viewport().width()
    assert columns.is_stacked


def test_columns_stand_side_by_side_when_there_is_room(qtbot: QtBot, look: Look) -> None:
    columns = Columns(look=look)
    parts = [Card(look=look), Card(look=look)]
    for part in parts:
        columns.add(part)
    stand(qtbot, columns, 900, 300)
    assert columns.is_stacked is False
    assert parts[0].y() == parts[1].y()
    columns.resize(500, 300)
    settle()
    assert parts[1].y() > parts[0].y()


@pytest.mark.parametrize("is_rtl", [False, True])
def test_flow_starts_where_reading_starts(qtbot: QtBot, look: Look, is_rtl: bool) -> None:
    holder = QWidget()
    if is_rtl:
        holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow = Flow(holder)
    buttons = [IconButton("x", f"Close {number}", look=look) for number in range(12)]
    for button in buttons:
        flow.addWidget(button)
    stand(qtbot, holder, 220, 300)
    first, second = buttons[0].x(), buttons[1].x()
    assert (first > second) if is_rtl else (first < second)
    assert buttons[-1].y() > buttons[0].y()
    assert all(holder.rect().contains(button.geometry()) for button in buttons)


def test_progress_is_read_as_words(qtbot: QtBot, look: Look) -> None:
    progress = ProgressDots(look=look, phase="integration", title="The day after")
    stand(qtbot, progress, 300, 40)
    progress.set_position(2, 7)
    assert progress.accessibleName() == "The day after · Step 3 of 7"
