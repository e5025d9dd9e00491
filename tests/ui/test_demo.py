"""A look around never passes for a vault of one's own, and leaves nothing behind."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.arguments import Arguments, parse
from ketaguide.base.clock import FixedClock
from ketaguide.base.paths import Places
from ketaguide.ui.pages.settings_page import SettingsPage
from ketaguide.ui.widgets.demo_line import DemoLine
from ketaguide.ui.workspace import Workspace
from tests.helpers.gates import a_vault
from tests.helpers.house import Person, person
from tests.helpers.opened import opened, part, show
from tests.helpers.rooms import make_room

_LINE = "Made-up notes. Nothing here is kept."
_DEMO = Arguments(demo=True)
_PLACES = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)


def _words(someone: Person) -> list[str]:
    return [one.text() for one in someone.window.findChildren(QLabel) if one.isVisible()]


def _real_vault(folder: Path) -> None:
    """A vault of one's own that was open last."""
    room = make_room(folder)
    room.settings.change("vault_folder", str(a_vault(folder / "real.ketaguide", room)))


def test_every_place_says_that_nothing_is_kept(
    qtbot: QtBot, places: Places, clock: FixedClock
) -> None:
    with person(qtbot, places, clock, arguments=_DEMO) as someone:
        someone.wait_for("home_page")
        for key in _PLACES:
            someone.control(key)
            assert _LINE in _words(someone)
        someone.control(Qt.Key.Key_N)
        someone.write("entry_body", "a real worry")
        someone.wait_for("entry_saved")
        assert _LINE in _words(someone)
        assert someone.find("entry_saved").text() == "Made-up notes: nothing is kept"
        assert not [words for words in _words(someone) if "Saved" in words]
        someone.control(Qt.Key.Key_2)
        someone.press("begin_preparing")
        someone.wait_for("guide_page")
        assert _LINE in _words(someone)


def _promises(page: QWidget) -> set[str]:
    """What is spoken of that a look around does not have."""
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    shown += [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    words = " ".join(shown).lower()
    return {each for each in ("recovery code", "passphrase", "backup") if each in words}


def test_nothing_promises_a_recovery_code_a_passphrase_or_backups(
    qtbot: QtBot, places: Places, clock: FixedClock
) -> None:
    with person(qtbot, places, clock, arguments=_DEMO) as someone:
        someone.wait_for("home_page")
        assert _promises(someone.window) == set()
        for key in (*_PLACES, Qt.Key.Key_Comma):
            someone.control(key)
            QTest.qWait(50)
            assert _promises(someone.window) == set()
        someone.wait_for("settings_page")
        assert someone.sees("about_card")
        assert not someone.sees("security_card")


@pytest.mark.parametrize("typed", [True, False])
def test_locking_ends_the_look_around_and_never_asks(
    qtbot: QtBot, places: Places, clock: FixedClock, tmp_path: Path, *, typed: bool
) -> None:
    _real_vault(tmp_path)
    with person(qtbot, places, clock, arguments=_DEMO) as someone:
        someone.wait_for("home_page")
        if typed:
            someone.control(Qt.Key.Key_N)
            someone.write("entry_body", "a real worry")
        someone.control(Qt.Key.Key_L)
        someone.wait(lambda: bool(someone.left), what="the end of the look around")
        assert QApplication.activeModalWidget() is None
        assert someone.left == [None]
        assert someone.left_with == [("--after-demo", "welcome")]
    assert not list((places.data / "demo").glob("*"))


def test_it_notes_nothing_among_the_vaults_seen(
    qtbot: QtBot, places: Places, clock: FixedClock
) -> None:
    with person(qtbot, places, clock, arguments=_DEMO) as someone:
        someone.wait_for("home_page")
        someone.control(Qt.Key.Key_L)
        someone.wait(lambda: bool(someone.left), what="the end of the look around")
    assert not list(places.state.rglob("seen.json"))


def test_the_line_leads_to_a_vault_of_ones_own(
    qtbot: QtBot, places: Places, clock: FixedClock
) -> None:
    with person(qtbot, places, clock, arguments=_DEMO) as someone:
        someone.wait_for("home_page")
        someone.press("own_vault")
        someone.wait(lambda: bool(someone.left), what="the end of the look around")
        assert someone.left_with == [("--after-demo", "create")]
    with person(qtbot, places, clock, arguments=parse(someone.left_with[0])) as someone:
        someone.wait_for("create_page")
        assert "The made-up notes are gone." in _words(someone)


def test_after_it_comes_the_first_screen_and_not_the_lock_screen_of_the_real_vault(
    qtbot: QtBot, places: Places, clock: FixedClock, tmp_path: Path
) -> None:
    _real_vault(tmp_path)
    after = parse(["--after-demo", "welcome"])
    with person(qtbot, places, clock, arguments=after) as someone:
        someone.wait_for("welcome_page")
        assert "The made-up notes are gone." in _words(someone)
        someone.press("open")
        someone.wait_for("unlock_page")


def test_quitting_leaves_nothing_on_the_disk(
    qtbot: QtBot, places: Places, clock: FixedClock
) -> None:
    with person(qtbot, places, clock, arguments=_DEMO) as someone:
        someone.wait_for("home_page")
        someone.control(Qt.Key.Key_Q)
        someone.wait(lambda: not someone.room.desk.is_open, what="closed vault")
        someone.wait(lambda: not list((places.data / "demo").glob("*")), what="empty disk")
        assert someone.left == []


def test_a_vault_of_ones_own_has_no_such_line(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as room:
        workspace = Workspace(room)
        qtbot.addWidget(workspace)
        assert not workspace.findChildren(DemoLine)
        page = SettingsPage(room)
        qtbot.addWidget(page)
        show(page)
        assert part(page, QWidget, "security_card").isVisible()
        assert _promises(page) == {"recovery code", "passphrase", "backup"}
