"""Tab goes from top to bottom on pages whose parts come later than the page."""

from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.store import preferences
from ketaguide.ui.pages.home_page import HomePage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.phase_page import PhasePage
from ketaguide.ui.pages.session_page import SessionPage
from ketaguide.ui.pages.settings_page import SettingsPage
from ketaguide.vault.db import Db
from tests.helpers.guides import Reader, house, onward, open_guide
from tests.helpers.opened import opened, rowan, show

NARROW = (700, 900)


def stops(page: Page) -> list[QWidget]:
    """What Tab meets, from the page on."""
    found: list[QWidget] = []
    here = page.nextInFocusChain()
    while here is not None and here is not page:
        takes = bool(here.focusPolicy() & Qt.FocusPolicy.TabFocus)
        inside = isinstance(here.parent(), QAbstractSpinBox)
        if takes and not inside and page.isAncestorOf(here) and here.isVisibleTo(page):
            found.append(here)
        here = here.nextInFocusChain()
    return found


def goes_down(page: Page) -> bool:
    # What is pinned below stands over the lower end of what is scrolled.
    scrolled = [one for one in stops(page) if page.sheet.isAncestorOf(one)]
    tops = [one.mapTo(page, QPoint(0, one.height() // 2)).y() for one in scrolled]
    # Things side by side share a row; their middles may differ by a few pixels.
    return all(before <= after + 30 for before, after in pairwise(tops))


def test_home_goes_down_also_after_a_change(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(db: Db) -> None:
        rowan()(db)
        preferences.put(db, preferences.RECOVERY_DONE, False)

    with opened(tmp_path, fill=fill) as room:
        page = HomePage(room)
        qtbot.addWidget(page)
        show(page, size=NARROW)
        assert stops(page)[0].objectName() == "make_recovery"
        assert goes_down(page)
        change = partial(preferences.put, name=preferences.HOME_SHOWS_WORDS, value=False)
        room.desk.ask(change, owner=page)
        show(page, size=NARROW)
        assert len(stops(page)) > 8
        assert goes_down(page)


def test_the_other_pages_go_down(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        pages = (
            PhasePage(room, phase="preparation"),
            PhasePage(room, phase="session-day"),
            SessionPage(room),
            SettingsPage(room),
        )
        for page in pages:
            qtbot.addWidget(page)
            show(page, size=NARROW)
            assert len(stops(page)) > 2
            assert goes_down(page), [one.objectName() for one in stops(page)]


def names_from(reader: Reader) -> list[str]:
    """Where Tab goes from here, until it is here again."""
    start, found = reader.focus, [reader.focus.objectName()]
    while len(found) < 60:
        reader.key(Qt.Key.Key_Tab)
        if reader.focus is start:
            return found
        found.append(reader.focus.objectName())
    raise AssertionError(found)


ROWS = ["guide_back", "guide_skip", "guide_onward", "guide_home", "guide_ground", "guide_pause"]


def test_in_a_guide_the_answer_comes_first_and_the_ways_out_last(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with house(tmp_path) as home:
        reader = open_guide(home, "preparing")
        qtbot.addWidget(reader.page)
        for _ in range(20):
            if reader.sees("own_line"):
                break
            onward(reader)
        order = names_from(reader)
        assert order[-8:] == ["own_line", "own_add", *ROWS]
        reader.type("own_line", "A warm blanket")
        reader.press("own_add")
        reader.go(order[0])
        again = names_from(reader)
        assert again[-10:] == ["own_row", "own_remove", "own_line", "own_add", *ROWS]
        assert set(order) < set(again)
