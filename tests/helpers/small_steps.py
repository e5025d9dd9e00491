"""Small steps on screen: going there, pressing, writing, and what the vault holds then."""

from datetime import timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.clock import FixedClock
from ketaguide.store import commitments
from ketaguide.ui.errands import Errand
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room
from ketaguide.ui.visits import page_for
from ketaguide.ui.widgets.toast import Toast
from tests.helpers.opened import ask, part, show
from tests.helpers.pictures import settle


def later(room: Room, days: float) -> None:
    """Let so many days pass."""
    assert isinstance(room.clock, FixedClock)
    room.clock.pass_time(timedelta(days=days))


def visit(room: Room, qtbot: QtBot, errand: Errand) -> Page:
    """The page that an errand leads to, as the workspace shows it."""
    page = page_for(errand, room)
    assert page is not None
    qtbot.addWidget(page)
    show(page)
    page.activateWindow()
    page.begin()
    settle()
    return page


def press(page: QWidget, name: str) -> None:
    part(page, QAbstractButton, name).click()
    settle()


def undo(page: QWidget) -> None:
    """By the toast that offers it."""
    toast = next(one for one in page.findChildren(Toast) if one.isVisible())
    press(toast, "toast_action")


def write(page: QWidget, name: str, words: str) -> None:
    """Type into a field."""
    edit = part(page, QWidget, name)
    edit.setFocus()
    QTest.keyClicks(edit, words)
    settle()


def step_id(room: Room, begins: str) -> str:
    """Of the step whose words begin so."""
    found = ask(room, commitments.recent)
    return next(one.id for one in found if one.action.startswith(begins))


def status(room: Room, begins: str) -> str:
    """What became of it."""
    found = ask(room, commitments.recent)
    return next(one.status for one in found if one.action.startswith(begins))


def asks(page: Page) -> bool:
    """Whether it is asked what happened."""
    found = page.findChild(QWidget, "check_in_card")
    return isinstance(found, QWidget) and found.isVisible()
