"""After every step the keyboard stands on what comes next, so that Enter never goes in a circle."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.content.guide import Phase
from ketaguide.flows import finish_run, start_run
from ketaguide.store import entries, sessions
from ketaguide.ui.errands import GoBack, GoTo, PlanSession
from ketaguide.ui.pages.ground_page import GroundPage
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from ketaguide.ui.workspace import Workspace
from ketaguide.vault.db import Db
from tests.helpers.guides import Reader, house, onward, open_guide, to_step
from tests.helpers.opened import ask, opened, rowan, show
from tests.helpers.pictures import settle
from tests.helpers.rooms import NOW, core_catalogue
from tests.helpers.vaults import ZONE, a_session, an_entry


def focus() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None, "nothing has the keyboard"
    return here


def key(what: Qt.Key) -> None:
    QTest.keyClick(focus(), what)
    settle()


@contextmanager
def unlocked(room: Room, *, size: tuple[int, int] = (1180, 700)) -> Iterator[Workspace]:
    """As after the passphrase: the window stood there with something else in it."""
    window = MainWindow(room)
    gate = QWidget()
    gate.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.show_front(gate)
    show(window, size=size)
    window.activateWindow()
    gate.setFocus()
    workspace = Workspace(room)
    window.show_front(workspace)
    settle()
    yield workspace
    window.let_close()
    window.close()
    window.deleteLater()


@pytest.mark.usefixtures("qtbot")
def test_unlocking_starts_on_the_next_step(tmp_path: Path) -> None:
    with opened(tmp_path) as room, unlocked(room):
        assert focus().objectName() == "next_begin"


@pytest.mark.usefixtures("qtbot")
def test_coming_back_starts_on_the_next_step_though_it_has_changed(tmp_path: Path) -> None:
    """Home was built when nothing was planned; by now a session is."""
    with opened(tmp_path) as room, unlocked(room) as workspace:
        workspace.do(PlanSession())
        ask(room, a_session)
        workspace.do(GoBack("Stored."))
        settle()
        assert focus().objectName() == "next_begin"
        assert focus().isVisible()


@pytest.mark.usefixtures("qtbot")
def test_finishing_never_ends_on_not_now(tmp_path: Path) -> None:
    """The step after the last of Prepare is one to begin early: the button changes."""

    def finished(db: Db, session_id: str) -> None:
        guide = core_catalogue().guide("preparing")
        state = start_run.begin(db, guide=guide, session_id=session_id, now=NOW, zone=ZONE)
        finish_run.finish(db, guide=guide, state=state, now=NOW, zone=ZONE)

    with opened(tmp_path, fill=a_session) as room, unlocked(room) as workspace:
        session_id = ask(room, sessions.every)[0].id
        workspace.do(PlanSession(session_id))
        ask(room, partial(finished, session_id=session_id))
        workspace.do(GoBack())
        settle()
        assert focus().objectName() == "next_begin_early"


@pytest.mark.usefixtures("qtbot")
def test_not_now_taken_back_does_not_go_in_a_circle(tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room, unlocked(room):
        key(Qt.Key.Key_Tab)
        assert focus().objectName() == "next_other"
        key(Qt.Key.Key_Space)
        assert focus().objectName() == "next_other"
        key(Qt.Key.Key_Space)
        assert focus().objectName() == "next_begin"


@pytest.mark.usefixtures("qtbot")
def test_tab_pressed_meanwhile_counts(tmp_path: Path) -> None:
    with opened(tmp_path, fill=a_session) as room, unlocked(room) as workspace:
        workspace.page.begin_when_loaded()
        key(Qt.Key.Key_Tab)
        workspace.page.reload()
        settle()
        assert focus().objectName() == "next_other"


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("phase", ["preparation", "session-day", "integration"])
def test_a_phase_starts_on_its_guide_in_sight(phase: Phase, tmp_path: Path) -> None:
    with (
        opened(tmp_path, fill=rowan()) as room,
        unlocked(room, size=(900, 480)) as workspace,
    ):
        workspace.do(GoTo(phase))
        settle()
        assert focus().objectName().startswith("begin_")
        assert focus().visibleRegion().boundingRect() == focus().rect()


@pytest.mark.usefixtures("qtbot")
def test_undo_leaves_the_keyboard_on_the_page(tmp_path: Path) -> None:
    def two(db: Db) -> None:
        an_entry(db, "One")
        an_entry(db, "Two")

    with opened(tmp_path, fill=two) as room, unlocked(room) as workspace:
        workspace.do(GoTo("journal"))
        settle()
        key(Qt.Key.Key_Delete)
        assert len(ask(room, entries.recent)) == 1
        for _ in range(40):
            if focus().objectName() == "toast_action":
                break
            key(Qt.Key.Key_Tab)
        key(Qt.Key.Key_Space)
        assert len(ask(room, entries.recent)) == 2
        assert workspace.page.isAncestorOf(focus())


def test_back_from_the_room_the_question_comes_and_not_the_room_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with house(tmp_path) as home:
        reader: Reader = open_guide(home, "day-after")
        window = MainWindow(home.room)
        qtbot.addWidget(window)
        window.show_front(reader.page)
        show(window, size=(1180, 700))
        window.activateWindow()
        onward(reader)
        reader.press("choice_something")
        to_step(reader, "hard")
        reader.go("scale_hardness")
        reader.key(Qt.Key.Key_8)
        onward(reader)
        assert focus().objectName() == "ground_first_go"
        key(Qt.Key.Key_Space)
        window.lay_over(GroundPage(home.room, unlocked=True))
        settle()
        window.lift()
        assert focus().objectName() == "guide_onward"
        window.let_close()
